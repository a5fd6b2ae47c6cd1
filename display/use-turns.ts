import { computed, onScopeDispose, shallowRef, watch } from 'vue';
import { serverNow, useNow } from '../shared/ui/clock.ts';
import { isBurst, nextPage, readableWithin } from './turns.ts';

/** Called and not yet there. */
export interface Called {
  readonly id: string;
  /** When, by the server's clock, in milliseconds. */
  readonly at: number;
}

interface Showing {
  /** By when it must have been shown, and since when it is on the screen; null: it is not. */
  readonly due: number;
  since: number | null;
  seen: boolean;
  /** When it was last taken off the screen. */
  last: number;
}

/** It counts as shown after so long (ms). */
const readInMs = 900;
/** Once each was shown, a page stands so long. */
const turnMs = 4000;

/**
 * Lets the calls of a burst share the screen, page by page. `cells`: how many a page holds;
 * `room`: how many the usual picture shows; `heard`: whom the voice says now.
 * Nothing is kept of a call that is not called any more.
 */
export function useTurns(
  called: () => readonly Called[],
  setting: () => {
    readonly cells: number;
    readonly room: number;
    readonly heard: string | null;
  },
) {
  const burst = shallowRef(false);
  const page = shallowRef<readonly string[]>([]);
  const showings = new Map<string, Showing>();
  let turnAt: number | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const now = useNow();

  /** Takes in who is called by now; gives them with their ages, newest first. */
  function meet(at: number): { id: string; age: number; showing: Showing }[] {
    const time = serverNow();
    const list = called().map(({ id, at: since }) => {
      const age = Math.max(0, time - since);
      let showing = showings.get(id);
      if (showing === undefined) {
        const due = at + Math.max(0, readableWithin - age);
        showing = { due, since: null, seen: false, last: 0 };
        showings.set(id, showing);
      }
      if (showing.since !== null && at - showing.since >= readInMs) showing.seen = true;
      return { id, age, showing };
    });
    const there = new Set(list.map(({ id }) => id));
    for (const id of showings.keys()) if (!there.has(id)) showings.delete(id);
    return list;
  }

  function show(ids: readonly string[], at: number): void {
    const next = new Set(ids);
    for (const [id, showing] of showings) {
      if (next.has(id)) showing.since ??= at;
      else if (showing.since !== null) {
        showing.since = null;
        showing.last = at;
      }
    }
    if (ids.join() !== page.value.join()) page.value = ids;
  }

  function turn(): void {
    clearTimeout(timer);
    const at = performance.now();
    const list = meet(at);
    const lastStood = ({ showing }: (typeof list)[number]): number =>
      showing.since === null ? showing.last : at;
    const { cells, room, heard } = setting();
    const unseen = list.filter(({ showing }) => !showing.seen);
    const ages = list.map(({ age }) => age);
    burst.value = isBurst(burst.value, ages, unseen.length, room);
    if (!burst.value || list.length <= cells) {
      turnAt = null;
      show(
        list.slice(0, burst.value ? cells : room).map(({ id }) => id),
        at,
      );
      return;
    }
    const onPage = new Set(page.value);
    let ids = list.filter(({ id }) => onPage.has(id)).map(({ id }) => id);
    // Who is heard is seen too, as soon as that takes the place of nobody who was not shown yet.
    const others = unseen
      .filter(({ id }) => id !== heard)
      .map(({ id, showing }) => ({ id, due: showing.due }));
    const first = list
      .filter(({ id }) => id === heard && others.length < cells)
      .map(({ id }) => id);
    const away = first.some((id) => !onPage.has(id));
    if (turnAt === null || at >= turnAt || ids.length === 0 || away) {
      const next = nextPage(others, cells - first.length, at);
      ids = [...first, ...next.ids];
      turnAt = at + (unseen.length > 0 ? next.milliseconds : turnMs);
    }
    // What is free is filled: with new calls, then with those not shown for longest.
    const rest = list
      .filter(({ id }) => !ids.includes(id))
      .sort(
        (a, b) =>
          Number(a.showing.seen) - Number(b.showing.seen) ||
          lastStood(a) - lastStood(b) ||
          a.age - b.age,
      );
    ids = [...ids, ...rest.map(({ id }) => id)].slice(0, cells);
    const chosen = new Set(ids);
    show(
      list.filter(({ id }) => chosen.has(id)).map(({ id }) => id),
      at,
    );
    timer = setTimeout(turn, Math.max(0, turnAt - at));
  }

  watch([called, setting, now], turn, { immediate: true });
  onScopeDispose(() => {
    clearTimeout(timer);
  });
  return { burst: computed(() => burst.value), page: computed(() => page.value) };
}
