import { createHash } from 'node:crypto';
import {
  importFields,
  type ImportKind,
  type ImportMapping,
  mostImportRows,
} from '../../shared/contract/imports.ts';
import type { Issue } from '../../shared/errors.ts';
import { faultAt, type FaultCode, type FaultFacts } from '../../shared/faults.ts';
import { guessColumns, guessQueue, type Named } from '../../shared/rules/importing/guess.ts';
import { type PastTicket, pastTicketOf } from '../../shared/rules/importing/past-ticket.ts';
import type { Reader } from '../db/open.ts';
import { NoWorkbook } from '../workbook/grid.ts';
import { type ForeignList, readForeign } from './read.ts';

/** A file, and what is known of the hall; goes to another thread as it is. */
export interface Judging {
  readonly file: Uint8Array;
  readonly kind: ImportKind;
  /** The mapping that was given; absent: one of `kept`, by the columns, else a guess. */
  readonly mapping: ImportMapping | undefined;
  readonly kept: readonly { readonly shape: string; readonly mapping: ImportMapping }[];
  readonly queues: readonly Named[];
  /** The hall's local day: what is of it is not over. */
  readonly today: string;
}

/** A row that can be brought in, by field. */
export type GoodRow = Readonly<Record<string, string>>;

export interface Judged {
  readonly columns: readonly { readonly name: string; readonly samples: readonly string[] }[];
  readonly shape: string;
  readonly mapping: ImportMapping;
  readonly from: 'given' | 'kept' | 'guessed';
  readonly rows: number;
  readonly leftOut: number;
  /** Lists but past tickets. */
  readonly good: readonly { readonly row: number; readonly value: GoodRow }[];
  readonly tickets: readonly (PastTicket & { readonly queue: string })[];
  readonly services: readonly { name: string; rows: number; queue: string | null }[];
  readonly faults: readonly Issue[];
  readonly faultCount: number;
}

/** So many faults are told; more are counted. */
const toldFaults = 100;
/** The names of columns stand for a system's export: what is mapped once is known again. */
export const shapeOf = (columns: readonly string[]): string =>
  createHash('sha256')
    .update([...columns].sort().join('\u001f'))
    .digest('base64url');

/** Reads a file of another system and judges each row. Any file is answered. */
export async function judgeImport(_db: Reader, judging: Judging): Promise<Judged> {
  try {
    return judge(await readForeign(judging.file), judging);
  } catch (error) {
    if (!(error instanceof NoWorkbook)) throw error;
    return {
      ...{ columns: [], shape: '', mapping: { columns: {}, services: {} }, from: 'guessed' },
      ...{ rows: 0, leftOut: 0, good: [], tickets: [], services: [] },
      ...{ faults: [faultAt('', 'not_a_list')], faultCount: 1 },
    };
  }
}

function judge(list: ForeignList, judging: Judging): Judged {
  const { kind, queues, today } = judging;
  const shape = shapeOf(list.columns);
  const kept = judging.kept.find((one) => one.shape === shape)?.mapping;
  const mapping = judging.mapping ??
    kept ?? { columns: guessColumns(kind, list.columns), services: {} };
  const from = judging.mapping !== undefined ? 'given' : kept !== undefined ? 'kept' : 'guessed';
  const faults: Issue[] = [];
  let faultCount = 0;
  const tell = (path: string, code: FaultCode, facts: FaultFacts = {}): void => {
    faultCount += 1;
    if (faults.length < toldFaults) faults.push(faultAt(path, code, facts));
  };
  const places = new Map<string, number>();
  for (const [field, column] of Object.entries(mapping.columns)) {
    const isField = (importFields[kind] as readonly string[]).includes(field);
    const place = list.columns.indexOf(column);
    if (!isField) tell(`mapping.${field}`, 'not_one_of', { values: importFields[kind].join(', ') });
    else if (place < 0) tell(`mapping.${field}`, 'head_missing', { head: column });
    else places.set(field, place);
  }
  for (const field of needed(kind, places)) tell(`mapping.${field}`, 'missing');
  if (list.tooMany) tell('', 'too_many_rows', { most: mostImportRows });
  const saidIn = (row: readonly string[], field: string): string =>
    row[places.get(field) ?? -1] ?? '';
  const columnOf = (field: string): string => mapping.columns[field] ?? field;
  const services = new Map<string, { rows: number; queue: string | null }>();
  const queueOf = (name: string): string | null => {
    let known = services.get(name);
    if (known === undefined) {
      const given = mapping.services[name];
      const own = given === undefined ? guessQueue(name, queues) : given;
      services.set(name, (known = { rows: 0, queue: own }));
    }
    known.rows += 1;
    return known.queue;
  };
  const good: { row: number; value: GoodRow }[] = [];
  const tickets: (PastTicket & { queue: string })[] = [];
  let leftOut = 0;
  const isReadable = faultCount === 0;
  const unknown = new Set<string>();
  for (const [i, row] of isReadable ? list.rows.entries() : []) {
    const line = i + 2;
    const said = (field: string): string => saidIn(row, field);
    if (kind !== 'tickets') {
      const value = Object.fromEntries(importFields[kind].map((f) => [f, said(f)]));
      if (kind === 'windows') for (const name of listIn(value['services']!)) queueOf(name);
      good.push({ row: line, value });
      continue;
    }
    const read = pastTicketOf(said);
    if (Array.isArray(read)) {
      for (const { field, code } of read) tell(`${line}.${columnOf(field)}`, code);
      continue;
    }
    const { day, service } = read;
    const queue = queueOf(service);
    if (queue === '') leftOut += 1;
    else if (day >= today) tell(`${line}.${columnOf('day')}`, 'not_past', { day });
    else if (queue === null || !queues.some(({ code }) => code === queue)) {
      // Once for each service: a hundred thousand rows of one say no more.
      if (!unknown.has(service))
        tell(`${line}.${columnOf('service')}`, 'unknown_queue', { code: queue ?? service });
      unknown.add(service);
    } else tickets.push({ ...read, queue });
  }
  return {
    columns: list.columns.map((name, place) => ({
      name,
      samples: [...new Set(list.rows.slice(0, 200).map((row) => row[place] ?? ''))]
        .filter(Boolean)
        .slice(0, 3),
    })),
    ...{ shape, mapping, from, rows: list.rows.length, leftOut, good, tickets },
    services: [...services].map(([name, known]) => ({ name, ...known })).slice(0, 300),
    ...{ faults, faultCount },
  };
}

/** Several services in one cell. */
export const listIn = (cell: string): string[] =>
  cell
    .split(/[、,，;；|\n]/u)
    .map((part) => part.trim())
    .filter(Boolean);

/** The fields without which nothing can be read. */
function needed(kind: ImportKind, has: ReadonlyMap<string, number>): string[] {
  switch (kind) {
    case 'services':
      return has.has('name') ? [] : ['name'];
    case 'windows':
      return has.has('number') ? [] : ['number'];
    case 'staff':
      return ['name', 'username'].filter((field) => !has.has(field));
    case 'tickets': {
      const isTimed =
        has.has('taken') ||
        (has.has('waitedMinutes') &&
          (has.has('called') || (has.has('ended') && has.has('handledMinutes'))));
      return [...(has.has('service') ? [] : ['service']), ...(isTimed ? [] : ['taken'])];
    }
  }
}
