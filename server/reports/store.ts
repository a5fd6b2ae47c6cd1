import { combinedId } from '../../shared/packages.ts';
import type { Reader } from '../db/open.ts';
import type {
  CallFact,
  DayFacts,
  StepFact,
  TicketFact,
  WindowSpell,
} from '../../shared/rules/day-facts.ts';
import { serviceDay } from '../../shared/rules/day.ts';
import { dayRange } from '../../shared/rules/day-range.ts';
import { type Instant, latest } from '../../shared/rules/instants.ts';
import type { StateInterval } from '../../shared/rules/times.ts';

/** A call of a chosen ticket or a transfer to the front, by ids. */
export interface OutOfOrderRow {
  readonly day: string;
  readonly at: Instant;
  readonly kind: 'call' | 'front';
  readonly number: string;
  readonly queue_id: string;
  readonly window_id: string | null;
  readonly staff_id: string | null;
  readonly reason: string | null;
}

interface WhichDay {
  readonly hallId: string;
  readonly timezone: string;
  readonly day: string;
  /** Windows that are still open count until now, or until the day was over. */
  readonly now: Instant;
}

/** One service day as it stands at one moment: all of it from one snapshot. */
export async function readDay(db: Reader, which: WhichDay): Promise<DayFacts> {
  return atOneMoment(db, async (tx) => {
    const intervals = await intervalsOf(tx, which);
    const papers = await papersOf(tx, which);
    // A number on paper was called by word of mouth: no board and no voice has a call of it.
    const calls = [...(await callsOf(tx, which)), ...papers];
    return {
      day: which.day,
      numbersGiven: (await numbersGiven(tx, which)) + papers.length,
      tickets: await ticketsOf(tx, which),
      steps: await stepsOf(tx, which),
      intervals,
      calls: calls.map((c): CallFact => ({ ...c, chosen: c.reason !== null })),
      windowSpells: await windowSpells(tx, which),
      ratings: await ratingsOf(tx, which),
      transfersToFront: (await transfersToFront(tx, which, intervals)).length,
    };
  });
}

/**
 * The calls of chosen tickets and the transfers to the front of a day, with their reasons, in order.
 *
 * @param has which of both there are: the rows of the other are not read
 */
export async function readOutOfOrder(
  db: Reader,
  which: WhichDay,
  has: { readonly calls: boolean; readonly front: boolean },
): Promise<OutOfOrderRow[]> {
  return atOneMoment(db, async (tx) => {
    const chosen = has.calls
      ? (await chosenCalls(tx, which)).map((call): OutOfOrderRow => ({
          ...call,
          day: which.day,
          kind: 'call',
        }))
      : [];
    const front = has.front ? await transfersToFront(tx, which, await intervalsOf(tx, which)) : [];
    return [...chosen, ...front].sort((a, b) => (a.at < b.at ? -1 : 1));
  });
}

function atOneMoment<T>(db: Reader, read: (tx: Reader) => Promise<T>): Promise<T> {
  return db.transaction().setIsolationLevel('repeatable read').execute(read);
}

/** Who the clerks of a report are. */
export async function staffNames(
  db: Reader,
): Promise<Map<string, { username: string; name: string }>> {
  const rows = await db.selectFrom('staff').select(['id', 'username', 'name']).execute();
  return new Map(rows.map(({ id, username, name }) => [id, { username, name }]));
}

async function numbersGiven(tx: Reader, { hallId, day }: WhichDay): Promise<number> {
  const rows = await tx
    .selectFrom('counters')
    .select(['count', 'skipped'])
    .where('hall_id', '=', hallId)
    .where('service_day', '=', day)
    .execute();
  return rows.reduce((sum, { count, skipped }) => sum + count - skipped, 0);
}

async function ticketsOf(tx: Reader, { hallId, day }: WhichDay): Promise<TicketFact[]> {
  const rows = await tx
    .selectFrom('tickets')
    .select([
      'id',
      'status',
      'package_id',
      'more_packages',
      'category_id',
      'language',
      'client_id',
      'region',
      'taken_at',
    ])
    .where('hall_id', '=', hallId)
    .where('service_day', '=', day)
    .execute();
  return rows.map(({ package_id, more_packages, ...ticket }) => ({
    ...ticket,
    package_id: combinedId(package_id, more_packages),
  }));
}

async function stepsOf(tx: Reader, { hallId, day }: WhichDay): Promise<StepFact[]> {
  return tx
    .selectFrom('steps')
    .select([
      'id',
      'ticket_id',
      'position',
      'matters',
      'queue_id',
      'first_queue_id',
      'status',
      'status_since',
      'hold_kind',
      'window_id',
      'staff_id',
      'waiting_since',
      'standard_seconds',
      'first_called_at',
      'start_estimated',
      'misses',
      'ended_at',
      'estimate_ahead',
      'estimate_p50',
      'estimate_p90',
      'entered_later',
      'dropped',
      'opened_here',
    ])
    .where('hall_id', '=', hallId)
    .where('service_day', '=', day)
    .execute();
}

type IntervalRow = StateInterval & { readonly step_id: string; readonly version: number };

