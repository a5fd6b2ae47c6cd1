// Keeps the page of a hall's screen (terminal, kiosk, board) at hand, so that it opens without the server:
// the page and the files that it had loaded, nothing that the server says. One worker a screen, by its scope.
const scope = new URL(self.registration.scope).pathname;
/** The folder that this file is served in: the product's. */
const base = new URL('.', location.href).pathname;
const shell = `screen-shell:${scope}`;

addEventListener('install', (event) => {
  event.waitUntil(keepPage(scope).then(() => self.skipWaiting()));
});
addEventListener('activate', (event) => {
  event.waitUntil(self.clients.claim());
});
// What the page has loaded by now, also what no page names: its parts, its fonts.
addEventListener('message', (event) => {
  const files = event.data;
  if (Array.isArray(files)) event.waitUntil(keepFiles(files.filter(isAsset)));
});

/** Files below /assets/ are named by their content and never change. */
function isAsset(path) {
  return typeof path === 'string' && path.startsWith(`${base}assets/`);
}

async function keepPage(path) {
  const answer = await fetch(path, { cache: 'no-store' });
  if (!answer.ok) return;
  await keepFiles((await answer.clone().text()).match(/\/[^"\s]*assets\/[^"]+/g) ?? []);
  await (await caches.open(shell)).put(path, answer);
}

async function keepFiles(paths) {
  const kept = await caches.open(shell);
  for (const path of new Set(paths)) {
    if ((await kept.match(path)) === undefined) await kept.add(path).catch(() => undefined);
  }
}

addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== location.origin) return;
  if (request.mode === 'navigate') event.respondWith(openPage(request, pathname));
  else if (isAsset(pathname)) event.respondWith(openAsset(request, pathname));
});

async function openPage(request, pathname) {
  try {
    const answer = await fetch(request);
    // A proxy before a server that is away answers too.
    if (answer.status < 500) {
      if (answer.ok) await (await caches.open(shell)).put(pathname, answer.clone());
      return answer;
    }
    return (await kept(pathname)) ?? answer;
  } catch (error) {
    const page = await kept(pathname);
    if (page === undefined) throw error;
    return page;
  }
}

async function openAsset(request, pathname) {
  return (await kept(pathname)) ?? fetch(request);
}

async function kept(path) {
  return (await caches.open(shell)).match(path);
}
