import type { Instant } from '../../shared/rules/instants.ts';
import { prepared } from '../db/prepared.ts';
import type { Bound } from '../db/unit.ts';
import type { LoggedEvent, Who } from './types.ts';

const insertEvent = prepared<
  {
    hall: string;
    version: number;
    at: Instant;
    command: string;
    actor: string;
    ticket: string | null;
    step: string | null;
    window: string | null;
    data: string;
  },
  never
>((db, p) =>
  db.insertInto('events').values({
    hall_id: p('hall'),
    version: p('version'),
    at: p('at'),
    command: p('command'),
    actor: p('actor'),
    ticket_id: p('ticket'),
    step_id: p('step'),
    window_id: p('window'),
    data: p('data'),
  }),
);

/** An event, as the log has it. */
export function loggedEvent(
  command: { now: Instant; version: number; who: Who; hall: { id: string } },
  event: LoggedEvent,
): Bound {
  return insertEvent.with({
    hall: command.hall.id,
    version: command.version,
    at: command.now,
    command: event.command,
    actor: actorName(command.who),
    ticket: event.ticketId ?? null,
    step: event.stepId ?? null,
    window: event.windowId ?? null,
    data: JSON.stringify(event.data),
  });
}

/** The actor as the log names it: `staff:lin`, `device:…`, `key:…` by its name, `visitor`, `system`. */
export function actorName(who: Who): string {
  switch (who.kind) {
    case 'staff':
      return `staff:${who.username}`;
    case 'device':
      return `device:${who.id}`;
    case 'key':
      return `key:${who.name}`;
    case 'visitor':
    case 'system':
      return who.kind;
  }
}
