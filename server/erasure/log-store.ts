import type { Selectable } from 'kysely';
import type { Reader, Tx } from '../db/open.ts';
import type { EventsTable } from '../db/tables/site.ts';
import type { Instant } from '../../shared/rules/instants.ts';
import type { Limit } from './limit.ts';
import { withoutTexts } from './texts.ts';

/** Lines of the log that are looked through at once. */
const linesAtOnce = 1000;

/** What stands of the log after the lines that were looked through. */
export interface Page {
  readonly from: number;
  /** The last of its lines; `from` where there is none. */
  readonly to: number;
  readonly lines: readonly { readonly version: number; readonly data: string }[];
  readonly isLast: boolean;
}

/** The next lines of a hall's log that are old enough, those with free texts as they are without them. */
export async function pageOf(db: Reader, { hall, texts }: Limit): Promise<Page> {
  const { erased_to: from } = await db
    .selectFrom('halls')
    .select('erased_to')
    .where('id', '=', hall)
    .executeTakeFirstOrThrow();
  return page(db, hall, from, texts.instant, ({ data }) => withoutTexts(data));
}

type Line = Pick<Selectable<EventsTable>, 'version' | 'at' | 'command' | 'data'>;

async function page(
  db: Reader,
  hall: string,
  from: number,
  before: Instant,
  without: (line: Line) => string | null,
): Promise<Page> {
  const rows = await db
    .selectFrom('events')
    .select(['version', 'at', 'command', 'data'])
    .where('hall_id', '=', hall)
    .where('version', '>', from)
    .orderBy('version')
    .limit(linesAtOnce)
    .execute();
  const young = rows.findIndex(({ at }) => at >= before);
  const old = young < 0 ? rows : rows.slice(0, young);
  return {
    from,
    to: old.at(-1)?.version ?? from,
    lines: old.flatMap((row) => {
      const data = without(row);
      return data === null ? [] : [{ version: row.version, data }];
    }),
    isLast: old.length < linesAtOnce,
  };
}

/** Whether this page is still the next one: another process may have been quicker. */
export async function turnPage(tx: Tx, hall: string, { from, to }: Page): Promise<boolean> {
  if (from === to) return true;
  const { numUpdatedRows } = await tx
    .updateTable('halls')
    .set({ erased_to: to })
    .where('id', '=', hall)
    .where('erased_to', '=', from)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

export async function writeLines(tx: Tx, hall: string, lines: Page['lines']): Promise<number> {
  for (const { version, data } of lines)
    await tx
      .updateTable('events')
      .set({ data })
      .where('hall_id', '=', hall)
      .where('version', '=', version)
      .execute();
  return lines.length;
}

/** The site's own log: who signed in, or tried to, and from where. */
export async function signInsOf(db: Reader, before: Instant): Promise<Page> {
  const { erased_to: from } = await db
    .selectFrom('site')
    .select('erased_to')
    .executeTakeFirstOrThrow();
  return page(db, 'site', from, before, ({ command, data }) =>
    command.includes('sign-in') && data !== '{}' ? '{}' : null,
  );
}

export async function turnSitePage(tx: Tx, { from, to }: Page): Promise<boolean> {
  if (from === to) return true;
  const { numUpdatedRows } = await tx
    .updateTable('site')
    .set({ erased_to: to })
    .where('erased_to', '=', from)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
