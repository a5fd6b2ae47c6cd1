// Keeps the page of /phone/ at hand, never a ticket: what it shows comes from the server alone.
const shell = 'phone-shell';
/** The folder that this file is served in: the product's. */
const base = new URL('.', location.href).pathname;
const page = `${base}phone/mine`;

addEventListener('install', (event) => {
  event.waitUntil(keepPage().then(() => self.skipWaiting()));
});
addEventListener('activate', (event) => {
  event.waitUntil(self.clients.claim());
});

/** The page as it is now, whatever the ticket: they all begin with the same file, and the files it names. */
async function keepPage() {
  const answer = await fetch(page, { cache: 'no-store' });
  if (!answer.ok) return;
  const files = (await answer.clone().text()).match(/\/[^"\s]*assets\/[^"]+/g) ?? [];
  const kept = await caches.open(shell);
  await kept.addAll([...new Set(files)]);
  await kept.put(page, answer);
}

addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== location.origin) return;
  if (request.mode === 'navigate') event.respondWith(openPage(request));
  // Files below /assets/ are named by their content and never change.
  else if (pathname.startsWith(`${base}assets/`)) event.respondWith(openAsset(request));
});

async function openPage(request) {
  try {
    const answer = await fetch(request);
    if (answer.ok) await (await caches.open(shell)).put(page, answer.clone());
    return answer;
  } catch (error) {
    const kept = await caches.match(page);
    if (kept === undefined) throw error;
    return kept;
  }
}

async function openAsset(request) {
  const kept = await caches.match(request);
  if (kept !== undefined) return kept;
  const answer = await fetch(request);
  if (answer.ok) await (await caches.open(shell)).put(request, answer.clone());
  return answer;
}

// What the hall tells while the page is closed. Browsers want each message to be seen.
addEventListener('push', (event) => {
  let said = {};
  try {
    said = event.data.json();
  } catch {
    // Of no use, but shown all the same: as a change.
  }
  const { title = '一号通', body = '', kind = 'changed' } = said;
  const options = {
    body,
    icon: `${base}phone-icon-192.png`,
    // A newer message of the ticket takes the place of the one before, and is heard again.
    tag: 'ticket',
    renotify: true,
    requireInteraction: kind === 'called',
    vibrate: kind === 'called' ? [400, 150, 400, 150, 600] : [200, 100, 200],
  };
  event.waitUntil(self.registration.showNotification(title, options));
});
addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(showTicket());
});

/** The page that is open, else the ticket that was looked at last: no message carries one. */
async function showTicket() {
  const open = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const here = open.find(({ url }) => new URL(url).pathname.startsWith(`${base}phone/`));
  if (here !== undefined) await here.focus();
  else await self.clients.openWindow(page);
}
