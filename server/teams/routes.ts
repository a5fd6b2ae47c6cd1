import { z } from 'zod';
import { Code, Id, ProblemAnswer } from '../../shared/contract/primitives.ts';
import {
  NewPatrol,
  NewTeam,
  Patrol,
  PatrolList,
  PatrolsQuery,
  Team,
  TeamChange,
  TeamList,
} from '../../shared/contract/team.ts';
import { actorOf, type App, commandOf } from '../http.ts';
import type { Teams } from './service.ts';

const tags = ['teams'];
const OfHall = z.object({ hall: Code });
const OfOne = OfHall.extend({ id: Id });

/** Teams (先锋队) and their patrols. */
export function teamRoutes(app: App, { teams }: { teams: Teams }): void {
  app.get(
    '/api/halls/:hall/teams',
    {
      config: { right: 'go-on-patrol' },
      schema: {
        tags,
        summary: 'The teams of a hall',
        params: OfHall,
        response: { 200: TeamList, default: ProblemAnswer },
      },
    },
    (request) => teams.list(request.params.hall, actorOf(request)),
  );
  app.post(
    '/api/halls/:hall/teams',
    {
      config: { right: 'manage-teams' },
      schema: {
        tags,
        summary: 'A new team',
        params: OfHall,
        body: NewTeam,
        response: { 201: Team, default: ProblemAnswer },
      },
    },
    async (request, reply) =>
      reply.code(201).send(await teams.make(request.params.hall, request.body, commandOf(request))),
  );
  app.patch(
    '/api/halls/:hall/teams/:id',
    {
      config: { right: 'manage-teams' },
      schema: {
        tags,
        summary: 'Who is in it, and where it is',
        params: OfOne,
        body: TeamChange,
        response: { 200: Team, default: ProblemAnswer },
      },
    },
    (request) => {
      const { hall, id } = request.params;
      return teams.change(hall, id, request.body, commandOf(request));
    },
  );
  app.post(
    '/api/halls/:hall/teams/:id/patrols',
    {
      config: { right: 'go-on-patrol' },
      schema: {
        tags,
        summary: 'A patrol, point by point',
        params: OfOne,
        body: NewPatrol,
        response: { 201: Patrol, default: ProblemAnswer },
      },
    },
    async (request, reply) => {
      const { hall, id } = request.params;
      return reply.code(201).send(await teams.patrol(hall, id, request.body, commandOf(request)));
    },
  );
  app.get(
    '/api/halls/:hall/patrols',
    {
      config: { right: 'go-on-patrol' },
      schema: {
        tags,
        summary: 'Patrols, the newest first',
        params: OfHall,
        querystring: PatrolsQuery,
        response: { 200: PatrolList, default: ProblemAnswer },
      },
    },
    (request) => teams.patrols(request.params.hall, request.query, actorOf(request)),
  );
}
