import type { Hall } from '../../shared/contract/hall.ts';
import type { WindowState } from '../../shared/contract/window.ts';
import { serverNow } from '../../shared/ui/clock.ts';
import { keptForGood } from '../../shared/ui/kept.ts';
import { readRemembered, remember } from '../../shared/ui/remembered.ts';
import type { Person } from '../../shared/ui/session.ts';
import { Known, knownPlace } from './kept.ts';

/** What the terminal knows by now, for when it has to go on alone. Its main work comes first. */
export function knownOf(
  hall: Hall,
  window: number,
  clerk: Person,
  state: WindowState | null,
): Known {
  const own = hall.windows.find(({ number }) => number === window);
  const serves = own?.serves ?? [];
  const ticket = state?.ticket ?? null;
  return {
    hall: hall.code,
    name: hall.name,
    timezone: hall.timezone,
    window,
    ...(own?.label === undefined ? {} : { label: own.label }),
    clerk: { username: clerk.username, name: clerk.name },
    queues: [...serves]
      .sort((a, b) => a.handicapMinutes - b.handicapMinutes)
      .flatMap(({ queue }) => {
        const found = hall.queues.find(({ code }) => code === queue);
        return found === undefined
          ? []
          : [{ code: found.code, name: found.name, prefix: found.prefix }];
      }),
    offset: serverNow() - Date.now(),
    hand:
      ticket === null
        ? null
        : {
            number: ticket.number,
            queue: ticket.steps[ticket.step]?.queue ?? '',
            serving: ticket.status === 'serving',
            since: ticket.since,
          },
  };
}

export function rememberKnown(known: Known): void {
  remember(keptForGood, knownPlace, known);
}

/** Null: this machine has not worked at a window yet. */
export function recallKnown(): Known | null {
  return readRemembered(keptForGood, knownPlace, Known);
}
