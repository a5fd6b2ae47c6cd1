import { z } from 'zod';
import { Consultation, Consulted } from '../../shared/contract/consultation.ts';
import { LiftLimit, LimitedPersons } from '../../shared/contract/person-limit.ts';
import { Code, Id, ProblemAnswer } from '../../shared/contract/primitives.ts';
import { actorOf, type App, commandOf } from '../http.ts';
import type { Consultations } from './consultations.ts';
import type { PersonLimits } from './person-limits.ts';

const OfHall = z.object({ hall: Code });

/** Questions answered without a ticket, and people who have taken as many tickets as one may. */
export function hallServiceRoutes(
  app: App,
  { consultations, limits }: { consultations: Consultations; limits: PersonLimits },
): void {
  app.post(
    '/api/halls/:hall/consultations',
    {
      config: { right: 'count-consultation' },
      schema: {
        tags: ['consultations'],
        summary: 'A question was answered without a ticket (咨询)',
        params: OfHall,
        body: z.preprocess((input) => input ?? {}, Consultation),
        response: { 201: Consulted, default: ProblemAnswer },
      },
    },
    async (request, reply) =>
      reply
        .code(201)
        .send(await consultations.count(request.params.hall, request.body, commandOf(request))),
  );
  app.post(
    '/api/halls/:hall/consultations/:id/undo',
    {
      config: { right: 'count-consultation' },
      schema: {
        tags: ['consultations'],
        summary: 'Take back what was counted by mistake, for 30 seconds',
        params: OfHall.extend({ id: Id }),
        response: { 200: Consulted, default: ProblemAnswer },
      },
    },
    (request) => consultations.undo(request.params.hall, request.params.id, commandOf(request)),
  );
  app.get(
    '/api/halls/:hall/person-limits',
    {
      config: { right: 'guide-visitor' },
      schema: {
        tags: ['tickets'],
        summary: 'Who has taken as many tickets as one person may today',
        params: OfHall,
        response: { 200: LimitedPersons, default: ProblemAnswer },
      },
    },
    (request) => limits.list(request.params.hall, actorOf(request)),
  );
  app.post(
    '/api/halls/:hall/person-limits/lift',
    {
      config: { right: 'guide-visitor' },
      schema: {
        tags: ['tickets'],
        summary: 'Let the person of a ticket take more today',
        params: OfHall,
        body: LiftLimit,
        response: { 200: LimitedPersons, default: ProblemAnswer },
      },
    },
    (request) => limits.lift(request.params.hall, request.body, commandOf(request)),
  );
}
