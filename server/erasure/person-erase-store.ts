import type { Tx } from '../db/open.ts';
import { bareReason } from '../../shared/reasons.ts';
import type { Instant } from '../../shared/rules/instants.ts';
import { idsOf } from './aged.ts';
import { bareAppointment, bareClient, bareHomeVisit, eraseCases } from './bare-store.ts';
import { eventsOf, type Known } from './person-store.ts';
import { withoutTexts } from './texts.ts';

/** Nobody is looked after by that name any more: the code opens nothing, the visits stay counted. */
export async function eraseClients(tx: Tx, ids: readonly string[], now: Instant): Promise<void> {
  if (ids.length > 0)
    await tx
      .updateTable('clients')
      .set({ ...bareClient, changed_at: now })
      .where('id', 'in', ids)
      .execute();
}

/** Nobody is let take more for a paper that is known no more. */
export async function eraseLifts(tx: Tx, { hall, by, hash }: Known): Promise<void> {
  if (by === 'person_hash')
    await tx
      .deleteFrom('person_lifts')
      .where('hall_id', '=', hall)
      .where('person_hash', '=', hash)
      .execute();
}

/** Nothing is known any more of who booked these; those that were open are cancelled. */
export async function eraseAppointments(
  tx: Tx,
  ids: readonly string[],
  cancelled: readonly string[],
  now: Instant,
): Promise<void> {
  if (cancelled.length > 0)
    await tx
      .updateTable('appointments')
      .set({ status: 'cancelled', changed_at: now })
      .where('id', 'in', cancelled)
      .execute();
  if (ids.length > 0)
    await tx.updateTable('appointments').set(bareAppointment).where('id', 'in', ids).execute();
}

/** Places in line that were taken from afar, also one that is open: it names nobody else. */
export async function eraseRemote(tx: Tx, { hall, by, hash }: Known): Promise<void> {
  if (by !== 'phone_hash') return;
  await tx
    .deleteFrom('remote_tickets')
    .where('hall_id', '=', hall)
    .where('phone_hash', '=', hash)
    .execute();
}

/** The same of requests for a visit at home. */
export async function eraseHomeVisits(
  tx: Tx,
  ids: readonly string[],
  cancelled: readonly string[],
  now: Instant,
): Promise<void> {
  if (cancelled.length > 0)
    await tx
      .updateTable('home_visits')
      .set({ status: 'cancelled', changed_at: now })
      .where('id', 'in', cancelled)
      .execute();
  if (ids.length > 0)
    await tx.updateTable('home_visits').set(bareHomeVisit).where('id', 'in', ids).execute();
}

/** The tickets of a person, with what is needed to find all that hangs on them. */
export interface Visits {
  readonly hall: string;
  readonly tickets: readonly string[];
  readonly steps: readonly string[];
  readonly days: readonly string[];
}

/** Whom these tickets were for is known no more, and what was written about them is gone. */
export async function eraseVisits(tx: Tx, { hall, tickets, steps, days }: Visits): Promise<void> {
  if (tickets.length === 0) return;
  await tx.updateTable('tickets').set({ note: null }).where('id', 'in', tickets).execute();
  await tx.updateTable('steps').set({ person_hash: null }).where('id', 'in', steps).execute();
  await tx.updateTable('ratings').set({ comment: null }).where('step_id', 'in', steps).execute();
  // What was said of them to other systems, and their cars.
  await tx.deleteFrom('webhook_deliveries').where('line', 'in', tickets).execute();
  await tx.deleteFrom('plates').where('ticket_id', 'in', tickets).execute();
  const cases = await tx
    .selectFrom('cases')
    .select('id')
    .where('ticket_id', 'in', tickets)
    .execute();
  await eraseCases(tx, idsOf(cases));
  await eraseReasons(tx, { hall, tickets, steps, days });
  for (const { version, data } of await eventsOf(tx, tickets)) {
    const without = withoutTexts(data);
    if (without === null) continue;
    await tx
      .updateTable('events')
      .set({ data: without })
      .where('hall_id', '=', hall)
      .where('version', '=', version)
      .execute();
  }
  await eraseKeptBefore(tx, { hall, tickets });
}

/** Of what a clerk wrote beside a reason that was chosen, the reason stays. */
async function eraseReasons(tx: Tx, { hall, steps, days }: Visits): Promise<void> {
  const outcomes = await tx
    .selectFrom('steps')
    .select(['id', 'outcome'])
    .where('id', 'in', steps)
    .where('outcome', 'is not', null)
    .execute();
  for (const { id, outcome } of outcomes)
    await tx
      .updateTable('steps')
      .set({ outcome: bareReason(outcome!) })
      .where('id', '=', id)
      .execute();
  const calls = await tx
    .selectFrom('calls')
    .select(['id', 'reason'])
    .where('hall_id', '=', hall)
    .where('service_day', 'in', days)
    .where('step_id', 'in', steps)
    .where('reason', 'is not', null)
    .execute();
  for (const { id, reason } of calls)
    await tx
      .updateTable('calls')
      .set({ reason: bareReason(reason!) })
      .where('id', '=', id)
      .execute();
}

/** What an undo or a day that goes on would bring back. */
async function eraseKeptBefore(
  tx: Tx,
  { hall, tickets }: Pick<Visits, 'hall' | 'tickets'>,
): Promise<void> {
  const windows = await tx
    .selectFrom('windows')
    .select(['id', 'undo'])
    .where('hall_id', '=', hall)
    .where('undo', 'is not', null)
    .execute();
  const held = windows.filter(({ undo }) => tickets.some((id) => undo!.includes(id)));
  if (held.length > 0)
    await tx.updateTable('windows').set({ undo: null }).where('id', 'in', idsOf(held)).execute();
  const closes = await tx
    .selectFrom('day_close_undo')
    .select(['version', 'id', 'before'])
    .where('hall_id', '=', hall)
    .where('kind', '=', 'ticket')
    .where('id', 'in', tickets)
    .execute();
  for (const { version, id, before } of closes) {
    const kept = JSON.parse(before) as { ticket: object };
    await tx
      .updateTable('day_close_undo')
      .set({ before: JSON.stringify({ ...kept, ticket: { ...kept.ticket, note: null } }) })
      .where('hall_id', '=', hall)
      .where('version', '=', version)
      .where('kind', '=', 'ticket')
      .where('id', '=', id)
      .execute();
  }
}
