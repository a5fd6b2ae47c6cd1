import { z } from 'zod';
import { windowCommands } from '../../shared/transitions.ts';
import {
  ClerkDay,
  commandInputs,
  WaitingTicket,
  WindowState,
} from '../../shared/contract/window.ts';
import { Code, ProblemAnswer, WindowNumber } from '../../shared/contract/primitives.ts';
import { actorOf, type App, commandOf } from '../http.ts';
import type { Windows } from './service.ts';

const boxKeys = ['next', 'recall', 'start', 'finish', 'no-show', 'pause'] as const;
const tags = ['windows'];
const Place = z.object({ hall: Code, window: z.coerce.number().pipe(WindowNumber) });

/** The state of a window, who waits for it, and one route a command. */
export function windowRoutes(app: App, { windows }: { windows: Windows }): void {
  app.get(
    '/api/halls/:hall/windows/:window',
    {
      config: { right: 'work-at-window' },
      schema: {
        tags,
        summary: 'The state of a window',
        params: Place,
        response: { 200: WindowState, default: ProblemAnswer },
      },
    },
    (request) => windows.state(request.params.hall, request.params.window, actorOf(request)),
  );
  app.get(
    '/api/halls/:hall/windows/:window/queue',
    {
      config: { right: 'work-at-window' },
      schema: {
        tags,
        summary: 'Who waits for a window, in order',
        params: Place,
        response: { 200: z.array(WaitingTicket), default: ProblemAnswer },
      },
    },
    (request) => windows.queue(request.params.hall, request.params.window, actorOf(request)),
  );
  app.get(
    '/api/halls/:hall/clerk-day',
    {
      config: { right: 'work-at-window' },
      schema: {
        tags,
        summary: 'What the clerk who asks has served today',
        params: Place.omit({ window: true }),
        response: { 200: ClerkDay, default: ProblemAnswer },
      },
    },
    (request) => windows.clerkDay(request.params.hall, actorOf(request)),
  );
  app.post(
    '/api/halls/:hall/windows/:window/keys',
    {
      config: { right: 'press-key' },
      schema: {
        tags,
        summary: 'A key of a key box',
        params: Place,
        body: z.strictObject({ key: z.enum(boxKeys) }),
        response: { 200: WindowState, default: ProblemAnswer },
      },
    },
    (request) =>
      windows.key(request.params.hall, request.params.window, request.body.key, commandOf(request)),
  );
  for (const command of windowCommands) {
    // A command without a body is one with nothing said.
    const body = z.preprocess((input) => input ?? {}, commandInputs[command]);
    app.post(
      `/api/halls/:hall/windows/:window/${command}`,
      {
        config: { right: 'work-at-window' },
        schema: {
          tags,
          summary: `Window command: ${command}`,
          params: Place,
          body,
          response: { 200: WindowState, default: ProblemAnswer },
        },
      },
      (request) =>
        windows.command(
          request.params.hall,
          request.params.window,
          command,
          request.body as never,
          commandOf(request),
        ),
    );
  }
}
