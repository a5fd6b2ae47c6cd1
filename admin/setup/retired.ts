import { computed, type ComputedRef } from 'vue';
import type { SetupRetired } from '../../shared/contract/setup.ts';
import { draft } from './draft.ts';

type ListName = Extract<keyof SetupRetired, 'zones' | 'queues' | 'windows' | 'categories'>;
type Thing<L extends ListName> = SetupRetired[L][number];

/** What a thing is known by: a window by its number, all else by its code. */
const keyOf = (thing: Thing<ListName>): string =>
  'number' in thing ? String(thing.number) : thing.code;

export interface RetiredThing<T> {
  readonly key: string;
  readonly thing: T;
  /** Retired by this draft, and not yet by a publication. */
  readonly byDraft: boolean;
}

/** What of a list is not in the draft and can come back to it, as it was last. */
export function useRetired<L extends ListName>(
  list: L,
): ComputedRef<readonly RetiredThing<Thing<L>>[]> {
  return computed(() => {
    const here = new Set((draft.document.value?.hall[list] ?? []).map(keyOf));
    const published = (draft.published.value?.hall[list] ?? []) as readonly Thing<L>[];
    const before = draft.retired.value[list] as readonly Thing<L>[];
    return [
      ...published.map((thing) => ({ key: keyOf(thing), thing, byDraft: true })),
      ...before.map((thing) => ({ key: keyOf(thing), thing, byDraft: false })),
    ].filter(({ key }) => !here.has(key));
  });
}

/** Codes that are or were in a list: a new thing takes none of them. */
export function codesOf(list: Exclude<ListName, 'windows'>): string[] {
  return [
    ...(draft.document.value?.hall[list] ?? []),
    ...(draft.published.value?.hall[list] ?? []),
    ...draft.retired.value[list],
  ].map(({ code }) => code);
}
