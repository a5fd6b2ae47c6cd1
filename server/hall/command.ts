import { Problem } from '../../shared/errors.ts';
import type { Actor } from '../../shared/contract/people.ts';
import type { Configs, HallConfig } from './config.ts';
import type { Db, Tx } from '../db/open.ts';
import type { Ids } from '../ids.ts';
import { type Instant, latest } from '../rules/instants.ts';
import { serviceDay } from '../rules/day.ts';
import type { SiteClock } from '../site-clock.ts';
import { lockHall, lockSite, logEvent, moveOn, setOpenDay, turnBack } from './store.ts';
import { AnsweredBefore, keepAnswer, type KeyedRequest, refuseAnswered } from './idempotency.ts';

/** Who acts: a person or a device that signed in, a visitor with a ticket's token, or the clock. */
export type Who = Actor | { readonly kind: 'visitor' } | { readonly kind: 'system' };

/** What a command has at hand, inside its transaction and after the hall's row was taken. */
export interface Command {
  readonly tx: Tx;
  readonly hall: HallConfig;
  /** The hall's service day. */
  readonly day: string;
  /** Whether the hall came to this day with this command. */
  readonly opensDay: boolean;
  /** The hall's time: never before that of an earlier command. */
  readonly now: Instant;
  /** The version of the hall that this command makes, and of its event. */
  readonly version: number;
  readonly who: Who;
}

/** What changed, so that only the screens concerned are built anew. */
export interface Touched {
  readonly queues?: readonly string[];
  readonly windows?: readonly string[];
  readonly tickets?: readonly string[];
  /** Everything: the set-up or the day changed. */
  readonly all?: true;
}

export interface Effect<T> {
  readonly answer: T;
  readonly event: LoggedEvent;
  readonly touched: Touched;
}

export interface LoggedEvent {
  readonly command: string;
  readonly ticketId?: string | null;
  readonly stepId?: string | null;
  readonly windowId?: string | null;
  readonly data: object;
}

/** Thrown inside a command of the clock's: it was done already, so its transaction changes nothing. */
export class NothingDue extends Error {
  constructor() {
    super('nothing is due');
  }
}

const byClock = { who: { kind: 'system' } } as const;

export interface CommandRequest {
  readonly who: Who;
  /** Present where the client sent an `Idempotency-Key`. */
  readonly key?: KeyedRequest | undefined;
}

