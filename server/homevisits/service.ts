import { Problem } from '../../shared/errors.ts';
import { requireMay, requireStaffMay } from '../../shared/rights.ts';
import {
  type HomeVisit,
  type HomeVisitAct,
  homeVisitActsIn,
  type HomeVisitChange,
  homeVisitDueDays,
  type HomeVisitList,
  type HomeVisitRequest,
  type HomeVisitsQuery,
  homeVisitTransitions,
  mostTrips,
  type RequestHomeVisit,
  type Trips,
  type TripsQuery,
} from '../../shared/contract/homevisit.ts';
import type { Actor } from '../../shared/contract/people.ts';
import type { Calendar } from '../calendar/service.ts';
import { dayRange } from '../../shared/rules/day-range.ts';
import type { Clock } from '../clock.ts';
import type { Reader } from '../db/open.ts';
import type { Commands } from '../command/run.ts';
import type { CommandContext, CommandRequest } from '../command/types.ts';
import { type HallConfig, requirePackage } from '../hall/config.ts';
import type { Ids } from '../ids.ts';
import type { SiteKey } from '../site-key.ts';
import { tokenHash } from '../tokens.ts';
import { serviceDay } from '../../shared/rules/day.ts';
import { plus } from '../../shared/rules/instants.ts';
import * as store from './store.ts';
import { staffView, visitorsView } from './view.ts';

interface Dependencies {
  readonly commands: Commands;
  readonly calendar: Calendar;
  readonly clock: Clock;
  readonly read: Reader;
  readonly ids: Ids;
  readonly key: SiteKey;
}

const daySeconds = 24 * 60 * 60;
/** Due within so many working days is soon. */
const soonDays = 2;

/** Requests of people who cannot come to the hall: a guide goes to them (上门办). */
export class HomeVisits {
  private readonly d: Dependencies;

  constructor(dependencies: Dependencies) {
    this.d = dependencies;
  }

  /** What a request was answered that is only sent again; undefined: it is new. */
  requestedBefore(request: CommandRequest): Promise<HomeVisit | undefined> {
    return this.d.commands.answerBefore(request);
  }

  /**
   * @param mostOfPhone how many one telephone asks for in a day; null: any number. Counted after the
   *   hall's lock and the key, so that a request that is sent again while its first try is under way
   *   (its process stood still, its line was cut) is not one more
   * @throws Problem `hall_not_found`, `unknown_package`, `package_not_valid`, `unknown_matter`,
   *   `too_many_requests`
   */
  async request(
    hallCode: string,
    input: RequestHomeVisit,
    request: CommandRequest,
    mostOfPhone: number | null,
  ): Promise<HomeVisit> {
    const hall = await this.d.commands.hall(hallCode);
    const phoneHash = this.d.key.phoneHash(input.phone);
    return this.d.commands.inHall(hall.id, request, async (c) => {
      if (mostOfPhone !== null) {
        const asked = await store.askedSince(c.tx, hall.id, phoneHash, plus(c.now, -daySeconds));
        if (asked >= mostOfPhone)
          throw new Problem('too_many_requests', `At most ${mostOfPhone} a day`);
      }
      const { packageId, matters } = wishOf(c.hall, c.day, input);
      const token = this.d.ids.ticketToken();
      const row: store.HomeVisitRow = {
        id: this.d.ids.id(),
        token_hash: tokenHash(token),
        hall_id: hall.id,
        package_id: packageId,
        matters: JSON.stringify(matters),
        name: input.name,
        phone: input.phone,
        phone_hash: phoneHash,
        address: input.address,
        wish: input.wish ?? null,
        status: 'requested',
        owner_id: null,
        scheduled_at: null,
        answer: null,
        due_day: await this.d.calendar.dueDay(c.tx, c.hall, c.day, homeVisitDueDays),
        done_note: null,
        created_at: c.now,
        changed_at: c.now,
      };
      await store.insert(c.tx, row);
      return {
        answer: visitorsView(c.hall, { ...row, owner: null, owner_name: null }, token),
        // Who asks and where they live stays out of the log.
        event: { command: 'request-home-visit', data: { visit: row.id, status: row.status } },
        touched: {},
      };
    });
  }

  /** Where a request stands. @throws Problem `not_found` */
  async byToken(token: string): Promise<HomeVisit> {
    const row = await this.found(token);
    return visitorsView(await this.d.commands.hallById(row.hall_id), row, token);
  }

  /** The visitor needs it no more. @throws Problem `not_found`, `not_allowed` */
  async cancel(token: string, request: CommandRequest): Promise<HomeVisit> {
    const { id, hall_id: hallId } = await this.found(token);
    return this.d.commands.inHall(hallId, request, async (c) => {
      const { row, event } = await this.acted(c, id, 'cancel', {}, null);
      return { answer: visitorsView(c.hall, row, token), event, touched: {} };
    });
  }

  /** The requests of a hall, filtered and sorted. @throws Problem `forbidden` */
  async list(hallCode: string, query: HomeVisitsQuery, who: Actor): Promise<HomeVisitList> {
    const hall = await this.d.commands.hall(hallCode);
    requireMay(who, 'receive-home-visits', hall.code);
    const days = await this.days(hall);
    const { total, rows } = await store.ofHall(this.d.read, { hall, query, ...days });
    return { total, requests: rows.map((row) => staffView(hall, row, days.today)) };
  }

