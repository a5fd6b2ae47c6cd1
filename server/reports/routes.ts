import { z } from 'zod';
import { DailyReport, ReportQuery } from '../../shared/contract/report.ts';
import { Code, ProblemAnswer } from '../../shared/contract/primitives.ts';
import {
  RegionThroughputQuery,
  ThroughputQuery,
  ThroughputReport,
} from '../../shared/contract/throughput.ts';
import { StewardReport, StewardReportQuery } from '../../shared/contract/steward-report.ts';
import { EstimateQuality } from '../../shared/contract/estimate-quality.ts';
import { actorOf, type App } from '../http.ts';
import type { EstimateReports } from './estimates.ts';
import type { Reports } from './service.ts';
import type { StewardReports } from './stewards.ts';

const tags = ['reports'];
const params = z.object({ hall: Code });
const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** The figures of a hall, to look at and to take away. */
export function reportRoutes(
  app: App,
  {
    reports,
    stewards,
    estimates,
  }: { reports: Reports; stewards: StewardReports; estimates: EstimateReports },
): void {
  app.get(
    '/api/halls/:hall/reports/estimates',
    {
      config: { right: 'read-reports', answers: 'packed' },
      schema: {
        tags,
        summary: 'How good the wait estimates were',
        params,
        querystring: ReportQuery.omit({ lang: true }),
        response: { 200: EstimateQuality, default: ProblemAnswer },
      },
    },
    (request) => estimates.make(request.params.hall, request.query, actorOf(request)),
  );
  app.get(
    '/api/halls/:hall/reports/stewards',
    {
      config: { right: 'read-reports' },
      schema: {
        tags,
        summary: 'Visits by client and steward, files, regions, questions answered',
        params,
        querystring: StewardReportQuery,
        response: { 200: StewardReport, default: ProblemAnswer },
      },
    },
    (request) => stewards.make(request.params.hall, request.query, actorOf(request)),
  );
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
  app.get(
    '/api/halls/:hall/reports/throughput',
    {
      config: { right: 'read-reports', answers: 'packed' },
      schema: {
        tags,
        summary: 'The figures of any days by any cut, filtered and compared',
        params,
        querystring: ThroughputQuery,
        response: { 200: ThroughputReport, default: ProblemAnswer },
      },
    },
    async (request, reply) => {
      const { hall } = request.params;
      const { body } = await reports.throughput(hall, request.query, 'json', actorOf(request));
      return reply.type('application/json').send(body as never);
    },
  );
  app.get(
    '/api/reports/throughput',
    {
      config: { right: 'read-reports', answers: 'packed' },
      schema: {
        tags,
        summary: 'The figures of several halls together, by any cut, also by hall',
        querystring: RegionThroughputQuery,
        response: { 200: ThroughputReport, default: ProblemAnswer },
      },
    },
    async (request, reply) => {
      const { body } = await reports.region(request.query, 'json', actorOf(request));
      return reply.type('application/json').send(body as never);
    },
  );
  const types = { csv: 'text/csv; charset=utf-8', xlsx: xlsxType } as const;
  for (const form of ['csv', 'xlsx'] as const) {
    const type = types[form];
    app.get(
      `/api/reports/throughput.${form}`,
      {
        config: { right: 'read-reports', ...(form === 'csv' && { answers: 'packed' as const }) },
        schema: {
          tags,
          summary: `The figures of several halls as ${form.toUpperCase()}`,
          querystring: RegionThroughputQuery,
          response: { 200: { content: { [type]: { schema: z.any() } } }, default: ProblemAnswer },
        },
      },
      async (request, reply) => {
        const { name, body } = await reports.region(request.query, form, actorOf(request));
        return reply
          .type(type)
          .header('content-disposition', `attachment; filename="${name}.${form}"`)
          .send(body);
      },
    );
    for (const [report, querystring, make] of [
      ['daily', ReportQuery, (...of: Parameters<typeof reports.daily>) => reports.daily(...of)],
      [
        'throughput',
        ThroughputQuery,
        (...of: Parameters<typeof reports.throughput>) => reports.throughput(...of),
      ],
    ] as const)
      app.get(
        `/api/halls/:hall/reports/${report}.${form}`,
        {
          config: { right: 'read-reports', ...(form === 'csv' && { answers: 'packed' as const }) },
          schema: {
            tags,
            summary: `The ${report} report as ${form.toUpperCase()}`,
            params,
            querystring,
            response: { 200: { content: { [type]: { schema: z.any() } } }, default: ProblemAnswer },
          },
        },
        async (request, reply) => {
          const { hall } = request.params;
          const who = actorOf(request);
          const { name, body } = await make(hall, request.query as never, form, who);
          return reply
            .type(type)
            .header('content-disposition', `attachment; filename="${name}.${form}"`)
            .send(body);
        },
      );
  }
}
