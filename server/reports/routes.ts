import { z } from 'zod';
import { DailyReport, ReportQuery } from '../../shared/contract/report.ts';
import { Code, ProblemAnswer } from '../../shared/contract/primitives.ts';
import { actorOf, type App } from '../http.ts';
import type { Reports } from './service.ts';

const tags = ['reports'];
const params = z.object({ hall: Code });
const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** The daily throughput report, to look at and to take away. */
export function reportRoutes(app: App, { reports }: { reports: Reports }): void {
  app.get(
    '/api/halls/:hall/reports/daily',
    {
      config: { right: 'read-reports', answers: 'packed' },
      schema: {
        tags,
        summary: 'The daily throughput report',
        params,
        querystring: ReportQuery,
        response: { 200: DailyReport, default: ProblemAnswer },
      },
    },
    async (request, reply) => {
      const { hall } = request.params;
      const { body } = await reports.daily(hall, request.query, 'json', actorOf(request));
      return reply.type('application/json').send(body as never);
    },
  );
  const types = { csv: 'text/csv; charset=utf-8', xlsx: xlsxType } as const;
  for (const form of ['csv', 'xlsx'] as const) {
    const type = types[form];
    app.get(
      `/api/halls/:hall/reports/daily.${form}`,
      {
        config: { right: 'read-reports', ...(form === 'csv' && { answers: 'packed' as const }) },
        schema: {
          tags,
          summary: `The daily throughput report as ${form.toUpperCase()}`,
          params,
          querystring: ReportQuery,
          response: { 200: { content: { [type]: { schema: z.any() } } }, default: ProblemAnswer },
        },
      },
      async (request, reply) => {
        const { hall } = request.params;
        const { name, body } = await reports.daily(hall, request.query, form, actorOf(request));
        return reply
          .type(type)
          .header('content-disposition', `attachment; filename="${name}.${form}"`)
          .send(body);
      },
    );
  }
}
