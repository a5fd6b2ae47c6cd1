import type { Announcement, BoardState } from '../../shared/contract/board.ts';
import { announcedSeconds } from '../../shared/rules/limits.ts';

/** One ticket to be announced; several calls of it may have been merged. */
export interface Item {
  readonly announcement: Announcement;
  /** The ids of all calls that this one announcement answers. */
  readonly ids: readonly string[];
}

/** So many are chained in one breath, and stand in the caption together. */
export const chained = 4;

/** Over so many waiting, time is short: what has been said once before waits, or is left out. */
const pressing = 2;

/** Whether a state still says that this number is called to this window. */
export function standsIn(state: BoardState, { speech }: Announcement): boolean {
  const same = (other: { number: string; window: number }): boolean =>
    other.number === speech.number && other.window === speech.window;
  return (
    state.calls.some((call) => call.status === 'called' && same(call)) ||
    state.announcements.some((other) => same(other.speech))
  );
}

/**
 * The announcements still to be spoken by this screen, in order. What is spoken is the item taken
 * off it, never "the newest on the screen" (field-lessons.md, 7).
 */
export class Backlog {
  private items: Item[] = [];

  get size(): number {
    return this.items.length;
  }

  /**
   * Takes in what a state lists. `spoken` says which ids this screen has spoken before, so that
   * neither a push nor a reload rings twice. A recall of a ticket that still waits here becomes
   * one with it; where the window changed meanwhile, the newer window is said, at the old place.
   * Returns the ids that are too old to be spoken.
   */
  offer(
    list: readonly Announcement[],
    now: string,
    spoken: (id: string) => boolean,
  ): readonly string[] {
    const late: string[] = [];
    for (const next of list) {
      // Its sentence may name the zone by now: the names of a hall come after its first state.
      this.items = this.items.map((item) =>
        item.announcement.id === next.id ? { ...item, announcement: next } : item,
      );
      if (spoken(next.id) || this.items.some((item) => item.ids.includes(next.id))) continue;
      if (Date.parse(now) - Date.parse(next.at) > announcedSeconds * 1000) {
        late.push(next.id);
        continue;
      }
      const at = this.items.findIndex(
        (item) => item.announcement.speech.number === next.speech.number,
      );
      const waiting = this.items[at];
      if (waiting === undefined) this.items.push({ announcement: next, ids: [next.id] });
      else {
        const sameWindow = waiting.announcement.speech.window === next.speech.window;
        this.items[at] = {
          announcement: sameWindow ? waiting.announcement : next,
          ids: [...waiting.ids, next.id],
        };
      }
    }
    return late;
  }

  /** Drops what is not true any more: undone, put back, missed, arrived, over (faults S1). */
  withdraw(state: BoardState): void {
    this.items = this.items.filter(({ announcement }) => standsIn(state, announcement));
  }

  /** The next one, or the next few where several wait. Under pressure recalls let the others by. */
  take(): readonly Item[] {
    if (this.items.length > pressing) {
      const isRecall = (item: Item): boolean => item.announcement.speech.recall;
      this.items = [
        ...this.items.filter((item) => !isRecall(item)),
        ...this.items.filter(isRecall),
      ];
    }
    return this.items.splice(0, chained);
  }

  /** Puts back in front what was taken and could not be begun. */
  putBack(items: readonly Item[]): void {
    this.items.unshift(...items);
  }
}

/** How often an announcement is spoken when nothing presses. */
export const rounds = 2;

/**
 * Whether there is time for this part of an announcement, with `waiting` others behind it: over
 * two, repeats go; over four, only the first language is left (screens.md, "Board").
 */
export function fits(round: number, language: number, waiting: number): boolean {
  if (waiting > 4) return round === 0 && language === 0;
  return waiting <= pressing || round === 0;
}
