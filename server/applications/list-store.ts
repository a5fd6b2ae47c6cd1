import { inOrder } from '../db/in-order.ts';
import { type SelectQueryBuilder, sql } from 'kysely';
import type { ApplicationStatus } from '../../shared/contract/application.ts';
import type { Reader } from '../db/open.ts';
import type { Database } from '../db/schema.ts';
import { type ApplicationRow, isRunningSql } from './store.ts';

/** Which applications of a hall are looked for, by ids. */
export interface Looked {
  readonly hall: string;
  readonly status?: ApplicationStatus | undefined;
  /** Only those still to be decided: by their own index, however old they are. */
  readonly running: boolean;
  /** Due before this day and not decided. */
  readonly dueBefore?: string | undefined;
  /** Due from the first of these days to the second, and not decided. */
  readonly dueWithin?: readonly [from: string, to: string] | undefined;
  /** By the day on which they were accepted; where none of the other bounds holds. */
  readonly days: readonly [from: string, to: string];
  readonly project?: string | undefined;
  readonly matters?: readonly string[] | undefined;
  readonly window?: string | undefined;
  readonly receipt?: string | undefined;
  readonly number?: string | undefined;
  /** Those that this person entered, or that belong to this window. */
  readonly own?: { readonly staff: string; readonly window: string | null } | undefined;
}

type Query = SelectQueryBuilder<Database, 'applications', object>;

function looked(db: Reader, by: Looked): Query {
  let query: Query = db.selectFrom('applications').where('hall_id', '=', by.hall);
  const isRunning = by.running || by.dueBefore !== undefined || by.dueWithin !== undefined;
  if (isRunning) query = query.where(isRunningSql);
  // One receipt number is one row; a project has as many as it has.
  else if (by.receipt === undefined && by.project === undefined)
    query = query.where('service_day', '>=', by.days[0]).where('service_day', '<=', by.days[1]);
  if (by.dueBefore !== undefined) query = query.where('due_day', '<', by.dueBefore);
  if (by.dueWithin !== undefined)
    query = query.where('due_day', '>=', by.dueWithin[0]).where('due_day', '<=', by.dueWithin[1]);
  if (by.dueBefore !== undefined || by.dueWithin !== undefined)
    query = query.where('status', '=', sql.lit('accepted'));
  if (by.status !== undefined) query = query.where('status', '=', by.status);
  if (by.project !== undefined) query = query.where('project_id', '=', by.project);
  if (by.matters !== undefined)
    query = query.where('matter_id', 'in', by.matters.length === 0 ? [''] : by.matters);
  if (by.window !== undefined) query = query.where('window_id', '=', by.window);
  if (by.receipt !== undefined) query = query.where('receipt', '=', by.receipt);
  if (by.number !== undefined) query = query.where('number', '=', by.number);
  const { own } = by;
  if (own !== undefined)
    query = query.where((e) =>
      e.or([
        e('staff_id', '=', own.staff),
        ...(own.window === null ? [] : [e('window_id', '=', own.window)]),
      ]),
    );
  return query;
}

export async function count(db: Reader, by: Looked): Promise<number> {
  const { count: all } = await looked(db, by)
    .select((e) => e.fn.countAll<number | string>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(all);
}

export async function page(
  db: Reader,
  by: Looked,
  at: {
    readonly column: 'receipt' | 'accepted_at' | 'promised_days' | 'due_day' | 'status';
    readonly down: boolean;
    readonly offset: number;
    readonly limit: number;
  },
): Promise<ApplicationRow[]> {
  const way = at.down ? 'desc' : 'asc';
  return looked(db, by)
    .selectAll('applications')
    .orderBy(...inOrder(at.column, at.down))
    .orderBy('id', way)
    .offset(at.offset)
    .limit(at.limit)
    .execute();
}
