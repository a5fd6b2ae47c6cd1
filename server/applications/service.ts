import {
  type ApplicationChange,
  type ApplicationFile,
  type ApplicationFilter,
  type ApplicationList,
  type ApplicationsQuery,
  applicationTransitions,
  type DueApplications,
  statusesAfter,
  type VisitorApplications,
} from '../../shared/contract/application.ts';
import type { Actor } from '../../shared/contract/people.ts';
import { Problem } from '../../shared/errors.ts';
import { may, requireStaffMay, type StaffActor } from '../../shared/rights.ts';
import { addDays, daysApart } from '../../shared/rules/calendar.ts';
import { serviceDay } from '../../shared/rules/day.ts';
import { dueDayOf, stopsOf, usedDays } from '../../shared/rules/working-days.ts';
import { planned } from '../calendar/service.ts';
import type { Clock } from '../clock.ts';
import type { Reader } from '../db/open.ts';
import { runUnit } from '../db/unit.ts';
import type { Commands } from '../command/run.ts';
import type { CommandContext, CommandRequest } from '../command/types.ts';
import type { HallConfig } from '../hall/config.ts';
import { boundTo } from '../projects/binding.ts';
import { projectByCode } from '../projects/store.ts';
import type { Tickets } from '../tickets/service.ts';
import { daysAheadFor, dueIn, soonUntil } from './due.ts';
import { requireFresh } from './entering.ts';
import * as lists from './list-store.ts';
import * as store from './store.ts';
import { type AsOf, inList, staffViews, visitorViews } from './view.ts';

interface Dependencies {
  readonly commands: Commands;
  readonly tickets: Pick<Tickets, 'keptByToken'>;
  readonly read: Reader;
  readonly clock: Clock;
}

/** Without a range, those of so many days are listed. */
const daysListed = 366;
/** As many as a file of the list holds. */
const mostInFile = 5000;

/** What was handed in, and what becomes of it until it is in the visitor's hands (办件). */
export class Applications {
  private readonly d: Dependencies;

  constructor(dependencies: Dependencies) {
    this.d = dependencies;
  }

  /**
   * The applications of a hall: for a clerk those that they entered and those of the window that they
   * have open, for guides and managers all of them.
   *
   * @throws Problem `forbidden`, `hall_not_found`, `unknown_project`, `unknown_matter`,
   *   `window_not_found`
   */
  async list(hallCode: string, query: ApplicationsQuery, who: Actor): Promise<ApplicationList> {
    const hall = await this.d.commands.hall(hallCode);
    const { by, asOf } = await this.lookedFor(hall, query, who);
    const { read } = this.d;
    const rows = await lists.page(read, by, { ...query, ...orderOf(query) });
    const all = await lists.count(read, by);
    return {
      total: all,
      applications: (await staffViews(read, hall, rows, asOf)).map(inList),
      due: by.own === undefined ? await dueIn(read, hall, asOf.today) : await this.dueOf(by, asOf),
    };
  }

  /** Of a clerk's own. */
  private async dueOf(
    { hall, own, days }: lists.Looked,
    { today, soon }: AsOf,
  ): Promise<DueApplications> {
    const their = { hall, own, days, running: true };
    return {
      overdue: await lists.count(this.d.read, { ...their, dueBefore: today }),
      dueSoon: await lists.count(this.d.read, { ...their, dueWithin: [today, soon] }),
      first: [],
    };
  }

  /** The same for a file: all that the filter lets through, up to 5,000. */
  async inFile(hallCode: string, filter: ApplicationFilter, who: Actor): Promise<ApplicationList> {
    const list = await this.list(hallCode, { ...filter, offset: 0, limit: mostInFile }, who);
    const hall = await this.d.commands.hall(hallCode);
    // Receipts lead to persons: who took them away is in the log.
    const rows = list.applications.length;
    await this.d.commands.inHall(hall.id, { who }, () =>
      Promise.resolve({
        answer: null,
        event: { command: 'export-applications', data: { rows } },
        touched: {},
      }),
    );
    return list;
  }

  /** One application with its states. @throws Problem `forbidden`; `not_found`, also for another's */
  async one(hallCode: string, id: string, who: Actor): Promise<ApplicationFile> {
    const hall = await this.d.commands.hall(hallCode);
    const staff = requireStaffMay(who, 'handle-applications', hall.code);
    const row = await this.seenBy(this.d.read, hall, id, staff);
    const asOf = await this.asOf(hall);
    return (await staffViews(this.d.read, hall, [row], asOf))[0]!;
  }

