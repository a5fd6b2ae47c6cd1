import { z } from 'zod';
import {
  Follow,
  FollowWish,
  TakenOver,
  TakeOver,
  TakeOverCheck,
} from '../../shared/contract/follow.ts';
import { Code, ProblemAnswer } from '../../shared/contract/primitives.ts';
import { actorOf, type App, commandOf } from '../http.ts';
import type { Following } from './following.ts';

const tags = ['set-up'];
const params = z.object({ hall: Code });
/** A call without a body takes over what is followed. */
const wish = TakeOver.nullish().transform((given) => given ?? TakeOver.parse({}));

/** Set-ups that follow another's. */
export function followRoutes(app: App, { following }: { following: Following }): void {
  app.get(
    '/api/halls/:hall/setup/follow',
    {
      config: { right: 'see-setup', answers: 'packed' },
      schema: {
        tags,
        summary: 'Whom a hall follows, and what differs',
        params,
        response: { 200: Follow, default: ProblemAnswer },
      },
    },
    (request) => following.follow(request.params.hall, actorOf(request)),
  );
  app.post(
    '/api/halls/:hall/setup/follow',
    {
      config: { right: 'publish-setup' },
      schema: {
        tags,
        summary: 'Follow a hall, or none; nothing is taken over by it',
        params,
        body: FollowWish,
        response: { 200: Follow, default: ProblemAnswer },
      },
    },
    (request) => following.setFollow(request.params.hall, request.body, commandOf(request)),
  );
  app.post(
    '/api/halls/:hall/setup/take-over/check',
    {
      config: { right: 'see-setup' },
      schema: {
        tags,
        summary: 'What a take-over would do',
        params,
        body: wish,
        response: { 200: TakeOverCheck, default: ProblemAnswer },
      },
    },
    (request) => following.check(request.params.hall, request.body, actorOf(request)),
  );
  app.post(
    '/api/halls/:hall/setup/take-over',
    {
      config: { right: 'publish-setup' },
      schema: {
        tags,
        summary: "Make the leader's parts the hall's own, as a new revision",
        description: '409 `follows_nobody`, `setup_changed`, `in_use`; 422 `bad_setup`.',
        params,
        body: wish,
        response: { 200: TakenOver, default: ProblemAnswer },
      },
    },
    (request) => following.takeOver(request.params.hall, request.body, commandOf(request)),
  );
}
