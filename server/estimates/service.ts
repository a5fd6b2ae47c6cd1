import type { Estimate } from '../../shared/contract/primitives.ts';
import { atOnce } from '../../shared/rules/foresight/at-once.ts';
import { type HallFit, noFit } from '../../shared/rules/foresight/fit.ts';
import { freeWindow } from '../../shared/rules/foresight/judge.ts';
import { serviceDay } from '../../shared/rules/day.ts';
import { type Instant, secondsBetween } from '../../shared/rules/instants.ts';
import type { Clock } from '../clock.ts';
import type { Reader } from '../db/open.ts';
import { runUnit, type Unit } from '../db/unit.ts';
import type { HallConfig } from '../hall/config.ts';
import { foresightIn, type Foresight } from './fit-text.ts';
import { hallDay, type Known } from './hall-day.ts';
import { queuesNow } from './hall-now.ts';
import {
  ageOf,
  areOpen,
  freshSeconds,
  isLater,
  isTooOld,
  passWindows,
  type Picture,
} from './picture.ts';
import { plannedDay, type PlannedDay, type PlansOf } from './planned.ts';
import { fitText, fittedLast, type Hand, openWindows } from './store.ts';
import { StepsToday } from './steps-today.ts';

/** The waits in a hall as they are foreseen at a moment: one source for whoever shows or stores one. */
export interface WaitTable {
  /** The wait of one who has so many turns before it in a queue; null: nobody is told a number. */
  readonly wait: (queueId: string, ahead: number) => Estimate | null;
  /** Its base by the pass of the calling rule, in seconds; null: the queue shares no window. */
  readonly base: (queueId: string, ahead: number) => number | null;
  /** Since when the calls of a queue have paused although somebody waits; null: they have not. */
  readonly pausedSince: (queueId: string) => Instant | null;
  readonly openWindows: (queueId: string) => number;
  readonly isOpen: (windowId: string) => boolean;
  /** Where no window of a queue is open, nor planned to be: when today one is to open; null: nothing is said. */
  readonly opens: (queueId: string) => Instant | null;
}

interface Dependencies {
  readonly read: Reader;
  readonly clock: Clock;
  readonly plan: PlansOf;
  readonly failed: (error: unknown) => void;
}

/** So many come to a queue before the next picture, at the most that is expected. */
const comeMeanwhile = 5;
/**
 * Position and wait estimates (foresight.md, "The rule"). A hall's day is read beside the commands: a
 * command takes the newest picture there is, with its own ticket at its own place in the line, and asks
 * the database for the open windows only.
 */
export class Estimates {
  private readonly d: Dependencies;
  private readonly pictures = new Map<string, Picture>();
  private readonly known = new Map<string, Known>();
  private readonly none: HallFit = noFit();
  private readonly stepsToday = new StepsToday();
  private readonly refreshing = new Map<string, Promise<void>>();

  constructor(dependencies: Dependencies) {
    this.d = dependencies;
  }

  /** Everything that estimates of a hall need at this moment: one query while the picture is fresh. */
  *at(hall: HallConfig, day: string, now: Instant): Unit<WaitTable> {
    const hands = yield* openWindows(hall.id);
    const { queues, read, plan } = yield* this.pictureAt(hall, day, now, hands);
    const counted = new Map<string, { open: number; idle: number }>();
    const windowsOf = (queueId: string): { readonly open: number; readonly idle: number } => {
      let count = counted.get(queueId);
      if (count === undefined) {
        const serving = hall.windows.filter(
          (w) => hands.has(w.id) && w.serves.some((s) => s.queueId === queueId),
        );
        const idle = serving.filter((w) => hands.get(w.id) === null).length;
        counted.set(queueId, (count = { open: serving.length, idle }));
      }
      return count;
    };
    return {
      openWindows: (queueId) => windowsOf(queueId).open,
      isOpen: (windowId) => hands.has(windowId),
      opens: (queueId) => {
        if (windowsOf(queueId).open > 0) return null;
        const minute = plan.opensAfter(queueId, read.minutes.of(now));
        return minute === null ? null : read.minutes.at(minute);
      },
      pausedSince: (queueId) => queues.get(queueId)?.pausedSince ?? null,
      base: (queueId, ahead) => {
        const minutes = queues.get(queueId)?.pass?.(ahead);
        return minutes === undefined ? null : Math.round(minutes * 60);
      },
      wait: (queueId, ahead) => {
        const queue = queues.get(queueId);
        const { open, idle } = windowsOf(queueId);
        if (queue === undefined || open === 0 || queue.isUnknown || queue.pausedSince !== null)
          return null;
        if (ahead < idle) return { p50: 0, p90: freeWindow };
        const { p50, p90 } = queue.line.at(ahead);
        return { p50: Math.round(p50 * 60), p90: Math.round(p90 * 60) };
      },
    };
  }

  /** The same for whoever can wait a moment: never older than a picture that is made anew beside the commands. */
  async fresh(hall: HallConfig, day: string, now: Instant): Promise<WaitTable> {
    const picture = this.pictures.get(hall.id);
    if (picture?.read.day === day && ageOf(picture, now) >= freshSeconds) await this.refresh(hall);
    return runUnit(this.d.read, this.at(hall, day, now));
  }

