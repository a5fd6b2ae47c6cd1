import { z } from 'zod';
import {
  MessageList,
  MessagesQuery,
  SendMessage,
  SentMessage,
} from '../../shared/contract/message.ts';
import { Code, Id, ProblemAnswer, WindowNumber } from '../../shared/contract/primitives.ts';
import { actorOf, type App, commandOf } from '../http.ts';
import type { Messages } from './service.ts';

const tags = ['messages'];
const OfHall = z.object({ hall: Code });
const One = OfHall.extend({ message: Id });
const AtWindow = One.extend({ window: z.coerce.number().pipe(WindowNumber) });
const one = { 200: SentMessage, default: ProblemAnswer };

/** Words of a manager to terminals and boards. */
export function messageRoutes(app: App, { messages }: { messages: Messages }): void {
  app.post(
    '/api/halls/:hall/messages',
    {
      config: { right: 'send-messages' },
      schema: {
        tags,
        summary: 'A word to a window, to all terminals, or to the boards',
        params: OfHall,
        body: SendMessage,
        response: { 201: SentMessage, default: ProblemAnswer },
      },
    },
    async (request, reply) => {
      const sent = await messages.send(request.params.hall, request.body, commandOf(request));
      return reply.code(201).send(sent);
    },
  );
  app.get(
    '/api/halls/:hall/messages',
    {
      config: { right: 'send-messages' },
      schema: {
        tags,
        summary: 'The messages of a hall, the newest first, with who has read them',
        params: OfHall,
        querystring: MessagesQuery,
        response: { 200: MessageList, default: ProblemAnswer },
      },
    },
    (request) => messages.list(request.params.hall, request.query, actorOf(request)),
  );
  app.post(
    '/api/halls/:hall/messages/:message/end',
    {
      config: { right: 'send-messages' },
      schema: { tags, summary: 'It is shown no more', params: One, response: one },
    },
    (request) => messages.end(request.params.hall, request.params.message, commandOf(request)),
  );
  app.post(
    '/api/halls/:hall/windows/:window/messages/:message/read',
    {
      config: { right: 'work-at-window' },
      schema: {
        tags,
        summary: 'Who is at the window has read it',
        params: AtWindow,
        response: one,
      },
    },
    (request) => {
      const { hall, window, message } = request.params;
      return messages.read(hall, window, message, commandOf(request));
    },
  );
}
