import type { WindowState } from '../../shared/contract/window.ts';
import {
  windowCommandRules,
  type WindowCommand,
  type WindowCommandRule,
} from '../../shared/transitions.ts';
import type { zhHans } from '../texts/zh-Hans.ts';

/** What stands in the way of a command now, as a key of the texts under `why` with its facts. */
export interface Hindrance {
  readonly key: keyof typeof zhHans.why;
  readonly facts: { readonly n?: number; readonly number?: string };
}

/**
 * Why a window may not do this now; null where it may. The server's `allowed` decides; only what
 * becomes possible or impossible by the mere passing of time (no-show, undo) is judged here, since
 * nothing is pushed at that moment. `now` in milliseconds of the server's clock.
 */
export function hindrance(
  command: WindowCommand,
  state: WindowState,
  now: number,
): Hindrance | null {
  if (command === 'undo') {
    const open = state.undoUntil !== null && Date.parse(state.undoUntil) > now;
    return open && state.undoCommand !== null ? null : { key: 'undo', facts: {} };
  }
  if (command === 'no-show' && state.ticket?.status === 'called') {
    const notYet = noShowNotYet(state.ticket, now);
    if (notYet !== undefined) return notYet;
  }
  if (command === 'take-up' && !state.parked.some(({ status }) => status === 'held')) {
    return state.allowed.includes(command)
      ? { key: 'parked', facts: {} }
      : ruledOut(command, state);
  }
  if (state.allowed.includes(command)) return null;
  return ruledOut(command, state);
}

function noShowNotYet(
  ticket: NonNullable<WindowState['ticket']>,
  now: number,
): Hindrance | null | undefined {
  if (ticket.noShowFrom === null) {
    return { key: 'moreCalls', facts: { n: Math.max(1, ticket.callsNeeded) } };
  }
  const left = Math.ceil((Date.parse(ticket.noShowFrom) - now) / 1000);
  return left > 0 ? { key: 'wait', facts: { n: left } } : null;
}

/** The sentence for a refusal of the transition table. */
function ruledOut(command: WindowCommand, state: WindowState): Hindrance {
  const rule: WindowCommandRule = windowCommandRules[command];
  const hands: readonly string[] = rule.inHand;
  if (!rule.window.includes(state.status)) {
    if (state.status === 'open')
      return { key: command === 'resume' ? 'notPaused' : 'open', facts: {} };
    return { key: state.status, facts: {} };
  }
  if (state.ticket === null && !hands.includes('none')) return { key: 'none', facts: {} };
  if (state.ticket !== null && !hands.includes(state.ticket.status)) {
    const facts = { number: state.ticket.number };
    return { key: hands.includes('called') ? 'serving' : 'inHand', facts };
  }
  return { key: 'not', facts: {} };
}