  /** Keeps the pictures of halls fresh in which somebody waits or was served: in each process its own. */
  async tick(): Promise<void> {
    for (const [hallId, { hall, read, isAsked }] of this.pictures) {
      const now = this.d.clock.now(hallId);
      if (serviceDay(now, hall.timezone) !== read.day) this.pictures.delete(hallId);
      else if (
        (isAsked || read.isWaitedIn) &&
        Math.abs(secondsBetween(read.readAt, now)) >= freshSeconds
      )
        await this.refresh(hall);
    }
  }

  /** Resolves when no picture is being made. */
  async idle(): Promise<void> {
    await Promise.all(this.refreshing.values());
  }

  private *pictureAt(
    hall: HallConfig,
    day: string,
    now: Instant,
    hands: ReadonlyMap<string, Hand>,
  ): Unit<Picture> {
    let picture = this.pictures.get(hall.id);
    if (picture?.hall !== hall || picture.read.day !== day || isTooOld(picture, now)) {
      const read = yield* this.read(hall, day, now);
      picture = { hall, ...read, hands, at: now, queues: new Map(), isAsked: false };
      this.pictures.set(hall.id, picture);
    } else if (ageOf(picture, now) >= freshSeconds) this.refreshSoon(hall);
    picture.isAsked = true;
    // Windows that open or close move every wait at once; the lines are those that were read.
    if (picture.queues.size === 0 || !areOpen(picture, hands) || isLater(picture, now)) {
      picture.queues = atOnce(queuesNow(picture.read, passWindows(hall, hands, picture, now), now));
      picture.hands = hands;
      picture.at = now;
    }
    return picture;
  }

  /** The day's steps, what is known of the days before, and the day's plan. */
  private *read(hall: HallConfig, day: string, now: Instant): Unit<Pick<Picture, 'read' | 'plan'>> {
    const { made, plan } = yield* this.reading(hall, day, now);
    return { read: atOnce(made), plan };
  }

  private *reading(
    hall: HallConfig,
    day: string,
    now: Instant,
  ): Unit<{ made: ReturnType<typeof hallDay>; plan: PlannedDay }> {
    const known = yield* this.knownOf(hall.id);
    const steps = yield* this.stepsToday.read(hall.id, hall.queues, { day, now });
    const [today] = yield* this.d.plan(hall, day, 1);
    const plan = plannedDay(hall, today!);
    const { timezone } = hall;
    return { made: hallDay(known, steps, { day, now, timezone, plan: plan.windowsOf }), plan };
  }

  private refreshSoon(hall: HallConfig): void {
    if (this.refreshing.has(hall.id)) return;
    // After the answer that is being made.
    const soon = new Promise<void>((resolve) => setImmediate(resolve));
    void this.during(
      hall,
      soon.then(() => this.remake(hall)),
    );
  }

  /** One at a time in a hall: who comes meanwhile waits for the same. */
  private refresh(hall: HallConfig): Promise<void> {
    return this.refreshing.get(hall.id) ?? this.during(hall, this.remake(hall));
  }

  private during(hall: HallConfig, remade: Promise<void>): Promise<void> {
    const { failed } = this.d;
    const work = remade.catch(failed).finally(() => this.refreshing.delete(hall.id));
    this.refreshing.set(hall.id, work);
    return work;
  }

  private async remake(hall: HallConfig): Promise<void> {
    const { read: db, clock } = this.d;
    const now = clock.now(hall.id);
    const day = serviceDay(now, hall.timezone);
    const { made, plan } = await runUnit(db, this.reading(hall, day, now));
    const read = await inTurn(made);
    const hands = await runUnit(db, openWindows(hall.id));
    const windows = passWindows(hall, hands, { read, plan }, now);
    const queues = await inTurn(queuesNow(read, windows, now));
    const picture = { hall, read, plan, hands, at: now, isAsked: false, queues };
    // Whoever comes next stands behind those who wait: what is said there is worked out already.
    for (const [queue, { line }] of queues) {
      await turn();
      line.at(read.queues.get(queue)!.line.length + comeMeanwhile);
    }
    const kept = this.pictures.get(hall.id);
    // A set-up or a picture that is newer stays.
    if (kept !== undefined && (kept.hall !== hall || kept.read.readAt > now)) return;
    this.pictures.set(hall.id, picture);
  }

  /** What the days before say, read again where another process has fitted it anew. */
  private *knownOf(hallId: string): Unit<Known> {
    const kept = this.known.get(hallId);
    const last = yield* fittedLast(hallId);
    const fittedAt = last?.fitted_at ?? null;
    if (kept?.fittedAt === fittedAt) return kept;
    const text = last === null ? null : yield* fitText(hallId);
    const { fit, turns }: Foresight =
      text === null ? { fit: this.none, turns: new Map() } : foresightIn(text, this.none);
    const known = { fit, turns, fittedAt, late: last?.late_factor ?? 1 };
    this.known.set(hallId, known);
    return known;
  }
}

/** The hall has its turn. */
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** What is made in stretches, with the hall's turn between them. */
async function inTurn<T>(work: Generator<undefined, T>): Promise<T> {
  let step = work.next();
  while (step.done !== true) {
    await turn();
    step = work.next();
  }
  return step.value;
}
