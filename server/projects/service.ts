import type { Actor } from '../../shared/contract/people.ts';
import type {
  BindVisit,
  NewProject,
  Project,
  ProjectChange,
  ProjectList,
  ProjectsQuery,
  ProjectSummary,
} from '../../shared/contract/project.ts';
import { Problem } from '../../shared/errors.ts';
import { requireMay } from '../../shared/rights.ts';
import { serviceDay } from '../../shared/rules/day.ts';
import { soonUntil } from '../applications/due.ts';
import { byIds } from '../applications/store.ts';
import { inList, staffViews } from '../applications/view.ts';
import type { Clock } from '../clock.ts';
import type { Reader } from '../db/open.ts';
import type { Commands } from '../command/run.ts';
import type { CommandContext, CommandRequest } from '../command/types.ts';
import type { HallConfig } from '../hall/config.ts';
import { changedOnly } from '../hall/changed.ts';
import { colleague, everybody } from '../hall/people-store.ts';
import type { Ids } from '../ids.ts';
import type { Tickets } from '../tickets/service.ts';
import { chartOf, type KeptStage, plannedOf, stagesOf, sumsOf } from './plan.ts';
import * as store from './store.ts';

interface Dependencies {
  readonly commands: Commands;
  readonly tickets: Pick<Tickets, 'byNumber'>;
  readonly read: Reader;
  readonly clock: Clock;
  readonly ids: Ids;
}

type ByStaff = CommandRequest & { readonly who: Actor };

/** Plans of applications in stages, with a steward (重点项目). They stay: a closed one is a record. */
export class Projects {
  private readonly d: Dependencies;

  constructor(dependencies: Dependencies) {
    this.d = dependencies;
  }

  /** @throws Problem `forbidden`, `hall_not_found` */
  async list(hallCode: string, query: ProjectsQuery, who: Actor): Promise<ProjectList> {
    const hall = await this.d.commands.hall(hallCode);
    requireMay(who, 'see-projects', hall.code);
    const { read } = this.d;
    const { total, rows } = await store.ofHall(read, hall.id, query);
    const ids = rows.map(({ id }) => id);
    const applications = await store.applicationsOf(read, ids);
    const visits = await store.visitsOf(read, ids);
    const today = this.today(hall);
    return {
      total,
      projects: rows.map((row) =>
        summaryOf(row, visits.get(row.id)?.length ?? 0, {
          stages: chartOf(hall, row, applications.get(row.id) ?? [], today),
        }),
      ),
    };
  }

  /** One project with its chart. @throws Problem `forbidden`, `unknown_project` */
  async one(hallCode: string, code: string, who: Actor): Promise<Project> {
    const hall = await this.d.commands.hall(hallCode);
    requireMay(who, 'see-projects', hall.code);
    return this.view(this.d.read, hall, await found(this.d.read, hall, code), this.today(hall));
  }

  /** @throws Problem `forbidden`, `already_exists`, `unknown_matter`, `unknown_clerk`, `bad_input` */
  async make(hallCode: string, input: NewProject, request: ByStaff): Promise<Project> {
    return this.inHall(hallCode, request, async (c) => {
      const { code, name } = input;
      if ((await store.byCode(c.tx, c.hall.id, code)) !== null)
        throw new Problem('already_exists', `There is a project "${code}"`);
      await store.insert(c.tx, {
        id: this.d.ids.id(),
        hall_id: c.hall.id,
        ...{ code, name },
        steward_id: await stewardOf(c, input.steward),
        status: 'open',
        stages: JSON.stringify(this.stagesFrom(c.hall, input.stages, [])),
        created_at: c.now,
        changed_at: c.now,
        closed_at: null,
      });
      return { code, event: 'make-project', data: { steward: input.steward } };
    });
  }

  /**
   * What is not said stays as it is. A planned application that is left out of the stages leaves the
   * one that was handed in for it bound to the project.
   *
   * @throws Problem as `make`, and `unknown_project`
   */
  async change(
    hallCode: string,
    code: string,
    input: ProjectChange,
    request: ByStaff,
  ): Promise<Project> {
    return this.inHall(hallCode, request, async (c) => {
      const row = await found(c.tx, c.hall, code);
      const { name, steward, status } = input;
      const had = plannedOf(row).map(({ id }) => id);
      const stages =
        input.stages === undefined ? undefined : this.stagesFrom(c.hall, input.stages, had);
      await store.update(c.tx, row.id, {
        ...(name === undefined ? {} : { name }),
        ...(steward === undefined ? {} : { steward_id: await stewardOf(c, steward) }),
        ...(stages === undefined ? {} : { stages: JSON.stringify(stages) }),
        ...(status === undefined || status === row.status
          ? {}
          : { status, closed_at: status === 'closed' ? c.now : null }),
        changed_at: c.now,
      });
      if (stages !== undefined) {
        const kept = new Set(stages.flatMap((s) => s.applications.map(({ id }) => id)));
        await store.unplan(
          c.tx,
          row.id,
          had.filter((id) => !kept.has(id)),
        );
      }
      const people = await everybody(c.tx);
      const was = {
        name: row.name,
        steward: people.find(({ id }) => id === row.steward_id)?.username ?? null,
        status: row.status,
        stages: stagesOf(row).map((stage) => stage.name),
      };
      const now = { name, steward, status, ...(stages && { stages: stages.map((s) => s.name) }) };
      return { code, event: 'change-project', data: changedOnly(was, now) };
    });
  }

