import { z } from 'zod';
import { ProblemAnswer } from '../../../shared/contract/primitives.ts';
import {
  mostListBytes,
  StaffImport,
  StaffImported,
  StaffList,
} from '../../../shared/contract/staff-import.ts';
import { actorOf, type App, commandOf } from '../../http.ts';
import { fileIn, takesFiles, xlsxType } from '../../upload.ts';
import type { StaffImports } from './service.ts';

const tags = ['people'];
const right = 'manage-people';

/** People by lists. */
export function staffImportRoutes(app: App, { imports }: { imports: StaffImports }): void {
  app.get(
    '/api/staff/import/template.xlsx',
    {
      config: { right },
      schema: {
        tags,
        summary: 'An empty list of people to fill in',
        response: {
          200: { content: { [xlsxType]: { schema: z.any() } } },
          default: ProblemAnswer,
        },
      },
    },
    async (request, reply) =>
      reply
        .type(xlsxType)
        .header('content-disposition', 'attachment; filename="staff.xlsx"')
        .send(await imports.template(actorOf(request))),
  );
  takesFiles(app, [xlsxType, 'text/csv'], (scope) =>
    scope.post(
      '/api/staff/import/check',
      {
        config: { right },
        bodyLimit: mostListBytes,
        schema: {
          tags,
          summary: 'Read a list of people; nobody is added',
          description:
            'The file is the body: XLSX, or CSV in UTF-8 or GB18030. Each fault has its sheet and cell.',
          response: { 200: StaffList, default: ProblemAnswer },
        },
      },
      (request) => imports.check(fileIn(request), actorOf(request)),
    ),
  );
  app.post(
    '/api/staff/import',
    {
      config: { right },
      schema: {
        tags,
        summary: 'Add several people, whole or not at all',
        description: 'Each has to choose another password at the first sign-in.',
        body: StaffImport,
        response: { 201: StaffImported, default: ProblemAnswer },
      },
    },
    async (request, reply) =>
      reply.code(201).send(await imports.add(request.body, commandOf(request))),
  );
}
