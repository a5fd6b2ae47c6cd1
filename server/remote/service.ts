import { Problem } from '../../shared/errors.ts';
import type { Actor } from '../../shared/contract/people.ts';
import type {
  ArrivalNow,
  CheckInRemote,
  RemoteTicket,
  TakeRemote,
} from '../../shared/contract/remote-ticket.ts';
import { requireMay } from '../../shared/rights.ts';
import { serviceDay } from '../../shared/rules/day.ts';
import { type Instant, plus } from '../../shared/rules/instants.ts';
import { firstStep } from '../../shared/rules/journey.ts';
import {
  arrivalPeriod,
  arrivalUntil,
  halfHourOf,
  remoteLimitReached,
} from '../../shared/rules/remote.ts';
import type { Clock } from '../clock.ts';
import type { Reader } from '../db/open.ts';
import { runUnit, type Unit } from '../db/unit.ts';
import type { Estimates } from '../estimates/service.ts';
import type { Commands } from '../command/run.ts';
import type { CommandRequest, Deciding, CommandOutcome } from '../command/types.ts';
import type { HallConfig } from '../hall/config.ts';
import type { Ids } from '../ids.ts';
import type { SiteKey } from '../site-key.ts';
import type { Tickets } from '../tickets/service.ts';
import { tokenHash } from '../tokens.ts';
import { isOpen, limitProblem, requireOffered, statusOf, type Wish, wishOf } from './state.ts';
import * as store from './store.ts';

interface Dependencies {
  readonly commands: Commands;
  readonly tickets: Tickets;
  readonly estimates: Estimates;
  readonly read: Reader;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly key: SiteKey;
}

/** 远程取号: a place in line before one is there, and the check-in on arrival. */
export class RemoteTickets {
  private readonly d: Dependencies;

  constructor(dependencies: Dependencies) {
    this.d = dependencies;
  }

  /**
   * Takes a place in line from now on, for who comes in time. Nobody is called by it and no board counts it.
   *
   * @throws Problem `remote_off` where the hall does not offer it; `remote_limit` with `kind` and `limit`;
   *   `already_waiting`; as a take: `hall_closed`, `queue_closed`, `queue_paused`, `quota_reached`,
   *   `unknown_matter` …
   */
  async take(hallCode: string, wish: TakeRemote, request: CommandRequest): Promise<RemoteTicket> {
    const hall = await this.d.commands.hall(hallCode);
    const run = this.takeIn.bind(this);
    return this.d.commands.press(hall.id, request, (c) => run(c, wish));
  }

  private *takeIn(c: Deciding, wish: TakeRemote): Unit<CommandOutcome<RemoteTicket>> {
    const { tickets, ids, key } = this.d;
    const { hall, day, now } = c;
    requireOffered(hall);
    const asked = wishOf(wish);
    const journey = tickets.journeyOf(hall, day, asked);
    yield* tickets.admit(c, journey.steps);
    const queue = hall.queueById.get(firstStep(journey.steps).queue)!;
    const phoneHash = key.phoneHash(wish.phone);
    const at = { hall: hall.id, day, now };
    const { taken, own } = yield* store.takenOn(at, halfHourOf(now), phoneHash);
    const { settings } = hall;
    if (own.some((row) => isOpen(row, now) && row.queue_id === queue.id))
      throw new Problem('already_waiting', 'This telephone waits for this already');
    const kind = remoteLimitReached(taken, settings);
    if (kind !== null) throw limitProblem(kind, settings);
    // Who is on the way holds a ticket of the day's.
    const left = yield* tickets.leftNow(c, queue);
    if (left !== null && left <= (yield* store.expectedIn(queue.id, at)))
      throw new Problem('quota_reached', undefined, { queue: queue.code });
    const id = ids.id();
    const row: store.RemoteRow = {
      id,
      token_hash: tokenHash(key.ticketToken(id)),
      hall_id: hall.id,
      service_day: day,
      queue_id: queue.id,
      wish: JSON.stringify(asked),
      language: wish.language,
      phone_hash: phoneHash,
      status: 'waiting',
      taken_at: now,
      arrive_by: plus(now, settings.remoteArriveMinutes * 60),
      ticket_id: null,
      ended_at: null,
    };
    yield [store.inserted(row)];
    return {
      answer: yield* this.view(hall, row, now),
      event: { command: 'take-remote', data: { ...asked, arriveBy: row.arrive_by } },
      touched: {},
    };
  }

