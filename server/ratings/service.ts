import { Problem } from '../../shared/errors.ts';
import { requireMay } from '../../shared/rights.ts';
import type { Actor } from '../../shared/contract/people.ts';
import {
  badLevel,
  type PadRating,
  type PadState,
  type Rated,
  type RatingExport,
  ratingReasons,
} from '../../shared/contract/rating.ts';
import type { Rating, Ticket } from '../../shared/contract/ticket.ts';
import type { Cases } from '../cases/service.ts';
import type { Clock } from '../clock.ts';
import type { Reader } from '../db/open.ts';
import type { Commands } from '../command/run.ts';
import type { CommandContext, CommandRequest, CommandOutcome } from '../command/types.ts';
import type { HallConfig, WindowConfig } from '../hall/config.ts';
import { sumsOutdated } from '../hall/sums-store.ts';
import type { Ids } from '../ids.ts';
import { serviceDay } from '../../shared/rules/day.ts';
import { addDays } from '../../shared/rules/calendar.ts';
import { plus } from '../../shared/rules/instants.ts';
import { badgeOf } from '../../shared/rules/team.ts';
import type { Teams } from '../teams/service.ts';
import type { Tickets } from '../tickets/service.ts';
import { ratingsCsv } from './csv.ts';
import * as store from './store.ts';
import { ratingsOf } from './told-store.ts';

interface Dependencies {
  readonly commands: Commands;
  readonly cases: Cases;
  readonly tickets: Tickets;
  readonly teams: Pick<Teams, 'active'>;
  readonly read: Reader;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** The pad asks for so long after a service; a rating begun then is taken for so long. */
const askSeconds = 15;
const padSeconds = 120;
/** Of one export: a month, and more ratings than a hall has in one. */
const mostDays = 31;
const mostExported = 100_000;

/** What visitors say of a service (rules.md, "Ratings 好差评"). */
export class Ratings {
  private readonly d: Dependencies;

  constructor(dependencies: Dependencies) {
    this.d = dependencies;
  }

  /**
   * By the visitor's own page: the step named, else the one served last.
   *
   * @throws Problem `forbidden` for who is signed in as staff; `ticket_not_found`, `ticket_over`,
   *   `not_served`, `already_rated`, `unknown_reason`
   */
  async byTicket(token: string, rating: Rating, request: CommandRequest): Promise<Ticket> {
    requireMay(request.who, 'rate-visit');
    requireReasons(rating.reasons);
    const { ticket } = await this.d.tickets.keptByToken(token);
    return this.d.commands.inHall(ticket.hall_id, request, async (c) => {
      const steps = await store.stepsOf(c.tx, ticket.id);
      const done = steps.filter((s) => s.status === 'done');
      const ids = done.map((s) => s.id);
      const barred = await this.d.tickets.notRateable(c.tx, ids);
      const own = await this.d.tickets.servedByLinkHolder(c.tx, ids);
      const served = done
        .filter((s) => !barred.has(s.id) && !own.has(s.id))
        .sort((a, b) => (a.ended_at! < b.ended_at! ? -1 : 1));
      const step =
        rating.step === undefined ? served.at(-1) : served.find((s) => s.position === rating.step);
      const { event, touched } = await this.rate(c, step, rating, 'phone');
      const kept = (await this.d.tickets.byId(c.tx, ticket.id))!;
      return {
        answer: await this.d.tickets.viewOf(c.tx, c.hall, kept, c.version),
        event,
        touched,
      };
    });
  }

  /**
   * By the pad of a window, within two minutes of the service's end.
   *
   * @throws Problem `forbidden` for any but the pad of this window; `window_not_found`,
   *   `not_served`, `already_rated`, `unknown_reason`
   */
  async atWindow(
    hallCode: string,
    number: number,
    rating: PadRating,
    request: CommandRequest & { who: Actor },
  ): Promise<Rated> {
    const hall = await this.d.commands.hall(hallCode);
    const window = windowOf(hall, number);
    const { who } = request;
    if (who.kind !== 'device' || !isPadOf(who, hall, window)) throw new Problem('forbidden');
    requireReasons(rating.reasons);
    return this.d.commands.inHall(hall.id, request, async (c) => {
      const step = await store.stepById(c.tx, hall.id, rating.step);
      const here =
        step !== null &&
        step.window_id === window.id &&
        step.ended_at !== null &&
        c.now <= plus(step.ended_at, padSeconds) &&
        !(await this.d.tickets.notRateable(c.tx, [step.id])).has(step.id);
      return this.rate(c, here ? step : undefined, rating, 'pad');
    });
  }

  /**
   * The ratings of some days for the province's platform, as CSV.
   *
   * @throws Problem `forbidden`, `hall_not_found`; `bad_input` for more than a month, or none
   */
  async csv(hallCode: string, { from, to }: RatingExport, who: Actor): Promise<string> {
    requireMay(who, 'export-ratings', hallCode);
    const hall = await this.d.commands.hall(hallCode);
    if (to < from || to > addDays(from, mostDays - 1))
      throw new Problem('bad_input', `1 to ${mostDays} days`, {
        issues: [{ path: 'to', message: `1 to ${mostDays} days` }],
      });
    return ratingsCsv(hall, await ratingsOf(this.d.read, hall, { from, to, most: mostExported }));
  }