  /**
   * Brings an application into another state, gives it its receipt number or binds it to a project.
   *
   * @throws Problem `forbidden`; `not_found`, also for another's; `not_allowed` by the transition
   *   table, with what is allowed; `receipt_taken`, `unknown_project`, `already_exists`
   */
  async change(
    hallCode: string,
    id: string,
    input: ApplicationChange,
    request: CommandRequest & { who: Actor },
  ): Promise<ApplicationFile> {
    const hall = await this.d.commands.hall(hallCode);
    const staff = requireStaffMay(request.who, 'handle-applications', hall.code);
    return this.d.commands.inHall(hall.id, request, async (c) => {
      const row = await this.seenBy(c.tx, c.hall, id, staff);
      const { status, receipt } = input;
      const moved = status === undefined ? {} : await movedTo(c, row, status);
      if (typeof receipt === 'string' && receipt !== row.receipt)
        await runUnit(c.tx, requireFresh(hall.id, [receipt]));
      const project = await projectFor(c, row, input);
      const next = { ...moved, ...(receipt === undefined ? {} : { receipt }), ...project };
      if (Object.keys(next).length > 0) await store.update(c.tx, id, next);
      if (status !== undefined) await this.tell(c, row, input, staff);
      const after = (await store.byId(c.tx, hall.id, id))!;
      const asOf = await this.asOf(c.hall, c.day, c.tx);
      return {
        answer: (await staffViews(c.tx, c.hall, [after], asOf))[0]!,
        event: {
          command: status === undefined ? 'correct-application' : `application-${status}`,
          ticketId: row.ticket_id,
          data: {
            application: id,
            number: row.number,
            matter: c.hall.matterById.get(row.matter_id)!.code,
            ...(status === undefined ? {} : { from: row.status, status }),
            dueDay: after.due_day,
            ...(input.project === undefined ? {} : { project: input.project }),
            ...(receipt === undefined ? {} : { receiptChanged: true }),
          },
        },
        touched: { tickets: [row.ticket_id] },
      };
    });
  }

  /** What was handed in on a visit, for whoever has its link. @throws Problem as `keptByToken` */
  async ofVisit(token: string): Promise<VisitorApplications> {
    const { ticket } = await this.d.tickets.keptByToken(token);
    const hall = await this.d.commands.hallById(ticket.hall_id);
    const rows = await store.ofTicket(this.d.read, ticket.id);
    const asOf = await this.asOf(hall);
    return {
      hall: hall.code,
      applications: await visitorViews(this.d.read, hall, rows, asOf),
    };
  }

  /** Those of a hall that are late on a day or will be soon, for alarms: counts and the first few. */
  async dueApplications(db: Reader, hallId: string, day: string): Promise<DueApplications> {
    return dueIn(db, await this.d.commands.hallById(hallId), day);
  }

  private async tell(
    c: CommandContext,
    row: store.ApplicationRow,
    { status, note, visitorNote }: ApplicationChange,
    staff: StaffActor,
  ): Promise<void> {
    const states = await store.statesOf(c.tx, [row.id]);
    await store.addState(c.tx, {
      application_id: row.id,
      seq: states.length,
      status: status!,
      at: c.now,
      day: c.day,
      staff_id: staff.id,
      note: note ?? null,
      visitor_note: visitorNote ?? null,
    });
  }

  private async seenBy(
    db: Reader,
    hall: HallConfig,
    id: string,
    staff: StaffActor,
  ): Promise<store.ApplicationRow> {
    const row = await store.byId(db, hall.id, id);
    if (row === null) throw new Problem('not_found', 'There is no such application');
    if (may(staff, 'handle-every-application', hall.code) || row.staff_id === staff.id) return row;
    if ((await store.windowOfClerk(db, staff.id)) === row.window_id) return row;
    throw new Problem('not_found', 'There is no such application');
  }

  private async asOf(hall: HallConfig, day?: string, db = this.d.read): Promise<AsOf> {
    const today = day ?? serviceDay(this.d.clock.now(hall.id), hall.timezone);
    return { today, soon: await soonUntil(db, hall, today) };
  }

