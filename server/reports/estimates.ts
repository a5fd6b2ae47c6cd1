import type { EstimateQuality } from '../../shared/contract/estimate-quality.ts';
import type { Actor } from '../../shared/contract/people.ts';
import { requireMay } from '../../shared/rights.ts';
import { localTime, serviceDay } from '../../shared/rules/day.ts';
import { bandOf, bandsFrom } from '../../shared/rules/foresight/fit.ts';
import {
  foundFreeWindow,
  inTenGroups,
  Judgement,
  type Outcome,
  reliability,
} from '../../shared/rules/foresight/judge.ts';
import { laterMarks } from '../../shared/rules/foresight/moments.ts';
import { usualGamma } from '../../shared/rules/foresight/rates.ts';
import type { GammaChoice } from '../../shared/rules/foresight/choice.ts';
import { clearedCallsOf } from '../../shared/rules/foresight/waits.ts';
import { groupBy } from '../../shared/rules/groups.ts';
import type { Instant } from '../../shared/rules/instants.ts';
import { archiveFolder } from '../archives/file.ts';
import { onSources } from '../archives/sources.ts';
import type { Pace } from '../background/service.ts';
import type { Clock } from '../clock.ts';
import type { Db, Reader } from '../db/open.ts';
import type { Commands } from '../command/run.ts';
import { configOf, type HallConfig } from '../hall/config.ts';
import { daysOf, type Range } from './days.ts';
import * as store from './estimates-store.ts';

/** Which days; goes to another thread as it is. */
export interface EstimateWish {
  readonly hallId: string;
  /** Service days, ascending. */
  readonly days: readonly string[];
  readonly archives: string | null;
}

interface Dependencies {
  readonly db: Db;
  readonly commands: Commands;
  readonly clock: Clock;
  /** Makes it away from this thread. @throws Problem `too_busy` */
  readonly make: (pace: Pace, wish: EstimateWish) => Promise<EstimateQuality>;
}

const quickDays = 7;
const mostShown = 20;
/** Minutes without a call that explain a wait. */
const noCall = 25;

/** How good the wait estimates were: computed from the steps when asked for. */
export class EstimateReports {
  private readonly d: Dependencies;

  constructor(dependencies: Dependencies) {
    this.d = dependencies;
  }

  /** @throws Problem `forbidden`, `hall_not_found`; `bad_input`, `too_busy`, `archive_missing` as the daily report */
  async make(hallCode: string, range: Range, who: Actor): Promise<EstimateQuality> {
    const { db, clock, commands, make } = this.d;
    const hall = await commands.hall(hallCode);
    requireMay(who, 'read-reports', hall.code);
    const today = serviceDay(clock.now(hall.id), hall.timezone);
    const days = daysOf(range, today);
    const wish = { hallId: hall.id, days, archives: archiveFolder(db.reopen) };
    return make(days.length <= quickDays ? 'quick' : 'long', wish);
  }
}

/** An estimate that can be judged. */
interface Judged {
  readonly step: store.EstimatedStep;
  readonly ahead: number;
  readonly outcome: Outcome;
  /** When the wait ended, in milliseconds since the epoch. */
  readonly ended: number;
}

/** Reads queue by queue and day by day, and adds up. */
export async function makeEstimateQuality(
  db: Reader,
  { hallId, days, archives }: EstimateWish,
): Promise<EstimateQuality> {
  const hall = await configOf(db, hallId);
  const all: Judged[] = [];
  const later = new Map(laterMarks.map((mark) => [mark, new Judgement()]));
  const worst = await onSources(db, archives, async (sources) => {
    const causes = new Map<Judged, EstimateQuality['worst'][number]['cause']>();
    for (const day of days)
      await sources.onDay(day, async (source) => {
        const closes = await store.openTimes(source, hallId, day);
        for (const { id } of hall.queues) {
          const steps = await store.estimatesOfDay(source, id, day);
          const judged = judgedOf(steps);
          const causeOf = causesOf(steps, closes);
          for (const each of furthest(judged)) causes.set(each, causeOf(each));
          all.push(...judged);
          for (const each of await store.laterOfDay(source, id, day)) addLater(later, each);
        }
      });
    return furthest([...causes.keys()]).map((each) => worstOf(hall, each, causes.get(each)!));
  });
  const withUsual = usualAdded(all);
  const outcomes = withUsual.map(({ outcome }) => outcome);
  const timeOf = ({ step }: Judged): string => {
    const time = localTime(step.taken_at, hall.timezone).time;
    return `${time.slice(0, 3)}${time.slice(3, 5) < '30' ? '00' : '30'}`;
  };
  const span = { from: days[0]!, to: days.at(-1)! };
  const marked = await store.markedBetween(db, hallId, span);
  const fit = await store.fitOf(db, hallId);
  return {
    hall: hall.code,
    from: days[0]!,
    to: days.at(-1)!,
    all: figuresOf(withUsual),
    byAhead: bandsFrom.map((from, band) => ({
      from,
      to: band + 1 < bandsFrom.length ? bandsFrom[band + 1]! - 1 : null,
      ...figuresOf(withUsual.filter(({ ahead }) => bandOf(ahead) === band)),
    })),
    byQueue: hall.queues.flatMap(({ id, code, name }) => {
      const own = withUsual.filter(({ step }) => step.queue_id === id);
      return own.length === 0 ? [] : [{ queue: code, name, ...figuresOf(own) }];
    }),
    byHalfHour: [...groupBy(withUsual, timeOf)]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([time, own]) => ({ time, ...figuresOf(own) })),
    byMoment: [
      { mark: null, ...figuresOf(withUsual) },
      ...[...laterMarks]
        .sort((a, b) => b - a)
        .map((mark) => ({ mark, ...later.get(mark)!.figures() })),
    ],
    markedDays: marked.map(({ day, reason, marked_at }) => ({ day, reason, markedAt: marked_at })),
    pace: paceOf(fit),
    reliability: reliability(outcomes),
    groups: inTenGroups(outcomes),
    worst,
  };
}

