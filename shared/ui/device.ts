import { ref, shallowRef, type Ref, type ShallowRef } from 'vue';
import type { DeviceKind } from '../contract/people.ts';
import { api, ApiProblem, setToken } from './http.ts';
import { setLiveToken } from './live.ts';
import { forgetPairing, keepPairing, storedPairing, type Paired } from './pairing.ts';

/**
 * Takes `#pairingCode=` off the address, so that it is not used twice or seen. What stands behind the
 * `#` goes to no server and into no log on the way; `?pairingCode=` is understood as well.
 */
function takeCode(): string | null {
  const url = new URL(location.href);
  const behind = new URLSearchParams(url.hash.slice(1));
  const code = behind.get('pairingCode') ?? url.searchParams.get('pairingCode');
  if (code === null) return null;
  behind.delete('pairingCode');
  url.hash = behind.toString();
  url.searchParams.delete('pairingCode');
  history.replaceState(history.state, '', url);
  return code;
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
 * Pairs this screen once and for good. Call it in the root component: it uses the code of the
 * address or the token kept, and hands the token to the HTTP client and the live connection.
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
  const pair = async (code: string): Promise<void> => {
    busy.value = true;
    error.value = null;
    try {
      const answer = await api.post<Paired>('/api/devices/pair', {
        body: { pairingCode: code.trim() },
        token: null,
      });
      if (answer.device.kind !== kind) throw new WrongKind(answer.device.kind);
      keepPairing(answer);
      use(answer);
    } catch (cause) {
      error.value = cause;
    } finally {
      busy.value = false;
    }
  };
  const unpair = (): void => {
    forgetPairing();
    use(null);
  };

  use(storedPairing());
  const code = takeCode();
  if (code !== null) void pair(code);
  return { paired, busy, error, pair, unpair };
}

/** Whether the server has forgotten this device: the screen then asks for a new code. */
export function isForgotten(error: unknown): boolean {
  return error instanceof ApiProblem && error.code === 'unauthorized';
}
