import type { Tx } from '../db/open.ts';

/* What is left of a row when nothing more is known of whom it was about: what is counted in reports. */

/** What an appointment keeps when nothing is known of who booked it. */
export const bareAppointment = {
  code_sealed: null,
  name: null,
  phone: null,
  phone_hash: null,
  person_hash: null,
  link: null,
} as const;
export const bareHomeVisit = {
  name: null,
  phone: null,
  phone_hash: null,
  address: null,
  wish: null,
  answer: null,
  done_note: null,
} as const;
export const bareClient = { name: '', phone: null, phone_hash: null, active: 0 } as const;
const bareCase = { text: null, phone: null, phone_hash: null, appeal: null } as const;

/** What was said in these cases, and by which telephone, is gone; what became of them stays. */
export async function eraseCases(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await tx.updateTable('cases').set(bareCase).where('id', 'in', ids).execute();
  await tx
    .updateTable('cases')
    .set({ resolution: '' })
    .where('id', 'in', ids)
    .where('resolution', 'is not', null)
    .execute();
  await tx
    .updateTable('case_steps')
    .set({ note: null })
    .where('case_id', 'in', ids)
    .where('note', 'is not', null)
    .execute();
}

/** Receipt, person and notes of some applications are known no more; their figures stay. */
export async function eraseApplications(tx: Tx, ids: readonly string[]): Promise<number> {
  if (ids.length === 0) return 0;
  await tx
    .updateTable('application_states')
    .set({ note: null, visitor_note: null })
    .where('application_id', 'in', ids)
    .execute();
  const { numUpdatedRows } = await tx
    .updateTable('applications')
    .set({ receipt: null, person_hash: null, details: 0 })
    .where('id', 'in', ids)
    .executeTakeFirst();
  return Number(numUpdatedRows);
}