  private async lookedFor(
    hall: HallConfig,
    filter: ApplicationFilter,
    who: Actor,
  ): Promise<{ by: lists.Looked; asOf: AsOf }> {
    const staff = requireStaffMay(who, 'handle-applications', hall.code);
    const { read } = this.d;
    const asOf = await this.asOf(hall);
    const isAll = may(staff, 'handle-every-application', hall.code);
    const own = isAll
      ? undefined
      : { staff: staff.id, window: await store.windowOfClerk(read, staff.id) };
    const { status } = filter;
    const { today, soon } = asOf;
    return {
      asOf,
      by: {
        hall: hall.id,
        own,
        running: status === 'running' || status === 'accepted' || status === 'supplement',
        status: status === 'running' ? undefined : status,
        dueBefore: filter.overdue === true ? today : undefined,
        dueWithin: filter.dueSoon === true ? [today, soon] : undefined,
        days: [filter.from ?? addDays(filter.to ?? today, -daysListed), filter.to ?? today],
        project: await this.projectId(hall, filter.project),
        matters: mattersOf(hall, filter),
        window: windowIdOf(hall, filter.window),
        receipt: filter.receipt,
        number: filter.number,
      },
    };
  }

  private async projectId(hall: HallConfig, code: string | undefined): Promise<string | undefined> {
    if (code === undefined) return undefined;
    const project = await runUnit(this.d.read, projectByCode(hall.id, code));
    if (project === null) throw new Problem('unknown_project', `There is no project "${code}"`);
    return project.id;
  }
}

const columns = {
  receipt: 'receipt',
  accepted: 'accepted_at',
  promised: 'promised_days',
  due: 'due_day',
  status: 'status',
} as const;
function orderOf({ sort, down = false }: ApplicationFilter) {
  return { column: columns[sort], down };
}

/** Of one matter, or of all that a department has. */
function mattersOf(
  hall: HallConfig,
  { matter: code, department }: ApplicationFilter,
): string[] | undefined {
  if (code === undefined && department === undefined) return undefined;
  const all = [...hall.matterById.values()];
  if (code !== undefined && !hall.matterByCode.has(code))
    throw new Problem('unknown_matter', `There is no matter "${code}"`);
  return all
    .filter(
      (m) =>
        (code === undefined || m.code === code) && (department ?? m.department) === m.department,
    )
    .map(({ id }) => id);
}

function windowIdOf(hall: HallConfig, number: number | undefined): string | undefined {
  if (number === undefined) return undefined;
  const window = [...hall.windowById.values()].find((w) => w.number === number);
  if (window === undefined) throw new Problem('window_not_found', `There is no window ${number}`);
  return window.id;
}

/** What a state makes of an application: its clock goes on after a supplement, and stops for good when it is decided. */
async function movedTo(
  c: CommandContext,
  row: store.ApplicationRow,
  status: NonNullable<ApplicationChange['status']>,
): Promise<Parameters<typeof store.update>[2]> {
  if (!(applicationTransitions[status] as readonly string[]).includes(row.status)) {
    const allowed = statusesAfter(row.status);
    throw new Problem(
      'not_allowed',
      `"${status}" is not possible while it is ${row.status}; allowed: ${allowed.join(', ') || 'nothing'}`,
      { state: row.status, allowed },
    );
  }
  const at = { status, status_since: c.now, status_day: c.day };
  if (status !== 'accepted' && status !== 'decided') return at;
  const before = await store.statesOf(c.tx, [row.id]);
  const stops = stopsOf([...before, { status, day: c.day }]);
  // Far enough for what was promised, however long it stood still.
  const days = daysAheadFor(row.promised_days) + Math.max(0, daysApart(row.service_day, c.day));
  const following = await runUnit(c.tx, planned(c.hall, addDays(row.service_day, 1), days));
  if (status === 'accepted')
    return { ...at, due_day: dueDayOf(following, row.promised_days, stops) ?? row.due_day };
  return { ...at, decided_day: c.day, used_days: usedDays(following, c.day, stops) };
}

/** The project that it is to be bound to; nothing where it is not said. */
async function projectFor(
  c: CommandContext,
  row: store.ApplicationRow,
  { project, plan }: ApplicationChange,
): Promise<{ project_id?: string | null; plan?: string | null }> {
  if (project === undefined) return {};
  if (project === null) return { project_id: null, plan: null };
  const matter = c.hall.matterById.get(row.matter_id)!;
  const binding = await runUnit(c.tx, boundTo(c.hall, project, matter, { own: row.plan, plan }));
  return { project_id: binding.id, plan: binding.plan };
}