  private async rate(
    c: CommandContext,
    step: store.ServedStep | undefined,
    rating: Pick<Rating, 'level' | 'reasons' | 'comment'>,
    way: 'phone' | 'pad',
  ): Promise<CommandOutcome<Rated>> {
    if (step?.status !== 'done') throw new Problem('not_served');
    if (await store.isRated(c.tx, step.id)) throw new Problem('already_rated');
    const { level, reasons = [], comment = '' } = rating;
    const id = this.d.ids.id();
    await store.insertRating(c.tx, {
      id,
      step_id: step.id,
      hall_id: c.hall.id,
      service_day: step.service_day,
      level,
      reasons: JSON.stringify([...new Set(reasons)]),
      comment: comment === '' ? null : comment,
      way,
      at: c.now,
    });
    // It may come after midnight.
    if (step.service_day !== c.day)
      await sumsOutdated(c.tx, { hall: c.hall.id, day: step.service_day });
    const opened = level <= badLevel ? await this.caseOf(c, id, step) : null;
    return {
      answer: {
        window: step.window_id === null ? null : c.hall.windowById.get(step.window_id)!.number,
        level,
        at: c.now,
      },
      event: {
        command: 'rate',
        ticketId: step.ticket_id,
        stepId: step.id,
        windowId: step.window_id,
        data: { level, reasons, way, case: opened },
      },
      touched: {
        tickets: [step.ticket_id],
        windows: step.window_id === null ? [] : [step.window_id],
      },
    };
  }

  private caseOf(c: CommandContext, ratingId: string, step: store.ServedStep): Promise<string> {
    return this.d.cases.openIn(
      c,
      {
        kind: 'bad-rating',
        service_day: step.service_day,
        rating_id: ratingId,
        ticket_id: step.ticket_id,
        step_id: step.id,
        queue_id: step.queue_id,
        window_id: step.window_id,
        clerk_id: step.staff_id,
        matter_id: null,
        text: null,
        phone: null,
        phone_hash: null,
      },
      { username: 'visitor', name: null },
    );
  }

  /** The pad of a window is watched by the pad itself, by the signs of the hall and by who works in it. @throws Problem `unauthorized`, `forbidden`, `window_not_found` */
  requirePad(who: Actor | null, hall: HallConfig, number: number): WindowConfig {
    const window = windowOf(hall, number);
    requireMay(who, 'see-pad', hall.code);
    if (who?.kind === 'device' && who.device === 'rating' && !isPadOf(who, hall, window))
      throw new Problem('forbidden');
    return window;
  }

  /** The topic `pad`. */
  async padState(hall: HallConfig, window: WindowConfig, version: number): Promise<PadState> {
    const { read, clock } = this.d;
    const now = clock.now(hall.id);
    const last = await store.justServed(read, {
      window: window.id,
      queues: [...hall.queueById.keys()],
      day: serviceDay(now, hall.timezone),
      since: plus(now, -askSeconds),
    });
    const asks = last !== null && !(await this.d.tickets.notRateable(read, [last.id])).has(last.id);
    const served = asks ? last : null;
    const row = await store.padRow(read, window.id);
    const place = { number: window.number, zone: window.zone.code };
    const badge = badgeOf(place, await this.d.teams.active(read, hall.id));
    return {
      version,
      at: now,
      hallName: hall.name,
      window: window.number,
      ...(window.label === null ? {} : { label: window.label }),
      name: window.name,
      ...row,
      ...(badge === null ? {} : { badge }),
      // What a hall does not want to be shown does not go to its screens.
      clerk: hall.settings.showStaffNumber ? row.clerk : null,
      photo: hall.settings.showStaffPhoto && row.status !== 'closed' ? row.photo : null,
      rating:
        served === null
          ? null
          : {
              step: served.id,
              number: served.number,
              until: plus(served.ended_at, askSeconds),
            },
    };
  }
}

function isPadOf(who: Actor & { kind: 'device' }, hall: HallConfig, window: WindowConfig): boolean {
  return who.device === 'rating' && who.hall === hall.code && who.window === window.number;
}

function windowOf(hall: HallConfig, number: number): WindowConfig {
  const window = hall.windowByNumber.get(number);
  if (window === undefined) throw new Problem('window_not_found', `There is no window ${number}`);
  return window;
}

function requireReasons(reasons: readonly string[] | undefined): void {
  const unknown = reasons?.find((reason) => !(ratingReasons as readonly string[]).includes(reason));
  if (unknown !== undefined) {
    throw new Problem('unknown_reason', `There is no reason "${unknown}"`, {
      reasons: [...ratingReasons],
    });
  }
}
