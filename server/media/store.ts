import { gunzipSync } from 'node:zlib';
import type { Reader } from '../db/open.ts';
import type { Instant } from '../../shared/rules/instants.ts';

/** What halls show now, as the JSON of their lists. */
export async function shown(db: Reader): Promise<string[]> {
  const rows = await db.selectFrom('halls').select('media').execute();
  return rows.map((row) => row.media);
}

/** The revisions of a site's set-ups that are in force, to come, or not older than an instant. */
export function revisionsSince(
  db: Reader,
  since: Instant,
): Promise<{ hall_id: string; revision: number }[]> {
  return db
    .selectFrom('setup_revisions')
    .select(['hall_id', 'revision'])
    .where((of) => of.or([of('state', 'in', ['current', 'next']), of('at', '>=', since)]))
    .execute();
}

/** The document of a revision, as JSON; one at a time: a catalogue is large. */
export async function documentOf(
  db: Reader,
  { hall_id, revision }: { hall_id: string; revision: number },
): Promise<string> {
  const row = await db
    .selectFrom('setup_revisions')
    .select('document')
    .where('hall_id', '=', hall_id)
    .where('revision', '=', revision)
    .executeTakeFirst();
  if (row === undefined) return '';
  return gunzipSync(Buffer.from(row.document, 'base64')).toString('utf8');
}
