import { Problem } from '../../shared/errors.ts';
import { Code } from '../../shared/contract/primitives.ts';
import { type Instant, latest } from '../../shared/rules/instants.ts';
import { serviceDay } from '../../shared/rules/day.ts';
import { TakeTheLongWay, type Work } from '../db/lanes.ts';
import type { Db, Tx } from '../db/open.ts';
import type { TakenRows } from '../db/taken-rows.ts';
import { behind, type Bound, runUnit, type Unit, Unchanged, writes } from '../db/unit.ts';
import type { Configs, HallConfig } from '../hall/config.ts';
import type { Ids } from '../ids.ts';
import type { SiteClock } from '../site-clock.ts';
import { AnsweredBefore, keepAnswer, keptAnswer, refuseAnswered } from './idempotency.ts';
import { loggedEvent } from './log-store.ts';
import { type LockedHall, lockHall, lockHallOnce, lockSite, movedOn, moveOn } from './row-store.ts';
import {
  type CloseDays,
  type CommandContext,
  type CommandRequest,
  type Deciding,
  type CommandOutcome,
  type LoggedEvent,
  NothingDue,
  type Part,
  type Publish,
  type Touched,
  type WaitingSetups,
  type Who,
} from './types.ts';

/** What a command changed, for those who watch. */
interface Done {
  readonly hallId: string;
  readonly command: string;
  readonly version: number;
  readonly touched: Touched;
}

/** Thrown where a set-up waits for this day: it comes into force before the day's first command. */
class SetupIsDue extends Unchanged {
  readonly hallId: string;
  constructor(hallId: string) {
    super('a set-up waits for this day');
    this.hallId = hallId;
  }
}

const byClock = { who: { kind: 'system' } } as const;

/**
 * The one path of every change: take the hall's row (the lock, the order of events and the version
 * in one), read, decide, write, log the event, commit, and only then publish.
 */
export class Commands {
  private readonly d: {
    readonly db: Db;
    readonly configs: Configs;
    readonly clock: SiteClock;
    readonly ids: Ids;
    readonly publish: Publish;
    readonly closeDays: CloseDays;
    readonly waitingSetups: WaitingSetups;
    /** Hears of each command in a hall that was committed. */
    readonly counted?: (command: string) => void;
  };

  constructor(dependencies: Commands['d']) {
    this.d = dependencies;
  }

  /**
   * Runs a command of every press in a hall: as a unit, which decides before it writes. The first of
   * a day, and the first after a change of the set-up, takes the long way.
   *
   * @throws Problem as `inHall`
   */
  press<T>(
    hallId: string,
    request: CommandRequest,
    decide: (command: Deciding) => Unit<CommandOutcome<T>>,
  ): Promise<T> {
    const done: Done[] = [];
    return this.published([hallId], request, done, {
      unit: (taken) => this.short(taken, { hallId, request, decide, done }),
      run: (tx) => this.long(tx, hallId, request, (c) => runUnit(tx, decide(c)), done),
    });
  }

  /**
   * Runs a command in a hall.
   *
   * @throws Problem `hall_not_found`, `storage_unavailable`, `idempotency_key_reused`, and whatever
   *   the command refuses; then nothing was changed
   */
  inHall<T>(
    hallId: string,
    request: CommandRequest,
    decide: (command: CommandContext) => Promise<CommandOutcome<T>>,
  ): Promise<T> {
    const done: Done[] = [];
    return this.published([hallId], request, done, {
      run: (tx) => this.long(tx, hallId, request, decide, done),
    });
  }

  /**
   * Runs one command in two halls: both change, each with its version and event, or neither. Whoever takes
   * two rows takes them in the order of their ids, and in a transaction that takes no third: nobody waits
   * in a circle.
   *
   * @param hallIds of two different halls
   * @param decide gets both as `inHall` does, at one instant
   * @throws Problem as `inHall`
   */
  inTwoHalls<T>(
    hallIds: readonly [string, string],
    request: CommandRequest,
    decide: (
      one: CommandContext,
      other: CommandContext,
    ) => Promise<{ answer: T; parts: readonly [Part, Part] }>,
  ): Promise<T> {
    const { clock } = this.d;
    const done: Done[] = [];
    const run = async (tx: Tx): Promise<T> => {
      done.length = 0;
      const rows = new Map<string, LockedHall>();
      for (const id of [...hallIds].sort()) rows.set(id, await runUnit(tx, lockHall(id)));
      for (const [id, { last_at }] of rows) clock.saw(id, last_at);
      const now = latest(clock.now(hallIds[0]), clock.now(hallIds[1]));
      for (const id of hallIds) clock.saw(id, now);
      await runUnit(tx, refuseAnswered(request.key));
      const one = await this.opened(tx, { row: rows.get(hallIds[0])!, now }, request, done);
      const other = await this.opened(tx, { row: rows.get(hallIds[1])!, now }, request, done);
      const { answer, parts } = await decide(one, other);
      for (const [i, command] of [one, other].entries()) {
        const part = parts[i]!;
        await runUnit(tx, writes(ending(command, part)));
        done.push(doneIn(command, part));
      }
      await runUnit(tx, keepAnswer(request.key, now, answer));
      return answer;
    };
    return this.published(hallIds, request, done, { run });
  }

