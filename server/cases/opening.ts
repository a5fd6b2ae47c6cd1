import type { Calendar } from '../calendar/service.ts';
import type { CommandContext } from '../command/types.ts';
import { colleagues } from '../hall/people-store.ts';
import type { Ids } from '../ids.ts';
import * as store from './store.ts';
import type { CasesTable } from '../db/tables/after.ts';

/** What a case is about. */
export type About = Pick<
  CasesTable,
  | 'kind'
  | 'service_day'
  | 'rating_id'
  | 'ticket_id'
  | 'step_id'
  | 'queue_id'
  | 'window_id'
  | 'clerk_id'
  | 'matter_id'
  | 'text'
  | 'phone'
  | 'phone_hash'
>;

/** Who told it: a user name, or `visitor`. */
export interface By {
  readonly username: string;
  readonly name: string | null;
}

/**
 * Opens a case inside a running command. It is followed up by a manager, else an administrator, never by
 * the clerk whom it is about; due in the hall's working days.
 *
 * @returns its id
 */
export async function openCase(
  c: CommandContext,
  d: { readonly ids: Ids; readonly calendar: Calendar },
  about: About,
  by: By,
): Promise<string> {
  const others = (await colleagues(c.tx, c.hall.code)).filter(
    (person) => person.id !== about.clerk_id,
  );
  const owner =
    others.find((person) => person.roles.includes('manager')) ??
    others.find((person) => person.roles.includes('admin'));
  const id = d.ids.id();
  const days = c.hall.settings.ratingDueWorkingDays;
  await store.insert(c.tx, {
    ...about,
    id,
    hall_id: c.hall.id,
    status: 'open',
    opened_by: by.username,
    owner_id: owner?.id ?? null,
    due_day: await d.calendar.dueDay(c.tx, c.hall, c.day, days),
    resolution: null,
    contacted: null,
    justified: null,
    appeal: null,
    appealed_at: null,
    appeal_decided_at: null,
    asked_again_at: null,
    opened_at: c.now,
    answered_at: null,
    closed_at: null,
    changed_at: c.now,
  });
  await store.addStep(c.tx, {
    case_id: id,
    at: c.now,
    act: 'open',
    by: by.username,
    by_name: by.name,
    note: null,
  });
  return id;
}
