import { onMounted, ref } from 'vue';
import type { PushKey, PushState } from '../shared/contract/push.ts';
import type { Language } from '../shared/languages.ts';
import { api } from '../shared/ui/http.ts';
import { keptForGood } from '../shared/ui/kept.ts';

const toldAs = 'yihaotong.phone.push';

/** Browsers tell pages by push over https only, where they know how, and where nobody has said no. */
function isPossible(): boolean {
  return (
    isSecureContext &&
    'serviceWorker' in navigator &&
    'PushManager' in window &&
    'Notification' in window &&
    Notification.permission !== 'denied'
  );
}

/** Messages of one ticket while the page is closed, by the push service of the browser. */
export function usePush(token: string, language: () => Language) {
  const possible = ref(isPossible());
  const told = ref(false);
  const busy = ref(false);
  /** The browser reaches no push service, or this server did not take it. */
  const failed = ref(false);
  const path = `/api/tickets/${encodeURIComponent(token)}/push`;

  onMounted(async () => {
    if (!possible.value || keptForGood.get(toldAs) !== token) return;
    const held = await subscription().catch(() => null);
    told.value = held !== null && Notification.permission === 'granted';
  });

  async function subscription(): Promise<PushSubscription | null> {
    const worker = await navigator.serviceWorker.getRegistration();
    return (await worker?.pushManager.getSubscription()) ?? null;
  }

  /** Within a touch: the browser asks whoever holds it. */
  async function begin(): Promise<void> {
    if ((await Notification.requestPermission()) !== 'granted') {
      possible.value = isPossible();
      return;
    }
    const { key } = await api.get<PushKey>('/api/push/key');
    const { pushManager } = await navigator.serviceWorker.ready;
    const wish = { userVisibleOnly: true, applicationServerKey: bytesOf(key) };
    const held = await pushManager.subscribe(wish).catch(async (error: unknown) => {
      // One that was made with another key, as of a site that moved: it is of no use.
      const old = await pushManager.getSubscription();
      if (old === null) throw error;
      await old.unsubscribe();
      return pushManager.subscribe(wish);
    });
    const { endpoint, keys } = held.toJSON();
    await api.post<PushState>(path, {
      body: {
        endpoint,
        keys: { p256dh: keys?.['p256dh'], auth: keys?.['auth'] },
        language: language(),
      },
    });
    keptForGood.set(toldAs, token);
    told.value = true;
  }

  async function end(): Promise<void> {
    const held = await subscription();
    if (held !== null)
      await api.post<PushState>(`${path}/end`, { body: { endpoint: held.endpoint } });
    keptForGood.set(toldAs, null);
    told.value = false;
  }

  return {
    possible,
    told,
    busy,
    failed,
    change: async (): Promise<void> => {
      if (busy.value) return;
      busy.value = true;
      failed.value = false;
      await (told.value ? end() : begin()).catch(() => (failed.value = true));
      busy.value = false;
    },
  };
}

function bytesOf(base64url: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64url.replace(/-/g, '+').replace(/_/g, '/'));
  return Uint8Array.from(text, (sign) => sign.charCodeAt(0));
}
