import { Problem } from '../../shared/errors.ts';
import type { WindowCommand } from '../../shared/transitions.ts';
import { takenBack } from '../applications/entering.ts';
import type { Unit } from '../db/unit.ts';
import { type Instant, plus } from '../../shared/rules/instants.ts';
import { isEnded } from '../../shared/rules/visit.ts';
import type { StoredTicket } from '../tickets/service.ts';
import type { AtWork } from './hand.ts';
import * as store from './store.ts';

/** The last transition of a window, as it was before, so that it can be undone. */
export interface Undoable {
  readonly version: number;
  readonly at: Instant;
  readonly command: WindowCommand;
  readonly before: readonly StoredTicket[];
  /** The applications that it entered, by id; absent: none. */
  readonly applications?: readonly string[];
}

export function undoableOf(row: Pick<store.WindowRow, 'undo'>): Undoable | null {
  return row.undo === null ? null : (JSON.parse(row.undo) as Undoable);
}

/** Until when the last transition can be undone; null: there is none. */
export function undoUntil(undoable: Undoable | null, seconds: number): Instant | null {
  return undoable === null ? null : plus(undoable.at, seconds);
}

/**
 * Puts the tickets back as they were before the window's last transition: its intervals count no
 * more, its calls are withdrawn, and what it entered as handed in is taken back.
 *
 * @throws Problem `undo_too_late` after the time, or when a ticket has moved on since or was rated;
 *   `already_waiting` where its visitor has taken another number for the same queue since
 */
export function* undoLast(work: AtWork): Unit<Undoable> {
  const { c, row, tickets, changes } = work;
  const undoable = undoableOf(row);
  if (undoable === null || c.now > undoUntil(undoable, c.hall.settings.undoSeconds)!)
    throw new Problem('undo_too_late');
  for (const before of undoable.before) {
    const { id, number } = before.ticket;
    const present = (yield* tickets.withId(id))!;
    if (present.ticket.version !== undoable.version)
      throw new Problem('undo_too_late', `${number} has moved on since`);
    const opened = undoable.command === 'open-ticket';
    changes.set(
      id,
      opened ? tickets.changes.withdrawn(c, present) : tickets.changes.restored(c, present, before),
    );
    if (opened) continue;
    yield* refuseWhereLivedOn(work, present, before);
  }
  work.writes.push(
    ...(yield* takenBack(undoable.applications ?? [], undoable.at)),
    ...store.voided(c.hall.id, { day: c.day, version: undoable.version }),
    store.setUndo.with({ id: row.id, undo: null }),
  );
  return undoable;
}

/** What the visitor has done since an end that would be taken back. */
function* refuseWhereLivedOn(
  { tickets }: AtWork,
  present: StoredTicket,
  before: StoredTicket,
): Unit<void> {
  const back = present.visit.steps.filter(
    (step) => isEnded(step) && !isEnded(before.visit.steps[step.position]!),
  );
  if (back.length === 0) return;
  const rated = yield* tickets.ratedSteps(back.map((step) => step.id));
  if (rated.size > 0)
    throw new Problem('undo_too_late', `${present.ticket.number} was rated since`);
  for (const step of back)
    yield* tickets.refuseSecond(step, before.visit.steps[step.position]!.queue_id);
}
