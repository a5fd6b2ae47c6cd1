import { sql, type Selectable } from 'kysely';
import type { Role } from '../../shared/contract/people.ts';
import { atAWindow } from '../db/at-a-window.ts';
import type { Reader } from '../db/open.ts';
import { prepared } from '../db/prepared.ts';
import { type Bound, rows, type Unit, write } from '../db/unit.ts';
import type { WindowsTable } from '../db/tables/setup.ts';
import type { IntervalsTable } from '../db/tables/visits.ts';
import { hallRolesIn } from '../hall/hall-roles.ts';
import { type Instant, latest } from '../../shared/rules/instants.ts';

export type WindowRow = Selectable<WindowsTable>;

/** A window with its clerk and its ticket in hand; it has one at most. */
export type WindowNow = WindowRow & {
  readonly clerk: string | null;
  readonly clerk_name: string | null;
  readonly hand: string | null;
};

const windowById = prepared<{ id: string }, WindowNow>((db, p) =>
  db
    .selectFrom('windows')
    .leftJoin('staff', 'staff.id', 'windows.clerk_id')
    .leftJoin('steps', (join) =>
      join.onRef('steps.window_id', '=', 'windows.id').on('steps.status', 'in', atAWindow),
    )
    .selectAll('windows')
    .select(['staff.username as clerk', 'staff.name as clerk_name'])
    .select('steps.ticket_id as hand')
    .where('windows.id', '=', p('id')),
);

/** The versions of some tickets. */
export function* versionsOf(ticketIds: readonly string[]): Unit<number[]> {
  const found = yield* rows((db) =>
    db.selectFrom('tickets').select('version').where('id', 'in', ticketIds),
  );
  return found.map((row) => row.version);
}

export function* windowNow(id: string): Unit<WindowNow> {
  return (yield* windowById.rows({ id }))[0]!;
}

const windowWithClerk = prepared<{ clerk: string }, { id: string; number: number }>((db, p) =>
  db.selectFrom('windows').select(['id', 'number']).where('clerk_id', '=', p('clerk')),
);

export function* windowOfClerk(clerk: string): Unit<{ id: string; number: number } | null> {
  return (yield* windowWithClerk.rows({ clerk }))[0] ?? null;
}

/** The ids of the windows of a hall that are open or paused. */
export async function windowsAtWork(db: Reader, hall: string): Promise<string[]> {
  const found = await db
    .selectFrom('windows')
    .select('id')
    .where('hall_id', '=', hall)
    .where('status', 'in', ['open', 'paused'])
    .execute();
  return found.map(({ id }) => id);
}

/** Somebody who works here, with what their rights follow from; null: nobody has this name. */
export function* personNamed(username: string) {
  const [row] = yield* rows((db) =>
    db
      .selectFrom('staff')
      .select(['id', 'username', 'name', 'roles', 'halls', 'hall_roles'])
      .where('username', '=', username)
      .where('active', '=', 1),
  );
  if (row === undefined) return null;
  const roles = JSON.parse(row.roles) as Role[];
  const { id, name } = row;
  const halls = JSON.parse(row.halls) as string[];
  return { id, username: row.username, name, roles, halls, ...hallRolesIn(row) };
}

/** A call or recall. */
export const insertCall = prepared<
  {
    id: string;
    hall: string;
    day: string;
    step: string;
    number: string;
    queue: string;
    window: string;
    zone: string;
    staff: string | null;
    language: string;
    at: Instant;
    recall: 0 | 1;
    reason: string | null;
    version: number;
  },
  never
>((db, p) =>
  db.insertInto('calls').values({
    id: p('id'),
    hall_id: p('hall'),
    service_day: p('day'),
    step_id: p('step'),
    number: p('number'),
    queue_id: p('queue'),
    window_id: p('window'),
    zone_id: p('zone'),
    staff_id: p('staff'),
    language: p('language'),
    at: p('at'),
    recall: p('recall'),
    reason: p('reason'),
    version: p('version'),
  }),
);

