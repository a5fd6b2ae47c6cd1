import { ref, shallowRef, type Ref, type ShallowRef } from 'vue';
import type { Device, DeviceKind } from '../contract/people.ts';
import { api, ApiProblem, setToken } from './http.ts';
import { setLiveToken } from './live.ts';

export interface Paired {
  readonly token: string;
  readonly device: Device;
}

/** Several screens of one PC (zone A, window 5, ...) keep their tokens apart by page and address. */
function place(): string {
  const address = new URLSearchParams(location.search);
  const parts = ['zone', 'window'].map((name) => `${name}=${address.get(name) ?? ''}`);
  return `yihaotong.device:${location.pathname.replace(/\/+$/, '')}?${parts.join('&')}`;
}

/** What this screen was paired as, or null. */
export function storedPairing(): Paired | null {
  const text = localStorage.getItem(place());
  if (text === null) return null;
  try {
    const { token, device } = JSON.parse(text) as Partial<Paired>;
    if (typeof token === 'string' && typeof device?.hall === 'string') return { token, device };
  } catch {
    // Not what was written here: as if there were nothing.
  }
  localStorage.removeItem(place());
  return null;
}

/** Takes `?pairingCode=` off the address, so that it is not used twice or seen. */
function takeCode(): string | null {
  const url = new URL(location.href);
  const code = url.searchParams.get('pairingCode');
  if (code === null) return null;
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
      localStorage.setItem(place(), JSON.stringify(answer));
      use(answer);
    } catch (cause) {
      error.value = cause;
    } finally {
      busy.value = false;
    }
  };
  const unpair = (): void => {
    localStorage.removeItem(place());
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
