import { z } from 'zod';
import {
  Import,
  ImportCheckQuery,
  ImportDone,
  ImportList,
  ImportMapping,
  ImportMappingChange,
  ImportPreview,
  ImportRunQuery,
  mostImportBytes,
} from '../../shared/contract/imports.ts';
import { Code, Id, ProblemAnswer } from '../../shared/contract/primitives.ts';
import { actorOf, type App, commandOf } from '../http.ts';
import { fileIn, takesFiles, xlsxType } from '../upload.ts';
import type { Imports } from './service.ts';

const tags = ['imports'];
const right = 'import-lists';
const params = z.object({ hall: Code });

/** What another system knew: services, windows, people and past tickets. */
export function importRoutes(app: App, { imports }: { imports: Imports }): void {
  app.get(
    '/api/halls/:hall/imports',
    {
      config: { right },
      schema: {
        tags,
        summary: 'What was brought in from other systems, the newest first',
        params,
        response: { 200: ImportList, default: ProblemAnswer },
      },
    },
    (request) => imports.list(request.params.hall, actorOf(request)),
  );
  app.put(
    '/api/halls/:hall/imports/mapping',
    {
      config: { right },
      bodyLimit: 256 * 1024,
      schema: {
        tags,
        summary: 'Keep a mapping for lists with these columns',
        params,
        body: ImportMappingChange,
        response: { 200: ImportMapping, default: ProblemAnswer },
      },
    },
    (request) => imports.keepMapping(request.params.hall, request.body, actorOf(request)),
  );
  takesFiles(app, [xlsxType, 'text/csv'], (scope) => {
    scope.post(
      '/api/halls/:hall/imports/check',
      {
        config: { right },
        bodyLimit: mostImportBytes,
        schema: {
          tags,
          summary: 'Read a list of another system under a mapping; nothing is changed',
          description:
            'The file is the body: XLSX, or CSV in UTF-8 or GB18030. Without a mapping, the one that was kept for these columns, else one that is guessed.',
          params,
          querystring: ImportCheckQuery,
          response: { 200: ImportPreview, default: ProblemAnswer },
        },
      },
      (request) =>
        imports.check(request.params.hall, request.query, fileIn(request), actorOf(request)),
    );
    scope.post(
      '/api/halls/:hall/imports',
      {
        config: { right },
        bodyLimit: mostImportBytes,
        schema: {
          tags,
          summary: 'Bring a list in, and keep its mapping',
          description:
            'Past tickets are kept apart from those of this hall. Services and windows come back as a draft of the set-up, people as a list for their own import.',
          params,
          querystring: ImportRunQuery,
          response: { 201: ImportDone, default: ProblemAnswer },
        },
      },
      async (request, reply) =>
        reply
          .code(201)
          .send(
            await imports.run(
              request.params.hall,
              request.query,
              fileIn(request),
              commandOf(request),
            ),
          ),
    );
  });
  app.delete(
    '/api/halls/:hall/imports/:id',
    {
      config: { right },
      schema: {
        tags,
        summary: 'Take the past tickets of an import back',
        params: params.extend({ id: Id }),
        response: { 200: Import, default: ProblemAnswer },
      },
    },
    (request) => imports.remove(request.params.hall, request.params.id, commandOf(request)),
  );
}
