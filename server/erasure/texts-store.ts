import { sql } from 'kysely';
import type { Reader } from '../db/open.ts';
import { bareReason, everyReasonCode } from '../../shared/reasons.ts';
import { aged, type Aged, idsOf } from './aged.ts';
import { eraseCases } from './bare-store.ts';
import { agedLeading } from './leading-store.ts';
import type { Limit } from './limit.ts';

/** A comment stays for as long as somebody has to see to it. */
function oldComments(db: Reader, { hall, texts, atOnce }: Limit) {
  return db
    .selectFrom('ratings')
    .select('ratings.id')
    .where('hall_id', '=', hall)
    .where('service_day', '<', texts.day)
    .where('comment', 'is not', null)
    .where((e) =>
      e.not(
        e.exists(
          e
            .selectFrom('cases')
            .select('cases.id')
            .whereRef('cases.rating_id', '=', 'ratings.id')
            .where('cases.status', '<>', 'closed'),
        ),
      ),
    )
    .limit(atOnce)
    .execute();
}

/** What was said in a case stays for as long as somebody has to see to it. */
function oldCases(db: Reader, { hall, texts, atOnce }: Limit) {
  return (
    db
      .selectFrom('cases')
      .select('id')
      .where('hall_id', '=', hall)
      // As the index of them has it: asked with parameters, it would not serve.
      .where(sql<boolean>`status = 'closed' and resolution <> ''`)
      .where('closed_at', '<', texts.instant)
      .limit(atOnce)
      .execute()
  );
}

/** A manager's messages, with who read them: rows that no report needs. */
function oldMessages(db: Reader, { hall, texts, atOnce }: Limit) {
  return db
    .selectFrom('messages')
    .select('id')
    .where('hall_id', '=', hall)
    .where('until', '<', texts.instant)
    .limit(atOnce)
    .execute();
}

/** Which alarms stood when, with what devices said of themselves. */
function oldSpells(db: Reader, { hall, texts, atOnce }: Limit) {
  return db
    .selectFrom('alarm_spells')
    .select('id')
    .where('hall_id', '=', hall)
    .where('service_day', '<', texts.day)
    .where('ended_at', 'is not', null)
    .limit(atOnce)
    .execute();
}

/** What was written to people of a list whose days are long over: somebody may be named in it. */
function oldInvitations(db: Reader, { hall, texts, atOnce }: Limit) {
  return db
    .selectFrom('invitations')
    .select('id')
    .where('hall_id', '=', hall)
    .where('last_day', '<', texts.day)
    .where('message', '<>', '')
    .limit(atOnce)
    .execute();
}

/** Columns in which a reason stands, chosen from a list or in somebody's own words. */
const reasonColumns = {
  calls: 'reason',
  window_intervals: 'reason',
  steps: 'outcome',
} as const;

/** Reasons that say more than was chosen, of the days that were not looked through yet. */
function oldReasons(
  db: Reader,
  table: keyof typeof reasonColumns,
  { hall, texts, textsSince, atOnce }: Limit,
): Promise<{ id: string; reason: string }[]> {
  const column = reasonColumns[table];
  return db
    .selectFrom(table as 'calls')
    .select(['id', sql.ref<string>(column).as('reason')])
    .where('hall_id', '=', hall)
    .where('service_day', '>=', textsSince)
    .where('service_day', '<', texts.day)
    .where(sql<boolean>`${sql.ref(column)} is not null`)
    .where(sql.ref<string>(column), 'not in', everyReasonCode)
    .limit(atOnce)
    .execute();
}

const agedReasons = (Object.keys(reasonColumns) as (keyof typeof reasonColumns)[]).map(
  (table): Aged =>
    aged(
      'reasons',
      (db, limit) => oldReasons(db, table, limit),
      async (tx, rows) => {
        for (const { id, reason } of rows)
          await tx
            .updateTable(table as 'calls')
            .set({ [reasonColumns[table]]: bareReason(reason) } as { reason: string | null })
            .where('id', '=', id)
            .execute();
      },
    ),
);

/** What people wrote. */
export const agedTexts = [
  aged('comments', oldComments, (tx, rows) =>
    tx.updateTable('ratings').set({ comment: null }).where('id', 'in', idsOf(rows)).execute(),
  ),
  aged('invitations', oldInvitations, (tx, rows) =>
    tx.updateTable('invitations').set({ message: '' }).where('id', 'in', idsOf(rows)).execute(),
  ),
  aged('resolutions', oldCases, (tx, rows) => eraseCases(tx, idsOf(rows))),
  ...agedReasons,
  aged('messages', oldMessages, async (tx, rows) => {
    await tx.deleteFrom('message_reads').where('message_id', 'in', idsOf(rows)).execute();
    await tx.deleteFrom('messages').where('id', 'in', idsOf(rows)).execute();
  }),
  ...agedLeading,
  aged('alarms', oldSpells, (tx, rows) =>
    tx.deleteFrom('alarm_spells').where('id', 'in', idsOf(rows)).execute(),
  ),
];
