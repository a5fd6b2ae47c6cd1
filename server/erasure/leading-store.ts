import { sql } from 'kysely';
import type { Reader, Tx } from '../db/open.ts';
import type { Limit } from './limit.ts';

/** Why somebody got points, and what was said against it: for as long as nobody has to answer it. */
export function oldSheetTexts(db: Reader, { hall, texts, atOnce }: Limit) {
  return (
    db
      .selectFrom('sheet_entries')
      .select('id')
      .where('hall_id', '=', hall)
      .where('day', '<', texts.day)
      // As the index of them has it: asked with parameters, it would not serve.
      .where(sql<boolean>`reason <> ''`)
      .where((e) => e.or([e('appealed_at', 'is', null), e('decided_at', 'is not', null)]))
      .limit(atOnce)
  );
}

/** What was remarked on patrol; that a place was well or not stays. */
export function oldRemarks(db: Reader, { hall, texts, atOnce }: Limit) {
  return db
    .selectFrom('patrols')
    .select(['id', 'points'])
    .where('hall_id', '=', hall)
    .where('day', '<', texts.day)
    .where('texts', '=', sql.lit<1>(1))
    .limit(atOnce);
}

/** Takes what people wrote out of entries and patrols; points, items, outcomes and days stay. */
export async function eraseLeadingTexts(
  tx: Tx,
  limit: Limit,
): Promise<{ sheets: number; remarks: number }> {
  const entries = (await oldSheetTexts(tx, limit).execute()).map(({ id }) => id);
  if (entries.length > 0)
    await tx
      .updateTable('sheet_entries')
      .set((e) => ({
        reason: '',
        appeal: e.case().when('appeal', 'is', null).then(null).else('').end(),
        answer: e.case().when('answer', 'is', null).then(null).else('').end(),
      }))
      .where('id', 'in', entries)
      .execute();
  const patrols = await oldRemarks(tx, limit).execute();
  for (const { id, points } of patrols) {
    const bare = (JSON.parse(points) as object[]).map((point) => ({ ...point, remark: null }));
    await tx
      .updateTable('patrols')
      .set({ points: JSON.stringify(bare), texts: 0 })
      .where('id', '=', id)
      .execute();
  }
  return { sheets: entries.length, remarks: patrols.length };
}
