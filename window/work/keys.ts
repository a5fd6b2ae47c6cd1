import { onScopeDispose } from 'vue';

/** What a key press asks for. `matter` ticks the n-th matter, from 0. */
export type KeyAction =
  | 'next'
  | 'recall'
  | 'start'
  | 'finish'
  | 'start-finish'
  | 'no-show'
  | 'put-back'
  | 'hold'
  | 'take-up'
  | 'transfer'
  | 'call'
  | 'pause'
  | 'close'
  | 'undo'
  | 'consult'
  | 'change'
  | 'not-done'
  | 'refer'
  | 'open-ticket'
  | 'help';
type Wanted = { readonly action: KeyAction } | { readonly matter: number };

const functionKeys: Readonly<Record<string, KeyAction>> = {
  F1: 'help',
  F2: 'next',
  F3: 'recall',
  F4: 'start',
  F5: 'finish',
  F6: 'no-show',
  F7: 'hold',
  F8: 'transfer',
  F9: 'call',
  F10: 'pause',
  'Shift+F6': 'put-back',
  'Shift+F7': 'take-up',
  'Shift+F2': 'close',
  'Shift+F4': 'consult',
  'Shift+F3': 'refer',
  'Shift+F5': 'not-done',
  'Shift+F8': 'change',
  'Shift+F9': 'open-ticket',
};
/** A numeric keypad beside the keyboard, by the place of the key: NumLock does not matter. */
const keypad: Readonly<Record<string, KeyAction>> = {
  NumpadAdd: 'next',
  NumpadMultiply: 'recall',
  NumpadEnter: 'start-finish',
  NumpadSubtract: 'no-show',
  Numpad0: 'pause',
  NumpadDivide: 'hold',
  NumpadDecimal: 'undo',
};

function isTyping(target: EventTarget | null): boolean {
  // By name, not by class: in a picture-in-picture window the classes are those of another realm.
  const element = target as { tagName?: string; type?: string } | null;
  if (element?.tagName === 'INPUT') return element.type !== 'checkbox' && element.type !== 'radio';
  return element?.tagName === 'TEXTAREA' || element?.tagName === 'SELECT';
}

/** What a key asks for as one of the terminal's own keys, also inside a question. */
export function actionOf(event: KeyboardEvent): KeyAction | null {
  const named = functionKeys[event.shiftKey ? `Shift+${event.key}` : event.key];
  return named ?? keypad[event.code] ?? null;
}

function wanted(event: KeyboardEvent, singleKeys: boolean): Wanted | null {
  if (event.altKey || event.metaKey) return null;
  if (event.ctrlKey) {
    const undo = event.key.toLowerCase() === 'z' && !event.shiftKey && !isTyping(event.target);
    return undo ? { action: 'undo' } : null;
  }
  const named = functionKeys[event.shiftKey ? `Shift+${event.key}` : event.key];
  if (named !== undefined) return { action: named };
  if (!singleKeys || isTyping(event.target)) return null;
  const pad = keypad[event.code];
  if (pad !== undefined) return { action: pad };
  if (event.key === '?') return { action: 'help' };
  const digit = /^Digit([1-9])$/.exec(event.code)?.[1];
  return digit === undefined || event.shiftKey ? null : { matter: Number(digit) - 1 };
}

interface Options {
  /** WCAG 2.1.4: keys of one character can be turned off. */
  readonly singleKeys: () => boolean;
  /** A question is open: the keys are its own. */
  readonly asking: () => boolean;
  readonly act: (action: KeyAction) => void;
  readonly tick: (matter: number) => void;
}

/**
 * The clerk's keys. Function keys never reach the browser (F5 must not reload), and a key held down
 * counts once. `listen` adds another window, such as a picture-in-picture one.
 */
export function useKeys({ singleKeys, asking, act, tick }: Options) {
  const onKey = (event: KeyboardEvent): void => {
    // A question has just taken this key, and may be gone by now.
    if (event.defaultPrevented) return;
    const want = wanted(event, singleKeys());
    if (asking()) {
      if (/^F([1-9]|10)$/.test(event.key)) event.preventDefault();
      return;
    }
    if (want === null) return;
    event.preventDefault();
    if (event.repeat) return;
    if ('action' in want) act(want.action);
    else tick(want.matter);
  };
  const listen = (where: Window): (() => void) => {
    where.addEventListener('keydown', onKey);
    return () => {
      where.removeEventListener('keydown', onKey);
    };
  };
  onScopeDispose(listen(window));
  return { listen };
}
