import { z } from 'zod';
import { Hall } from '../../shared/contract/hall.ts';
import { Code, ProblemAnswer } from '../../shared/contract/primitives.ts';
import {
  NewHall,
  Setup,
  SetupCheck,
  SetupDraft,
  SetupPublication,
  SetupRetired,
  SetupRevisions,
  SetupRevisionWhole,
} from '../../shared/contract/setup.ts';
import { actorOf, type App, commandOf } from '../http.ts';
import type { SetupDocuments } from './service.ts';

const tags = ['set-up'];
const params = z.object({ hall: Code });
const mostBytes = 8 * 1024 * 1024;

/** A hall's set-up as one document with revisions; new halls. */
export function setupRoutes(app: App, { setups }: { setups: SetupDocuments }): void {
  app.post(
    '/api/halls',
    {
      config: { right: 'make-halls' },
      schema: {
        tags,
        summary: 'Make a hall, empty or like another',
        description: 'People, devices and tickets of the other stay behind.',
        body: NewHall,
        response: { 201: Hall, default: ProblemAnswer },
      },
    },
    async (request, reply) =>
      reply.code(201).send(await setups.create(request.body, commandOf(request))),
  );
  app.get(
    '/api/halls/:hall/setup',
    {
      config: { right: 'see-setup', answers: 'packed' },
      schema: {
        tags,
        summary: 'The set-up in force, as one document',
        params,
        response: { 200: Setup, default: ProblemAnswer },
      },
    },
    (request) => setups.setup(request.params.hall, actorOf(request)),
  );
  app.get(
    '/api/halls/:hall/setup/retired',
    {
      config: { right: 'see-setup', answers: 'packed' },
      schema: {
        tags,
        summary: 'What was offered once and is retired: it can come back by its code or number',
        params,
        response: { 200: SetupRetired, default: ProblemAnswer },
      },
    },
    (request) => setups.retired(request.params.hall, actorOf(request)),
  );
  app.post(
    '/api/halls/:hall/setup/check',
    {
      config: { right: 'see-setup' },
      bodyLimit: mostBytes,
      schema: {
        tags,
        summary: 'What a draft would do: faults, warnings, changes, and what holds it',
        params,
        body: SetupDraft,
        response: { 200: SetupCheck, default: ProblemAnswer },
      },
    },
    (request) => setups.check(request.params.hall, request.body, actorOf(request)),
  );
  app.put(
    '/api/halls/:hall/setup',
    {
      config: { right: 'publish-setup' },
      bodyLimit: mostBytes,
      schema: {
        tags,
        summary: 'Publish a set-up, now or with the next service day',
        description:
          '`revision` is the newest that the draft was made from. 422 `bad_setup`, 409 `setup_changed`, ' +
          '409 `in_use`.',
        params,
        body: SetupPublication,
        response: { 200: z.object({ revision: z.number().int() }), default: ProblemAnswer },
      },
    },
    (request) => setups.publish(request.params.hall, request.body, commandOf(request)),
  );
  app.get(
    '/api/halls/:hall/setup/revisions',
    {
      config: { right: 'see-setup', answers: 'packed' },
      schema: {
        tags,
        summary: 'Who published what when',
        params,
        response: { 200: SetupRevisions, default: ProblemAnswer },
      },
    },
    (request) => setups.revisions(request.params.hall, actorOf(request)),
  );
  app.get(
    '/api/halls/:hall/setup/revisions/:revision',
    {
      config: { right: 'see-setup', answers: 'packed' },
      schema: {
        tags,
        summary: 'One revision as a document, with what it changed',
        params: params.extend({ revision: z.coerce.number().int().min(1).max(2_000_000_000) }),
        response: { 200: SetupRevisionWhole, default: ProblemAnswer },
      },
    },
    (request) => setups.revision(request.params.hall, request.params.revision, actorOf(request)),
  );
  app.get(
    '/api/halls/:hall/logo',
    {
      config: { right: 'public' },
      schema: {
        tags,
        summary: "A hall's own sign",
        params,
        response: { default: ProblemAnswer },
      },
    },
    async (request, reply) => {
      const { type, bytes } = await setups.logo(request.params.hall);
      return (
        reply
          .type(type)
          // It was looked through when it was published; here it could do nothing either.
          .header(
            'content-security-policy',
            "default-src 'none'; style-src 'unsafe-inline'; sandbox",
          )
          .header('x-content-type-options', 'nosniff')
          .header('cache-control', 'public, max-age=86400')
          .send(bytes as never)
      );
    },
  );
}