  /** The visits agreed for a day of the hall. @throws Problem `hall_not_found`, `forbidden` */
  async trips(hallCode: string, query: TripsQuery, who: Actor): Promise<Trips> {
    const hall = await this.d.commands.hall(hallCode);
    requireMay(who, 'receive-home-visits', hall.code);
    const today = serviceDay(this.d.clock.now(hall.id), hall.timezone);
    const day = query.day ?? today;
    const at = { hall: hall.id, ...dayRange(day, hall.timezone), limit: mostTrips + 1 };
    const rows = await store.tripsBetween(this.d.read, at);
    const trips = rows.slice(0, mostTrips).map((row) => staffView(hall, row, today));
    return { hall: hall.code, day, trips, more: rows.length > mostTrips };
  }

  /**
   * A guide or manager takes a request further.
   *
   * @throws Problem `forbidden`, `not_found`; `not_allowed` with what is; `until_required`,
   *   `reason_required`
   */
  async act(
    hallCode: string,
    id: string,
    act: HomeVisitAct,
    change: HomeVisitChange,
    request: CommandRequest & { who: Actor },
  ): Promise<HomeVisitRequest> {
    const hall = await this.d.commands.hall(hallCode);
    const guide = requireStaffMay(request.who, 'receive-home-visits', hall.code);
    return this.d.commands.inHall(hall.id, request, async (c) => {
      const { row, event } = await this.acted(c, id, act, change, guide);
      return { answer: staffView(c.hall, row, c.day), event, touched: {} };
    });
  }

  private async acted(
    c: CommandContext,
    id: string,
    act: HomeVisitAct,
    change: HomeVisitChange,
    guide: (Actor & { kind: 'staff' }) | null,
  ) {
    const row = await store.byId(c.tx, c.hall.id, id);
    if (row === null) throw new Problem('not_found', 'There is no such request');
    requireAllowed(act, row);
    requireSaid(act, change, c.now);
    const owner = await ownerOf(
      c,
      row,
      change.owner ?? (act === 'accept' ? guide?.username : undefined),
    );
    const next = {
      status: homeVisitTransitions[act].to,
      owner_id: owner.owner_id,
      scheduled_at: change.scheduledAt ?? row.scheduled_at,
      answer: change.answer ?? row.answer,
      done_note: change.note ?? row.done_note,
      changed_at: c.now,
    };
    await store.update(c.tx, id, next);
    return {
      row: { ...row, ...next, ...owner },
      event: {
        command: `${act}-home-visit`,
        data: {
          visit: id,
          from: row.status,
          status: next.status,
          owner: owner.owner,
          scheduledAt: next.scheduled_at,
        },
      },
    };
  }

  private async days(hall: HallConfig): Promise<{ today: string; soon: string }> {
    const today = serviceDay(this.d.clock.now(hall.id), hall.timezone);
    const soon = await this.d.calendar.dueDay(this.d.read, hall, today, soonDays);
    return { today, soon };
  }

  private async found(token: string): Promise<store.WithOwner> {
    const row = await store.byToken(this.d.read, token);
    if (row === null) throw new Problem('not_found', 'There is no such request');
    return row;
  }
}

function requireAllowed(act: HomeVisitAct, row: store.WithOwner): void {
  const allowed = homeVisitActsIn(row.status);
  if (allowed.includes(act)) return;
  throw new Problem(
    'not_allowed',
    `"${act}" is not possible while the request is ${row.status}; allowed: ${allowed.join(', ') || 'nothing'}`,
    { state: row.status, allowed },
  );
}

function requireSaid(act: HomeVisitAct, change: HomeVisitChange, now: string): void {
  const rule = homeVisitTransitions[act];
  const needs = 'needs' in rule ? rule.needs : undefined;
  if (needs === 'answer' && change.answer === undefined) throw new Problem('reason_required');
  const { scheduledAt } = change;
  const given = scheduledAt !== undefined;
  if ((needs === 'scheduledAt') !== given || (given && scheduledAt <= now)) {
    throw new Problem(
      'until_required',
      given && needs === undefined ? `"${act}" has no time` : undefined,
    );
  }
}

async function ownerOf(
  c: CommandContext,
  row: store.WithOwner,
  username: string | undefined,
): Promise<Pick<store.WithOwner, 'owner_id' | 'owner' | 'owner_name'>> {
  const { owner_id, owner, owner_name } = row;
  if (username === undefined) return { owner_id, owner, owner_name };
  const person = await store.person(c.tx, username);
  const halls = person === null ? [] : (JSON.parse(person.halls) as string[]);
  if (person === null || (halls.length > 0 && !halls.includes(c.hall.code)))
    throw new Problem('not_found', `There is no "${username}" here`);
  return { owner_id: person.id, owner: person.username, owner_name: person.name };
}

/** The package of that day, and the matters by their codes: whatever their mode, someone comes. */
function wishOf(
  hall: HallConfig,
  day: string,
  input: RequestHomeVisit,
): { packageId: string | null; matters: string[] } {
  const matters = input.matters ?? [];
  const unknown = matters.find((code) => !hall.matterByCode.has(code));
  if (unknown !== undefined) throw new Problem('unknown_matter', `There is no matter "${unknown}"`);
  if (input.package === undefined) return { packageId: null, matters };
  const pack = requirePackage(hall, input.package, day);
  return { packageId: pack.id, matters };
}
