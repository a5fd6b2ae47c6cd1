import { WhatIf, type WhatIfChange } from '../../shared/contract/what-if.ts';
import { Problem } from '../../shared/errors.ts';
import { instantOf } from '../../shared/rules/calendar.ts';
import { localTime } from '../../shared/rules/day.ts';
import { agreement } from '../../shared/rules/simulation/regression.ts';
import { replay, type Replayed, unvaried } from '../../shared/rules/simulation/replay.ts';
import { type CallMade, type Script, scriptOf } from '../../shared/rules/simulation/script.ts';
import { type Varied, varied } from '../../shared/rules/simulation/vary.ts';
import { figuresOf, type Waited, waitingBy, waitsOf } from '../../shared/rules/simulation/waits.ts';
import { onSources } from '../archives/sources.ts';
import type { Reader } from '../db/open.ts';
import type { HallConfig } from '../hall/config.ts';
import { loadConfig } from '../hall/config-store.ts';
import { dayRecord } from './day-record.ts';
import { readDayLog } from './log-store.ts';
import { type RunSignal, tell } from './runs.ts';

/** Which day, and what is different; goes to another thread as it is. */
export interface WhatIfWork {
  readonly hallId: string;
  readonly day: string;
  readonly change: WhatIfChange | null;
  readonly minutes: number;
  readonly archives: string | null;
  readonly signal: RunSignal;
}

/** Minutes: how many wait is told for each such span. */
const span = 15;

/**
 * Runs a recorded day again, with one thing changed.
 *
 * @throws Problem `run_stopped`; `no_tickets_then` where the log has none of that day;
 *   `window_not_found`, `unknown_queue`, `unknown_category`
 */
export async function makeWhatIf(db: Reader, work: WhatIfWork): Promise<WhatIf> {
  const { day, change, minutes, signal } = work;
  const hall = await loadConfig(db, work.hallId);
  const different = change === null ? null : variedOf(hall, day, change);
  const log = await onSources(db, work.archives, (sources) =>
    sources.onDay(day, (at) => readDayLog(at, hall.id, day)),
  );
  tell(signal, 0.1);
  if (log.tickets.length === 0)
    throw new Problem('no_tickets_then', `The log has no tickets of ${day}`);
  const script = scriptOf(dayRecord(hall, day, log));
  tell(signal, 0.3);
  const part = (from: number) => (done: number) => tell(signal, from + 0.3 * done);
  const as = replay(script, unvaried(script), part(0.3));
  const after = different === null ? as : replay(script, varied(script, different), part(0.6));
  const { end } = script.day;
  const [before, then] = [waitsOf(as.visits, end), waitsOf(after.visits, end)];
  const codeOf = (id: string): string | undefined => hall.queueById.get(id)?.code;
  const queueIds = [...new Set([...before, ...then].map(({ queue }) => queue))];
  const ofQueue = (waits: readonly Waited[], id: string) =>
    figuresOf(
      waits.filter(({ queue }) => queue === id),
      minutes,
    );
  return WhatIf.parse({
    ...{ hall: hall.code, day, change, minutes },
    exact: script.lost === 0 && sameCalls(script.calls, as.calls),
    calls: script.calls.length,
    chosen: chosenIn(script),
    deviations: script.deviations.length,
    regression: regressed(script, before),
    before: figuresOf(before, minutes),
    after: figuresOf(then, minutes),
    queues: hall.queues
      .filter(({ id }) => queueIds.includes(id))
      .map(({ id }) => ({
        queue: codeOf(id)!,
        before: ofQueue(before, id),
        after: ofQueue(then, id),
      })),
    waiting: waitingOf(hall, script, before, then),
  } satisfies WhatIf);
}

function sameCalls(recorded: readonly CallMade[], made: readonly CallMade[]): boolean {
  return (
    recorded.length === made.length &&
    recorded.every((call, i) => {
      const other = made[i]!;
      return call.at === other.at && call.step === other.step && call.window === other.window;
    })
  );
}

function chosenIn({ ends }: Script): number {
  return [...ends.values()].flat().filter((end) => end.kind === 'named' && end.what === 'call')
    .length;
}

/** Where clerks went by another order: the waits by the rule alone, against those that were had. */
function regressed(script: Script, real: readonly Waited[]): WhatIf['regression'] {
  if (script.deviations.length === 0) return null;
  const ruled: Replayed = replay(script, { ...unvaried(script), byRuleOnly: true });
  const simulated = new Map(waitsOf(ruled.visits, script.day.end).map((wait) => [wait.step, wait]));
  const found = agreement(
    real.flatMap(({ step, minutes, called }) => {
      const other = simulated.get(step);
      return called && other?.called === true ? [{ real: minutes, simulated: other.minutes }] : [];
    }),
  );
  if (found === null) return null;
  const { pairs: visits, bias, slope, differs } = found;
  return { visits, bias, slope, differs };
}

function waitingOf(
  { timezone }: HallConfig,
  { day }: Script,
  before: readonly Waited[],
  after: readonly Waited[],
): WhatIf['waiting'] {
  const length = span * 60_000;
  const first = Math.min(day.end, ...[...before, ...after].map(({ from }) => from));
  const begin = Math.floor(first / length) * length;
  const spans = { begin, end: day.end, span };
  const [as, then] = [waitingBy(before, spans), waitingBy(after, spans)];
  return as.map((count, i) => ({
    from: localTime(new Date(begin + i * length).toISOString(), timezone).time.slice(0, 5),
    before: count,
    after: then[i]!,
  }));
}

function variedOf(hall: HallConfig, day: string, change: WhatIfChange): Varied {
  const windowId = (number: number): string => {
    const window = hall.windowByNumber.get(number);
    if (window === undefined) throw new Problem('window_not_found', `There is no window ${number}`);
    return window.id;
  };
  const queueId = (code: string): string => {
    const queue = hall.queueByCode.get(code);
    if (queue === undefined) throw new Problem('unknown_queue', `There is no queue "${code}"`);
    return queue.id;
  };
  const at = (time: string, ending: boolean): number =>
    Date.parse(instantOf(day, time, hall.timezone, ending));
  switch (change.kind) {
    case 'serve':
      return {
        kind: 'serve',
        window: windowId(change.window),
        queue: queueId(change.queue),
        handicapSeconds: change.handicapMinutes * 60,
        only: change.only,
      };
    case 'close':
    case 'open': {
      const { kind, window, from, to } = change;
      if (to !== undefined && to <= from)
        throw new Problem('bad_input', 'It ends before it begins', {
          issues: [{ path: 'change.to', message: 'is before the beginning' }],
        });
      return {
        kind,
        window: windowId(window),
        from: at(from, false),
        to: to === undefined ? Infinity : at(to, true),
      };
    }
    case 'credits': {
      for (const code of Object.keys(change.credits))
        if (!hall.categoryByCode.has(code))
          throw new Problem('unknown_category', `There is no category "${code}"`);
      return {
        kind: 'credits',
        seconds: new Map(Object.entries(change.credits).map(([code, min]) => [code, min * 60])),
      };
    }
    case 'book':
      return { kind: 'book', queue: queueId(change.queue), share: change.share };
  }
}
