import type { Device } from '../contract/people.ts';
import { keptForGood } from './kept.ts';

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
  const text = keptForGood.get(place());
  if (text === null) return null;
  try {
    const { token, device } = JSON.parse(text) as Partial<Paired>;
    if (typeof token === 'string' && typeof device?.hall === 'string') return { token, device };
  } catch {
    // Not what was written here: as if there were nothing.
  }
  forgetPairing();
  return null;
}

export function keepPairing(paired: Paired): void {
  keptForGood.set(place(), JSON.stringify(paired));
}

export function forgetPairing(): void {
  keptForGood.set(place(), null);
}
