import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Code, ProblemAnswer } from '../../shared/contract/primitives.ts';
import {
  RunName,
  RunProgress,
  Staffing,
  StaffingFileQuery,
  StaffingQuery,
} from '../../shared/contract/staffing.ts';
import { WhatIf, WhatIfWish } from '../../shared/contract/what-if.ts';
import { actorOf, type App } from '../http.ts';
import { fileIn, takesFiles, textIn, xlsxType } from '../upload.ts';
import type { Simulations } from './service.ts';

const tags = ['reports'];
const params = z.object({ hall: Code });
const mostFileBytes = 8 * 1024 * 1024;

/** Who asks; whose connection ends meanwhile, waits no more. */
function askedBy(request: FastifyRequest, reply: FastifyReply) {
  const gone = new AbortController();
  reply.raw.once('close', () => gone.abort());
  return { who: actorOf(request), gone: gone.signal };
}

/** Windows by half-hour, and recorded days again with one thing changed. */
export function simulationRoutes(
  app: App,
  { simulations }: { readonly simulations: Simulations },
): void {
  const config = { right: 'read-reports' } as const;
  const asFile = (name: string) => `attachment; filename="${name}-windows.xlsx"`;
  const file = { content: { [xlsxType]: { schema: z.any() } } };
  const about = 'From recorded days, by simulation of days drawn anew with the calling rule.';
  app.get(
    '/api/halls/:hall/reports/staffing',
    {
      config,
      schema: {
        tags,
        summary: 'Windows needed by half-hour and queue',
        description: about,
        params,
        querystring: StaffingQuery,
        response: { 200: Staffing, default: ProblemAnswer },
      },
    },
    async (request, reply) => {
      const { hall } = request.params;
      const body = await simulations.staffing(hall, request.query, 'json', askedBy(request, reply));
      return reply.type('application/json').send(body as never);
    },
  );
  app.get(
    '/api/halls/:hall/reports/staffing.xlsx',
    {
      config,
      schema: {
        tags,
        summary: 'Windows needed by half-hour and queue, as XLSX',
        params,
        querystring: StaffingQuery,
        response: { 200: file, default: ProblemAnswer },
      },
    },
    async (request, reply) => {
      const { hall } = request.params;
      const body = await simulations.staffing(hall, request.query, 'xlsx', askedBy(request, reply));
      return reply.type(xlsxType).header('content-disposition', asFile(hall)).send(body);
    },
  );
  takesFiles(app, ['text/csv'], (scope) => {
    scope.post(
      '/api/halls/:hall/reports/staffing',
      {
        config,
        bodyLimit: mostFileBytes,
        schema: {
          tags,
          summary: 'The same from a file of recorded days',
          description:
            'The file is the body: CSV with date, service, issued, called, open_windows. Nothing of it is kept.',
          params,
          querystring: StaffingFileQuery,
          response: { 200: Staffing, default: ProblemAnswer },
        },
      },
      async (request, reply) => {
        const text = textIn(fileIn(request));
        const { hall } = request.params;
        const asked = askedBy(request, reply);
        const body = await simulations.staffingOf(hall, text, request.query, 'json', asked);
        return reply.type('application/json').send(body as never);
      },
    );
    scope.post(
      '/api/halls/:hall/reports/staffing.xlsx',
      {
        config,
        bodyLimit: mostFileBytes,
        schema: {
          tags,
          summary: 'The same from a file of recorded days, as XLSX',
          params,
          querystring: StaffingFileQuery,
          response: { 200: file, default: ProblemAnswer },
        },
      },
      async (request, reply) => {
        const text = textIn(fileIn(request));
        const { hall } = request.params;
        const asked = askedBy(request, reply);
        const body = await simulations.staffingOf(hall, text, request.query, 'xlsx', asked);
        return reply.type(xlsxType).header('content-disposition', asFile(hall)).send(body);
      },
    );
  });
  app.post(
    '/api/halls/:hall/what-if',
    {
      config,
      schema: {
        tags,
        summary: 'A recorded day again, with one thing changed',
        description: 'Nothing is written. Without a change it makes the recorded calls.',
        params,
        body: WhatIfWish,
        response: { 200: WhatIf, default: ProblemAnswer },
      },
    },
    (request, reply) =>
      simulations.whatIf(request.params.hall, request.body, askedBy(request, reply)),
  );
  const run = z.object({ hall: Code, run: RunName });
  app.get(
    '/api/halls/:hall/runs/:run',
    {
      config,
      schema: {
        tags,
        summary: 'How far a simulation is that somebody waits for',
        params: run,
        response: { 200: RunProgress, default: ProblemAnswer },
      },
    },
    async (request) => {
      const { hall, run: name } = request.params;
      return { done: await simulations.progress(hall, name, actorOf(request)) };
    },
  );
  app.delete(
    '/api/halls/:hall/runs/:run',
    {
      config,
      schema: {
        tags,
        summary: 'Stop it',
        params: run,
        response: { 204: z.null(), default: ProblemAnswer },
      },
    },
    async (request, reply) => {
      const { hall, run: name } = request.params;
      await simulations.stop(hall, name, actorOf(request));
      return reply.code(204).send(null);
    },
  );
}
