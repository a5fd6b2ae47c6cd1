import { sql } from 'kysely';
import type { Reader } from '../db/open.ts';
import { aged, idsOf } from './aged.ts';
import type { Limit } from './limit.ts';

/** Why somebody got points, and what was said against it: for as long as nobody has to answer it. */
function oldSheetTexts(db: Reader, { hall, texts, atOnce }: Limit) {
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
      .execute()
  );
}

/** What was remarked on patrol; that a place was well or not stays. */
function oldRemarks(db: Reader, { hall, texts, atOnce }: Limit) {
  return db
    .selectFrom('patrols')
    .select(['id', 'points'])
    .where('hall_id', '=', hall)
    .where('day', '<', texts.day)
    .where('texts', '=', sql.lit<1>(1))
    .limit(atOnce)
    .execute();
}

/** What people wrote in entries and on patrols; points, items, outcomes and days stay. */
export const agedLeading = [
  aged('sheets', oldSheetTexts, (tx, rows) =>
    tx
      .updateTable('sheet_entries')
      .set((e) => ({
        reason: '',
        appeal: e.case().when('appeal', 'is', null).then(null).else('').end(),
        answer: e.case().when('answer', 'is', null).then(null).else('').end(),
      }))
      .where('id', 'in', idsOf(rows))
      .execute(),
  ),
  aged('remarks', oldRemarks, async (tx, rows) => {
    for (const { id, points } of rows) {
      const bare = (JSON.parse(points) as object[]).map((point) => ({ ...point, remark: null }));
      await tx
        .updateTable('patrols')
        .set({ points: JSON.stringify(bare), texts: 0 })
        .where('id', '=', id)
        .execute();
    }
  }),
];
