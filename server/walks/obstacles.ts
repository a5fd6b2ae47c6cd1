import type { Actor } from '../../shared/contract/people.ts';
import type {
  NewObstacle,
  ObstacleChange,
  ObstacleList,
  ObstaclesQuery,
  ObstacleStatus,
  ObstacleWithStates,
} from '../../shared/contract/walk.ts';
import { Problem } from '../../shared/errors.ts';
import { requireMay } from '../../shared/rights.ts';
import { serviceDay } from '../../shared/rules/day.ts';
import { obstacleDueWorkingDays, obstacleTransitions } from '../../shared/rules/walk.ts';
import type { Calendar } from '../calendar/service.ts';
import type { Clock } from '../clock.ts';
import type { Reader } from '../db/open.ts';
import type { Commands } from '../command/run.ts';
import type { CommandContext, CommandRequest } from '../command/types.ts';
import type { HallConfig } from '../hall/config.ts';
import type { Ids } from '../ids.ts';
import * as store from './obstacle-store.ts';
import { departmentOf, obstacleView } from './view.ts';

interface Dependencies {
  readonly commands: Commands;
  readonly calendar: Calendar;
  readonly read: Reader;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** Where an obstacle was found. */
export type FoundIn = { readonly walk: string } | { readonly patrol: string };

/** Who acts, where a person does. */
export const staffId = ({ who }: Pick<CommandContext, 'who'>): string | null =>
  who.kind === 'staff' ? who.id : null;

/** Obstacles of walks and patrols: whose they are, by when, and what became of them. */
export class Obstacles {
  private readonly d: Dependencies;

  constructor(dependencies: Dependencies) {
    this.d = dependencies;
  }

  /** @throws Problem `forbidden`, `hall_not_found` */
  async list(hallCode: string, query: ObstaclesQuery, who: Actor): Promise<ObstacleList> {
    const hall = await this.d.commands.hall(hallCode);
    requireMay(who, 'lead-walks', hall.code);
    const today = this.today(hall);
    const { department } = query;
    const asked = {
      ...query,
      ...(department === undefined ? {} : { department: departmentOf(hall, department) }),
    };
    const { total, rows } = await store.page(this.d.read, hall.id, asked, today);
    return { total, items: rows.map((row) => obstacleView(hall, row, today)) };
  }

  /** @throws Problem `forbidden`, `not_found` */
  async one(hallCode: string, id: string, who: Actor): Promise<ObstacleWithStates> {
    const hall = await this.d.commands.hall(hallCode);
    requireMay(who, 'lead-walks', hall.code);
    return this.view(this.d.read, hall, id, this.today(hall));
  }

  /** Writes one down inside a running command. @returns its id */
  async found(
    c: CommandContext,
    where: FoundIn,
    input: Omit<NewObstacle, 'observation'> & { readonly observation?: number | undefined },
  ): Promise<string> {
    const id = this.d.ids.id();
    const due =
      input.due ??
      (await this.d.calendar.dueDay(
        ...([c.tx, c.hall, c.day] as const),
        input.dueWorkingDays ?? obstacleDueWorkingDays,
      ));
    await store.insert(c.tx, {
      id,
      hall_id: c.hall.id,
      walk_id: 'walk' in where ? where.walk : null,
      patrol_id: 'patrol' in where ? where.patrol : null,
      observation: input.observation ?? null,
      title: input.title,
      department: departmentOf(c.hall, input.department),
      owner: input.owner ?? null,
      found_day: c.day,
      due_day: due,
      status: 'open',
      done: null,
      days_cut: 0,
      papers_cut: 0,
      solved_day: null,
      created_at: c.now,
      changed_at: c.now,
    });
    await this.came(c, id, 'open', null);
    return id;
  }

  /**
   * What is not said stays as it is.
   *
   * @throws Problem `forbidden`, `not_found`; `not_allowed` for a state that does not follow;
   *   `reason_required` for one that ends it without a word of what was done
   */
  async change(
    hallCode: string,
    id: string,
    input: ObstacleChange,
    request: CommandRequest & { readonly who: Actor },
  ): Promise<ObstacleWithStates> {
    const hall = await this.d.commands.hall(hallCode);
    requireMay(request.who, 'lead-walks', hall.code);
    return this.d.commands.inHall(hall.id, request, async (c) => {
      const row = await store.byId(c.tx, c.hall.id, id);
      if (row === null) throw new Problem('not_found');
      const status = input.status ?? row.status;
      const moves = status !== row.status;
      if (moves && !obstacleTransitions[row.status].includes(status))
        throw new Problem('not_allowed', undefined, { state: row.status });
      const done = input.done ?? row.done;
      if (status === 'declined' && done === null)
        throw new Problem('reason_required', 'Say why it cannot be done');
      await store.update(c.tx, id, {
        title: input.title ?? row.title,
        department:
          input.department === undefined ? row.department : departmentOf(c.hall, input.department),
        owner: input.owner === undefined ? row.owner : input.owner,
        due_day: input.due ?? row.due_day,
        status,
        done,
        days_cut: input.daysCut ?? row.days_cut,
        papers_cut: input.papersCut ?? row.papers_cut,
        solved_day: status === 'solved' ? (moves ? c.day : row.solved_day) : null,
        changed_at: c.now,
      });
      if (moves || input.done !== undefined) await this.came(c, id, status, input.done ?? null);
      const said = (
        of: 'owner' | 'due_day' | 'status' | 'days_cut' | 'papers_cut',
        now: unknown,
      ) => (now === undefined || now === row[of] ? {} : { [names[of]]: now });
      const changes = {
        ...said('status', input.status),
        ...said('owner', input.owner),
        ...said('due_day', input.due),
        ...said('days_cut', input.daysCut),
        ...said('papers_cut', input.papersCut),
      };
      const before = Object.fromEntries(
        Object.entries(names).flatMap(([column, name]) =>
          name in changes ? [[name, row[column as keyof typeof names]]] : [],
        ),
      );
      return {
        answer: await this.view(c.tx, c.hall, id, c.day),
        event: {
          command: 'change-obstacle',
          data: { title: row.title, ...changes, before },
        },
        touched: {},
      };
    });
  }

  /** How many obstacles of a hall are over their day, and the most urgent. */
  readonly overdue = (db: Reader, hall: HallConfig, day: string) => store.overdue(db, hall.id, day);

  private async came(
    c: CommandContext,
    id: string,
    status: ObstacleStatus,
    done: string | null,
  ): Promise<void> {
    const by = { at: c.now, staff_id: staffId(c) };
    await store.addState(c.tx, { obstacle_id: id, status, done, ...by });
  }

  /** @throws Problem `not_found` */
  async view(db: Reader, hall: HallConfig, id: string, today: string): Promise<ObstacleWithStates> {
    const row = await store.byId(db, hall.id, id);
    if (row === null) throw new Problem('not_found');
    const states = await store.statesOf(db, id);
    return {
      ...obstacleView(hall, row, today),
      states: states.map(({ status, at, done, username, name }) => ({
        ...{ status, at, done },
        by: username === null || name === null ? null : { username, name },
      })),
    };
  }

  private today(hall: HallConfig): string {
    return serviceDay(this.d.clock.now(hall.id), hall.timezone);
  }
}

/** What the log calls what is in these columns. */
const names = {
  status: 'status',
  owner: 'owner',
  due_day: 'due',
  days_cut: 'daysCut',
  papers_cut: 'papersCut',
} as const;
