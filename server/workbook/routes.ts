import { z } from 'zod';
import { Code, ProblemAnswer } from '../../shared/contract/primitives.ts';
import { mostWorkbookBytes, SetupWorkbook } from '../../shared/contract/setup-file.ts';
import { actorOf, type App } from '../http.ts';
import { fileIn, takesFiles, xlsxType } from '../upload.ts';
import type { Workbooks } from './service.ts';

const tags = ['set-up'];
const params = z.object({ hall: Code });

/** The set-up of a hall as a workbook, out and in. */
export function workbookRoutes(app: App, { workbooks }: { workbooks: Workbooks }): void {
  app.get(
    '/api/halls/:hall/setup.xlsx',
    {
      config: { right: 'see-setup' },
      schema: {
        tags,
        summary: 'The set-up as a workbook',
        params,
        response: {
          200: { content: { [xlsxType]: { schema: z.any() } } },
          default: ProblemAnswer,
        },
      },
    },
    async (request, reply) => {
      const { name, file } = await workbooks.file(request.params.hall, actorOf(request));
      return reply
        .type(xlsxType)
        .header('content-disposition', `attachment; filename="${name}.xlsx"`)
        .send(file);
    },
  );
  takesFiles(app, [xlsxType], (scope) =>
    scope.post(
      '/api/halls/:hall/setup/xlsx',
      {
        config: { right: 'see-setup' },
        bodyLimit: mostWorkbookBytes,
        schema: {
          tags,
          summary: 'Read a workbook as a set-up; nothing is changed',
          description:
            'The file is the body. Each fault has its sheet and cell; the document is checked and published like any other.',
          params,
          response: { 200: SetupWorkbook, default: ProblemAnswer },
        },
      },
      (request) => workbooks.read(request.params.hall, fileIn(request), actorOf(request)),
    ),
  );
}
