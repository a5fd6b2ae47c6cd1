import {
  type Expression,
  type ExpressionBuilder,
  type Insertable,
  type Selectable,
  sql,
  type SqlBool,
} from 'kysely';
import type { CaseStatus } from '../../shared/case-acts.ts';
import type { CasesQuery } from '../../shared/contract/case.ts';
import type { Instant } from '../../shared/rules/instants.ts';
import { inOrder } from '../db/in-order.ts';
import type { Reader, Tx } from '../db/open.ts';
import type { Database } from '../db/schema.ts';
import type { CasesTable, CaseStepsTable } from '../db/tables/after.ts';

function cases(db: Reader) {
  return db
    .selectFrom('cases')
    .leftJoin('ratings', 'ratings.id', 'cases.rating_id')
    .leftJoin('tickets', 'tickets.id', 'cases.ticket_id')
    .leftJoin('staff as clerk', 'clerk.id', 'cases.clerk_id')
    .leftJoin('staff as owner', 'owner.id', 'cases.owner_id')
    .selectAll('cases')
    .select([
      'ratings.level',
      'ratings.reasons',
      'ratings.comment',
      'tickets.number',
      'clerk.username as clerk_username',
      'clerk.name as clerk_name',
      'owner.username as owner_username',
      'owner.name as owner_name',
    ]);
}
export type CaseRow = Awaited<ReturnType<ReturnType<typeof cases>['execute']>>[number];

export async function caseById(db: Reader, hall: string, id: string): Promise<CaseRow | null> {
  const row = await cases(db)
    .where('cases.hall_id', '=', hall)
    .where('cases.id', '=', id)
    .executeTakeFirst();
  return row ?? null;
}

export function casesOfTicket(db: Reader, ticketId: string): Promise<CaseRow[]> {
  return cases(db)
    .where('cases.ticket_id', '=', ticketId)
    .orderBy('cases.opened_at')
    .orderBy('cases.id')
    .limit(100)
    .execute();
}

/** Whom a list is for: managers see all but those about themselves; anybody else what is theirs. */
export interface Seer {
  readonly id: string;
  readonly manages: boolean;
}
export interface CasesPage {
  readonly hall: string;
  readonly seer: Seer;
  readonly query: CasesQuery;
  readonly window?: string | undefined;
  readonly today: string;
  /** The last day that is soon. */
  readonly soon: string;
  /** The first day of those that are listed whatever their state. */
  readonly since: string;
}

type Builder = ExpressionBuilder<Pick<Database, 'cases'>, 'cases'>;
/** As the index of them has it: asked with parameters, it would not serve. */
const isUnfinished = sql<boolean>`cases.status in ('open', 'in-progress')`;

/** Whether only what is still to be seen to is looked for, however old it is. */
function isToBeSeenTo({ status, due }: CasesQuery): boolean {
  const unfinished: readonly CasesQuery['status'][] = ['unfinished', 'open', 'in-progress'];
  return due !== undefined || unfinished.includes(status);
}

const finished: readonly CaseStatus[] = ['answered', 'closed'];

function filtered(e: Builder, { hall, seer, query, window, today, soon, since }: CasesPage) {
  const all: Expression<SqlBool>[] = [e('cases.hall_id', '=', hall)];
  const { kind, status, due } = query;
  const aboutSeer = e.and([e('cases.clerk_id', '=', seer.id), e('cases.status', 'in', finished)]);
  const aboutOthers = e.or([e('cases.clerk_id', 'is', null), e('cases.clerk_id', '<>', seer.id)]);
  const theirs = seer.manages
    ? aboutOthers
    : e.and([aboutOthers, e('cases.owner_id', '=', seer.id)]);
  all.push(e.or([theirs, aboutSeer]));
  if (kind !== undefined) all.push(e('cases.kind', '=', kind));
  if (isToBeSeenTo(query)) all.push(isUnfinished);
  else all.push(e.between('cases.service_day', since, today));
  if (status !== undefined && status !== 'unfinished') all.push(e('cases.status', '=', status));
  if (due === 'overdue') all.push(e('cases.due_day', '<', today));
  if (due === 'soon') all.push(e.between('cases.due_day', today, soon));
  if (window !== undefined) all.push(e('cases.window_id', '=', window));
  if (query.appeal === 'open')
    all.push(
      e.and([e('cases.appealed_at', 'is not', null), e('cases.appeal_decided_at', 'is', null)]),
    );
  for (const [column, username] of [
    ['cases.clerk_id', query.clerk],
    ['cases.owner_id', query.owner],
  ] as const)
    if (username !== undefined)
      all.push(e(column, '=', sql<string>`(select id from staff where username = ${username})`));
  return e.and(all);
}