  private async published<T>(
    hallIds: readonly string[],
    request: CommandRequest,
    done: readonly Done[],
    work: Work<T>,
  ): Promise<T> {
    // Two halls have a lane of their own: what shares a transaction takes the same rows.
    const lane = [...hallIds].sort().join('+');
    const run = (): Promise<T> => this.answered(lane, request, work);
    const withSetups = async (waiting: number): Promise<T> => {
      try {
        return await run();
      } catch (error) {
        if (!(error instanceof SetupIsDue) || waiting === 0) throw error;
        // In a transaction of its own: where it fails, the command still has its turn.
        await this.d.waitingSetups.apply(error.hallId);
        return withSetups(waiting - 1);
      }
    };
    const answer = await withSetups(hallIds.length);
    for (const { hallId, version, touched, command } of done) {
      this.d.publish(hallId, version, touched);
      this.d.counted?.(command);
    }
    return answer;
  }

  private *short<T>(
    taken: TakenRows,
    {
      hallId,
      request,
      decide,
      done,
    }: {
      readonly hallId: string;
      readonly request: CommandRequest;
      readonly decide: (command: Deciding) => Unit<CommandOutcome<T>>;
      readonly done: Done[];
    },
  ): Unit<T> {
    done.length = 0;
    const row = yield* lockHallOnce(hallId, taken);
    const now = this.timeIn(row);
    const hall = this.d.configs.known(row.id, row.config_version);
    if (hall === null || row.open_day !== serviceDay(now, hall.timezone)) {
      // Nobody goes there only to hear again what he was answered.
      yield* refuseAnswered(request.key);
      throw new TakeTheLongWay();
    }
    const day = row.open_day;
    const version = row.version + 1;
    const command = { hall, day, opensDay: false, now, version, who: request.who };
    // An answer that another process kept is seen now that the hall's row is ours.
    const effect = yield* behind(refuseAnswered(request.key), decide(command));
    yield [...ending(command, effect), ...keptAnswer(request.key, now, effect.answer)];
    moveOn(taken, row, { version, day, at: now });
    done.push(doneIn(command, effect));
    return effect.answer;
  }

  private async long<T>(
    tx: Tx,
    hallId: string,
    request: CommandRequest,
    decide: (command: CommandContext) => Promise<CommandOutcome<T>>,
    done: Done[],
  ): Promise<T> {
    done.length = 0;
    const row = await runUnit(tx, lockHall(hallId));
    await runUnit(tx, refuseAnswered(request.key));
    const command = await this.opened(tx, { row, now: this.timeIn(row) }, request, done);
    const effect = await decide(command);
    await runUnit(tx, ended(command, request, effect));
    done.push(doneIn(command, effect));
    return effect.answer;
  }

  /** A hall on the day that it has now, with the version that the command makes. */
  private async opened(
    tx: Tx,
    { row, now }: { readonly row: LockedHall; readonly now: Instant },
    request: CommandRequest,
    done: Done[],
  ): Promise<CommandContext> {
    const hallId = row.id;
    const hall = await this.d.configs.get(tx, row.id, row.config_version);
    const day = serviceDay(now, hall.timezone);
    const opensDay = row.open_day !== day;
    if (opensDay && request.bringsSetup !== true)
      if (await this.d.waitingSetups.due(tx, hallId, day)) throw new SetupIsDue(hallId);
    const at = { tx, hall, day, opensDay, now };
    let version = row.version + 1;
    if (row.open_day !== null && row.open_day < day) {
      const closing: CommandContext = { ...at, version, who: { kind: 'system' } };
      await runUnit(tx, writes([movedOn(hallId, { version, day: row.open_day, at: now })]));
      const closed = await this.d.closeDays(closing, row.open_day);
      await runUnit(tx, writes([loggedEvent(closing, closed.event)]));
      done.push(doneIn(closing, closed));
      version += 1;
    }
    await runUnit(tx, writes([movedOn(hallId, { version, day, at: now })]));
    return { ...at, version, who: request.who };
  }

  /** The hall's time: never before its newest instant, and it goes on. */
  private timeIn({ id, last_at }: LockedHall): Instant {
    const { clock } = this.d;
    clock.saw(id, last_at);
    const now = clock.now(id);
    clock.saw(id, now);
    return now;
  }

  /**
   * Runs a command of the clock's. Where another process or an earlier turn has done it, `decide`
   * throws `NothingDue`, and there is neither a version nor an event.
   */
  async whenDue<T>(
    hallId: string,
    decide: (command: CommandContext) => Promise<CommandOutcome<T>>,
    how: Pick<CommandRequest, 'bringsSetup'> = {},
  ): Promise<T | null> {
    try {
      return await this.inHall(hallId, { ...byClock, ...how }, decide);
    } catch (error) {
      if (error instanceof NothingDue) return null;
      throw error;
    }
  }

