import { z } from 'zod';
import { PausedQueue, PauseQueue } from '../../shared/contract/offer.ts';
import { Code, ProblemAnswer } from '../../shared/contract/primitives.ts';
import { type App, commandOf } from '../http.ts';
import type { Pausing } from './pausing.ts';

const tags = ['halls'];
const params = z.object({ hall: Code, queue: Code });

/** A queue gives no tickets for a while, and gives some again. */
export function pausingRoutes(app: App, { pausing }: { pausing: Pausing }): void {
  app.post(
    '/api/halls/:hall/queues/:queue/pause',
    {
      config: { right: 'pause-queue' },
      schema: {
        tags,
        summary: 'Give no new tickets for a queue (暂停取号); those who wait go on',
        params,
        body: PauseQueue,
        response: { 200: PausedQueue, default: ProblemAnswer },
      },
    },
    (request) =>
      pausing.pause(request.params.hall, request.params.queue, request.body, commandOf(request)),
  );
  app.post(
    '/api/halls/:hall/queues/:queue/resume',
    {
      config: { right: 'pause-queue' },
      schema: {
        tags,
        summary: 'Give tickets for a queue again',
        params,
        response: { 200: PausedQueue, default: ProblemAnswer },
      },
    },
    (request) => pausing.resume(request.params.hall, request.params.queue, commandOf(request)),
  );
}