const columns = {
  kind: 'cases.kind',
  status: 'cases.status',
  number: 'tickets.number',
  opened: 'cases.opened_at',
  newest: 'cases.opened_at',
  oldest: 'cases.opened_at',
  due: 'cases.due_day',
} as const;

/** A page of a hall's cases, and how many there are in all. */
export async function page(
  db: Reader,
  asked: CasesPage,
): Promise<{ total: number; rows: CaseRow[] }> {
  const { query } = asked;
  const where = (e: unknown) => filtered(e as Builder, asked);
  const { total } = await db
    .selectFrom('cases')
    .select((e) => e.fn.countAll<number>().as('total'))
    .where(where as never)
    .executeTakeFirstOrThrow();
  const base = cases(db).where(where as never);
  const rows = await base
    .orderBy(...inOrder(columns[query.sort], query.sort === 'newest' || query.down))
    .orderBy('cases.opened_at')
    .orderBy('cases.id')
    .limit(query.limit)
    .offset(query.offset)
    .execute();
  return { total: Number(total), rows };
}

export async function insert(tx: Tx, row: Insertable<CasesTable>): Promise<void> {
  await tx.insertInto('cases').values(row).execute();
}

export async function update(
  tx: Tx,
  id: string,
  change: Partial<Selectable<CasesTable>>,
): Promise<void> {
  await tx.updateTable('cases').set(change).where('id', '=', id).execute();
}

export type CaseStepRow = Selectable<CaseStepsTable>;

export function stepsOf(db: Reader, caseId: string): Promise<CaseStepRow[]> {
  return db
    .selectFrom('case_steps')
    .selectAll()
    .where('case_id', '=', caseId)
    .orderBy('position')
    .execute();
}

export async function addStep(
  tx: Tx,
  step: Omit<Insertable<CaseStepsTable>, 'position'>,
): Promise<void> {
  const { next } = await tx
    .selectFrom('case_steps')
    .select((e) => sql<number>`coalesce(${e.fn.max('position')}, 0) + 1`.as('next'))
    .where('case_id', '=', step.case_id)
    .executeTakeFirstOrThrow();
  await tx
    .insertInto('case_steps')
    .values({ ...step, position: Number(next) })
    .execute();
}

/** Whether what could not be done on a ticket is still being seen to. */
export async function hasOpenReport(db: Reader, ticketId: string): Promise<boolean> {
  const row = await db
    .selectFrom('cases')
    .select('id')
    .where('ticket_id', '=', ticketId)
    .where('kind', '=', 'not-done')
    .where('status', 'in', ['open', 'in-progress'])
    .executeTakeFirst();
  return row !== undefined;
}

export type CaseOfDay = Pick<CaseRow, 'kind' | 'due_day' | 'answered_at' | 'justified'>;

/** The cases of some service days, for their figures. */
export function casesOfDays(
  db: Reader,
  hall: string,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<CaseOfDay[]> {
  return db
    .selectFrom('cases')
    .select(['kind', 'due_day', 'answered_at', 'justified'])
    .where('hall_id', '=', hall)
    .where('service_day', '>=', from)
    .where('service_day', '<=', to)
    .execute();
}

/** Whether a ticket has a case that is open, or was closed after an instant. */
export async function hasCase(db: Reader, ticketId: string, since: Instant): Promise<boolean> {
  const row = await db
    .selectFrom('cases')
    .select('id')
    .where('ticket_id', '=', ticketId)
    .where((e) => e.or([e('closed_at', 'is', null), e('closed_at', '>', since)]))
    .executeTakeFirst();
  return row !== undefined;
}
