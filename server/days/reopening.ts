import { Problem } from '../../shared/errors.ts';
import type { CommandContext, CommandOutcome } from '../command/types.ts';
import { sumsTakenBack } from '../hall/sums-store.ts';
import type { Instant } from '../../shared/rules/instants.ts';
import { busyStep, type Visit } from '../../shared/rules/visit.ts';
import { hold, putBack } from '../../shared/rules/visit-acts.ts';
import type { StoredTicket, Tickets } from '../tickets/service.ts';
import * as store from './undo-store.ts';

/** What a day that goes on has again. */
export interface DayReopened {
  readonly day: string;
  readonly tickets: number;
  readonly windows: number;
}

/** Keeps what the close of a day is about to change, so that it can be taken back. */
export async function keepForReopening(
  c: CommandContext,
  day: string,
  before: { tickets: readonly StoredTicket[]; windows: readonly store.Window[] },
): Promise<void> {
  const at = { hall: c.hall.id, version: c.version, day, now: c.now };
  const kept = [
    ...before.tickets.map((kept) => ({ kind: 'ticket' as const, id: kept.ticket.id, kept })),
    ...before.windows.map((kept) => ({ kind: 'window' as const, id: kept.id, kept })),
  ];
  await store.keep(c.tx, at, kept);
}

/**
 * Takes the hall back to today: from a close that came too early, and from a day that the clock brought
 * before its time, whether or not it closed today. Tickets, windows and bookings are again as they
 * were; what the day that was no day began, never was. Inside a command that took the hall back.
 *
 * @param from the day that the hall had gone to
 * @throws Problem `nothing_to_reopen`; `day_has_begun` when a number was given since
 */
export async function reopenDay(
  c: CommandContext,
  from: string | null,
  { tickets }: { tickets: Tickets },
): Promise<CommandOutcome<DayReopened>> {
  const last = await store.newestClose(c.tx, c.hall.id, c.day);
  if (from === null || from < c.day || (last === null && from === c.day))
    throw new Problem('nothing_to_reopen');
  const closed = last ?? { version: 0, at: c.now };
  if (await store.anyTakenSince(c.tx, c.hall.id, { day: c.day, version: closed.version }))
    throw new Problem('day_has_begun', `Numbers were given after ${c.day} was closed`);
  const before = await store.kept(c.tx, c.hall.id, closed.version);
  await store.closeUnbegun(c.tx, c.hall.id, c.now);
  const answer = { day: c.day, tickets: 0, windows: 0 };
  for (const window of before.windows) {
    if (await store.reopenWindow(c.tx, window)) answer.windows += 1;
  }
  for (const one of before.tickets) {
    const present = (await tickets.byId(c.tx, one.ticket.id))!;
    if (present.ticket.version !== closed.version) continue;
    const step = busyStep(one.visit);
    const window = step?.window_id ?? null;
    if (window !== null && (await store.isAtWork(c.tx, window))) {
      const at = closed.at < c.now ? closed.at : c.now;
      await tickets.changes.save(c, present, left(one.visit, at));
    } else await tickets.changes.restore(c, present, one);
    answer.tickets += 1;
  }
  await store.voidIntervals(c.tx, c.hall.id, { day: c.day, version: closed.version });
  await store.bookAgain(c.tx, c.hall.id, { day: c.day, since: closed.at, now: c.now });
  await store.forget(c.tx, c.hall.id, closed.version);
  await sumsTakenBack(c.tx, { hall: c.hall.id, day: c.day });
  return {
    answer,
    event: { command: 'reopen-day', data: { ...answer, from, version: last?.version ?? null } },
    touched: { all: true, tickets: before.tickets.map((k) => k.ticket.id) },
  };
}

/** Who was at a window that has called somebody else since: called, back in line; served, to be taken up. */
function left(visit: Visit, at: Instant): Visit {
  const step = busyStep(visit)!;
  if (step.status === 'called') return putBack(visit, step, at);
  return step.status === 'serving' ? hold(visit, step, 'any-window', null, at) : visit;
}
