import { Problem } from '../../shared/errors.ts';
import type { WindowCommand } from '../../shared/transitions.ts';
import type { Command } from '../hall/command.ts';
import { type Instant, plus } from '../rules/instants.ts';
import type { Kept, Tickets } from '../tickets/service.ts';
import * as store from './store.ts';

/** The last transition of a window, as it was before, so that it can be undone. */
export interface Undoable {
  readonly version: number;
  readonly at: Instant;
  readonly command: WindowCommand;
  readonly before: readonly Kept[];
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
 * more, its calls are withdrawn.
 *
 * @throws Problem `undo_too_late` after the time, or when a ticket has moved on since
 */
export async function undoLast(
  c: Command,
  row: store.WindowRow,
  tickets: Tickets,
): Promise<{ undone: Undoable; queues: string[] }> {
  const undoable = undoableOf(row);
  if (undoable === null || c.now > undoUntil(undoable, c.hall.settings.undoSeconds)!)
    throw new Problem('undo_too_late');
  const queues: string[] = [];
  // Who was called last is put back first: a window has one ticket in hand at any moment.
  for (const before of [...undoable.before].reverse()) {
    const present = (await tickets.byId(c.tx, before.ticket.id))!;
    if (present.ticket.version !== undoable.version) {
      throw new Problem('undo_too_late', `${before.ticket.number} has moved on since`);
    }
    queues.push(...(await tickets.restore(c, present, before)));
  }
  await store.voidEvent(c.tx, c.hall.id, { day: c.day, version: undoable.version });
  await store.setUndo(c.tx, row.id, null);
  return { undone: undoable, queues };
}
