import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Code, ProblemAnswer } from '../../shared/contract/primitives.ts';
import {
  BusyHours,
  HallList,
  MadeHalls,
  MakeHalls,
  mostHallListBytes,
  OffersQuery,
  RegionOffers,
  RegionRows,
  RegionState,
} from '../../shared/contract/region.ts';
import { actorOf, type App, commandOf } from '../http.ts';
import { fileIn, takesFiles, xlsxType } from '../upload.ts';
import type { BusyTimes } from './busy.ts';
import type { ManyHalls } from './many.ts';
import type { RegionSearch } from './offers.ts';
import { answerSeconds, type Region, type RegionAnswer } from './region.ts';

const tags = ['region'];

/** All halls of the region: for who looks where to go, and for who sets them up. */
export function regionRoutes(
  app: App,
  d: { region: Region; search: RegionSearch; busy: BusyTimes; many: ManyHalls },
): void {
  const { region, search, busy, many } = d;
  app.get(
    '/api/region',
    {
      config: { right: 'public' },
      schema: {
        tags,
        summary: 'Where it is quiet now: every hall with its queues',
        description: 'Worked out once in some seconds for all who ask, with an `ETag`.',
        response: { 200: RegionState, default: ProblemAnswer },
      },
    },
    async (request, reply) => sendRegion(await region.now(), request, reply) as never,
  );
  app.get(
    '/api/region/offers',
    {
      config: { right: 'public', answers: 'kept' },
      schema: {
        tags,
        summary: 'What is offered where, by characters, pinyin, its initials or English words',
        querystring: OffersQuery,
        response: { 200: RegionOffers, default: ProblemAnswer },
      },
    },
    (request) => search.find(request.query.q),
  );
  app.get(
    '/api/halls/:hall/busy-hours',
    {
      config: { right: 'public', answers: 'kept' },
      schema: {
        tags,
        summary: 'When people come: tickets by the weekday and half-hour, of the last eight weeks',
        params: z.object({ hall: Code }),
        response: { 200: BusyHours, default: ProblemAnswer },
      },
    },
    (request) => busy.of(request.params.hall),
  );
  app.get(
    '/api/region/halls',
    {
      config: { right: 'make-halls', answers: 'packed' },
      schema: {
        tags,
        summary: 'All halls with their set-ups: revision, whom they follow, what differs',
        response: { 200: RegionRows, default: ProblemAnswer },
      },
    },
    (request) => many.rows(actorOf(request)),
  );
  app.get(
    '/api/region/halls/template.xlsx',
    {
      config: { right: 'make-halls' },
      schema: {
        tags,
        summary: 'An empty list of halls to fill in',
        response: {
          200: { content: { [xlsxType]: { schema: z.any() } } },
          default: ProblemAnswer,
        },
      },
    },
    async (request, reply) =>
      reply
        .type(xlsxType)
        .header('content-disposition', 'attachment; filename="halls.xlsx"')
        .send(await many.template(actorOf(request))),
  );
  takesFiles(app, [xlsxType, 'text/csv'], (scope) =>
    scope.post(
      '/api/region/halls/check',
      {
        config: { right: 'make-halls' },
        bodyLimit: mostHallListBytes,
        schema: {
          tags,
          summary: 'Read a list of halls; none is made',
          description:
            'The file is the body: XLSX, or CSV in UTF-8 or GB18030. Each fault has its sheet and cell.',
          response: { 200: HallList, default: ProblemAnswer },
        },
      },
      (request) => many.check(fileIn(request), actorOf(request)),
    ),
  );
  app.post(
    '/api/region/halls',
    {
      config: { right: 'make-halls' },
      bodyLimit: mostHallListBytes,
      schema: {
        tags,
        summary: 'Make many halls: all or none (`whole`), or those that can be made',
        body: MakeHalls,
        response: { 201: MadeHalls, default: ProblemAnswer },
      },
    },
    async (request, reply) =>
      reply.code(201).send(await many.make(request.body, commandOf(request))),
  );
}

/** As it was packed for everybody; nobody's answer is written anew. */
async function sendRegion(
  { text, tag, packed }: RegionAnswer,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  void reply
    .header('etag', tag)
    .header('vary', 'accept-encoding')
    .header('cache-control', `public, max-age=${answerSeconds}`);
  const kept = request.headers['if-none-match'] ?? '';
  if (kept.split(/,\s*/).includes(tag)) return reply.code(304).send();
  void reply.type('application/json; charset=utf-8');
  const accepted = String(request.headers['accept-encoding'] ?? '');
  const how = /\bbr\b/.test(accepted) ? 'br' : /\bgzip\b/.test(accepted) ? 'gzip' : null;
  if (how === null) return reply.send(text);
  return reply.header('content-encoding', how).send(await packed(how));
}