  /**
   * A visit was for this project: a ticket of any day that the database still has.
   *
   * @throws Problem `forbidden`, `unknown_project`, `ticket_not_found`
   */
  async bindVisit(
    hallCode: string,
    code: string,
    { number, day }: BindVisit,
    request: ByStaff,
  ): Promise<Project> {
    return this.inHall(hallCode, request, async (c) => {
      const { id } = await found(c.tx, c.hall, code);
      const kept = await this.d.tickets.byNumber(c.tx, c.hall.id, day, number);
      if (kept === null)
        throw new Problem('ticket_not_found', `There is no ticket ${number} of ${day}`);
      await store.bindVisit(c.tx, {
        project_id: id,
        ticket_id: kept.ticket.id,
        service_day: day,
        number,
        bound_at: c.now,
      });
      return { code, event: 'bind-project-visit', data: { number, day }, ticket: kept.ticket.id };
    });
  }

  /** @throws Problem `forbidden`, `unknown_project`; `not_found` where it is not bound */
  async unbindVisit(
    hallCode: string,
    code: string,
    { number, day }: BindVisit,
    request: ByStaff,
  ): Promise<Project> {
    return this.inHall(hallCode, request, async (c) => {
      const { id } = await found(c.tx, c.hall, code);
      if (!(await store.unbindVisit(c.tx, id, day, number)))
        throw new Problem('not_found', `${number} of ${day} is not bound to it`);
      return { code, event: 'unbind-project-visit', data: { number, day } };
    });
  }

  private async inHall(
    hallCode: string,
    request: ByStaff,
    act: (
      c: CommandContext,
    ) => Promise<{ code: string; event: string; data: object; ticket?: string }>,
  ): Promise<Project> {
    const hall = await this.d.commands.hall(hallCode);
    requireMay(request.who, 'manage-projects', hall.code);
    return this.d.commands.inHall(hall.id, request, async (c) => {
      const { code, event, data, ticket } = await act(c);
      return {
        answer: await this.view(c.tx, c.hall, await found(c.tx, c.hall, code), c.day),
        event: { command: event, ticketId: ticket ?? null, data: { project: code, ...data } },
        touched: {},
      };
    });
  }

  /** Places in the plan that are there keep their ids; others get their own. */
  private stagesFrom(
    hall: HallConfig,
    stages: NewProject['stages'],
    had: readonly string[],
  ): KeptStage[] {
    const seen = new Set<string>();
    return stages.map(({ name, dueDay, applications }, i) => ({
      ...{ name, dueDay },
      applications: applications.map(({ id, matter, dueDay: due }, j) => {
        if (!hall.matterByCode.has(matter))
          throw new Problem('unknown_matter', `There is no matter "${matter}"`);
        if (id !== undefined && (!had.includes(id) || seen.has(id)))
          throw new Problem('bad_input', 'No such place in the plan, or it is there twice', {
            issues: [{ path: `stages.${i}.applications.${j}.id`, message: 'unknown, or twice' }],
          });
        const kept = id ?? this.d.ids.id();
        seen.add(kept);
        return { id: kept, matter, dueDay: due };
      }),
    }));
  }

  private async view(
    db: Reader,
    hall: HallConfig,
    row: store.WithSteward,
    today: string,
  ): Promise<Project> {
    const applications = (await store.applicationsOf(db, [row.id])).get(row.id) ?? [];
    const visits = (await store.visitsOf(db, [row.id])).get(row.id) ?? [];
    const stages = chartOf(hall, row, applications, today);
    const others = applications.filter(({ plan }) => plan === null).map(({ id }) => id);
    const asOf = { today, soon: await soonUntil(db, hall, today) };
    return {
      ...summaryOf(row, visits.length, { stages }),
      today,
      stages,
      others: (await staffViews(db, hall, await byIds(db, others), asOf)).map(inList),
      bound: visits.map(({ number, service_day: day }) => ({ number, day })),
    };
  }

  private today(hall: HallConfig): string {
    return serviceDay(this.d.clock.now(hall.id), hall.timezone);
  }
}

async function found(db: Reader, hall: HallConfig, code: string): Promise<store.WithSteward> {
  const row = await store.byCode(db, hall.id, code);
  if (row === null) throw new Problem('unknown_project', `There is no project "${code}"`);
  return row;
}

async function stewardOf(c: CommandContext, username: string | null): Promise<string | null> {
  if (username === null) return null;
  const person = await colleague(c.tx, c.hall.code, username);
  if (person === null) throw new Problem('unknown_clerk', `There is no "${username}" here`);
  return person.id;
}

function summaryOf(
  row: store.WithSteward,
  visits: number,
  { stages }: Pick<Project, 'stages'>,
): ProjectSummary {
  return {
    code: row.code,
    name: row.name,
    steward:
      row.steward === null || row.steward_name === null
        ? null
        : { username: row.steward, name: row.steward_name },
    status: row.status,
    ...sumsOf(stages),
    visits,
    changedAt: row.changed_at,
  };
}
