import { z } from 'zod';
import { DailyReport, ReportQuery } from '../../shared/contract/report.ts';
import { Code, ProblemAnswer } from '../../shared/contract/primitives.ts';
import { actorOf, type App } from '../http.ts';
import { reportCsv } from './csv.ts';
import type { Reports } from './service.ts';
import { reportXlsx } from './xlsx.ts';

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
    (request) => reports.daily(request.params.hall, request.query, actorOf(request)),
  );
  const files = {
    csv: { type: 'text/csv; charset=utf-8', make: reportCsv },
    xlsx: { type: xlsxType, make: reportXlsx },
  } as const;
  for (const [ending, { type, make }] of Object.entries(files)) {
    app.get(
      `/api/halls/:hall/reports/daily.${ending}`,
      {
        config: { right: 'read-reports' },
        schema: {
          tags,
          summary: `The daily throughput report as ${ending.toUpperCase()}`,
          params,
          querystring: ReportQuery,
          response: { 200: { content: { [type]: { schema: z.any() } } }, default: ProblemAnswer },
        },
      },
      async (request, reply) => {
        const report = await reports.daily(request.params.hall, request.query, actorOf(request));
        const days = report.from === report.to ? report.from : `${report.from}_${report.to}`;
        return reply
          .type(type)
          .header('content-disposition', `attachment; filename="${report.hall}-${days}.${ending}"`)
          .send(make(report, request.query.lang));
      },
    );
  }
}
