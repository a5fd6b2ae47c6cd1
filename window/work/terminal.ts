import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue';
import type { Hall } from '../../shared/contract/hall.ts';
import type { CommandInputs, WindowState } from '../../shared/contract/window.ts';
import type { WindowCommand } from '../../shared/transitions.ts';
import { useNow } from '../../shared/ui/clock.ts';
import { api, ApiProblem } from '../../shared/ui/http.ts';
import { type Person, session } from '../../shared/ui/session.ts';
import { hindrance, type Hindrance } from './actions.ts';
import { useDraft } from './drafts.ts';
import { useNewestState } from './newest.ts';
import { useNext } from './next.ts';
import { useOnline } from './online.ts';
import { useOutbox } from './outbox.ts';

/** The question that is open. `next` goes on to the next number after it. */
export type Asking =
  | { readonly kind: 'hold' | 'transfer' | 'pause' | 'put-back' | 'take-up' | 'close' | 'next' }
  | { readonly kind: 'change' | 'not-done' | 'open-ticket' }
  | { readonly kind: 'help' | 'menu' | 'points' }
  | { readonly kind: 'call' | 'refer'; readonly number: string }
  | { readonly kind: 'undone'; readonly next: boolean };

/** What the terminal says about the last press, for a few seconds. */
export type Saying =
  | { readonly kind: 'why'; readonly why: Hindrance }
  | { readonly kind: 'missed'; readonly number: string }
  | { readonly kind: 'refused'; readonly command: WindowCommand; readonly error: unknown }
  | { readonly kind: 'dropped'; readonly commands: readonly WindowCommand[] };

function isProblem(error: unknown, code: ApiProblem['code']): error is ApiProblem {
  return error instanceof ApiProblem && error.code === code;
}

/** The name of the clerk who has the window, as a refusal gives it. */
function nameIn({ facts }: ApiProblem): string {
  return typeof facts['name'] === 'string' ? facts['name'] : '';
}