  /** @throws Problem `ticket_not_found` */
  async byToken(token: string): Promise<RemoteTicket> {
    const { hall, row } = await this.found(token);
    return runUnit(this.d.read, this.view(hall, row, this.d.clock.now(hall.id)));
  }

  /** @throws Problem `ticket_not_found`; `not_allowed` where it waits no more */
  async cancel(token: string, request: CommandRequest): Promise<RemoteTicket> {
    const view = this.view.bind(this);
    return this.change(token, request, function* (c, row) {
      const end = { status: 'cancelled', ended_at: c.now, ticket_id: null } as const;
      yield [store.ended(row.id, end)];
      return {
        answer: yield* view(c.hall, { ...row, ...end }, c.now),
        event: { command: 'cancel-remote', data: { remote: row.id } },
        touched: {},
      };
    });
  }

  /**
   * The visitor is there, and says so by the code that stands in the hall: a ticket comes of it that counts
   * from when the place was taken.
   *
   * @throws Problem `ticket_not_found`, `wrong_arrival_code`; `not_allowed` where it waits no more, or its
   *   time is over; as a take
   */
  async arrive(token: string, code: string, request: CommandRequest): Promise<RemoteTicket> {
    const isGood = this.isGood.bind(this);
    const ticketOf = this.ticketOf.bind(this);
    return this.change(token, request, function* (c, row) {
      if (!isGood(c.hall, c.now, code)) throw new Problem('wrong_arrival_code');
      return yield* ticketOf(c, row);
    });
  }

  /**
   * Somebody at the desk sees the visitor, whose phone is empty or at home: no code is asked for. Of two that
   * one telephone has open it is the first that was taken.
   *
   * @throws Problem `forbidden`; `ticket_not_found` where the telephone has none open today; as a take
   */
  async checkIn(
    hallCode: string,
    { phone }: CheckInRemote,
    request: CommandRequest & { who: Actor },
  ): Promise<RemoteTicket> {
    const hall = await this.d.commands.hall(hallCode);
    requireMay(request.who, 'serve-visitor', hall.code);
    const ticketOf = this.ticketOf.bind(this);
    const phoneHash = this.d.key.phoneHash(phone);
    return this.d.commands.press(hall.id, request, function* (c) {
      const at = { hall: c.hall.id, day: c.day, now: c.now };
      const row = yield* store.openOf(at, phoneHash);
      if (row === null)
        throw new Problem(
          'ticket_not_found',
          'This telephone has no number from afar that is open',
        );
      return yield* ticketOf(c, row);
    });
  }

  /** The ticket in line that comes of a check-in. */
  private *ticketOf(c: Deciding, row: store.RemoteRow): Unit<CommandOutcome<RemoteTicket>> {
    const { tickets } = this.d;
    const journey = tickets.journeyOf(c.hall, c.day, JSON.parse(row.wish) as Wish);
    const category = tickets.categoryOf(
      c.hall,
      ['general'],
      { idNumber: undefined, day: c.day },
      c.who,
    );
    const language = row.language as TakeRemote['language'];
    const taking = tickets.takeIn(c, { language }, undefined, {
      ...{ journey, category, reference: row.taken_at, personHash: null },
      arrival: { remote: row.id },
    });
    const effect = yield* taking;
    const { id: ticketId, number } = effect.kept.ticket;
    const end = { status: 'arrived', ended_at: c.now, ticket_id: ticketId } as const;
    const { answer: ticket } = effect;
    return {
      ...effect,
      answer: {
        ...(yield* this.view(c.hall, { ...row, ...end }, c.now)),
        ticket: { number, token: ticket.token },
      },
      writes: [...(effect.writes ?? []), store.ended(row.id, end)],
    };
  }

