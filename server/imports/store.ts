import type { Selectable } from 'kysely';
import type { Reader, Tx } from '../db/open.ts';
import type { ImportsTable } from '../db/tables/outside.ts';
import type { PastRow } from '../hall/past-ticket-store.ts';
import type { ImportKind } from '../../shared/contract/imports.ts';
import type { Instant } from '../../shared/rules/instants.ts';

export type ImportRow = Selectable<ImportsTable>;

export async function list(
  db: Reader,
  hallId: string,
  most: number,
): Promise<(ImportRow & { username: string | null })[]> {
  return db
    .selectFrom('imports')
    .leftJoin('staff', 'staff.id', 'imports.staff_id')
    .selectAll('imports')
    .select('staff.username')
    .where('hall_id', '=', hallId)
    .orderBy('at', 'desc')
    .orderBy('imports.id', 'desc')
    .limit(most)
    .execute();
}

export async function find(db: Reader, hallId: string, id: string): Promise<ImportRow | null> {
  const row = await db
    .selectFrom('imports')
    .selectAll()
    .where('id', '=', id)
    .where('hall_id', '=', hallId)
    .executeTakeFirst();
  return row ?? null;
}

/** What a hall has imported: how many lists, and how many past tickets are kept. */
export async function kept(
  db: Reader,
  hallId: string,
): Promise<{ lists: number; tickets: number }> {
  const rows = await db
    .selectFrom('imports')
    .select(['kind', 'taken', 'removed_at'])
    .where('hall_id', '=', hallId)
    .execute();
  const tickets = rows
    .filter((row) => row.kind === 'tickets' && row.removed_at === null)
    .reduce((sum, row) => sum + row.taken, 0);
  return { lists: rows.length, tickets };
}

export async function insert(tx: Tx, row: ImportRow): Promise<void> {
  await tx.insertInto('imports').values(row).execute();
}

/** The oldest lists of which nothing is kept any more go when there are too many. */
export async function forgetOldest(tx: Tx, hallId: string, most: number): Promise<void> {
  const old = await tx
    .selectFrom('imports')
    .select('id')
    .where('hall_id', '=', hallId)
    .where((e) => e.or([e('kind', '<>', 'tickets'), e('removed_at', 'is not', null)]))
    .orderBy('at', 'desc')
    .offset(most)
    .limit(100)
    .execute();
  if (old.length > 0)
    await tx
      .deleteFrom('imports')
      .where(
        'id',
        'in',
        old.map((row) => row.id),
      )
      .execute();
}

/** Rows that one statement writes. */
const rowsAtOnce = 500;

export async function keepTickets(
  tx: Tx,
  { hallId, importId }: { hallId: string; importId: string },
  rows: readonly PastRow[],
): Promise<void> {
  for (let from = 0; from < rows.length; from += rowsAtOnce)
    await tx
      .insertInto('imported_tickets')
      .values(
        rows.slice(from, from + rowsAtOnce).map((row, i) => ({
          ...row,
          hall_id: hallId,
          import_id: importId,
          seq: from + i,
        })),
      )
      .execute();
}

/** Takes an import's tickets back. */
export async function removeTickets(tx: Tx, importId: string, now: Instant): Promise<void> {
  await tx.deleteFrom('imported_tickets').where('import_id', '=', importId).execute();
  await tx.updateTable('imports').set({ removed_at: now }).where('id', '=', importId).execute();
}

export async function mappings(
  db: Reader,
  hallId: string,
  kind: ImportKind,
): Promise<{ shape: string; mapping: string }[]> {
  return db
    .selectFrom('import_mappings')
    .select(['shape', 'mapping'])
    .where('hall_id', '=', hallId)
    .where('kind', '=', kind)
    .orderBy('changed_at', 'desc')
    .limit(mostMappings)
    .execute();
}

/** Shapes of lists that a hall knows again, of each kind. */
const mostMappings = 50;

export async function keepMapping(
  tx: Tx,
  key: { readonly hall_id: string; readonly kind: ImportKind; readonly shape: string },
  value: {
    readonly mapping: string;
    readonly changed_at: Instant;
    readonly staff_id: string | null;
  },
): Promise<void> {
  await tx
    .insertInto('import_mappings')
    .values({ ...key, ...value })
    .onConflict((c) => c.columns(['hall_id', 'kind', 'shape']).doUpdateSet(value))
    .execute();
  const kept = await tx
    .selectFrom('import_mappings')
    .select('shape')
    .where('hall_id', '=', key.hall_id)
    .where('kind', '=', key.kind)
    .orderBy('changed_at', 'desc')
    .offset(mostMappings)
    .limit(100)
    .execute();
  for (const { shape } of kept)
    await tx
      .deleteFrom('import_mappings')
      .where('hall_id', '=', key.hall_id)
      .where('kind', '=', key.kind)
      .where('shape', '=', shape)
      .execute();
}
