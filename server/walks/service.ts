import type { Actor } from '../../shared/contract/people.ts';
import type {
  BindTicket,
  NewObservation,
  NewObstacle,
  NewWalk,
  ObstacleWithStates,
  Walk,
  WalkChange,
  WalkList,
  WalksQuery,
  WalkSummary,
  WalkSummaryQuery,
  WalkTicket,
} from '../../shared/contract/walk.ts';
import { Problem } from '../../shared/errors.ts';
import { requireMay } from '../../shared/rights.ts';
import { serviceDay } from '../../shared/rules/day.ts';
import { groupBy } from '../../shared/rules/groups.ts';
import { onSources } from '../archives/sources.ts';
import type { Clock } from '../clock.ts';
import type { Reader } from '../db/open.ts';
import type { Commands } from '../command/run.ts';
import type { CommandContext, CommandRequest } from '../command/types.ts';
import { changedOnly } from '../hall/changed.ts';
import type { HallConfig } from '../hall/config.ts';
import type { Ids } from '../ids.ts';
import type { Tickets } from '../tickets/service.ts';
import * as obstacleStore from './obstacle-store.ts';
import { type Obstacles, staffId } from './obstacles.ts';
import * as store from './store.ts';
import { departmentOf, obstacleView, summaryView, walkRowView } from './view.ts';
import { visitsOf } from './visits-store.ts';
import { visitView } from './visits.ts';

interface Dependencies {
  readonly commands: Commands;
  readonly tickets: Pick<Tickets, 'byNumber'>;
  readonly obstacles: Obstacles;
  readonly read: Reader;
  /** Where the archives of past years are; null: there can be none. */
  readonly archives: string | null;
  readonly clock: Clock;
  readonly ids: Ids;
}

type ByStaff = CommandRequest & { readonly who: Actor };
interface Acted {
  readonly id: string;
  readonly event: string;
  readonly data: object;
  readonly ticket?: string;
}

/** Walks of those who lead (局长走流程, 体验开放日), from the plan to the counts. They stay: a record of the hall. */
export class Walks {
  private readonly d: Dependencies;

  constructor(dependencies: Dependencies) {
    this.d = dependencies;
  }

  /** @throws Problem `forbidden`, `hall_not_found` */
  async list(hallCode: string, query: WalksQuery, who: Actor): Promise<WalkList> {
    const hall = await this.hallFor(hallCode, who);
    const { read } = this.d;
    const { department } = query;
    const { total, rows } = await store.page(read, hall.id, {
      ...query,
      ...(department === undefined ? {} : { department: departmentOf(hall, department) }),
    });
    const ids = rows.map(({ id }) => id);
    const about = {
      tickets: await store.ticketsOf(read, ids),
      obstacles: await obstacleStore.foundIn(read, 'walk_id', ids),
      observations: await store.observationCounts(read, ids),
    };
    return { total, items: rows.map((row) => walkRowView(hall, row, about)) };
  }

  /** One walk with its tickets, their times, and what was noted. @throws Problem `forbidden`, `not_found` */
  async one(hallCode: string, id: string, who: Actor): Promise<Walk> {
    const hall = await this.hallFor(hallCode, who);
    return this.view(this.d.read, hall, id);
  }

  /**
   * The counts of the walks of some days, each with the rows behind it.
   *
   * @throws Problem `forbidden`, `bad_input` for a range that is turned round
   */
  async summary(
    hallCode: string,
    { from, to }: WalkSummaryQuery,
    who: Actor,
  ): Promise<WalkSummary> {
    const hall = await this.hallFor(hallCode, who);
    if (to < from)
      throw new Problem('bad_input', 'The range is turned round', {
        issues: [{ path: 'to', message: 'not before from' }],
      });
    const { read } = this.d;
    const walks = await store.between(read, hall.id, from, to);
    const ids = walks.map(({ id }) => id);
    const about = {
      tickets: await store.ticketsOf(read, ids),
      obstacles: await obstacleStore.foundIn(read, 'walk_id', ids),
    };
    return summaryView(hall, { from, to }, walks, about, this.today(hall));
  }

  /** @throws Problem `forbidden`, `unknown_matter`, `unknown_package`, `window_not_found` */
  make(hallCode: string, input: NewWalk, request: ByStaff): Promise<Walk> {
    return this.inHall(hallCode, request, async (c) => {
      const id = this.d.ids.id();
      const { title, leader, role, day } = input;
      await store.insert(c.tx, {
        ...{ id, title, leader, role, day },
        hall_id: c.hall.id,
        department: departmentOf(c.hall, input.department),
        matters: JSON.stringify(mattersFrom(c.hall, input) ?? []),
        other_matters: JSON.stringify([...new Set(input.otherMatters ?? [])]),
        package: packageFrom(c.hall, input.package) ?? null,
        window_number: windowFrom(c.hall, input.window) ?? null,
        status: 'planned',
        created_at: c.now,
        changed_at: c.now,
      });
      return { id, event: 'plan-walk', data: { title, day } };
    });
  }

