import { gunzipSync, gzipSync } from 'node:zlib';
import type { SetupDocument, SetupRevision } from '../../shared/contract/setup.ts';
import type { Instant } from '../../shared/rules/instants.ts';
import type { Reader, Tx } from '../db/open.ts';
import type { SetupRevisionsTable } from '../db/tables/setup.ts';
import { actorName } from '../command/log-store.ts';
import type { Who } from '../command/types.ts';

/**
 * So many revisions of a hall are kept: at one a working day four years, in 33 MB for a hall of 50
 * packages. A change of one
 * number is a revision, too, so that without a bound a program that saves every minute fills the disk.
 */
export const mostRevisions = 1000;

export type RevisionState = SetupRevisionsTable['state'];
type Head = Omit<SetupRevisionsTable, 'document' | 'hall_id'>;
const head = ['revision', 'at', 'actor', 'note', 'from_day', 'state', 'changes'] as const;

/** The revision in force and the one that waits; null: none was kept yet, or none waits. */
export interface Standing {
  readonly current: Head | null;
  readonly next: Head | null;
  /** The newest of the two; 0: none was kept yet. */
  readonly newest: number;
}

export async function standing(db: Reader, hallId: string): Promise<Standing> {
  const rows = await db
    .selectFrom('setup_revisions')
    .select(head)
    .where('hall_id', '=', hallId)
    .where('state', 'in', ['current', 'next'])
    .execute();
  const of = (state: RevisionState): Head | null => rows.find((r) => r.state === state) ?? null;
  const [current, next] = [of('current'), of('next')];
  return { current, next, newest: (next ?? current)?.revision ?? 0 };
}

/** All that are kept, newest first. */
export function heads(db: Reader, hallId: string): Promise<Head[]> {
  return db
    .selectFrom('setup_revisions')
    .select(head)
    .where('hall_id', '=', hallId)
    .orderBy('revision', 'desc')
    .limit(mostRevisions)
    .execute();
}

/** One revision with its document; null: there is none, or it is kept no more. */
export async function find(
  db: Reader,
  hallId: string,
  revision: number,
): Promise<{ head: Head; document: unknown } | null> {
  const row = await db
    .selectFrom('setup_revisions')
    .select([...head, 'document'])
    .where('hall_id', '=', hallId)
    .where('revision', '=', revision)
    .executeTakeFirst();
  return row === undefined ? null : { head: row, document: unpack(row.document) };
}

/** The revision in force before another one, or to be before it; null: there is none. */
export async function before(db: Reader, hallId: string, revision: number): Promise<number | null> {
  const row = await db
    .selectFrom('setup_revisions')
    .select('revision')
    .where('hall_id', '=', hallId)
    .where('revision', '<', revision)
    .where('state', 'in', ['past', 'current'])
    .orderBy('revision', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.revision ?? null;
}

/** Those that were or are in force, oldest first, without what was published by whom. */
export function inForce(db: Reader, hallId: string) {
  return db
    .selectFrom('setup_revisions')
    .select(['revision', 'at', 'from_day', 'state'])
    .where('hall_id', '=', hallId)
    .where('state', 'in', ['past', 'current'])
    .orderBy('revision')
    .execute();
}

/** The names of people by the actors of the log. */
export async function namesOf(
  db: Reader,
  actors: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const usernames = [...new Set(actors.flatMap((actor) => usernameOf(actor) ?? []))];
  if (usernames.length === 0) return new Map();
  const rows = await db
    .selectFrom('staff')
    .select(['username', 'name'])
    .where('username', 'in', usernames)
    .execute();
  return new Map(rows.map((r) => [`staff:${r.username}`, r.name]));
}

const usernameOf = (actor: string): string | null =>
  actor.startsWith('staff:') ? actor.slice('staff:'.length) : null;

/** A revision as the API tells it. */
export function revisionOf(row: Head, names: ReadonlyMap<string, string>): SetupRevision {
  return {
    revision: row.revision,
    at: row.at,
    by: usernameOf(row.actor) ?? row.actor,
    byName: names.get(row.actor) ?? null,
    note: row.note,
    from: row.from_day,
    state: row.state,
    changes: row.changes,
  };
}

/** Keeps a document as the next revision of a hall. @returns its number */
export async function keep(
  tx: Tx,
  hallId: string,
  r: {
    readonly document: SetupDocument;
    readonly at: Instant;
    readonly who: Who;
    readonly note?: string | undefined;
    readonly from: string;
    readonly state: 'current' | 'next';
    readonly changes: number;
  },
): Promise<number> {
  const { setup_revision: last } = await tx
    .selectFrom('halls')
    .select('setup_revision')
    .where('id', '=', hallId)
    .executeTakeFirstOrThrow();
  const revision = last + 1;
  // What waited was made of a set-up that another has replaced.
  await turn(tx, hallId, 'next', 'replaced');
  if (r.state === 'current') await turn(tx, hallId, 'current', 'past');
  await tx
    .insertInto('setup_revisions')
    .values({
      ...{ hall_id: hallId, revision, document: pack(r.document), at: r.at },
      ...{ actor: actorName(r.who), note: r.note ?? null, from_day: r.from },
      ...{ state: r.state, changes: r.changes },
    })
    .execute();
  await tx
    .updateTable('halls')
    .set({ setup_revision: revision })
    .where('id', '=', hallId)
    .execute();
  await tx
    .deleteFrom('setup_revisions')
    .where('hall_id', '=', hallId)
    .where('revision', '<=', revision - mostRevisions)
    .where('state', 'in', ['past', 'replaced'])
    .execute();
  return revision;
}

/** The revision that waited comes into force, with its document as the rows have it now. */
export async function comeIntoForce(
  tx: Tx,
  hallId: string,
  document: SetupDocument,
): Promise<void> {
  await turn(tx, hallId, 'current', 'past');
  await tx
    .updateTable('setup_revisions')
    .set({ state: 'current', document: pack(document) })
    .where('hall_id', '=', hallId)
    .where('state', '=', 'next')
    .execute();
}

async function turn(tx: Tx, hallId: string, from: RevisionState, to: RevisionState): Promise<void> {
  await tx
    .updateTable('setup_revisions')
    .set({ state: to })
    .where('hall_id', '=', hallId)
    .where('state', '=', from)
    .execute();
}

/** Every hall and the one above it, by code. */
export async function parents(db: Reader): Promise<Map<string, string | null>> {
  const rows = await db.selectFrom('halls').select(['code', 'parent']).execute();
  return new Map(rows.map(({ code, parent }) => [code, parent]));
}

/** Halls of before revisions were kept. */
export function withoutRevision(tx: Tx): Promise<{ id: string }[]> {
  return tx.selectFrom('halls').select('id').where('setup_revision', '=', 0).execute();
}

function pack(document: SetupDocument): string {
  return gzipSync(JSON.stringify(document)).toString('base64');
}
function unpack(packed: string): unknown {
  return JSON.parse(gunzipSync(Buffer.from(packed, 'base64')).toString('utf8'));
}
