import type { WhenFull } from '../contract/invitation.ts';
import type { Instant } from './instants.ts';

/** When somebody is asked to come, in which queue. `at`: the slot that begins then; null: any of the day. */
export interface InvitedWish {
  readonly queue: string;
  readonly day: string;
  readonly at: Instant | null;
}

/** A slot of a queue to come, and how many places are free in it. */
export interface FreePlace {
  readonly from: Instant;
  readonly to: Instant;
  readonly day: string;
  readonly free: number;
}

/**
 * What an invited person gets: a place, `instead` of the one wished where that was gone; or none, as the
 * time is taken (`full`, with the next place that stays free) or no time that can be booked (`no-slot`).
 */
export type Invited =
  | { readonly kind: 'placed'; readonly slot: FreePlace; readonly instead: boolean }
  | { readonly kind: 'full' | 'no-slot'; readonly next: FreePlace | null };

/**
 * The places of all on a list, none given twice. Whoever is asked for a time has it before those who are
 * asked for a day: these are spread over the slots of the day, so that each keeps places for others as
 * long as can be. Who finds none then gets, where that is wanted, the next one after it; in the order
 * of the list. Pure.
 *
 * @param slots of each queue, in order of time
 */
export function invitedPlaces(
  wishes: readonly InvitedWish[],
  slots: ReadonlyMap<string, readonly FreePlace[]>,
  whenFull: WhenFull,
): Invited[] {
  const taken = new Map<FreePlace, number>();
  const left = (slot: FreePlace): number => slot.free - (taken.get(slot) ?? 0);
  const take = (slot: FreePlace): void => void taken.set(slot, (taken.get(slot) ?? 0) + 1);
  const of = ({ queue }: InvitedWish): readonly FreePlace[] => slots.get(queue) ?? [];
  const asked = (wish: InvitedWish): readonly FreePlace[] =>
    of(wish).filter((slot) => (wish.at === null ? slot.day === wish.day : slot.from === wish.at));
  const emptiest = (wish: InvitedWish): FreePlace | undefined =>
    asked(wish).reduce<FreePlace | undefined>((best, slot) => {
      if (left(slot) <= 0) return best;
      return best === undefined || left(slot) > left(best) ? slot : best;
    }, undefined);
  const following = (wish: InvitedWish): FreePlace | null =>
    of(wish).find(
      (slot) => left(slot) > 0 && slot.day >= wish.day && (wish.at === null || slot.from > wish.at),
    ) ?? null;

  const placed = new Map<number, Invited>();
  const place = (i: number, slot: FreePlace | null | undefined, instead: boolean): void => {
    if (slot === null || slot === undefined) return;
    take(slot);
    placed.set(i, { kind: 'placed', slot, instead });
  };
  for (const withTime of [true, false])
    wishes.forEach((wish, i) => {
      if ((wish.at !== null) === withTime) place(i, emptiest(wish), false);
    });
  if (whenFull === 'next-free')
    wishes.forEach((wish, i) => {
      if (!placed.has(i)) place(i, following(wish), true);
    });
  return wishes.map(
    (wish, i): Invited =>
      placed.get(i) ?? {
        kind: asked(wish).length === 0 ? 'no-slot' : 'full',
        next: following(wish),
      },
  );
}

/** What a letter can say of an appointment, by the words that stand in braces for it. */
export const letterWords = {
  name: ['姓名', 'name'],
  day: ['日期', 'date'],
  time: ['时间', '時間', 'time'],
  what: ['办理事项', '辦理事項', 'matter'],
  code: ['预约码', '預約碼', 'code'],
  link: ['链接', '連結', 'link'],
  hall: ['大厅', '大廳', 'hall'],
} as const;
export type LetterFacts = Readonly<Record<keyof typeof letterWords, string>>;

/** A message with what is known of one person in place of `{姓名}`, `{name}` …; other braces stay. */
export function letterText(message: string, facts: LetterFacts): string {
  return message.replace(/[{｛]\s*([^{}｛｝\s]+)\s*[}｝]/gu, (whole, word: string) => {
    const said = word.toLowerCase();
    const found = Object.entries(letterWords).find(([, words]) =>
      (words as readonly string[]).includes(said),
    );
    return found === undefined ? whole : facts[found[0] as keyof LetterFacts];
  });
}
