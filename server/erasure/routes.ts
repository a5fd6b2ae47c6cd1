import { z } from 'zod';
import {
  ErasePerson,
  FindPerson,
  PersonErased,
  PersonFile,
  Retention,
  RetentionChange,
} from '../../shared/contract/privacy.ts';
import { Code, ProblemAnswer } from '../../shared/contract/primitives.ts';
import { actorOf, type App, commandOf } from '../http.ts';
import type { Persons } from './persons.ts';
import type { Retentions } from './retention.ts';

const tags = ['privacy'];
const OfHall = z.object({ hall: Code });

/** What is known of one person, and how long what is kept. */
export function personRoutes(
  app: App,
  { persons, retentions }: { persons: Persons; retentions: Retentions },
): void {
  app.post(
    '/api/halls/:hall/persons/search',
    {
      config: { right: 'know-persons' },
      schema: {
        tags,
        summary: 'All that is kept about one person, by telephone or ID number',
        params: OfHall,
        body: FindPerson,
        response: { 200: PersonFile, default: ProblemAnswer },
      },
    },
    // Without a key: what was found is not kept once more.
    (request) => persons.search(request.params.hall, request.body, { who: actorOf(request) }),
  );
  app.post(
    '/api/halls/:hall/persons/erase',
    {
      config: { right: 'know-persons' },
      schema: {
        tags,
        summary: 'Erase what is known of one person',
        params: OfHall,
        body: ErasePerson,
        response: { 200: PersonErased, default: ProblemAnswer },
      },
    },
    (request) => persons.erase(request.params.hall, request.body, commandOf(request)),
  );
  app.get(
    '/api/retention',
    {
      config: { right: 'set-retention' },
      schema: {
        tags,
        summary: 'How long what belongs to no hall is kept',
        response: { 200: Retention, default: ProblemAnswer },
      },
    },
    (request) => retentions.ofSite(actorOf(request)),
  );
  app.patch(
    '/api/retention',
    {
      config: { right: 'set-retention' },
      schema: {
        tags,
        summary: 'Change how long what belongs to no hall is kept',
        body: RetentionChange,
        response: { 200: Retention, default: ProblemAnswer },
      },
    },
    (request) => retentions.change(request.body, commandOf(request)),
  );
}
