import type { Device } from '../../../shared/contract/people.ts';
import { at } from '../../../shared/ui/base.ts';

/**
 * Where a device of this kind and place opens; its token is kept apart by page, zone and window.
 * A keypad has no page: its program pairs by the code.
 */
export function addressOf(device: Device, origin: string): URL | null {
  switch (device.kind) {
    case 'kiosk':
      return new URL(at('/kiosk/'), origin);
    case 'keypad':
      return null;
    case 'rating':
      return new URL(at('/window/pad'), origin);
    case 'display': {
      const url = new URL(at('/display/'), origin);
      if (device.window !== null) url.searchParams.set('window', String(device.window));
      else if (device.zone !== null) url.searchParams.set('zone', device.zone);
      return url;
    }
  }
}

/** With the code behind the `#`, where it goes to no server and into no log on the way. */
export function pairingAddress(device: Device, pairingCode: string, origin: string): string | null {
  const url = addressOf(device, origin);
  if (url === null) return null;
  url.hash = new URLSearchParams({ pairingCode }).toString();
  return url.href;
}

/** The same with the secret by which this device starts each time. */
export function startAddress(device: Device, start: string, origin: string): string | null {
  const url = addressOf(device, origin);
  if (url === null) return null;
  url.hash = new URLSearchParams({ device: start }).toString();
  return url.href;
}
