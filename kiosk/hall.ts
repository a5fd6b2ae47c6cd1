import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue';
import type { QueueState } from '../shared/contract/hall.ts';
import { serverNow } from '../shared/ui/clock.ts';
import { api } from '../shared/ui/http.ts';
import { useWatch } from '../shared/ui/live.ts';
import { nameWindows } from '../shared/ui/window-labels.ts';
import { readOffer, type Offer } from './early.ts';
import { isPainted } from './painted.ts';

const loaded = shallowRef<Offer | null>(null);
let loadedAt = -Infinity;
let loading: Promise<void> | null = null;
const queues = shallowRef<ReadonlyMap<string, QueueState>>(new Map());
/** The last call failed: the kiosk says so and goes on trying. */
const away = ref(false);

function now(): Offer {
  if (loaded.value === null) throw new Error('the hall is not loaded');
  return loaded.value;
}
function byCode<T extends { readonly code: string }>(list: readonly T[]): ReadonlyMap<string, T> {
  return new Map(list.map((each) => [each.code, each]));
}
const matters = computed(() => byCode(now().catalogue.matters));
const packages = computed(() => byCode(now().catalogue.packages));
const departments = computed(() => byCode(now().catalogue.departments));
const zones = computed(() => byCode(now().hall.zones));
const queueNames = computed(() => byCode(now().hall.queues));

const offer = {
  get hall() {
    return now().hall;
  },
  get catalogue() {
    return now().catalogue;
  },
  get matters() {
    return matters.value;
  },
  get packages() {
    return packages.value;
  },
  get departments() {
    return departments.value;
  },
  get zones() {
    return zones.value;
  },
  get queueNames() {
    return queueNames.value;
  },
  /** How long each queue is now. */
  get queues() {
    return queues.value;
  },
};

/**
 * What this hall offers, always the newest: read its members where they are used, do not take
 * them out. Only for screens that are shown once the hall is there.
 */
export function useHall(): typeof offer {
  return offer;
}

/** Takes what the hall offers as the newest. */
export function showOffer(offer: Offer): void {
  loaded.value = offer;
  nameWindows(offer.hall.windows);
  loadedAt = performance.now();
}

/** Once at a time. */
function loadHall(code: string): Promise<void> {
  loading ??= readOffer(code)
    .then(showOffer)
    .finally(() => {
      loading = null;
    });
  return loading;
}

/** The hall that was closed when it was loaded gives tickets by now. */
function opened(): boolean {
  const opening = loaded.value?.hall.nextOpening ?? null;
  return opening !== null && Date.parse(opening) <= serverNow();
}

/** The set-up is another than the one that was loaded. */
function isOld(setup: number | undefined): boolean {
  const own = loaded.value?.hall.setup;
  return own !== undefined && setup !== undefined && own < setup;
}

/** Which queues give tickets now, as one text. */
function offersOf(states: Iterable<QueueState>): string {
  return [...states].map(({ queue, offer }) => `${queue} ${offer.status}`).join();
}

const every = 15_000;
const atMostEvery = 2_000;

/**
 * Keeps the hall fresh once the first screen stands: queues whenever the board moves (at most every
 * 2 s) and every 15 s, hall and catalogue with each new set-up, every 5 minutes and after a lost
 * line. Call once, in the root.
 */
export function keepHall(code: string, onForgotten: (error: unknown) => void) {
  const { state: board, connected } = useWatch('board', () =>
    isPainted.value ? { hall: code, lean: true } : null,
  );
  let lastQueues = 0;
  let soon: ReturnType<typeof setTimeout> | undefined;

  const refresh = async (): Promise<void> => {
    try {
      lastQueues = performance.now();
      if (opened() || isOld(board.value?.setup) || performance.now() - loadedAt > 300_000)
        await loadHall(code);
      const answer = await api.get<QueueState[]>(`/api/halls/${encodeURIComponent(code)}/queues`);
      const before = offersOf(queues.value.values());
      queues.value = new Map(answer.map((q) => [q.queue, q]));
      // Who is on duty has changed, and with it where visitors are sent.
      if (before !== '' && before !== offersOf(answer)) await loadHall(code);
      away.value = false;
    } catch (error) {
      away.value = true;
      onForgotten(error);
    }
  };
  const refreshSoon = (): void => {
    if (soon !== undefined) return;
    soon = setTimeout(
      () => {
        soon = undefined;
        void refresh();
      },
      Math.max(0, lastQueues + atMostEvery - performance.now()),
    );
  };

  const timer = setInterval(refreshSoon, every);
  const retry = setInterval(() => {
    if (away.value) refreshSoon();
  }, atMostEvery);
  watch(() => board.value?.version, refreshSoon);
  watch(connected, (now) => {
    if (!now) loadedAt = -Infinity;
    refreshSoon();
  });
  watch(isPainted, (painted) => painted && void refresh(), { immediate: true });
  onScopeDispose(() => {
    clearInterval(timer);
    clearInterval(retry);
    clearTimeout(soon);
  });
  return {
    ready: computed(() => loaded.value !== null),
    hall: computed(() => loaded.value?.hall ?? null),
    notices: computed(() => board.value?.notices ?? []),
    /** Moves with whatever happens in the hall. */
    version: computed(() => board.value?.version),
    away: computed(() => away.value),
  };
}
