import { sql } from 'kysely';
import type { Tx } from '../db/open.ts';

/** The tables whose rows are known by a code and outlive their place in the document. */
export type CodedTable =
  | 'zones'
  | 'queues'
  | 'windows'
  | 'categories'
  | 'departments'
  | 'matters'
  | 'directions'
  | 'stages'
  | 'packages';
export type Columns = Readonly<Record<string, unknown>>;
export type Row = Columns & { readonly id: string };

const rowsAStatement = 50;

/**
 * Brings the rows of one table to a list: new ones are made, those that differ are written, those that
 * are in it no more get `gone`. What is as it should be is not touched.
 *
 * @param had its rows by the key of the list
 * @param wanted all columns that a list decides, by the same key
 * @returns the id of each key
 */
export async function bring(
  tx: Tx,
  table: CodedTable,
  had: ReadonlyMap<string, Row>,
  wanted: ReadonlyMap<string, Columns>,
  d: { readonly newId: () => string; readonly gone: Columns },
): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  const rows: Row[] = [];
  for (const [key, columns] of wanted) {
    const row = had.get(key);
    const id = row?.id ?? d.newId();
    ids.set(key, id);
    if (row === undefined || differs(row, columns)) rows.push({ id, ...columns });
  }
  const gone = [...had].flatMap(([key, row]) =>
    !wanted.has(key) && differs(row, d.gone) ? row.id : [],
  );
  await setRows(tx, table, gone, d.gone);
  await upsert(tx, table, rows);
  return ids;
}

export function differs(row: Columns, columns: Columns): boolean {
  return Object.entries(columns).some(([column, value]) => row[column] !== value);
}

/** The same columns for many rows. */
export async function setRows(
  tx: Tx,
  table: CodedTable,
  ids: readonly string[],
  columns: Columns,
): Promise<void> {
  for (const some of inStatements(ids))
    await tx
      // All of them have what is set; the union of their types has no name for it.
      .updateTable(table as 'zones')
      .set(columns as { retired: 0 | 1 })
      .where('id', 'in', some)
      .execute();
}

/** Writes whole rows, all with the same columns. */
async function upsert(tx: Tx, table: CodedTable, rows: readonly Row[]): Promise<void> {
  const columns = Object.keys(rows[0] ?? {}).filter((column) => column !== 'id');
  for (const some of inStatements(rows))
    await tx
      .insertInto(table as 'zones')
      .values(some as never)
      .onConflict((conflict) =>
        conflict
          .column('id')
          .doUpdateSet(Object.fromEntries(columns.map((c) => [c, sql.ref(`excluded.${c}`)]))),
      )
      .execute();
}

export function inStatements<T>(list: readonly T[]): T[][] {
  const parts: T[][] = [];
  for (let at = 0; at < list.length; at += rowsAStatement)
    parts.push(list.slice(at, at + rowsAStatement));
  return parts;
}

export function byCode<R extends { readonly code: string; readonly id: string }>(
  rows: readonly R[],
): Map<string, R & Columns> {
  return new Map(rows.map((row) => [row.code, { ...row }]));
}

type Named = { readonly code: string; readonly name: unknown };

/** The columns of named things in their order, with those of their own. */
export function wantedOf<T extends Named>(
  hallId: string,
  list: readonly T[],
  more: (item: T) => Columns,
): Map<string, Columns> {
  return new Map(
    list.map((item, position) => [
      item.code,
      {
        hall_id: hallId,
        code: item.code,
        name: JSON.stringify(item.name),
        position,
        ...more(item),
      },
    ]),
  );
}

export async function bringNamed(
  tx: Tx,
  table: 'zones' | 'departments' | 'directions',
  hallId: string,
  list: readonly Named[],
  at: { readonly newId: () => string },
): Promise<Map<string, string>> {
  const rows = await tx
    .selectFrom(table as 'zones')
    .selectAll()
    .where('hall_id', '=', hallId)
    .execute();
  const wanted = wantedOf(hallId, list, () => ({ retired: 0 }));
  return bring(tx, table, byCode(rows), wanted, { newId: at.newId, gone: { retired: 1 } });
}
