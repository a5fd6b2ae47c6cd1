import type { Socket } from 'socket.io-client';
import {
  computed,
  onScopeDispose,
  readonly,
  ref,
  shallowRef,
  toValue,
  watch as watchRef,
  type MaybeRefOrGetter,
  type Ref,
  type ShallowRef,
} from 'vue';
import type { Gone, Pushed, Topic, TopicStates, Watch, WatchAnswer } from '../contract/live.ts';
import { noteServerTime } from './clock.ts';
import { connected, disconnectedSince, openLine } from './line.ts';
import { inHall, type Pace, waitBefore } from './pace.ts';

/**
 * One connection a page. A watched topic always holds its whole newest state: asked for on every
 * (re)connection, pushed after that; what is older than the state shown is dropped.
 */
type Params = Omit<Watch, 'topic'>;
interface Watched {
  readonly topic: Topic;
  readonly params: Params;
  users: number;
  key: string | null;
  readonly state: ShallowRef<TopicStates[Topic] | null>;
  /** Why the server refuses this topic, e.g. `ticket_over`. */
  readonly refused: Ref<string | null>;
}

const watched = new Map<string, Watched>();
/** Pushes that overtook the answer that names their key. */
const early = new Map<string, TopicStates[Topic]>();
let asking = 0;
let token: string | null = null;
let socket: Socket | null = null;
let pace: Pace = inHall;

/** Where a device stands, as the server knows it; null: nobody knows the token that it came with. */
export interface DeviceTold {
  readonly id: string;
  readonly name: string;
  readonly hall: string;
  readonly window: number | null;
  readonly zone: string | null;
}
let tellDevice: (told: DeviceTold | null) => void = () => undefined;
let tellReload: () => void = () => undefined;

/** Hears, at each connection, where this device stands, and when its page is to load anew. */
export function onDevice(hears: {
  readonly told: (told: DeviceTold | null) => void;
  readonly reload: () => void;
}): void {
  tellDevice = hears.told;
  tellReload = hears.reload;
}

/** For a page that is not one of a hall's screens; before it watches anything. */
export function setPace(next: Pace): void {
  pace = next;
}

function take(entry: Watched, state: TopicStates[Topic]): void {
  if (entry.state.value !== null && state.version < entry.state.value.version) return;
  entry.state.value = state;
  if ('at' in state) noteServerTime(state.at);
}

function onPush({ key, state }: Pushed): void {
  let known = false;
  for (const entry of watched.values()) {
    if (entry.key !== key) continue;
    known = true;
    entry.refused.value = null;
    take(entry, state);
  }
  if (!known && asking > 0) early.set(key, state);
}

function onGone({ key, code }: Gone): void {
  for (const entry of watched.values()) if (entry.key === key) entry.refused.value = code;
}

/** What the server says of itself and not of the topic: it is asked again. */
const passing: readonly string[] = ['internal', 'storage_unavailable', 'too_many_requests'];

async function askAgain(entry: Watched): Promise<void> {
  const stillWanted = entry.users > 0 && entry.refused.value !== null;
  if (stillWanted) await ask(entry);
}

async function ask(entry: Watched): Promise<void> {
  if (socket?.connected !== true) return;
  entry.key = null;
  asking += 1;
  try {
    const answer = (await socket
      .timeout(pace.answer)
      .emitWithAck('watch', { topic: entry.topic, ...entry.params })) as WatchAnswer;
    entry.refused.value = answer.ok ? null : answer.code;
    if (!answer.ok) {
      if (passing.includes(answer.code))
        setTimeout(() => void askAgain(entry), 2000 + waitBefore(0, pace));
      return;
    }
    entry.key = answer.key;
    // The answer is the truth even where its version is smaller: the server may have been restored.
    entry.state.value = null;
    take(entry, answer.state);
    const pushed = early.get(answer.key);
    if (pushed !== undefined) take(entry, pushed);
  } catch {
    // No answer in time: a connection that does not answer is none; a new one asks again.
    socket.io.engine.close();
  } finally {
    asking -= 1;
    if (asking === 0) early.clear();
  }
}

