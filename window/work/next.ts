import type { ComputedRef, ShallowRef } from 'vue';
import type { CommandInputs, WindowState } from '../../shared/contract/window.ts';
import { storedReason } from '../../shared/reasons.ts';
import type { WindowCommand } from '../../shared/transitions.ts';
import type { Hindrance } from './actions.ts';
import type { TicketDraft } from './drafts.ts';
import { toSend } from './hand-in.ts';
import type { KeyAction } from './keys.ts';
import type { useOutbox } from './outbox.ts';
import type { Asking, Saying } from './terminal.ts';

interface Hands {
  readonly state: ComputedRef<WindowState | null>;
  readonly draft: TicketDraft;
  readonly outbox: Pick<ReturnType<typeof useOutbox>, 'kept' | 'send' | 'isSecondPress'>;
  readonly asking: ShallowRef<Asking | null>;
  readonly say: (words: Saying) => void;
  readonly send: <C extends WindowCommand>(
    command: C,
    body: CommandInputs[C],
    meant?: boolean,
  ) => void;
  readonly why: (command: WindowCommand) => Hindrance | null;
  readonly press: (command: WindowCommand) => void;
}

/**
 * The end of one visit and the call of the next: who is being served is finished, and what became
 * of one who was called and has not come is asked, never taken for done.
 */
export function useNext({ state, draft, outbox, asking, say, send, why, press }: Hands) {
  const noted = (): Pick<CommandInputs['finish'], 'note' | 'applications'> => {
    const note = draft.note.value.trim();
    return { ...(note === '' ? {} : { note }), ...toSend(draft.handedIn.value) };
  };
  /** All ticked or none: all of it is done, which is what leaving `matters` out means. */
  const finish = (next: boolean): void => {
    // Its line says what is wrong with it.
    if (draft.isHandInFaulty.value) return;
    if (draft.partly.value) {
      asking.value = { kind: 'undone', next };
      return;
    }
    finishWith({}, next);
  };
  const finishWith = (input: CommandInputs['finish'], next: boolean): void => {
    const body = { ...input, ...noted() };
    if (!next) send('finish', body);
    else {
      const called = state.value?.ticket?.status === 'called';
      if (Object.keys(body).length > 0) send('finish', body);
      // A called ticket comes here only after the clerk has said that it is done.
      const alone = called && Object.keys(body).length === 0;
      send('call-next', { inHand: alone ? 'finish' : 'ask' }, alone);
    }
  };
  /** The next one, where the ticket in hand was called and has not come: the clerk decides. */
  const next = (): void => {
    const ticket = state.value?.ticket ?? null;
    if (ticket === null) send('call-next', { inHand: 'ask' });
    else if (ticket.status !== 'called') finish(true);
    // What is under way may be their arrival: the server knows, and asks where it is not.
    else if (outbox.kept.value.length > 0) send('call-next', { inHand: 'ask' });
    else if (ticket.noShowOnNext && why('no-show') === null) {
      send('call-next', { inHand: 'ask' });
      say({ kind: 'missed', number: ticket.number });
    } else if (!outbox.isSecondPress('call-next')) asking.value = { kind: 'next' };
  };
  /** What the clerk said of one who has not come; then the next is called. */
  const decide = (fate: 'finish' | 'no-show' | 'put-back'): void => {
    const hindered = why(fate);
    if (hindered !== null) say({ kind: 'why', why: hindered });
    else if (fate === 'finish') finish(true);
    else if (fate === 'no-show') send('call-next', { inHand: fate }, true);
    else send('call-next', { inHand: fate, reason: storedReason('absent', '') }, true);
  };
  /** A key while the question about the ticket in hand is open. */
  const answerNext = (action: KeyAction): void => {
    switch (action) {
      case 'no-show':
      case 'finish':
      case 'put-back':
        asking.value = null;
        decide(action);
        break;
      case 'start':
      case 'recall':
        asking.value = null;
        press(action);
        break;
      case 'start-finish':
        answerNext('start');
        break;
      default:
    }
  };
  /** Nobody waits: what was said of the ticket in hand holds all the same. */
  const decideAlone = (fate: unknown, reason: unknown): void => {
    if (fate === 'no-show' || fate === 'finish') outbox.send(fate, {});
    if (fate === 'put-back') outbox.send(fate, { reason: String(reason) });
  };

  return { finish, finishWith, next, answerNext, decideAlone };
}
