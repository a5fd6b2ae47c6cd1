import { createHash } from 'node:crypto';
import type SqliteDatabase from 'better-sqlite3';
import type pg from 'pg';
import { quoted } from '../backups/postgres-copy.ts';

/** A table as both databases have it. */
export interface Table {
  readonly name: string;
  /** In one order on both. */
  readonly columns: readonly string[];
}

/** How much a table holds, and what: alike on both databases where the rows are. */
export interface Digest {
  readonly rows: number;
  /** A sum of the hashes of all rows, in hexadecimal: the order of the rows does not matter. */
  readonly hash: string;
}

export type Row = Readonly<Record<string, unknown>>;
/** Rows that are read or written at once. */
export const rowsAtOnce = 1000;

/** The product's tables, each after those that its rows refer to. */
export function tablesOf(raw: SqliteDatabase.Database): Table[] {
  const names = raw
    .prepare(
      `select name from sqlite_master where type = 'table'
         and name not like 'kysely%' and name not like 'sqlite%' order by name`,
    )
    .pluck()
    .all() as string[];
  const parents = raw.prepare('select distinct "table" from pragma_foreign_key_list(?)').pluck();
  const ordered: string[] = [];
  const visit = (name: string): void => {
    if (ordered.includes(name)) return;
    for (const parent of parents.all(name) as string[]) if (parent !== name) visit(parent);
    ordered.push(name);
  };
  names.forEach(visit);
  const columns = raw.prepare('select name from pragma_table_info(?) order by name').pluck();
  return ordered.map((name) => ({ name, columns: columns.all(name) as string[] }));
}

/** The rows of a table of the file, one after the other. */
export function rowsOfFile(raw: SqliteDatabase.Database, { name, columns }: Table): Iterable<Row> {
  const list = columns.map((column) => `"${column}"`).join(', ');
  return raw.prepare(`select ${list} from "${name}"`).iterate() as Iterable<Row>;
}

/** The same of PostgreSQL, inside a transaction of the client. */
export async function* rowsOfPostgres(
  client: pg.Client,
  { name, columns }: Table,
): AsyncIterable<Row> {
  const list = columns.map(quoted).join(', ');
  await client.query(`declare moving no scroll cursor for select ${list} from ${quoted(name)}`);
  for (;;) {
    const { rows } = await client.query<Row>(`fetch ${rowsAtOnce} from moving`);
    yield* rows;
    if (rows.length < rowsAtOnce) break;
  }
  await client.query('close moving');
}

/** Adds up rows as they come by. */
export class Adding {
  private rows = 0;
  private readonly sum = new Uint32Array(8);

  add(row: Row, { columns }: Table): void {
    const text = JSON.stringify(columns.map((column) => plain(row[column])));
    const hash = createHash('sha256').update(text).digest();
    let carry = 0;
    for (let i = 0; i < 8; i += 1) {
      const total = this.sum[i]! + hash.readUInt32LE(i * 4) + carry;
      this.sum[i] = total % 2 ** 32;
      carry = Math.floor(total / 2 ** 32);
    }
    this.rows += 1;
  }

  digest(): Digest {
    const words = [...this.sum].map((word) => word.toString(16).padStart(8, '0'));
    return { rows: this.rows, hash: words.reverse().join('') };
  }
}

/** As both databases say the same value: one gives bytes of its own kind and numbers as text. */
export function plain(value: unknown): unknown {
  if (value instanceof Uint8Array) return `\\x${Buffer.from(value).toString('hex')}`;
  if (typeof value === 'bigint') return Number(value);
  return value;
}