function connect(): Socket {
  const opened = openLine({
    pace,
    token: () => token,
    onOpen: () => {
      for (const entry of watched.values()) void ask(entry);
    },
  });
  opened.on('state', onPush);
  opened.on('gone', onGone);
  opened.on('device', (told: DeviceTold) => tellDevice(told));
  opened.on('unknown', () => tellDevice(null));
  opened.on('reload', () => tellReload());
  return opened;
}

/** The token of the socket; a change reconnects, so that the server knows the new person. */
export function setLiveToken(next: string | null): void {
  if (next === token) return;
  token = next;
  if (socket !== null) socket.disconnect().connect();
}

function enter(topic: Topic, params: Params): Watched {
  const name = JSON.stringify([
    topic,
    params.hall,
    params.zone,
    params.window,
    params.token,
    params.lean,
    params.steward,
  ]);
  let entry = watched.get(name);
  if (entry === undefined) {
    entry = { topic, params, users: 0, key: null, state: shallowRef(null), refused: ref(null) };
    watched.set(name, entry);
    socket ??= connect();
    void ask(entry);
  }
  entry.users += 1;
  return entry;
}

function leave(entry: Watched): void {
  entry.users -= 1;
  if (entry.users > 0) return;
  for (const [name, other] of watched) if (other === entry) watched.delete(name);
  socket?.emit('unwatch', { topic: entry.topic, ...entry.params });
}

/** Between two beats, and until one without an answer is a dead line (ms). */
const beatMs = 800;
/** Plain requests take a way and back for each word: half as many, with more time. */
const beatByRequestsMs = 2000;

/**
 * For as long as the component lives, asks the server every moment whether it is there, so that a
 * dead line is known within two seconds, four where it goes by plain requests; the socket's own
 * pings take longer.
 */
export function useHeartbeat(): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const beat = (): void => {
    const asked = socket;
    const byRequests = asked?.connected === true && asked.io.engine.transport.name === 'polling';
    const every = byRequests ? beatByRequestsMs : beatMs;
    timer = setTimeout(beat, every);
    if (asked?.connected !== true) return;
    asked
      .timeout(every)
      .emitWithAck('beat')
      .catch(() => asked.io.engine.close());
  };
  timer = setTimeout(beat, beatMs);
  onScopeDispose(() => {
    clearTimeout(timer);
  });
}

/** Whether the server gives a sign of life within a moment; what it pushed before has then come. */
export async function lineAnswers(): Promise<boolean> {
  if (socket?.connected !== true) return false;
  try {
    await socket.timeout(5000).emitWithAck('beat');
    return true;
  } catch {
    return false;
  }
}

/** Whether the page hears the server, and since when (ms) it does not. */
export function useConnection() {
  return { connected: readonly(connected), disconnectedSince: readonly(disconnectedSince) };
}

/**
 * Watches a topic for as long as the component lives. `params` may change; `null` watches nothing.
 * `state` stays as it was while the server is away: the screen says so, it does not go blank.
 */
export function useWatch<T extends Topic>(topic: T, params: MaybeRefOrGetter<Params | null>) {
  const entry = shallowRef<Watched | null>(null);
  const stop = watchRef(
    () => toValue(params),
    (next, previous) => {
      if (JSON.stringify(next) === JSON.stringify(previous) && entry.value !== null) return;
      if (entry.value !== null) leave(entry.value);
      entry.value = next === null ? null : enter(topic, next);
    },
    { immediate: true },
  );
  onScopeDispose(() => {
    stop();
    if (entry.value !== null) leave(entry.value);
  });
  return {
    state: computed(() => (entry.value?.state.value ?? null) as TopicStates[T] | null),
    refused: computed(() => entry.value?.refused.value ?? null),
    ...useConnection(),
  };
}
