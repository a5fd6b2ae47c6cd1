import type { HallOfDay } from './hall-of-day.ts';
import { queueCode } from './hall-of-day.ts';
import type { RecordedDay } from './recorded-day.ts';
import type { Stage } from './stage.ts';
import { leave, type Post, postsOf, setOpen } from './windows.ts';

/** What somebody does at the end of the first, second and third quarter of a day. */
export type Midway = (stage: Stage, quarter: number) => Promise<void>;

/** What happens at one instant: arrivals come before calls. */
interface Moment {
  readonly arrivals: { service: number; openWindows: number }[];
  /** Services, once for each recorded call. */
  readonly calls: number[];
}

/** Whoever is at a window when a service makes its last call is done one snapshot later. */
const lastTurnMs = 5 * 60 * 1000;

/**
 * Replays a day at the pace of its recorded calls: the k-th call of a service happens at the k-th
 * recorded instant, at the open window that rested longest, or as soon as somebody is there to be
 * called. A window's next call finishes the ticket in hand.
 */
export async function replayRecorded(
  stage: Stage,
  day: RecordedDay,
  { windows }: HallOfDay,
  midway: Midway = () => Promise.resolve(),
): Promise<void> {
  const moments = momentsOf(day);
  const posts = day.services.map((_, service) =>
    postsOf(windows.filter((w) => w.service === service)),
  );
  const lastCalls = day.services.map(({ tickets }) =>
    tickets
      .map((t) => t.called)
      .sort()
      .at(-1)!,
  );
  const owed = day.services.map(() => 0);
  let calls = 0;

  const callNext = async (service: number): Promise<void> => {
    const [post] = posts[service]!.filter((p) => p.open).sort((a, b) => a.lastCall - b.lastCall);
    const state = post === undefined ? null : await stage.command(post.window, 'call-next');
    if (state === null) {
      owed[service]! += 1;
      return;
    }
    post!.hand = state.ticket!.number;
    post!.lastCall = calls += 1;
  };

  for (const [i, [instant, moment]] of moments.entries()) {
    stage.now = instant;
    const quarter = (4 * i) / moments.length;
    if (i > 0 && Math.floor(quarter) > Math.floor((4 * (i - 1)) / moments.length))
      await midway(stage, Math.floor(quarter));
    await Promise.all(
      moment.arrivals.map(({ service }) => stage.take({ queue: queueCode(service) })),
    );
    for (const { service, openWindows } of latestOfEach(moment.arrivals)) {
      await setOpen(stage, posts[service]!, openWindows, 'at once');
      const late = Math.min(owed[service]!, countOf(moment.arrivals, service));
      owed[service]! -= late;
      for (let n = 0; n < late; n++) await callNext(service);
    }
    for (const service of moment.calls) await callNext(service);
    for (const [service, last] of lastCalls.entries())
      if (Date.parse(last) + lastTurnMs === Date.parse(instant)) await leaveAll(posts[service]!);
  }

  async function leaveAll(list: readonly Post[]): Promise<void> {
    for (const post of list) if (post.open) await leave(stage, post);
  }
}

/** In the order of time, with a moment at which each service ends. */
function momentsOf(day: RecordedDay): [string, Moment][] {
  const moments = new Map<string, Moment>();
  const at = (instant: string): Moment => {
    const moment = moments.get(instant) ?? { arrivals: [], calls: [] };
    moments.set(instant, moment);
    return moment;
  };
  for (const [service, { tickets }] of day.services.entries()) {
    for (const { issued, called, openWindows } of tickets) {
      at(issued).arrivals.push({ service, openWindows });
      at(called).calls.push(service);
    }
    const last = tickets
      .map((t) => t.called)
      .sort()
      .at(-1)!;
    at(new Date(Date.parse(last) + lastTurnMs).toISOString());
  }
  return [...moments].sort(([a], [b]) => (a < b ? -1 : 1));
}

function latestOfEach(arrivals: Moment['arrivals']): Moment['arrivals'] {
  return [...new Map(arrivals.map((a) => [a.service, a])).values()];
}

function countOf(arrivals: Moment['arrivals'], service: number): number {
  return arrivals.filter((a) => a.service === service).length;
}
