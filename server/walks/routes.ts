import { z } from 'zod';
import { Code, Id, ProblemAnswer } from '../../shared/contract/primitives.ts';
import {
  BindTicket,
  NewObservation,
  NewObstacle,
  NewWalk,
  ObstacleChange,
  ObstacleList,
  ObstaclesQuery,
  ObstacleWithStates,
  Walk,
  WalkChange,
  WalkList,
  WalksQuery,
  WalkSummary,
  WalkSummaryQuery,
} from '../../shared/contract/walk.ts';
import { actorOf, type App, commandOf } from '../http.ts';
import type { Obstacles } from './obstacles.ts';
import type { Walks } from './service.ts';

const tags = ['walks'];
const OfHall = z.object({ hall: Code });
const OfOne = OfHall.extend({ id: Id });
const config = { right: 'lead-walks' } as const;

/** Walks of those who lead (局长走流程), and the obstacles that were found. */
export function walkRoutes(
  app: App,
  { walks, obstacles }: { walks: Walks; obstacles: Obstacles },
): void {
  app.get(
    '/api/halls/:hall/walks',
    {
      config,
      schema: {
        tags,
        summary: 'The walks of a hall, the newest first',
        params: OfHall,
        querystring: WalksQuery,
        response: { 200: WalkList, default: ProblemAnswer },
      },
    },
    (request) => walks.list(request.params.hall, request.query, actorOf(request)),
  );
  app.post(
    '/api/halls/:hall/walks',
    {
      config,
      schema: {
        tags,
        summary: 'Plan a walk',
        params: OfHall,
        body: NewWalk,
        response: { 201: Walk, default: ProblemAnswer },
      },
    },
    async (request, reply) =>
      reply.code(201).send(await walks.make(request.params.hall, request.body, commandOf(request))),
  );
  app.get(
    '/api/halls/:hall/walks/summary',
    {
      config,
      schema: {
        tags,
        summary: 'The counts of the walks of some days, each with the rows behind it',
        params: OfHall,
        querystring: WalkSummaryQuery,
        response: { 200: WalkSummary, default: ProblemAnswer },
      },
    },
    (request) => walks.summary(request.params.hall, request.query, actorOf(request)),
  );
  app.get(
    '/api/halls/:hall/walks/:id',
    {
      config,
      schema: {
        tags,
        summary: 'One walk, with the times of its tickets and what was noted',
        params: OfOne,
        response: { 200: Walk, default: ProblemAnswer },
      },
    },
    (request) => walks.one(request.params.hall, request.params.id, actorOf(request)),
  );
  app.patch(
    '/api/halls/:hall/walks/:id',
    {
      config,
      schema: {
        tags,
        summary: 'Change the plan; it took place, or is called off',
        params: OfOne,
        body: WalkChange,
        response: { 200: Walk, default: ProblemAnswer },
      },
    },
    (request) => {
      const { hall, id } = request.params;
      return walks.change(hall, id, request.body, commandOf(request));
    },
  );
  for (const [name, summary, act] of [
    ['tickets', 'A ticket was part of it', walks.bind.bind(walks)],
    ['unbind-ticket', 'A ticket was not part of it', walks.unbind.bind(walks)],
  ] as const)
    app.post(
      `/api/halls/:hall/walks/:id/${name}`,
      {
        config,
        schema: {
          tags,
          summary,
          params: OfOne,
          body: BindTicket,
          response: { 200: Walk, default: ProblemAnswer },
        },
      },
      (request) => {
        const { hall, id } = request.params;
        return act(hall, id, request.body, commandOf(request));
      },
    );
  app.post(
    '/api/halls/:hall/walks/:id/observations',
    {
      config,
      schema: {
        tags,
        summary: 'Note what was seen on the way',
        params: OfOne,
        body: NewObservation,
        response: { 201: Walk, default: ProblemAnswer },
      },
    },
    async (request, reply) => {
      const { hall, id } = request.params;
      return reply.code(201).send(await walks.note(hall, id, request.body, commandOf(request)));
    },
  );
  app.post(
    '/api/halls/:hall/walks/:id/obstacles',
    {
      config,
      schema: {
        tags,
        summary: 'An obstacle was found',
        params: OfOne,
        body: NewObstacle,
        response: { 201: ObstacleWithStates, default: ProblemAnswer },
      },
    },
    async (request, reply) => {
      const { hall, id } = request.params;
      return reply
        .code(201)
        .send(await walks.findObstacle(hall, id, request.body, commandOf(request)));
    },
  );
  app.get(
    '/api/halls/:hall/obstacles',
    {
      config,
      schema: {
        tags,
        summary: 'Obstacles, filtered and in pages',
        params: OfHall,
        querystring: ObstaclesQuery,
        response: { 200: ObstacleList, default: ProblemAnswer },
      },
    },
    (request) => obstacles.list(request.params.hall, request.query, actorOf(request)),
  );
  app.get(
    '/api/halls/:hall/obstacles/:id',
    {
      config,
      schema: {
        tags,
        summary: 'One obstacle with what became of it',
        params: OfOne,
        response: { 200: ObstacleWithStates, default: ProblemAnswer },
      },
    },
    (request) => obstacles.one(request.params.hall, request.params.id, actorOf(request)),
  );
  app.patch(
    '/api/halls/:hall/obstacles/:id',
    {
      config,
      schema: {
        tags,
        summary: 'Whose it is, by when, and what became of it',
        params: OfOne,
        body: ObstacleChange,
        response: { 200: ObstacleWithStates, default: ProblemAnswer },
      },
    },
    (request) => {
      const { hall, id } = request.params;
      return obstacles.change(hall, id, request.body, commandOf(request));
    },
  );
}
