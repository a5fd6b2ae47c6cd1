import { sql } from 'kysely';
import type { BookingsQuery } from '../../shared/contract/appointment.ts';
import { inOrder } from '../db/in-order.ts';
import type { Reader } from '../db/open.ts';
import { type WithTicket, withTicket } from './store.ts';

/** Which appointments are looked for, and in which order. */
export interface Wanted extends Pick<BookingsQuery, 'status' | 'kind' | 'sort' | 'down'> {
  readonly hall: string;
  readonly day: string;
  /** Whoever is booked from that day on; else those of the day. */
  readonly everyDay: boolean;
  readonly text?:
    | {
        readonly typed: string;
        readonly codeHash: string;
        /** From that day on the names and telephones of who is expected are found; null: nobody's. */
        readonly namesFrom: string | null;
      }
    | undefined;
}

const columns = {
  slot: 'appointments.slot_from',
  person: 'appointments.name',
  kind: 'appointments.kind',
  phone: 'appointments.phone',
  status: 'appointments.status',
  number: 'tickets.number',
} as const;

/** The appointments of a day, or of all days to come, and how many they are. @param page absent: all */
export async function list(
  db: Reader,
  { hall, day, everyDay, status, kind, text, sort = 'slot', down }: Wanted,
  page?: { readonly offset: number; readonly limit: number },
): Promise<{ total: number; rows: WithTicket[] }> {
  let all = withTicket(db)
    .where('appointments.hall_id', '=', hall)
    .where('appointments.service_day', everyDay ? '>=' : '=', day);
  if (everyDay) all = all.where('appointments.status', '=', 'booked');
  if (status !== undefined) all = all.where('appointments.status', '=', status);
  if (kind !== undefined) all = all.where('appointments.kind', '=', kind);
  if (text !== undefined) {
    const part = text.typed.toLowerCase().replaceAll(/[\\%_]/g, String.raw`\$&`);
    const digits = text.typed.replaceAll(/[\s()-]/g, '');
    const { namesFrom } = text;
    all = all.where((e) =>
      e.or([
        e('appointments.code_hash', '=', text.codeHash),
        sql<boolean>`lower(tickets.number) like ${`${part}%`} escape '\\'`,
        ...(namesFrom === null
          ? []
          : [
              e.and([
                e('appointments.status', '<>', 'cancelled'),
                e('appointments.service_day', '>=', namesFrom),
                e.or([
                  sql<boolean>`lower(appointments.name) like ${`%${part}%`} escape '\\'`,
                  ...(/^\+?\d+$/.test(digits)
                    ? [sql<boolean>`appointments.phone like ${`%${digits}%`}`]
                    : []),
                ]),
              ]),
            ]),
      ]),
    );
  }
  const sorted = all
    .orderBy(...inOrder(columns[sort], down))
    .orderBy('appointments.slot_from')
    .orderBy('appointments.created_at')
    .orderBy('appointments.id');
  if (page === undefined) {
    const rows = await sorted.execute();
    return { total: rows.length, rows };
  }
  const { count } = await all
    .clearSelect()
    .select((e) => e.fn.countAll<number | string>().as('count'))
    .executeTakeFirstOrThrow();
  const rows = await sorted.limit(page.limit).offset(page.offset).execute();
  return { total: Number(count), rows };
}
