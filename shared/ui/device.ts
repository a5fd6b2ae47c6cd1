import { ref, shallowRef, type Ref, type ShallowRef } from 'vue';
import type { DeviceKind } from '../contract/people.ts';
import type { ProblemCode } from '../errors.ts';
import { serverNow } from './clock.ts';
import { api, ApiProblem, setToken, Unreachable } from './http.ts';
import { onDevice, setLiveToken } from './live.ts';
import { forgetPairing, keepPairing, storedPairing, type Paired } from './pairing.ts';
import { renewWhenUnused } from './renewal.ts';

/**
 * Takes a secret off the address, so that it is not used twice or seen. What stands behind the `#`
 * goes to no server and into no log on the way; a pairing code is understood before it as well.
 */
function take(name: 'pairingCode' | 'device'): string | null {
  const url = new URL(location.href);
  const behind = new URLSearchParams(url.hash.slice(1));
  const before = name === 'pairingCode' ? url.searchParams.get(name) : null;
  const found = behind.get(name) ?? before;
  if (found === null) return null;
  behind.delete(name);
  url.hash = behind.toString();
  if (before !== null) url.searchParams.delete(name);
  history.replaceState(history.state, '', url);
  return found;
}

/** A server that is not there yet when the machines start in the morning is asked again (ms). */
const startAgainMs = 5000;
/** A refusal that says nothing of the address. */
const passing: readonly ProblemCode[] = [
  'too_many_requests',
  'too_busy',
  'shutting_down',
  'storage_unavailable',
  'internal',
];

function isPassing(cause: unknown): boolean {
  return (
    cause instanceof Unreachable || (cause instanceof ApiProblem && passing.includes(cause.code))
  );
}

interface Pairing {
  readonly paired: ShallowRef<Paired | null>;
  readonly busy: Ref<boolean>;
  /** What went wrong with the last code: an ApiProblem, Unreachable, or a device of another kind. */
  readonly error: ShallowRef<unknown>;
  readonly pair: (code: string) => Promise<void>;
  readonly unpair: () => void;
}

/** The code belongs to another kind of screen. */
export class WrongKind extends Error {
  readonly kind: DeviceKind;

  constructor(kind: DeviceKind) {
    super(`This code is for a ${kind}`);
    this.name = 'WrongKind';
    this.kind = kind;
  }
}

/**
 * Pairs this screen once and for good. Call it in the root component: it uses the code or the start
 * address it was opened with or the token kept, and hands the token to the HTTP client and the live
 * connection. It follows what the server says of its place.
 */
export function usePairing(kind: DeviceKind): Pairing {
  const paired = shallowRef<Paired | null>(null);
  const busy = ref(false);
  const error = shallowRef<unknown>(null);

  const use = (next: Paired | null): void => {
    setToken(next?.token ?? null);
    setLiveToken(next?.token ?? null);
    paired.value = next;
  };
  const pairBy = async (path: string, body: object): Promise<void> => {
    busy.value = true;
    error.value = null;
    try {
      const answer = await api.post<Paired>(path, { body, token: null });
      if (answer.device.kind !== kind) throw new WrongKind(answer.device.kind);
      keepPairing(answer);
      use(answer);
    } catch (cause) {
      error.value = cause;
    } finally {
      busy.value = false;
    }
  };
  const pair = (code: string): Promise<void> =>
    pairBy('/api/devices/pair', { pairingCode: code.trim() });

  /** Good for one start in a page's life: two machines with one address do not fight over it. */
  let start = take('device');
  const startAs = async (secret: string): Promise<void> => {
    await pairBy('/api/devices/start', { start: secret });
    if (isPassing(error.value)) setTimeout(() => void startAs(secret), startAgainMs);
  };
  const startNow = (): boolean => {
    if (start === null) return false;
    const secret = start;
    start = null;
    void startAs(secret);
    return true;
  };
  const unpair = (): void => {
    forgetPairing();
    use(null);
    startNow();
  };

  onDevice({
    told: (told) => {
      const known = paired.value;
      if (known === null) return;
      if (told === null) {
        unpair();
        return;
      }
      const { device } = known;
      const { window, zone, name } = told;
      if (told.id !== device.id) return;
      const moved = window !== device.window || zone !== device.zone;
      if (!moved && name === device.name) return;
      const movedAt = moved ? new Date(serverNow()).toISOString() : (device.movedAt ?? null);
      const next = { ...known, device: { ...device, window, zone, name, movedAt } };
      keepPairing(next);
      paired.value = next;
    },
    reload: renewWhenUnused,
  });

  use(storedPairing());
  const code = take('pairingCode');
  if (code !== null) void pair(code);
  else if (paired.value === null) startNow();
  return { paired, busy, error, pair, unpair };
}

/** Whether the server has forgotten this device: the screen then asks for a new code. */
export function isForgotten(error: unknown): boolean {
  return error instanceof ApiProblem && error.code === 'unauthorized';
}