  /** What is not said stays as it is. @throws Problem as `make`, and `not_found` */
  change(hallCode: string, id: string, input: WalkChange, request: ByStaff): Promise<Walk> {
    return this.inHall(hallCode, request, async (c) => {
      const row = await found(c.tx, c.hall, id);
      const matters = mattersFrom(c.hall, input);
      const next = {
        title: input.title ?? row.title,
        leader: input.leader ?? row.leader,
        department:
          input.department === undefined ? row.department : departmentOf(c.hall, input.department),
        role: input.role ?? row.role,
        day: input.day ?? row.day,
        status: input.status ?? row.status,
      };
      const window = windowFrom(c.hall, input.window);
      const packaged = packageFrom(c.hall, input.package);
      await store.update(c.tx, id, {
        ...next,
        ...(matters === undefined ? {} : { matters: JSON.stringify(matters) }),
        ...(input.otherMatters === undefined
          ? {}
          : { other_matters: JSON.stringify([...new Set(input.otherMatters)]) }),
        ...(packaged === undefined ? {} : { package: packaged }),
        ...(window === undefined ? {} : { window_number: window }),
        changed_at: c.now,
      });
      return {
        id,
        event: 'change-walk',
        data: { title: next.title, ...changedOnly(row, next) },
      };
    });
  }

  /**
   * A ticket that was part of the walk; its times come from its steps.
   *
   * @throws Problem `forbidden`, `not_found`, `ticket_not_found`
   */
  bind(hallCode: string, id: string, input: BindTicket, request: ByStaff): Promise<Walk> {
    return this.inHall(hallCode, request, async (c) => {
      const row = await found(c.tx, c.hall, id);
      const day = input.day ?? row.day;
      const { number } = input;
      const kept = await this.d.tickets.byNumber(c.tx, c.hall.id, day, number);
      if (kept === null)
        throw new Problem('ticket_not_found', `There is no ticket ${number} of ${day}`);
      const ids = kept.visit.steps.flatMap(({ matters }) => matters.map((matter) => matter.id));
      const codes = ids.flatMap((matter) => c.hall.matterById.get(matter)?.code ?? []);
      await store.bind(c.tx, {
        walk_id: id,
        ticket_id: kept.ticket.id,
        service_day: day,
        number: kept.ticket.number,
        matters: JSON.stringify([...new Set(codes)]),
        bound_at: c.now,
      });
      const data = { title: row.title, number, day };
      return { id, event: 'bind-walk-ticket', data, ticket: kept.ticket.id };
    });
  }

  /** @throws Problem `forbidden`; `not_found` where it is not bound */
  unbind(hallCode: string, id: string, input: BindTicket, request: ByStaff): Promise<Walk> {
    return this.inHall(hallCode, request, async (c) => {
      const row = await found(c.tx, c.hall, id);
      const day = input.day ?? row.day;
      if (!(await store.unbind(c.tx, id, day, input.number)))
        throw new Problem('not_found', `${input.number} of ${day} is not bound to it`);
      const data = { title: row.title, number: input.number, day };
      return { id, event: 'unbind-walk-ticket', data };
    });
  }

  /** Something seen on the way. @throws Problem `forbidden`, `not_found` */
  note(hallCode: string, id: string, input: NewObservation, request: ByStaff): Promise<Walk> {
    return this.inHall(hallCode, request, async (c) => {
      const row = await found(c.tx, c.hall, id);
      await store.note(c.tx, {
        walk_id: id,
        kind: input.kind,
        text: input.text,
        step: input.step ?? null,
        at: c.now,
        staff_id: staffId(c),
      });
      return { id, event: 'note-observation', data: { title: row.title, kind: input.kind } };
    });
  }

  /**
   * An obstacle that was found in this walk.
   *
   * @throws Problem `forbidden`; `not_found` for the walk or the observation that it is said to come from
   */
  async findObstacle(
    hallCode: string,
    id: string,
    input: NewObstacle,
    request: ByStaff,
  ): Promise<ObstacleWithStates> {
    const hall = await this.hallFor(hallCode, request.who);
    return this.d.commands.inHall(hall.id, request, async (c) => {
      const row = await found(c.tx, c.hall, id);
      if (input.observation !== undefined) {
        const noted = await store.observationsOf(c.tx, id);
        if (!noted.some(({ position }) => position === input.observation))
          throw new Problem('not_found', 'There is no such observation');
      }
      const obstacle = await this.d.obstacles.found(c, { walk: id }, input);
      return {
        answer: await this.d.obstacles.view(c.tx, c.hall, obstacle, c.day),
        event: { command: 'find-obstacle', data: { title: input.title, walk: row.title } },
        touched: {},
      };
    });
  }

