import { computed, onScopeDispose, ref, shallowRef } from 'vue';
import type { LateEntryInput, LateResults } from '../../shared/contract/late.ts';
import { lastPaperNumber, paperNumber } from '../../shared/numbers.ts';
import { serverNow } from '../../shared/ui/clock.ts';
import { api, ApiProblem, newKey } from '../../shared/ui/http.ts';
import { keptForGood } from '../../shared/ui/kept.ts';
import { readRemembered, remember } from '../../shared/ui/remembered.ts';
import { session } from '../../shared/ui/session.ts';
import { type Known, paperPlace, PaperState, type Pending } from './kept.ts';

const nothing: PaperState = { on: false, since: null, current: null, pending: [], last: {} };
/** So many entries go with one request. */
const atOnce = 200;

/**
 * Calling by paper numbers while the server is away: who is in hand, and what is to be entered
 * afterwards. Every change is written down in the browser before it is shown, so that a reload or a
 * crash loses nothing; what the server has is taken off the list only when it has said so.
 */
export function usePaper(known: () => Known) {
  const place = paperPlace(known().hall, known().window);
  const state = shallowRef<PaperState>(readRemembered(keptForGood, place, PaperState) ?? nothing);
  const set = (change: Partial<PaperState>): void => {
    const next = { ...state.value, ...change };
    const empty = !next.on && next.pending.length === 0 && Object.keys(next.last).length === 0;
    remember(keptForGood, place, empty ? null : next);
    state.value = next;
  };
  const now = (): string => new Date(serverNow()).toISOString();

  /** From here on without the server; whoever was in hand stays in hand. */
  const begin = (): void => {
    const { hand } = known();
    const over = state.value.pending.some((p) => p.number === hand?.number);
    set({
      on: true,
      since: now(),
      current:
        hand === null || over
          ? null
          : {
              id: newKey(),
              kind: 'ticket',
              number: hand.number,
              queue: hand.queue,
              calledAt: hand.since,
              startedAt: hand.serving ? hand.since : null,
              servedBefore: hand.serving,
            },
    });
  };
  /** Back to the list of what is to be entered. */
  const review = (): void => {
    set({ on: true, current: null });
  };
  const prefixOf = (code: string): string =>
    known().queues.find((queue) => queue.code === code)?.prefix ?? '';
  /** The number after the one called last; the guide may have given others meanwhile. */
  const nextOf = (queue: string): number =>
    Math.min(lastPaperNumber, (state.value.last[queue] ?? 0) + 1);
  const isUsed = (queue: string, count: number): boolean => {
    const number = paperNumber(prefixOf(queue), count);
    return state.value.pending.some((p) => p.number === number);
  };
  const call = (queue: string, count: number): void => {
    set({
      current: {
        id: newKey(),
        kind: 'paper',
        number: paperNumber(prefixOf(queue), count),
        queue,
        calledAt: now(),
        startedAt: null,
        servedBefore: false,
      },
      last: { ...state.value.last, [queue]: count },
    });
  };
  const start = (): void => {
    const { current } = state.value;
    if (current !== null) set({ current: { ...current, startedAt: now() } });
  };
  const end = (outcome: Pending['outcome']): void => {
    const { current, pending } = state.value;
    if (current === null) return;
    const { servedBefore: _, ...about } = current;
    const entry = { ...about, endedAt: now(), outcome, clerk: known().clerk.username };
    set({ current: null, pending: [...pending, entry] });
  };
  /** The call was a slip of the hand: nobody was called. */
  const takeBack = (): void => {
    set({ current: null });
  };
  const leave = (): void => {
    set({ on: false, since: null, current: null });
  };

  const refusals = ref<ReadonlyMap<string, ApiProblem>>(new Map());
  const sending = ref(false);
  const failed = shallowRef<unknown>(null);
  const change = (id: string, to: Partial<Pending>): void => {
    set({ pending: state.value.pending.map((p) => (p.id === id ? { ...p, ...to } : p)) });
    refusals.value = new Map([...refusals.value].filter(([of]) => of !== id));
  };
  /** One that was only written down by hand: to be filled in by the clerk. */
  const add = (): void => {
    const [queue] = known().queues;
    if (queue === undefined) return;
    const count = nextOf(queue.code);
    const at = now();
    const entry: Pending = {
      ...{ id: newKey(), kind: 'paper', number: paperNumber(queue.prefix, count) },
      ...{ queue: queue.code, calledAt: at, startedAt: at, endedAt: at, outcome: 'done' },
      clerk: known().clerk.username,
    };
    const last = { ...state.value.last, [queue.code]: count };
    set({ pending: [...state.value.pending, entry], last });
  };
  const remove = (id: string): void => {
    set({ pending: state.value.pending.filter((p) => p.id !== id) });
  };

  /** Sends all that is pending; what is refused stays, with the reason. Gives how many were entered. */
  const send = async (): Promise<number> => {
    if (sending.value) return 0;
    sending.value = true;
    failed.value = null;
    let entered = 0;
    const refused = new Map<string, ApiProblem>();
    try {
      const all = state.value.pending;
      for (let i = 0; i < all.length; i += atOnce) {
        const { hall, window } = known();
        const answer = await api.post<LateResults>(
          `/api/halls/${encodeURIComponent(hall)}/windows/${window}/late-entries`,
          { body: { entries: all.slice(i, i + atOnce).map(entryOf) }, timeout: 60_000 },
        );
        for (const { id, problem } of answer.results) {
          if (problem === null) continue;
          const { type: _, status, title: __, detail, code, issues, ...facts } = problem;
          refused.set(
            id,
            new ApiProblem(status, code as ApiProblem['code'], detail, issues, facts),
          );
        }
        const done = new Set(answer.results.filter((r) => r.entered).map((r) => r.id));
        entered += done.size;
        set({ pending: state.value.pending.filter((p) => !done.has(p.id)) });
      }
      if (state.value.pending.length === 0) set({ last: {} });
    } catch (error) {
      session.noteError(error);
      failed.value = error;
    } finally {
      refusals.value = refused;
      sending.value = false;
    }
    return entered;
  };

  // A second tab of the same window is no second list.
  const onStorage = (event: StorageEvent): void => {
    if (event.key === place)
      state.value = readRemembered(keptForGood, place, PaperState) ?? nothing;
  };
  addEventListener('storage', onStorage);
  onScopeDispose(() => {
    removeEventListener('storage', onStorage);
  });

  return {
    on: computed(() => state.value.on),
    since: computed(() => state.value.since),
    current: computed(() => state.value.current),
    pending: computed(() => state.value.pending),
    ...{ refusals, sending, failed, begin, review, prefixOf, nextOf, isUsed, call, start, end },
    ...{ takeBack, leave, add, change, remove, send },
  };
}
export type Paper = ReturnType<typeof usePaper>;

function entryOf(entry: Pending): LateEntryInput {
  const { id, kind, number, queue, calledAt, startedAt, endedAt, outcome, clerk } = entry;
  const started = startedAt === null || outcome === 'missed' ? {} : { startedAt };
  return kind === 'paper'
    ? { id, paperNumber: number, queue, calledAt, ...started, endedAt, outcome, clerk }
    : { id, number, ...started, endedAt, outcome, clerk };
}