export type Publish = (hallId: string, version: number, touched: Touched) => void;
/** Ends the days before today that are still open; part of the first command of a day. */
export type CloseDays = (command: Command, openDay: string) => Promise<Effect<unknown>>;

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
  };

  constructor(dependencies: Commands['d']) {
    this.d = dependencies;
  }

  /**
   * Runs a command in a hall.
   *
   * @throws Problem `hall_not_found`, `storage_unavailable`, `idempotency_key_reused`, and whatever
   *   the command refuses; then nothing was changed
   */
  async inHall<T>(
    hallId: string,
    request: CommandRequest,
    decide: (command: Command) => Promise<Effect<T>>,
  ): Promise<T> {
    const { db, publish } = this.d;
    const done: { version: number; touched: Touched }[] = [];
    const answer = await this.answered<T>(db.laneOf(hallId), request, async (tx) => {
      done.length = 0;
      const hall = await this.lock(tx, hallId);
      await refuseAnswered(tx, request.key);
      const now = hall.last_at;
      const config = await this.d.configs.get(tx, hall.id, hall.config_version);
      const day = serviceDay(now, config.timezone);
      let command: Command = {
        tx,
        hall: config,
        day,
        opensDay: hall.open_day !== day,
        now,
        version: hall.version,
        who: request.who,
      };
      if (hall.open_day !== day) {
        if (hall.open_day !== null && hall.open_day < day) {
          const closing: Command = { ...command, who: { kind: 'system' } };
          const closed = await this.d.closeDays(closing, hall.open_day);
          await logEvent(closing, closed.event);
          done.push({ version: closing.version, touched: closed.touched });
          command = { ...command, version: (await this.lock(tx, hallId)).version };
        }
        await setOpenDay(tx, hallId, day);
      }
      const effect = await decide(command);
      await logEvent(command, effect.event);
      await keepAnswer(tx, request.key, now, effect.answer);
      done.push({ version: command.version, touched: effect.touched });
      return effect.answer;
    });
    for (const { version, touched } of done) publish(hallId, version, touched);
    return answer;
  }

  /**
   * Runs a command of the clock's. Where another process or an earlier turn has done it, `decide`
   * throws `NothingDue`, and there is neither a version nor an event.
   */
  async whenDue<T>(
    hallId: string,
    decide: (command: Command) => Promise<Effect<T>>,
  ): Promise<T | null> {
    try {
      return await this.inHall(hallId, byClock, decide);
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
    decide: (command: Command, from: string | null) => Promise<Effect<T>>,
  ): Promise<T> {
    const { db, clock, configs, publish } = this.d;
    let version = 0;
    let touched: Touched = {};
    const answer = await this.answered<T>(db.laneOf(hallId), request, async (tx) => {
      const believed = clock.now();
      const hall = await lockHall(tx, hallId, believed);
      await refuseAnswered(tx, request.key);
      const config = await configs.get(tx, hall.id, hall.config_version);
      const day = serviceDay(believed, config.timezone);
      const now = latest(believed, await floor(tx, hallId, day));
      version = hall.version;
      await turnBack(tx, hallId, { day, at: now });
      const command = { tx, hall: config, day, opensDay: false, now, version, who: request.who };
      const effect = await decide(command, hall.open_day);
      touched = effect.touched;
      await logEvent(command, effect.event);
      await keepAnswer(tx, request.key, now, effect.answer);
      clock.saw(hallId, now);
      return effect.answer;
    });
    publish(hallId, version, touched);
    return answer;
  }

  private async lock(tx: Tx, hallId: string): ReturnType<typeof lockHall> {
    const { clock } = this.d;
    const now = clock.now();
    const hall = await lockHall(tx, hallId, now);
    clock.saw(hallId, hall.last_at);
    if (hall.last_at === now) return hall;
    // Ahead of the clock: its time goes on all the same.
    const at = clock.now(hallId);
    await moveOn(tx, hallId, at);
    clock.saw(hallId, at);
    return { ...hall, last_at: at };
  }

  /** Runs a command that belongs to no hall: the people who work here. Logged under `site`. */
  async inSite<T>(
    request: CommandRequest,
    decide: (tx: Tx, now: Instant) => Promise<{ answer: T; event: LoggedEvent }>,
  ): Promise<T> {
    const { db, clock } = this.d;
    return this.answered<T>(db.laneOf('site'), request, async (tx) => {
      const { version, last_at: now } = await lockSite(tx, clock.now());
      await refuseAnswered(tx, request.key);
      const { answer, event } = await decide(tx, now);
      await logEvent({ tx, now, version, who: request.who, hall: { id: 'site' } }, event);
      await keepAnswer(tx, request.key, now, answer);
      return answer;
    });
  }

  /** Runs in the lane; a key that was answered before gets the same again. */
  private async answered<T>(
    lane: string,
    request: CommandRequest,
    run: (tx: Tx) => Promise<T>,
  ): Promise<T> {
    try {
      return await this.d.db.lanes.run(lane, run, (tx, problem) =>
        keepAnswer(tx, request.key, this.d.clock.now(), problem),
      );
    } catch (error) {
      if (!(error instanceof AnsweredBefore)) throw error;
      if (error.answer instanceof Problem) throw error.answer;
      return error.answer as T;
    }
  }

  /** The set-up of a hall by its code. @throws Problem `hall_not_found` */
  async hall(code: string): Promise<HallConfig> {
    const config = await this.d.configs.byCode(this.d.db.read, code);
    if (config === null) throw new Problem('hall_not_found', `There is no hall "${code}"`);
    return config;
  }

  /** The same by its id. @throws Problem `hall_not_found` */
  async hallById(id: string): Promise<HallConfig> {
    const config = await this.d.configs.byId(this.d.db.read, id);
    if (config === null) throw new Problem('hall_not_found');
    return config;
  }
}
