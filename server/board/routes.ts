import { z } from 'zod';
import { BoardState } from '../../shared/contract/board.ts';
import { Code, Id, ProblemAnswer } from '../../shared/contract/primitives.ts';
import { type App, commandOf } from '../http.ts';
import type { Board } from './service.ts';

const tags = ['board'];

/** What hangs over the hall. */
export function boardRoutes(app: App, { board }: { board: Board }): void {
  app.get(
    '/api/halls/:hall/board',
    {
      config: { right: 'public' },
      schema: {
        tags,
        summary: 'The board of a hall or zone',
        params: z.object({ hall: Code }),
        querystring: z.strictObject({ zone: z.string().optional() }),
        response: { 200: BoardState, default: ProblemAnswer },
      },
    },
    (request) => board.state(request.params.hall, request.query.zone ?? null),
  );
  app.post(
    '/api/halls/:hall/announcements/:id/spoken',
    {
      config: { right: 'speak' },
      schema: {
        tags,
        summary: 'An announcement was spoken',
        params: z.object({ hall: Code, id: Id }),
        response: { 204: z.null(), default: ProblemAnswer },
      },
    },
    async (request, reply) => {
      await board.spoken(request.params.hall, request.params.id, commandOf(request));
      return reply.code(204).send(null);
    },
  );
}