/** What the last command of a window was, so that it can be undone; null: nothing. */
export const setUndo = prepared<{ id: string; undo: string | null }, never>((db, p) =>
  db
    .updateTable('windows')
    .set({ undo: p('undo') })
    .where('id', '=', p('id')),
);

/** A window in another state; what was done before cannot be undone any more. */
export interface WindowSet {
  readonly status: 'closed' | 'open' | 'paused';
  readonly clerk_id: string | null;
  readonly since: Instant;
  readonly pause_reason: string | null;
}

export function setWindow(windowId: string, state: WindowSet): Bound {
  return write((db) =>
    db
      .updateTable('windows')
      .set({ ...state, undo: null })
      .where('id', '=', windowId),
  );
}

/** The state that a window was in until now, for good: open or paused, by whom, why. */
export function windowInterval(row: {
  id: string;
  hall: string;
  day: string;
  window: WindowRow;
  ended_at: Instant;
  version: number;
}): Bound[] {
  const { status, clerk_id, since, id, pause_reason } = row.window;
  if (status === 'closed' || clerk_id === null || since === null) return [];
  return [
    write((db) =>
      db.insertInto('window_intervals').values({
        id: row.id,
        hall_id: row.hall,
        service_day: row.day,
        window_id: id,
        staff_id: clerk_id,
        status,
        reason: pause_reason,
        began_at: since,
        ended_at: latest(since, row.ended_at),
        version: row.version,
      }),
    ),
  ];
}

/** Marks what one event wrote as undone: the intervals that it ended, the calls that it made. */
export function voided(
  hallId: string,
  { day, version }: { day: string; version: number },
): Bound[] {
  return [
    write((db) =>
      db
        .updateTable('intervals')
        .set({ voided: 1 })
        .where('hall_id', '=', hallId)
        .where('service_day', '=', day)
        .where('version', '=', version),
    ),
    write((db) =>
      db
        .updateTable('calls')
        .set({ withdrawn: 1 })
        .where('hall_id', '=', hallId)
        .where('service_day', '=', day)
        .where('version', '=', version),
    ),
  ];
}

const handlingStates = sql<'held'[]>`('serving', 'held')` as never;
const handledOf = prepared<{ step: string }, HandledRow>((db, p) =>
  db
    .selectFrom('intervals')
    .select(['step_id', 'status', 'hold_kind', 'began_at', 'ended_at'])
    .where('step_id', '=', p('step'))
    .where('status', 'in', handlingStates)
    .where('voided', '=', sql.lit<0>(0)),
);
type HandledRow = Pick<
  Selectable<IntervalsTable>,
  'step_id' | 'status' | 'hold_kind' | 'began_at' | 'ended_at'
>;

/** The states of a step that were served, or held, and ended. */
export function handledIntervals(step: string): Unit<HandledRow[]> {
  return handledOf.rows({ step });
}

/** A person's own of all steps that they finished on a day: what others did before stays theirs. */
export async function servedBy(
  db: Reader,
  staffId: string,
  hallId: string,
  day: string,
): Promise<HandledRow[]> {
  return db
    .selectFrom('steps')
    .innerJoin('intervals', 'intervals.step_id', 'steps.id')
    .select([
      'intervals.step_id',
      'intervals.status',
      'intervals.hold_kind',
      'intervals.began_at',
      'intervals.ended_at',
    ])
    .where('steps.staff_id', '=', staffId)
    .where('steps.service_day', '=', day)
    .where('steps.status', '=', sql.lit<'done'>('done'))
    .where('steps.hall_id', '=', hallId)
    .where('intervals.staff_id', '=', staffId)
    .where('intervals.status', 'in', handlingStates)
    .where('intervals.voided', '=', sql.lit<0>(0))
    .execute();
}

const version = prepared<{ id: string }, { version: number }>((db, p) =>
  db.selectFrom('halls').select('version').where('id', '=', p('id')),
);

export async function hallVersion(db: Reader, hallId: string): Promise<number> {
  return (await version(db, { id: hallId }))[0]!.version;
}
