import { timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { ProblemAnswer } from '../../shared/contract/primitives.ts';
import { Problem } from '../../shared/errors.ts';
import type { App } from '../http.ts';
import { type Health, warnings } from './service.ts';

const tags = ['health'];
const Ready = z.object({
  status: z.literal('ready'),
  warnings: z.array(z.enum(warnings)).optional(),
  database: z.enum(['sqlite', 'postgres']),
  /** Of the product. */
  version: z.string(),
});

/** For whoever runs the server: does it live, can it work, how much does it do. */
export function healthRoutes(
  app: App,
  { health, metricsToken }: { health: Health; metricsToken: string | undefined },
): void {
  app.get(
    '/health/live',
    {
      config: { right: 'public' },
      schema: {
        tags,
        summary: 'The process answers',
        response: { 200: z.object({ status: z.literal('live') }), default: ProblemAnswer },
      },
    },
    () => ({ status: 'live' as const }),
  );
  app.get(
    '/health/ready',
    {
      config: { right: 'public' },
      schema: {
        tags,
        summary: 'The database answers too',
        description:
          '503 while the database does not answer or commands cannot be done or stored (`storage_unavailable`; `causes` says which: `database`, `commands`), or the data are damaged (`storage_damaged`: restore a backup). `warnings` names what is not as it should be while the hall works: `redis` (screens of other processes follow later), `clock` (it jumped or is behind), `busy` (strangers are asked to come again), `backup` (the last one failed or is too old), `backup-copy` (the second place), `report` (the evening report could not be written), `disk` (little room is left), `data` (at the start they were older than they had been, and numbers were moved on).',
        response: { 200: Ready, default: ProblemAnswer },
      },
    },
    async () => {
      await health.requireReady();
      const found = health.warnings();
      return {
        status: 'ready' as const,
        ...(found.length === 0 ? {} : { warnings: found }),
        ...health.facts(),
      };
    },
  );
  app.get(
    '/metrics',
    {
      config: { right: 'public' },
      schema: {
        tags,
        summary: 'Figures for Prometheus',
        description: 'By the bearer token METRICS_TOKEN; where none is set there is no such page.',
        response: {
          200: { content: { 'text/plain': { schema: z.string() } } },
          default: ProblemAnswer,
        },
      },
    },
    async (request, reply) => {
      if (metricsToken === undefined) throw new Problem('not_found');
      if (!isSame(request.headers.authorization ?? '', `Bearer ${metricsToken}`))
        throw new Problem('unauthorized');
      const { type, text } = await health.metrics();
      return reply.type(type).send(text);
    },
  );
}

/** In a time that tells nothing of how much of it is right. */
function isSame(given: string, right: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}
