import { onScopeDispose } from 'vue';

/** A person leaves more time between two keys, and a reader less than the pause; milliseconds. */
const quickest = 60;
const pause = 1000;
const shortest = 4;
/** In no booking code and no name: the number of a card or passport, however slowly its reader types. */
const ofCard = /\d{9}|[A-Z]\d{8}|<</i;

type Reader = (text: string) => void;
const readers = new Set<Reader>();

/** What was typed without a pause, and the end of it that came too quickly for a person. */
let typed = '';
let quickly = '';
let last = -Infinity;
/** The field with the cursor as it was before that, and what is kept from it for the moment. */
let field: { readonly input: HTMLInputElement; readonly before: string; held: string } | null =
  null;
let giveBack: ReturnType<typeof setTimeout> | undefined;

/**
 * Scanners and card readers that type like a keyboard: many characters, faster than a person
 * types, then Enter. What they type enters no field, as it may be an ID number; what a person
 * types does.
 */
export function useWedge(onRead: Reader): void {
  if (readers.size === 0) document.addEventListener('keydown', onKey, { capture: true });
  readers.add(onRead);
  onScopeDispose(() => {
    readers.delete(onRead);
    if (readers.size === 0) document.removeEventListener('keydown', onKey, { capture: true });
  });
}

function onKey(event: KeyboardEvent): void {
  // A reader that writes capitals presses Shift, which is not of the text.
  if (event.ctrlKey || event.altKey || event.metaKey || event.key === 'Shift') return;
  const gap = event.timeStamp - last;
  last = event.timeStamp;
  if (event.key.length === 1) {
    if (gap >= pause) forget();
    onCharacter(event, gap < quickest);
    return;
  }
  const text = event.key === 'Enter' ? readBy(gap < quickest) : null;
  if (text === null) release();
  else {
    event.preventDefault();
    event.stopPropagation();
    takeBack();
  }
  forget();
  if (text !== null) for (const reader of [...readers]) reader(text);
}

/** What a reader has read; null: a person has typed. */
function readBy(quick: boolean): string | null {
  if (ofCard.test(typed)) return typed;
  return quick && quickly.length >= shortest ? quickly : null;
}

function onCharacter(event: KeyboardEvent, quick: boolean): void {
  const { key, target } = event;
  if (typed === '') {
    const writes = target instanceof HTMLInputElement && target.selectionStart !== null;
    field = writes ? { input: target, before: target.value, held: '' } : null;
  }
  typed += key;
  quickly = quick ? quickly + key : key;
  if (field === null) return;
  if (ofCard.test(typed)) {
    event.preventDefault();
    takeBack();
  } else if (quick) {
    event.preventDefault();
    field.held += key;
    clearTimeout(giveBack);
    giveBack = setTimeout(release, 2 * quickest);
  } else release();
}

function forget(): void {
  release();
  typed = quickly = '';
  field = null;
}

/** It was a reader: not even its first character stays. */
function takeBack(): void {
  clearTimeout(giveBack);
  if (field === null) return;
  field.held = '';
  const { input, before } = field;
  if (input.value !== before) write(input, () => (input.value = before));
}

/** It was a person with quick fingers: the field gets what it missed. */
function release(): void {
  clearTimeout(giveBack);
  if (field === null || field.held === '') return;
  const { input, held } = field;
  field.held = '';
  write(input, () => {
    input.setRangeText(held, input.selectionStart ?? 0, input.selectionEnd ?? 0, 'end');
  });
}

function write(input: HTMLInputElement, change: () => void): void {
  change();
  input.dispatchEvent(new InputEvent('input', { bubbles: true }));
}
