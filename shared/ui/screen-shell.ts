import { at } from './base.ts';

/**
 * Keeps the page of a hall's screen at hand, so that it opens while the server is away. Browsers allow
 * that on https and on this machine only; on plain http of the hall's network the page lasts for as long
 * as it is not loaded anew.
 *
 * @param scope the page's own folder, such as `/window/`
 * @param afterMs once the screen has been open for so long: its start has better to do
 */
export function keepScreenShell(scope: string, afterMs = 60_000): void {
  if (!('serviceWorker' in navigator)) return;
  setTimeout(() => {
    void navigator.serviceWorker
      .register(at('/shell-worker.js'), { scope: at(scope) })
      .then(() => navigator.serviceWorker.ready)
      .then(({ active }) => {
        const loaded = performance.getEntriesByType('resource').map(({ name }) => new URL(name));
        active?.postMessage(
          loaded.filter(({ origin }) => origin === location.origin).map(({ pathname }) => pathname),
        );
      })
      // A browser that forbids it: the screen works as ever.
      .catch(() => undefined);
  }, afterMs);
}

/** Whether this page would open without the server. */
export function shellIsKept(): boolean {
  // Browsers leave it out on plain http.
  const { serviceWorker } = navigator as { serviceWorker?: ServiceWorkerContainer };
  return (serviceWorker?.controller ?? null) !== null;
}
