import { at } from '../shared/ui/base.ts';

/**
 * Keeps the page itself at hand where browsers allow it (HTTPS or the same machine), so that it
 * opens without a line and says so. What it shows always comes from the server.
 */
export function keepShell(): void {
  if (!('serviceWorker' in navigator)) return;
  addEventListener('load', () => {
    // Without it the page works as well; some browsers refuse it in private windows.
    navigator.serviceWorker
      .register(at('/phone-worker.js'), { scope: at('/phone/') })
      .catch(() => undefined);
  });
}
