import { z } from 'zod';
import { staffCaseActs } from '../../shared/case-acts.ts';
import {
  AskAgain,
  Case,
  CaseChange,
  CaseFigures,
  CaseFiguresQuery,
  CaseList,
  CasesQuery,
  CaseWithSteps,
  OpenCase,
  ReportNotDone,
  VisitorCases,
} from '../../shared/contract/case.ts';
import { Colleague } from '../../shared/contract/people.ts';
import { Code, Id, ProblemAnswer } from '../../shared/contract/primitives.ts';
import { Attempts } from '../attempts.ts';
import type { Clock } from '../clock.ts';
import { actorOf, type App, commandOf, keyOf } from '../http.ts';
import type { Cases } from './service.ts';

const tags = ['cases'];
const OfHall = z.object({ hall: Code });
const OfCase = OfHall.extend({ id: Id });
const OfVisit = z.object({ token: z.string().min(1).max(128) });
const visitor = { kind: 'visitor' } as const;

/** Bad ratings and what could not be done: those who follow them up, and the visitor. */
export function caseRoutes(app: App, { cases, clock }: { cases: Cases; clock: Clock }): void {
  const guesses = new Attempts(clock, 60, 60);

  app.get(
    '/api/halls/:hall/cases',
    {
      config: { right: 'handle-cases' },
      schema: {
        tags,
        summary: 'What somebody has to see to, filtered, sorted and in pages',
        params: OfHall,
        querystring: CasesQuery,
        response: { 200: CaseList, default: ProblemAnswer },
      },
    },
    (request) => cases.list(request.params.hall, request.query, actorOf(request)),
  );
  app.post(
    '/api/halls/:hall/cases',
    {
      config: { right: 'open-case' },
      schema: {
        tags,
        summary: 'Tell what could not be done',
        params: OfHall,
        body: OpenCase,
        response: { 201: Case, default: ProblemAnswer },
      },
    },
    async (request, reply) =>
      reply.code(201).send(await cases.open(request.params.hall, request.body, commandOf(request))),
  );
  app.get(
    '/api/halls/:hall/cases/figures',
    {
      config: { right: 'read-reports' },
      schema: {
        tags,
        summary: 'The cases of some days by kind, counted',
        params: OfHall,
        querystring: CaseFiguresQuery,
        response: { 200: CaseFigures, default: ProblemAnswer },
      },
    },
    (request) => cases.figures(request.params.hall, request.query, actorOf(request)),
  );
  app.get(
    '/api/halls/:hall/cases/:id',
    {
      config: { right: 'handle-cases' },
      schema: {
        tags,
        summary: 'One case, with what was done about it',
        params: OfCase,
        response: { 200: CaseWithSteps, default: ProblemAnswer },
      },
    },
    (request) => cases.one(request.params.hall, request.params.id, actorOf(request)),
  );
  app.get(
    '/api/halls/:hall/cases/:id/owners',
    {
      config: { right: 'handle-cases' },
      schema: {
        tags,
        summary: 'Who can follow a case up, by name',
        params: OfCase,
        response: { 200: z.array(Colleague), default: ProblemAnswer },
      },
    },
    (request) => cases.possibleOwners(request.params.hall, request.params.id, actorOf(request)),
  );
  app.post(
    '/api/halls/:hall/cases/:id/:act',
    {
      config: { right: 'handle-cases' },
      schema: {
        tags,
        summary: 'Take a case further',
        params: OfCase.extend({ act: z.enum(staffCaseActs) }),
        body: z.preprocess((input) => input ?? {}, CaseChange),
        response: { 200: CaseWithSteps, default: ProblemAnswer },
      },
    },
    (request) => {
      const { hall, id, act } = request.params;
      return cases.act(hall, id, act, request.body, commandOf(request));
    },
  );
  app.get(
    '/api/tickets/:token/cases',
    {
      config: { right: 'follow-visit' },
      schema: {
        tags,
        summary: 'The cases of a visit, for its visitor',
        params: OfVisit,
        response: { 200: VisitorCases, default: ProblemAnswer },
      },
    },
    (request) =>
      guesses.open(request.ip, ['ticket_not_found'], () => cases.ofVisit(request.params.token)),
  );
  app.post(
    '/api/tickets/:token/not-done',
    {
      config: { right: 'follow-visit' },
      schema: {
        tags,
        summary: 'Tell what could not be done',
        params: OfVisit,
        body: ReportNotDone,
        response: { 201: VisitorCases, default: ProblemAnswer },
      },
    },
    async (request, reply) =>
      reply.code(201).send(
        await guesses.open(request.ip, ['ticket_not_found'], () =>
          cases.report(request.params.token, request.body, {
            who: request.actor ?? visitor,
            key: keyOf(request),
          }),
        ),
      ),
  );
  app.post(
    '/api/tickets/:token/cases/:id/ask-again',
    {
      config: { right: 'follow-visit' },
      schema: {
        tags,
        summary: 'Not content with what was done',
        params: OfVisit.extend({ id: Id }),
        body: AskAgain,
        response: { 200: VisitorCases, default: ProblemAnswer },
      },
    },
    (request) =>
      guesses.open(request.ip, ['ticket_not_found'], () =>
        cases.askAgain(request.params.token, request.params.id, request.body, {
          who: request.actor ?? visitor,
          key: keyOf(request),
        }),
      ),
  );
}