  /**
   * What kiosks and boards show to who is there.
   *
   * @param site where phones reach this server
   * @throws Problem `forbidden`, `remote_off`
   */
  async codeNow(hallCode: string, who: Actor, site: string): Promise<ArrivalNow> {
    const hall = await this.d.commands.hall(hallCode);
    requireMay(who, 'see-arrival-code', hall.code);
    requireOffered(hall);
    const now = this.d.clock.now(hall.id);
    const code = this.codeOf(hall, arrivalPeriod(now));
    const url = `${site}/phone/remote?${new URLSearchParams({ hall: hall.code, code }).toString()}`;
    return { code, until: arrivalUntil(now), url };
  }

  /** This code or the one before it: who began to type may end. */
  private isGood(hall: HallConfig, now: Instant, code: string): boolean {
    const period = arrivalPeriod(now);
    return [period, period - 1].some((each) => this.codeOf(hall, each) === code);
  }

  private codeOf(hall: HallConfig, period: number): string {
    return this.d.key.arrivalCode(hall.id, period);
  }

  private async change(
    token: string,
    request: CommandRequest,
    act: (c: Deciding, row: store.RemoteRow) => Unit<CommandOutcome<RemoteTicket>>,
  ): Promise<RemoteTicket> {
    const { hall } = await this.found(token);
    return this.d.commands.press(hall.id, request, function* (c) {
      const row = (yield* store.byTokenHash(tokenHash(token)))!;
      if (!isOpen(row, c.now) || row.service_day !== c.day) {
        const state = statusOf(row, c.now);
        throw new Problem('not_allowed', `It is ${state}: it waits no more`, { state });
      }
      return yield* act(c, row);
    });
  }

  private async found(token: string): Promise<{ hall: HallConfig; row: store.RemoteRow }> {
    const row = await runUnit(this.d.read, store.byTokenHash(tokenHash(token)));
    if (row === null) throw new Problem('ticket_not_found');
    return { row, hall: await this.d.commands.hallById(row.hall_id) };
  }

  private *view(hall: HallConfig, row: store.RemoteRow, now: Instant): Unit<RemoteTicket> {
    const { tickets, estimates, key } = this.d;
    const status = statusOf(row, now);
    const wish = JSON.parse(row.wish) as Wish;
    const queue = hall.queueById.get(row.queue_id)!;
    const open = status === 'waiting' && row.service_day === serviceDay(now, hall.timezone);
    // As if its visitor had just come: its place is that of a ticket of its time.
    const ahead = open
      ? yield* tickets.aheadOf({ queue: row.queue_id, key: row.taken_at, day: row.service_day })
      : null;
    const waits = open ? yield* estimates.at(hall, row.service_day, now) : null;
    const pack = hall.packages.find(({ code }) => code === wish.package) ?? null;
    const number = row.ticket_id === null ? null : yield* store.numberOf(row.ticket_id);
    return {
      token: key.ticketToken(row.id),
      hall: hall.code,
      hallName: hall.name,
      package: wish.package ?? null,
      packageName: pack?.name ?? null,
      queue: queue.code,
      queueName: queue.name,
      language: row.language as RemoteTicket['language'],
      status,
      takenAt: row.taken_at,
      arriveBy: row.arrive_by,
      ahead: ahead?.people ?? null,
      estimate: ahead === null ? null : (waits?.wait(row.queue_id, ahead.turns) ?? null),
      ticket:
        row.ticket_id === null || number === null
          ? null
          : { number, token: key.ticketToken(row.ticket_id) },
    };
  }
}
