import { sql } from 'kysely';
import { atAWindow } from '../db/at-a-window.ts';
import type { Reader, Tx } from '../db/open.ts';
import { prepared } from '../db/prepared.ts';
import type { StepsTable } from '../db/tables/visits.ts';
import type { Unit } from '../db/unit.ts';
import type { Instant } from '../../shared/rules/instants.ts';

/**
 * One row for all windows: this is asked at every ticket, and a row of each costs three times as much. The
 * window, and of the visit in hand its queue and its instant, separated by spaces.
 */
const open = prepared<{ hall: string }, { readonly windows: string | null }>((db, p) =>
  db
    .selectFrom('windows')
    .leftJoin('steps', (join) =>
      join.onRef('steps.window_id', '=', 'windows.id').on('steps.status', 'in', atAWindow),
    )
    .select(
      sql<string | null>`string_agg(
        windows.id || coalesce(' ' || steps.queue_id || ' ' || steps.last_called_at, ''), ',')`.as(
        'windows',
      ),
    )
    .where('windows.hall_id', '=', p('hall'))
    .where('windows.status', '=', sql.lit('open')),
);

/** The visit in hand at an open window; null: nobody. */
export type Hand = { readonly queueId: string; readonly since: Instant } | null;

/** The open windows of a hall, and whom each has in hand. */
export function* openWindows(hall: string): Unit<Map<string, Hand>> {
  const [found] = yield* open.rows({ hall });
  const windows = found?.windows?.split(',') ?? [];
  return new Map(
    windows.map((each): [string, Hand] => {
      const [id = '', queueId, since] = each.split(' ');
      return [id, queueId === undefined || since === undefined ? null : { queueId, since }];
    }),
  );
}

/** What waits are read from: a step of a queue on a day. */
export type StepOfDay = Pick<
  StepsTable,
  | 'service_day'
  | 'status'
  | 'status_since'
  | 'callable'
  | 'order_key'
  | 'seq'
  | 'position'
  | 'window_id'
  | 'waits_from'
  | 'waited_ms'
  | 'first_called_at'
  | 'last_called_at'
  | 'ended_at'
  | 'estimate_ahead'
  | 'estimate_p50'
  | 'estimate_p90'
  | 'estimate_base'
> & { readonly weight: number };

const columns = [
  'service_day',
  'status',
  'status_since',
  'callable',
  'order_key',
  'seq',
  'position',
  'weight',
  'window_id',
  'waits_from',
  'waited_ms',
  'first_called_at',
  'last_called_at',
  'ended_at',
  'estimate_ahead',
  'estimate_p50',
  'estimate_p90',
  'estimate_base',
] as const;

/** A hall's steps of a day that waited and had not ended by an instant, in the order of each queue's line. */
export const stepsSince = prepared<
  { hall: string; day: string; since: string },
  StepOfDay & { readonly queue_id: string }
>((db, p) =>
  db
    .selectFrom('steps')
    .select([...columns, 'queue_id'])
    // By the hall's day: of queues alone there is no index, and a file of years would be read whole.
    .where('hall_id', '=', p('hall'))
    .where('service_day', '=', p('day'))
    .where('waits_from', 'is not', null)
    // Times written down by hand are no measure of the pace.
    .where('entered_later', '=', sql.lit<0>(0))
    .where('opened_here', '=', sql.lit<0>(0))
    .where((e) => e.or([e('ended_at', 'is', null), e('ended_at', '>=', p('since'))]))
    .orderBy('order_key')
    .orderBy('seq')
    .$narrowType<{ weight: number }>(),
);

/** The same of the days before. */
export async function stepsBetween(
  db: Reader,
  { hall, queue }: { readonly hall: string; readonly queue: string },
  { from, to }: { readonly from: string; readonly to: string },
): Promise<StepOfDay[]> {
  return db
    .selectFrom('steps')
    .select(columns)
    .where('hall_id', '=', hall)
    .where('queue_id', '=', queue)
    .where('service_day', '>=', from)
    .where('service_day', '<=', to)
    .where('waits_from', 'is not', null)
    .where('entered_later', '=', 0)
    .where('opened_here', '=', 0)
    .orderBy('service_day')
    .$narrowType<{ weight: number }>()
    .execute();
}

/** Days of a hall up to one, the newest first. */
export async function daysUpTo(
  db: Reader,
  queues: readonly string[],
  {
    from,
    to,
    most,
    without,
  }: {
    readonly from: string;
    readonly to: string;
    readonly most: number;
    /** Days that were marked as unusual. */
    readonly without: readonly string[];
  },
): Promise<string[]> {
  if (queues.length === 0) return [];
  const rows = await db
    .selectFrom('queue_days')
    .select('service_day')
    .distinct()
    .where('queue_id', 'in', queues)
    .where('service_day', '>=', from)
    .where('service_day', '<=', to)
    .where('taken', '>', 0)
    .$if(without.length > 0, (q) => q.where('service_day', 'not in', without))
    .orderBy('service_day', 'desc')
    .limit(most)
    .execute();
  return rows.map((row) => row.service_day);
}

export interface StoredFit {
  readonly fitted_to: string;
  readonly fitted_at: Instant;
  readonly late_factor: number;
  readonly fit: string;
  /** How gamma was chosen, as JSON; null: it was not. */
  readonly choice: string | null;
}

export type FitHead = Omit<StoredFit, 'fit' | 'choice'>;

const head = prepared<{ hall: string }, FitHead>((db, p) =>
  db
    .selectFrom('foresight')
    .select(['fitted_to', 'fitted_at', 'late_factor'])
    .where('hall_id', '=', p('hall')),
);
const text = prepared<{ hall: string }, { fit: string }>((db, p) =>
  db.selectFrom('foresight').select('fit').where('hall_id', '=', p('hall')),
);

/** When a hall was fitted last; null: never. */
export function* fittedLast(hall: string): Unit<FitHead | null> {
  return (yield* head.rows({ hall }))[0] ?? null;
}

export function* fitText(hall: string): Unit<string | null> {
  return (yield* text.rows({ hall }))[0]?.fit ?? null;
}

/** All halls, and the day up to which each was fitted. */
export async function hallsWithFits(
  db: Reader,
): Promise<{ id: string; code: string; timezone: string; fitted_to: string | null }[]> {
  return db
    .selectFrom('halls')
    .leftJoin('foresight', 'foresight.hall_id', 'halls.id')
    .select(['halls.id', 'halls.code', 'halls.timezone', 'foresight.fitted_to'])
    .execute();
}

export async function keepFit(tx: Tx, hall: string, fit: StoredFit): Promise<void> {
  await tx
    .insertInto('foresight')
    .values({ hall_id: hall, ...fit })
    .onConflict((conflict) => conflict.column('hall_id').doUpdateSet({ ...fit }))
    .execute();
}

/** When the windows of a hall were open on a day. */
export async function openSpells(
  db: Reader,
  hall: string,
  day: string,
): Promise<{ window_id: string; began_at: Instant; ended_at: Instant }[]> {
  return db
    .selectFrom('window_intervals')
    .select(['window_id', 'began_at', 'ended_at'])
    .where('hall_id', '=', hall)
    .where('service_day', '=', day)
    .where('status', '=', 'open')
    .where('voided', '=', 0)
    .execute();
}

/** Nothing is known of a hall's days any more. */
export async function dropFit(tx: Tx, hall: string): Promise<void> {
  await tx.deleteFrom('foresight').where('hall_id', '=', hall).execute();
}
