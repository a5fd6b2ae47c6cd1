import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import {
  Invitation,
  InvitationChange,
  InvitationList,
  InvitationsQuery,
  Invite,
  InvitedFile,
  InvitedPeople,
  InvitePlan,
  Letter,
  mostInvitedBytes,
} from '../../../shared/contract/invitation.ts';
import { Code, Id, ProblemAnswer } from '../../../shared/contract/primitives.ts';
import { actorOf, type App, commandOf } from '../../http.ts';
import { fileIn, takesFiles, xlsxType } from '../../upload.ts';
import type { InvitedLists } from './lists.ts';
import type { Invitations } from './service.ts';

const tags = ['appointments'];
const OfHall = z.object({ hall: Code });
const ById = OfHall.extend({ id: Id });
const csvType = 'text/csv; charset=utf-8';

/** Appointments by invitation (预约邀请). */
export function invitationRoutes(
  app: App,
  d: { invitations: Invitations; lists: InvitedLists; publicUrl: string | undefined },
): void {
  const { invitations, lists, publicUrl } = d;
  const siteOf = (request: FastifyRequest): string =>
    publicUrl ?? `${request.protocol}://${request.host}`;
  app.get(
    '/api/halls/:hall/invitations',
    {
      config: { right: 'see-bookings' },
      schema: {
        tags,
        summary: 'The lists of invited people, with what became of them',
        params: OfHall,
        querystring: InvitationsQuery,
        response: { 200: InvitationList, default: ProblemAnswer },
      },
    },
    (request) => invitations.list(request.params.hall, request.query, actorOf(request)),
  );
  app.get(
    '/api/halls/:hall/invitations/template.xlsx',
    {
      config: { right: 'invite' },
      schema: {
        tags,
        summary: 'An empty list of people to invite',
        params: OfHall,
        response: {
          200: { content: { [xlsxType]: { schema: z.any() } } },
          default: ProblemAnswer,
        },
      },
    },
    async (request, reply) =>
      reply
        .type(xlsxType)
        .header('content-disposition', 'attachment; filename="invitations.xlsx"')
        .send(await lists.template(request.params.hall, actorOf(request))),
  );
  takesFiles(app, [xlsxType, 'text/csv'], (scope) =>
    scope.post(
      '/api/halls/:hall/invitations/file',
      {
        config: { right: 'invite' },
        bodyLimit: mostInvitedBytes,
        schema: {
          tags,
          summary: 'Read a list of people to invite; nobody is invited',
          description:
            'The file is the body: XLSX, or CSV in UTF-8 or GB18030. Each fault has its sheet and cell.',
          params: OfHall,
          response: { 200: InvitedFile, default: ProblemAnswer },
        },
      },
      (request) => lists.readFile(request.params.hall, fileIn(request), actorOf(request)),
    ),
  );
  app.post(
    '/api/halls/:hall/invitations/check',
    {
      config: { right: 'invite' },
      schema: {
        tags,
        summary:
          'Which place each on a list would get, and what is wrong with it; nobody is invited',
        params: OfHall,
        body: Invite,
        response: { 200: InvitePlan, default: ProblemAnswer },
      },
    },
    (request) => lists.check(request.params.hall, request.body, actorOf(request)),
  );
  app.post(
    '/api/halls/:hall/invitations',
    {
      config: { right: 'invite' },
      schema: {
        tags,
        summary: 'Invite people by a list: whole, or nobody',
        params: OfHall,
        body: Invite,
        response: { 201: Invitation, default: ProblemAnswer },
      },
    },
    async (request, reply) =>
      reply
        .code(201)
        .send(await invitations.invite(request.params.hall, request.body, commandOf(request))),
  );
  app.get(
    '/api/halls/:hall/invitations/:id',
    {
      config: { right: 'see-bookings' },
      schema: {
        tags,
        summary: 'One list with its people and what became of each',
        params: ById,
        response: { 200: InvitedPeople, default: ProblemAnswer },
      },
    },
    (request) => invitations.people(request.params.hall, request.params.id, actorOf(request)),
  );
  app.patch(
    '/api/halls/:hall/invitations/:id',
    {
      config: { right: 'invite' },
      schema: {
        tags,
        summary: 'Another title or message of a list',
        params: ById,
        body: InvitationChange,
        response: { 200: Invitation, default: ProblemAnswer },
      },
    },
    (request) =>
      invitations.change(request.params.hall, request.params.id, request.body, commandOf(request)),
  );
  app.post(
    '/api/halls/:hall/invitations/:id/cancel',
    {
      config: { right: 'invite' },
      schema: {
        tags,
        summary: 'Cancel all appointments of a list that are still to come',
        params: ById,
        response: { 200: Invitation, default: ProblemAnswer },
      },
    },
    (request) => invitations.cancel(request.params.hall, request.params.id, commandOf(request)),
  );
  app.post(
    '/api/halls/:hall/invitations/:id/letters',
    {
      config: { right: 'invite' },
      schema: {
        tags,
        summary: 'What is sent to those who are still expected; each look stands in the log',
        params: ById,
        response: { 200: z.object({ letters: z.array(Letter) }), default: ProblemAnswer },
      },
    },
    async (request) => {
      const { hall, id } = request.params;
      const who = commandOf(request);
      const { letters } = await invitations.letters(hall, id, siteOf(request), who);
      return { letters };
    },
  );
  app.post(
    '/api/halls/:hall/invitations/:id/letters.csv',
    {
      config: { right: 'invite' },
      schema: {
        tags,
        summary: 'The same as CSV, for a mail merge or a short-message service',
        params: ById,
        response: { 200: { content: { [csvType]: { schema: z.any() } } }, default: ProblemAnswer },
      },
    },
    async (request, reply) => {
      const { hall, id } = request.params;
      const who = commandOf(request);
      const { csv } = await invitations.letters(hall, id, siteOf(request), who);
      return reply
        .type(csvType)
        .header('content-disposition', 'attachment; filename="letters.csv"')
        .send(csv);
    },
  );
}