async function intervalsOf(tx: Reader, { hallId, day }: WhichDay): Promise<IntervalRow[]> {
  return tx
    .selectFrom('intervals')
    .select([
      'step_id',
      'queue_id',
      'status',
      'hold_kind',
      'window_id',
      'staff_id',
      'began_at',
      'ended_at',
      'version',
    ])
    .where('hall_id', '=', hallId)
    .where('service_day', '=', day)
    .where('voided', '=', 0)
    .execute();
}

async function callsOf(tx: Reader, { hallId, day }: WhichDay) {
  return tx
    .selectFrom('calls')
    .select(['step_id', 'number', 'queue_id', 'window_id', 'staff_id', 'at', 'recall', 'reason'])
    .where('hall_id', '=', hallId)
    .where('service_day', '=', day)
    .where('withdrawn', '=', 0)
    .orderBy('version')
    .execute();
}

/** First calls of chosen tickets: few of a day's. */
async function chosenCalls(tx: Reader, { hallId, day }: WhichDay) {
  return tx
    .selectFrom('calls')
    .select(['number', 'queue_id', 'window_id', 'staff_id', 'at', 'reason'])
    .where('hall_id', '=', hallId)
    .where('service_day', '=', day)
    .where('withdrawn', '=', 0)
    .where('recall', '=', 0)
    .where('reason', 'is not', null)
    .orderBy('version')
    .execute();
}

/** The calls of numbers on paper: each that was entered has one. */
async function papersOf(tx: Reader, { hallId, day }: WhichDay) {
  const rows = await tx
    .selectFrom('late_entries')
    .select(['step_id', 'number', 'queue_id', 'window_id', 'staff_id', 'called_at as at'])
    .where('hall_id', '=', hallId)
    .where('service_day', '=', day)
    .where('kind', '=', 'paper')
    .orderBy('version')
    .execute();
  return rows.map((row) => ({ ...row, recall: 0 as const, reason: null }));
}

async function windowSpells(
  tx: Reader,
  { hallId, day, timezone, now }: WhichDay,
): Promise<WindowSpell[]> {
  const ended = await tx
    .selectFrom('window_intervals')
    .select(['window_id', 'staff_id', 'status', 'began_at', 'ended_at'])
    .where('hall_id', '=', hallId)
    .where('service_day', '=', day)
    .where('voided', '=', 0)
    .execute();
  const running = await tx
    .selectFrom('windows')
    .select(['id', 'status', 'clerk_id', 'since'])
    .where('hall_id', '=', hallId)
    .where('status', '<>', 'closed')
    .execute();
  const { to: end } = dayRange(day, timezone);
  const until = now < end ? now : end;
  return [
    ...ended.map(({ began_at, ended_at, ...spell }) => ({
      ...spell,
      from: began_at,
      to: ended_at,
    })),
    ...running.flatMap(({ id, status, clerk_id, since }): WindowSpell[] => {
      if (status === 'closed' || clerk_id === null || since === null) return [];
      if (serviceDay(since, timezone) !== day) return [];
      return [{ window_id: id, staff_id: clerk_id, status, from: since, to: latest(since, until) }];
    }),
  ];
}

async function ratingsOf(tx: Reader, { hallId, day }: WhichDay) {
  // By the day of the step: a rating may come after midnight.
  return tx
    .selectFrom('ratings')
    .innerJoin('steps', 'steps.id', 'ratings.step_id')
    .select(['ratings.step_id', 'ratings.level'])
    .where('steps.hall_id', '=', hallId)
    .where('steps.service_day', '=', day)
    .execute();
}

/** What a transfer's event says of itself. */
interface TransferData {
  readonly number?: string;
  readonly place?: string;
  readonly reason?: string;
}

/**
 * The transfers to the front that stand: each ended a state of its step, and undoing it voided that
 * interval. The log is read by the versions of the day's intervals.
 */
async function transfersToFront(
  tx: Reader,
  { hallId, day }: WhichDay,
  intervals: readonly IntervalRow[],
): Promise<OutOfOrderRow[]> {
  const byVersion = new Map(intervals.map((i) => [i.version, i]));
  const versions = [...byVersion.keys()];
  if (versions.length === 0) return [];
  const [first, last] = versions.reduce(
    ([low, high], v) => [Math.min(low, v), Math.max(high, v)] as const,
    [Infinity, -Infinity] as const,
  );
  const rows = await tx
    .selectFrom('events')
    .select(['version', 'at', 'data'])
    .where('hall_id', '=', hallId)
    .where('version', '>=', first)
    .where('version', '<=', last)
    .where('command', '=', 'transfer')
    .execute();
  return rows.flatMap(({ version, at, data }): OutOfOrderRow[] => {
    const interval = byVersion.get(version);
    const { number, place, reason } = JSON.parse(data) as TransferData;
    if (interval === undefined || place !== 'front') return [];
    const { queue_id, window_id, staff_id } = interval;
    const row = { number: number ?? '', queue_id, window_id, staff_id, reason: reason ?? null };
    return [{ ...row, day, at, kind: 'front' }];
  });
}

export async function hallsOf(
  db: Reader,
): Promise<{ id: string; code: string; timezone: string; openDay: string | null }[]> {
  return db
    .selectFrom('halls')
    .select(['id', 'code', 'timezone', 'open_day as openDay'])
    .orderBy('code')
    .execute();
}
