import { z } from 'zod';
import { LateEntered, LateEntries, LateResults } from '../../shared/contract/late.ts';
import { Code, Day, ProblemAnswer, WindowNumber } from '../../shared/contract/primitives.ts';
import { actorOf, type App } from '../http.ts';
import type { LateEntering } from './service.ts';

const tags = ['late entries'];

/** What was done while the server was away: entering it, and seeing what was entered. */
export function lateRoutes(app: App, { late }: { late: LateEntering }): void {
  app.post(
    '/api/halls/:hall/windows/:window/late-entries',
    {
      config: { right: 'work-at-window' },
      schema: {
        tags,
        summary: 'Enters what was done at a window while the server was away',
        params: z.object({ hall: Code, window: z.coerce.number().pipe(WindowNumber) }),
        body: LateEntries,
        response: { 200: LateResults, default: ProblemAnswer },
      },
    },
    // Each entry is known by its own id: no key of the request is needed for that.
    (request) =>
      late.enter(
        request.params.hall,
        request.params.window,
        request.body.entries,
        actorOf(request),
      ),
  );
  app.get(
    '/api/halls/:hall/late-entries',
    {
      config: { right: 'read-reports' },
      schema: {
        tags,
        summary: 'What was entered later of a day',
        params: z.object({ hall: Code }),
        querystring: z.strictObject({ day: Day.optional() }),
        response: { 200: LateEntered, default: ProblemAnswer },
      },
    },
    (request) => late.entered(request.params.hall, request.query.day, actorOf(request)),
  );
}