/** A clerk's work at one window: its state, what may be done now, and the doing of it. */
export function useTerminal(hall: Hall, window: number, clerk: Person) {
  const path = `/api/halls/${encodeURIComponent(hall.code)}/windows/${window}`;
  const now = useNow();
  const { online, lostSince } = useOnline();
  const { state, refused, take } = useNewestState(hall.code, window);
  const draft = useDraft(`${hall.code}:${window}`, state);
  const asking = shallowRef<Asking | null>(null);
  const saying = shallowRef<Saying | null>(null);
  /** Another clerk took the window over, by the answer of a command: their name. */
  const lostTo = ref<string | null>(null);

  let sayingTimer = 0;
  const say = (words: Saying): void => {
    saying.value = words;
    clearTimeout(sayingTimer);
    sayingTimer = globalThis.setTimeout(() => (saying.value = null), 6000) as unknown as number;
  };
  onScopeDispose(() => {
    clearTimeout(sayingTimer);
  });

  const outbox = useOutbox({
    path,
    online,
    take,
    refused: ({ command, body, error }) => {
      if (isProblem(error, 'unauthorized')) session.expire();
      else if (isProblem(error, 'not_your_window')) lostTo.value = nameIn(error);
      else if (isProblem(error, 'decide_first')) asking.value = { kind: 'next' };
      else {
        say({ kind: 'refused', command, error });
        if (isProblem(error, 'queue_empty')) decideAlone(body['inHand'], body['reason']);
      }
    },
    dropped: (commands) => {
      say({ kind: 'dropped', commands });
    },
  });

  /** The window was retired while it stood open here; it may come back. */
  const gone = computed(() => refused.value === 'window_not_found');
  const takenBy = computed(() => {
    if (lostTo.value !== null || refused.value === 'not_your_window') return lostTo.value ?? '';
    const current = state.value;
    if (current === null || current.clerk === null) return null;
    return current.clerk === clerk.username ? null : (current.clerkName ?? '');
  });
  watch(refused, (code) => {
    if (code === 'unauthorized') session.expire();
    // The line only says that somebody has it; who, the window's state does.
    if (code !== 'not_your_window') return;
    api.get<WindowState>(path).catch((error: unknown) => {
      if (isProblem(error, 'not_your_window')) lostTo.value = nameIn(error);
    });
  });
  watch(
    () => state.value?.ticket ?? null,
    (next, before) => {
      // Arrived meanwhile, by a key box or another screen: nothing is left to ask.
      if (asking.value?.kind === 'next' && next?.status !== 'called') asking.value = null;
      if (before === null || next?.id === before.id) return;
      // A question about a ticket goes with the ticket; where one was referred, its answer stays.
      if (
        asking.value !== null &&
        !['help', 'menu', 'points', 'refer'].includes(asking.value.kind)
      ) {
        asking.value = null;
      }
    },
  );

  const why = (command: WindowCommand): Hindrance | null =>
    state.value === null ? { key: 'not', facts: {} } : hindrance(command, state.value, now.value);

  /** Sends a command as it is. */
  const send = <C extends WindowCommand>(
    command: C,
    body: CommandInputs[C],
    meant = false,
  ): void => {
    if (!outbox.send(command, body, meant)) return;
    saying.value = null;
  };

  const { finish, finishWith, next, answerNext, decideAlone } = useNext({
    state,
    draft,
    outbox,
    asking,
    say,
    send,
    why,
    press: (command) => {
      press(command);
    },
  });

  /** What each press does where it is allowed: at once, or after a question. */
  const deeds: Partial<Record<WindowCommand, () => void>> = {
    'call-next': next,
    finish: () => {
      finish(false);
    },
    hold: () => (asking.value = { kind: 'hold' }),
    transfer: () => (asking.value = { kind: 'transfer' }),
    pause: () => (asking.value = { kind: 'pause' }),
    'put-back': () => (asking.value = { kind: 'put-back' }),
    'take-up': () => (asking.value = { kind: 'take-up' }),
    close: () => (asking.value = { kind: 'close' }),
    'open-ticket': () => (asking.value = { kind: 'open-ticket' }),
    call: () => (asking.value = { kind: 'call', number: '' }),
  };

  /** Pressed while the one before it was under way, for the state that it brings about. */
  let hasty: WindowCommand | null = null;
  const press = (command: WindowCommand): void => {
    const hindered = why(command);
    if (hindered !== null) {
      if (outbox.kept.value.length > 0 && online.value && !outbox.troubled.value) hasty = command;
      else say({ kind: 'why', why: hindered });
      return;
    }
    const deed = deeds[command];
    if (deed !== undefined) deed();
    else send(command, {});
  };
  watch(outbox.kept, (kept) => {
    if (kept.length > 0 || hasty === null) return;
    const command = hasty;
    hasty = null;
    press(command);
  });
  /** The step forward: what the large button and F2 do. */
  const forward = computed<WindowCommand>(() =>
    state.value?.status === 'closed'
      ? 'open'
      : state.value?.status === 'paused'
        ? 'resume'
        : 'call-next',
  );
  const callOut = (number: string): void => {
    const hindered = why('call');
    if (hindered === null) asking.value = { kind: 'call', number };
    else say({ kind: 'why', why: hindered });
  };
  /** What the ticket in hand is for, what of it could not be done, or where else it is. */
  const askOfTicket = (kind: 'change' | 'not-done' | 'refer'): void => {
    const ticket = state.value?.ticket ?? null;
    if (ticket !== null)
      asking.value = kind === 'refer' ? { kind, number: ticket.number } : { kind };
    else say({ kind: 'why', why: { key: 'none', facts: {} } });
  };
  const takeUp = (number: string): void => {
    const hindered = why('take-up');
    if (hindered === null) send('take-up', { number });
    else say({ kind: 'why', why: hindered });
  };
  const takeBack = (): void => {
    lostTo.value = null;
    send('open', { takeOver: true });
  };
  const ask = (question: Asking): void => {
    asking.value = question;
  };
  const close = (): void => {
    asking.value = null;
  };

  return {
    hall,
    window,
    path,
    state,
    draft,
    online,
    lostSince,
    outbox,
    asking,
    saying,
    takenBy,
    gone,
    forward,
    why,
    press,
    send,
    answerNext,
    finishWith,
    callOut,
    askOfTicket,
    takeUp,
    takeBack,
    ask,
    close,
  };
}
export type TerminalWork = ReturnType<typeof useTerminal>;