  private async inHall(
    hallCode: string,
    request: ByStaff,
    act: (c: CommandContext) => Promise<Acted>,
  ): Promise<Walk> {
    const hall = await this.hallFor(hallCode, request.who);
    return this.d.commands.inHall(hall.id, request, async (c) => {
      const { id, event, data, ticket } = await act(c);
      return {
        answer: await this.view(c.tx, c.hall, id),
        event: { command: event, ticketId: ticket ?? null, data },
        touched: {},
      };
    });
  }

  private async view(db: Reader, hall: HallConfig, id: string): Promise<Walk> {
    const row = await found(db, hall, id);
    const tickets = await store.ticketsOf(db, [id]);
    const obstacles = await obstacleStore.foundIn(db, 'walk_id', [id]);
    const observations = await store.observationsOf(db, id);
    const about = { tickets, obstacles, observations: new Map<string, number>() };
    const today = this.today(hall);
    return {
      ...walkRowView(hall, row, about),
      tickets: await this.timesOf(db, hall, tickets),
      observations: observations.map(({ position, kind, text, step, at, username, name }) => ({
        ...{ position, kind, text, step, at },
        by: username === null || name === null ? null : { username, name },
      })),
      obstacles: obstacles.map((o) => obstacleView(hall, o, today)),
    };
  }

  /** Read where the day stands: also after its year was archived. */
  private async timesOf(
    db: Reader,
    hall: HallConfig,
    bound: readonly store.BoundTicket[],
  ): Promise<WalkTicket[]> {
    const now = this.d.clock.now(hall.id);
    const byDay = groupBy(bound, ({ service_day }) => service_day);
    const { archives } = this.d;
    const visits = await onSources(db, archives, async (sources) => {
      const all = [];
      for (const [day, those] of byDay) {
        const tickets = those.map(({ ticket_id }) => ticket_id);
        const read = (from: Reader) => visitsOf(from, { hall: hall.id, day, tickets });
        // What is not to be had is not shown; the walk is, all the same.
        all.push(...(await sources.onDay(day, read).catch(noneWhereMissing)));
      }
      return all;
    });
    const byId = new Map(visits.map((visit) => [visit.ticket.id, visit]));
    return bound.map(({ ticket_id: id, number, service_day: day }) => {
      const visit = byId.get(id);
      return {
        ...{ number, day },
        visit: visit === undefined ? null : visitView(hall, visit, now),
      };
    });
  }

  private async hallFor(hallCode: string, who: Actor): Promise<HallConfig> {
    const hall = await this.d.commands.hall(hallCode);
    requireMay(who, 'lead-walks', hall.code);
    return hall;
  }

  private today(hall: HallConfig): string {
    return serviceDay(this.d.clock.now(hall.id), hall.timezone);
  }
}

function noneWhereMissing(error: unknown): never[] {
  if (error instanceof Problem && error.code === 'archive_missing') return [];
  throw error;
}

async function found(db: Reader, hall: HallConfig, id: string): Promise<store.WalkRow> {
  const row = await store.byId(db, hall.id, id);
  if (row === null) throw new Problem('not_found', 'There is no such walk');
  return row;
}

/** Codes; those of the package where none are named. Undefined: nothing is said of them. */
function mattersFrom(
  hall: HallConfig,
  { matters, package: code }: Pick<WalkChange, 'matters' | 'package'>,
): string[] | undefined {
  for (const matter of matters ?? [])
    if (!hall.matterByCode.has(matter))
      throw new Problem('unknown_matter', `There is no matter "${matter}"`);
  if (matters !== undefined) return [...new Set(matters)];
  const chosen = hall.packages.find((one) => one.code === code);
  if (chosen === undefined) return undefined;
  const ids = chosen.steps.flatMap((step) => step.matters);
  return [...new Set(ids.flatMap((id) => hall.matterById.get(id)?.code ?? []))];
}

function packageFrom(hall: HallConfig, code: string | null | undefined): string | null | undefined {
  if (typeof code === 'string' && !hall.packages.some((one) => one.code === code))
    throw new Problem('unknown_package', `There is no package "${code}"`);
  return code;
}

function windowFrom(
  hall: HallConfig,
  number: number | null | undefined,
): number | null | undefined {
  if (typeof number === 'number' && !hall.windowByNumber.has(number))
    throw new Problem('window_not_found');
  return number;
}
