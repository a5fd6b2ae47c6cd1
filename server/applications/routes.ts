import { z } from 'zod';
import {
  ApplicationChange,
  ApplicationFile,
  ApplicationFilter,
  ApplicationList,
  ApplicationReport,
  ApplicationReportQuery,
  ApplicationsQuery,
  VisitorApplications,
} from '../../shared/contract/application.ts';
import { Code, Id, ProblemAnswer } from '../../shared/contract/primitives.ts';
import { Language } from '../../shared/contract/text.ts';
import { Attempts } from '../attempts.ts';
import type { Clock } from '../clock.ts';
import { actorOf, type App, commandOf } from '../http.ts';
import { listCsv } from './csv.ts';
import type { ApplicationReports } from './report.ts';
import type { Applications } from './service.ts';

const tags = ['applications'];
const OfHall = z.object({ hall: Code });
const ByToken = z.object({ token: z.string().min(1).max(128) });
const csvType = 'text/csv; charset=utf-8';

/** What was handed in (办件): the list, what becomes of each, the visitor's view and the figures. */
export function applicationRoutes(
  app: App,
  d: { applications: Applications; figures: ApplicationReports; clock: Clock },
): void {
  const { applications, figures } = d;
  const strangers = new Attempts(d.clock, 60, 60);

  app.get(
    '/api/halls/:hall/applications',
    {
      config: { right: 'handle-applications' },
      schema: {
        tags,
        summary: 'What was handed in: a clerk’s own, or all of the hall',
        params: OfHall,
        querystring: ApplicationsQuery,
        response: { 200: ApplicationList, default: ProblemAnswer },
      },
    },
    (request) => applications.list(request.params.hall, request.query, actorOf(request)),
  );
  app.get(
    '/api/halls/:hall/applications.csv',
    {
      config: { right: 'handle-applications', answers: 'packed' },
      schema: {
        tags,
        summary: 'The same as CSV, up to 5,000 rows',
        params: OfHall,
        querystring: ApplicationFilter.extend({ language: Language.default('zh-Hans') }),
        response: { 200: { content: { [csvType]: { schema: z.any() } } }, default: ProblemAnswer },
      },
    },
    async (request, reply) => {
      const { hall } = request.params;
      const { language, ...filter } = request.query;
      const list = await applications.inFile(hall, filter, actorOf(request));
      return reply
        .type(csvType)
        .header('content-disposition', `attachment; filename="${hall}-applications.csv"`)
        .send(listCsv(list.applications, language));
    },
  );
  app.get(
    '/api/halls/:hall/applications/:id',
    {
      config: { right: 'handle-applications' },
      schema: {
        tags,
        summary: 'One application with its states',
        params: OfHall.extend({ id: Id }),
        response: { 200: ApplicationFile, default: ProblemAnswer },
      },
    },
    (request) => applications.one(request.params.hall, request.params.id, actorOf(request)),
  );
  app.patch(
    '/api/halls/:hall/applications/:id',
    {
      config: { right: 'handle-applications' },
      schema: {
        tags,
        summary: 'Another state, a receipt number, a project',
        params: OfHall.extend({ id: Id }),
        body: ApplicationChange,
        response: { 200: ApplicationFile, default: ProblemAnswer },
      },
    },
    (request) =>
      applications.change(request.params.hall, request.params.id, request.body, commandOf(request)),
  );
  app.get(
    '/api/tickets/:token/applications',
    {
      config: { right: 'follow-visit' },
      schema: {
        tags,
        summary: 'What was handed in on a visit, and how it stands',
        params: ByToken,
        response: { 200: VisitorApplications, default: ProblemAnswer },
      },
    },
    (request) =>
      strangers.open(request.ip, ['ticket_not_found'], () =>
        applications.ofVisit(request.params.token),
      ),
  );
  app.get(
    '/api/halls/:hall/reports/applications',
    {
      config: { right: 'read-reports' },
      schema: {
        tags,
        summary: 'On time ÷ decided, days promised against days used',
        params: OfHall,
        querystring: ApplicationReportQuery,
        response: { 200: ApplicationReport, default: ProblemAnswer },
      },
    },
    (request) => figures.between(request.params.hall, request.query, actorOf(request)),
  );
}