  /**
   * Runs a command that takes a hall back from a day that the clock brought too early, to the day of
   * the clock as it is now: the only one for which the hall's time goes back.
   *
   * @param floor the newest instant of that day: its time does not go back before it
   * @param decide gets the day that the hall goes back from
   */
  async backToToday<T>(
    hallId: string,
    request: CommandRequest,
    floor: (tx: Tx, hallId: string, day: string) => Promise<Instant>,
    decide: (command: CommandContext, from: string | null) => Promise<CommandOutcome<T>>,
  ): Promise<T> {
    const { clock, configs } = this.d;
    const done: Done[] = [];
    const run = async (tx: Tx): Promise<T> => {
      done.length = 0;
      const believed = clock.now();
      const row = await runUnit(tx, lockHall(hallId));
      await runUnit(tx, refuseAnswered(request.key));
      const hall = await configs.get(tx, row.id, row.config_version);
      const day = serviceDay(believed, hall.timezone);
      const now = latest(believed, await floor(tx, hallId, day));
      const version = row.version + 1;
      await runUnit(tx, writes([movedOn(hallId, { version, day, at: now })]));
      const command = { tx, hall, day, opensDay: false, now, version, who: request.who };
      const effect = await decide(command, row.open_day);
      await runUnit(tx, ended(command, request, effect));
      clock.saw(hallId, now);
      done.push(doneIn(command, effect));
      return effect.answer;
    };
    return this.published([hallId], request, done, { run });
  }

  /** Runs a command that belongs to no hall: the people who work here. Logged under `site`. */
  async inSite<T>(
    request: CommandRequest,
    decide: (tx: Tx, now: Instant) => Promise<{ answer: T; event: LoggedEvent }>,
  ): Promise<T> {
    const { clock } = this.d;
    const run = async (tx: Tx): Promise<T> => {
      const { version, last_at: now } = await lockSite(tx, clock.now());
      await runUnit(tx, refuseAnswered(request.key));
      const effect = await decide(tx, now);
      const command = { now, version, who: request.who, hall: { id: 'site' } };
      await runUnit(tx, ended(command, request, effect));
      return effect.answer;
    };
    return this.answered('site', request, { run });
  }

  /** Runs in the lane; a key that was answered before gets the same again. */
  private async answered<T>(lane: string, request: CommandRequest, work: Work<T>): Promise<T> {
    const { db, clock } = this.d;
    const { key } = request;
    const refused = (problem: Problem) => keepAnswer(key, clock.now(), problem);
    try {
      return await db.lanes.run(lane, key === undefined ? work : { ...work, refused });
    } catch (error) {
      return sameAgain<T>(error);
    }
  }

  /**
   * The answer that a key got before, for whoever has to know it before the command: what is only said
   * again counts for no limit. Undefined: none.
   */
  async answerBefore<T>({ key }: Pick<CommandRequest, 'key'>): Promise<T | undefined> {
    if (key === undefined) return undefined;
    try {
      await runUnit(this.d.db.read, refuseAnswered(key));
      return undefined;
    } catch (error) {
      return sameAgain<T>(error);
    }
  }

  /** The set-up of a hall by its code. @throws Problem `hall_not_found` */
  async hall(code: string): Promise<HallConfig> {
    // What cannot be a code is looked up nowhere: not every text is one that a database takes.
    const config = Code.safeParse(code).success ? await this.d.configs.byCode(code) : null;
    if (config === null) throw new Problem('hall_not_found', `There is no hall "${code}"`);
    return config;
  }

  /** The same by its id. @throws Problem `hall_not_found` */
  async hallById(id: string): Promise<HallConfig> {
    const config = await this.d.configs.byId(id);
    if (config === null) throw new Problem('hall_not_found');
    return config;
  }
}

/** @throws what it got, where that was a refusal; the error, where it is another */
function sameAgain<T>(error: unknown): T {
  if (!(error instanceof AnsweredBefore)) throw error;
  if (error.answer instanceof Problem) throw error.answer;
  return error.answer as T;
}

type Ending = { now: Instant; version: number; who: Who; hall: { id: string } };

function doneIn({ hall, version }: Deciding, { event, touched }: Part): Done {
  return { hallId: hall.id, command: event.command, version, touched };
}

/** What stands at the end of every command: what it left to be written, and its event. */
function ending(
  command: Ending,
  effect: Pick<CommandOutcome<unknown>, 'event' | 'writes'>,
): Bound[] {
  return [...(effect.writes ?? []), loggedEvent(command, effect.event)];
}

/** The same on the long way, with the answer for its key. */
function* ended(
  command: Ending,
  request: CommandRequest,
  effect: Pick<CommandOutcome<unknown>, 'answer' | 'event' | 'writes'>,
): Unit<void> {
  yield ending(command, effect);
  yield* keepAnswer(request.key, command.now, effect.answer);
}
