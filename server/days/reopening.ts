import { Problem } from '../../shared/errors.ts';
import type { Command, Effect } from '../hall/command.ts';
import type { Kept, Tickets } from '../tickets/service.ts';
import type { Ids } from '../ids.ts';
import * as store from './undo-store.ts';

/** What a day that goes on has again. */
export interface DayReopened {
  readonly day: string;
  readonly tickets: number;
  readonly windows: number;
}

/** Keeps what the close of a day is about to change, so that it can be taken back. */
export async function keepForReopening(
  c: Command,
  day: string,
  before: { tickets: readonly Kept[]; windows: readonly store.Window[] },
): Promise<void> {
  const at = { hall: c.hall.id, version: c.version, day, now: c.now };
  const kept = [
    ...before.tickets.map((kept) => ({ kind: 'ticket' as const, id: kept.ticket.id, kept })),
    ...before.windows.map((kept) => ({ kind: 'window' as const, id: kept.id, kept })),
  ];
  await store.keep(c.tx, at, kept);
}

/**
 * Takes back a close that came too early, of today: tickets, windows and bookings are again as they
 * were. Inside a command that took the hall back to today.
 *
 * @param from the day that the hall had gone to
 * @throws Problem `nothing_to_reopen`; `day_has_begun` when a number was given since
 */
export async function reopenDay(
  c: Command,
  from: string | null,
  d: { tickets: Tickets; ids: Ids },
): Promise<Effect<DayReopened>> {
  const closed = await store.newest(c.tx, c.hall.id, c.day);
  if (closed === null || from === null || from < c.day) throw new Problem('nothing_to_reopen');
  if (await store.anyTakenSince(c.tx, c.hall.id, { day: c.day, version: closed.version }))
    throw new Problem('day_has_begun', `Numbers were given after ${c.day} was closed`);
  let windows = 0;
  let tickets = 0;
  for (const before of closed.windows) {
    if (await store.reopenWindow(c.tx, before)) windows += 1;
  }
  for (const before of closed.tickets) {
    const present = (await d.tickets.byId(c.tx, before.ticket.id))!;
    if (present.ticket.version !== closed.version) continue;
    await d.tickets.restore(c, present, before);
    tickets += 1;
  }
  await store.voidIntervals(c.tx, c.hall.id, { day: c.day, version: closed.version });
  await store.bookAgain(c.tx, c.hall.id, { day: c.day, at: closed.at });
  await store.forget(c.tx, c.hall.id, closed.version);
  const answer = { day: c.day, tickets, windows };
  return {
    answer,
    event: { command: 'reopen-day', data: { ...answer, from, version: closed.version } },
    touched: { all: true, tickets: closed.tickets.map((k) => k.ticket.id) },
  };
}
