import { Problem } from '../../shared/errors.ts';
import { may } from '../../shared/rights.ts';
import type { Actor } from '../../shared/contract/people.ts';
import {
  allowedCommands,
  type StepStatus,
  type WindowCommand,
  type WindowCommandRule,
  windowCommandRules,
} from '../../shared/transitions.ts';
import type { HallConfig, WindowConfig } from '../hall/config.ts';
import type { WindowRow, WindowNow } from './store.ts';

/** @throws Problem `window_not_found` */
export function windowOf(hall: HallConfig, number: number): WindowConfig {
  const window = hall.windowByNumber.get(number);
  if (window === undefined) throw new Problem('window_not_found', `There is no window ${number}`);
  return window;
}

/** The window's clerk, a manager, or a key that may call. @throws Problem `not_your_window`, `forbidden` */
export function requireAtWindow(hall: HallConfig, who: Actor, row: WindowNow): void {
  if (who.kind === 'device') {
    if (who.device === 'keypad' && who.window === row.number) return;
    throw new Problem('forbidden');
  }
  // Another system works at what a clerk has opened, in that clerk's name.
  if (who.kind === 'key') return;
  if (may(who, 'manage-windows', hall.code) || row.clerk_id === who.id) return;
  if (row.clerk_id === null) return;
  throw new Problem(
    'not_your_window',
    `${row.clerk_name ?? row.clerk} works at window ${row.number}`,
    whoHas(row),
  );
}

/** What a refusal says of the clerk who has the window. */
export function whoHas(row: WindowNow): { clerk: string | null; name: string | null } {
  return { clerk: row.clerk, name: row.clerk_name };
}

/** By the transition table. @throws Problem `not_allowed`, with what is allowed */
export function requireAllowed(
  name: WindowCommand,
  row: WindowRow,
  inHand: StepStatus | null,
): void {
  const rule: WindowCommandRule = windowCommandRules[name];
  const hand = (inHand ?? 'none') as never;
  if (rule.window.includes(row.status) && (rule.inHand as readonly string[]).includes(hand)) return;
  const allowed = allowedCommands(row.status, inHand);
  throw new Problem(
    'not_allowed',
    `"${name}" is not possible at a window that is ${row.status} with ${inHand === null ? 'no ticket in hand' : `a ticket ${inHand}`}; allowed: ${allowed.join(', ') || 'nothing'}`,
    { allowed },
  );
}
