import { z } from 'zod';
import { Code, ProblemAnswer } from '../../shared/contract/primitives.ts';
import {
  BindVisit,
  NewProject,
  Project,
  ProjectChange,
  ProjectList,
  ProjectsQuery,
} from '../../shared/contract/project.ts';
import { actorOf, type App, commandOf } from '../http.ts';
import type { Projects } from './service.ts';

const tags = ['projects'];
const OfHall = z.object({ hall: Code });
const OfProject = OfHall.extend({ code: Code });

/** Projects (重点项目): plans of applications in stages, and the chart of what is late. */
export function projectRoutes(app: App, { projects }: { projects: Projects }): void {
  app.get(
    '/api/halls/:hall/projects',
    {
      config: { right: 'see-projects' },
      schema: {
        tags,
        summary: 'The projects of a hall, open ones first',
        params: OfHall,
        querystring: ProjectsQuery,
        response: { 200: ProjectList, default: ProblemAnswer },
      },
    },
    (request) => projects.list(request.params.hall, request.query, actorOf(request)),
  );
  app.post(
    '/api/halls/:hall/projects',
    {
      config: { right: 'manage-projects' },
      schema: {
        tags,
        summary: 'A new project',
        params: OfHall,
        body: NewProject,
        response: { 201: Project, default: ProblemAnswer },
      },
    },
    async (request, reply) =>
      reply
        .code(201)
        .send(await projects.make(request.params.hall, request.body, commandOf(request))),
  );
  app.get(
    '/api/halls/:hall/projects/:code',
    {
      config: { right: 'see-projects' },
      schema: {
        tags,
        summary: 'One project with its chart',
        params: OfProject,
        response: { 200: Project, default: ProblemAnswer },
      },
    },
    (request) => projects.one(request.params.hall, request.params.code, actorOf(request)),
  );
  app.patch(
    '/api/halls/:hall/projects/:code',
    {
      config: { right: 'manage-projects' },
      schema: {
        tags,
        summary: 'Name, steward, stages; close or open it again',
        params: OfProject,
        body: ProjectChange,
        response: { 200: Project, default: ProblemAnswer },
      },
    },
    (request) => {
      const { hall, code } = request.params;
      return projects.change(hall, code, request.body, commandOf(request));
    },
  );
  const acts = {
    visits: { summary: 'A visit was for this project', act: projects.bindVisit.bind(projects) },
    'unbind-visit': { summary: 'It was not', act: projects.unbindVisit.bind(projects) },
  } as const;
  for (const [name, { summary, act }] of Object.entries(acts))
    app.post(
      `/api/halls/:hall/projects/:code/${name}`,
      {
        config: { right: 'manage-projects' },
        schema: {
          tags,
          summary,
          params: OfProject,
          body: BindVisit,
          response: { 200: Project, default: ProblemAnswer },
        },
      },
      (request) => {
        const { hall, code } = request.params;
        return act(hall, code, request.body, commandOf(request));
      },
    );
}