function paceOf(fit: Awaited<ReturnType<typeof store.fitOf>>): EstimateQuality['pace'] {
  const text = fit?.choice ?? null;
  const choice = text === null ? null : (JSON.parse(text) as GammaChoice);
  return {
    fittedTo: fit?.fitted_to ?? null,
    gamma: choice?.gamma ?? usualGamma,
    tickets: choice?.count ?? 0,
    errors: [...(choice?.errors ?? [])],
  };
}

/** What a phone was told later is judged by the wait from then on. */
function addLater(
  judgements: ReadonlyMap<number, Judgement>,
  { mark, given_at, p50, p90, status, first_called_at, ended_at }: store.LaterEstimate,
): void {
  const left = first_called_at === null;
  const ended = first_called_at ?? ended_at;
  if (ended === null || (left && status === 'expired')) return;
  const wait = Math.max(0, minutesOf(ended) - minutesOf(given_at));
  judgements.get(mark)?.add({ p50: p50 / 60, p90: p90 / 60, wait, left, usual: null });
}

const minutesOf = (at: Instant): number => Date.parse(at) / 60_000;

/** Whoever found a free window was told no wait; who is still waiting cannot be judged yet. */
function judgedOf(steps: readonly store.EstimatedStep[]): Judged[] {
  return steps.flatMap((step): Judged[] => {
    const { estimate_ahead: ahead, estimate_p50: p50, estimate_p90: p90 } = step;
    if (ahead === null || p50 === null || p90 === null || foundFreeWindow(step)) return [];
    const { first_called_at, waited_ms, ended_at, waits_from } = step;
    const left = first_called_at === null;
    const ended = first_called_at ?? ended_at;
    // Left when the day was closed: its times are not reliable.
    if (ended === null || (left && (step.status === 'expired' || waits_from === null))) return [];
    const wait = left ? minutesOf(ended) - minutesOf(waits_from!) : (waited_ms ?? 0) / 60_000;
    const outcome = { p50: p50 / 60, p90: p90 / 60, wait, left, usual: null };
    return [{ step, ahead, outcome, ended: minutesOf(ended) }];
  });
}

/** What one would say without any rule: the mean wait of the queue. */
function usualAdded(all: readonly Judged[]): Judged[] {
  const usual = new Map(
    [...groupBy(all, ({ step }) => step.queue_id)].map(([queue, own]) => [
      queue,
      own.reduce((sum, { outcome }) => sum + outcome.wait, 0) / own.length,
    ]),
  );
  return all.map((each) => ({
    ...each,
    outcome: { ...each.outcome, usual: usual.get(each.step.queue_id)! },
  }));
}

function figuresOf(judged: readonly Judged[]): EstimateQuality['all'] {
  const judgement = new Judgement();
  for (const { outcome } of judged) judgement.add(outcome);
  return judgement.figures();
}

const offBy = ({ outcome }: Judged): number =>
  outcome.left && outcome.wait <= outcome.p50 ? 0 : Math.abs(outcome.p50 - outcome.wait);

const furthest = (judged: readonly Judged[]): Judged[] =>
  [...judged].sort((a, b) => offBy(b) - offBy(a)).slice(0, mostShown);

function worstOf(
  { queueById }: HallConfig,
  { step, ahead, outcome }: Judged,
  cause: EstimateQuality['worst'][number]['cause'],
): EstimateQuality['worst'][number] {
  const { code, name } = queueById.get(step.queue_id)!;
  const { p50, p90, wait } = outcome;
  return {
    ...{ day: step.service_day, number: step.number, queue: code, name, at: step.taken_at },
    ...{ ahead, p50, p90, wait, cause },
  };
}

/** Why waits of one queue and day were other than said, as far as its calls and windows show it. */
function causesOf(
  steps: readonly store.EstimatedStep[],
  closes: Awaited<ReturnType<typeof store.openTimes>>,
): (judged: Judged) => EstimateQuality['worst'][number]['cause'] {
  const called = steps.filter((s) => s.first_called_at !== null);
  const windows = new Set(called.flatMap((s) => s.window_id ?? []));
  const calls = called.map((s) => ({
    called: minutesOf(s.first_called_at!),
    windows: windows.size,
  }));
  const cleared = clearedCallsOf(calls);
  const clearedSteps = new Set(called.filter((_, i) => cleared.has(i)));
  const times = calls.map((c) => c.called).sort((a, b) => a - b);
  const closed = closes.filter((c) => windows.has(c.window_id)).map((c) => minutesOf(c.ended_at));
  return ({ step, outcome, ended }) => {
    const began = ended - outcome.wait;
    if (clearedSteps.has(step)) return 'cleared';
    if (step.first_queue_id !== step.queue_id) return 'transfer';
    if (outcome.wait < outcome.p50) return 'unknown';
    if (closed.some((at) => at > began && at < ended)) return 'window-closed';
    const within = [began, ...times.filter((at) => at > began && at < ended), ended];
    return within.some((at, i) => i > 0 && at - within[i - 1]! >= noCall) ? 'no-call' : 'unknown';
  };
}
