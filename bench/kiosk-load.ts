/**
 * node scripts/run.mjs bench/kiosk-load.ts [loads]: how soon a kiosk shows its first screen.
 *
 * A paired kiosk is loaded with an empty cache, as a machine that was just switched on, at the
 * machine's own speed and on a CPU slowed four times. Measured in the page, from the start of the
 * navigation until two frames after the first screen stands. The floor is a page of one line of
 * text in the same browser: machines differ, so the ratio to it says more than the time.
 */
import { basename } from 'node:path';
import type { BrowserContext } from 'playwright-core';
import { findChromium } from '../scripts/lib.mjs';
import { machineLine, startKiosk } from './support/kiosk.ts';

const loads = Number(process.argv[2] ?? 7);

interface Load {
  readonly shown: number;
  readonly requests: number;
  readonly kilobytes: number;
  readonly fontKilobytes: number;
}

/**
 * Runs in the page and says when the first screen has been painted. The page is not asked for it:
 * to wait there for a value takes a script of the tool's that is as large as the kiosk's own.
 */
const watchFirstScreen = `
  new MutationObserver((_, watcher) => {
    if (document.querySelector('div.home') === null) return;
    watcher.disconnect();
    requestAnimationFrame(() => requestAnimationFrame(() => { console.debug(performance.now()); }));
  }).observe(document, { childList: true, subtree: true });
`;

const barePage = '<!doctype html><title>floor</title><div class="home">取号</div>';

async function load(context: BrowserContext, address: string, slowed: number): Promise<Load> {
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  let requests = 0;
  let bytes = 0;
  let fontBytes = 0;
  const fonts = new Set<string>();
  await session.send('Network.enable');
  session.on('Network.responseReceived', ({ requestId, type, response }) => {
    if (!response.url.startsWith('http')) return;
    requests += 1;
    if (type === 'Font') fonts.add(requestId);
  });
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (fonts.has(requestId)) fontBytes += encodedDataLength;
    else bytes += encodedDataLength;
  });
  await session.send('Network.clearBrowserCache');
  await session.send('Emulation.setCPUThrottlingRate', { rate: slowed });
  await page.addInitScript(watchFirstScreen);
  const [said] = await Promise.all([
    page.waitForEvent('console', (message) => message.type() === 'debug'),
    page.goto(address, { waitUntil: 'commit' }),
  ]);
  const shown = Number(said.text());
  await page.close();
  return { shown, requests, kilobytes: bytes / 1000, fontKilobytes: fontBytes / 1000 };
}

const { url, browser, context, stop } = await startKiosk('portrait');
console.log(
  `Kiosk, first screen with an empty cache (${machineLine()}, ` +
    `${basename(findChromium() ?? '')} ${browser.version()}), ${loads} loads each`,
);
await context.route('**/floor', (route) =>
  route.fulfill({ contentType: 'text/html; charset=utf-8', body: barePage }),
);
const medians: number[] = [];
for (const slowed of [1, 4]) {
  const all: Load[] = [];
  const floors: number[] = [];
  // The first load warms the server. Kiosk and floor take turns: the machine's mood is the same for both.
  for (let i = 0; i <= loads; i += 1) {
    all.push(await load(context, `${url}/kiosk/`, slowed));
    floors.push((await load(context, `${url}/floor`, slowed)).shown);
  }
  const floor = floors.slice(1).sort((a, b) => a - b)[Math.floor(loads / 2)]!;
  const sorted = all.slice(1).sort((a, b) => a.shown - b.shown);
  const median = sorted[Math.floor(sorted.length / 2)]!;
  medians.push(median.shown);
  const ms = (each: Load | undefined): string => `${Math.round(each?.shown ?? NaN)} ms`;
  console.log(
    `CPU slowed ${slowed} ×: median ${ms(median)}, fastest ${ms(sorted[0])}, slowest ${ms(sorted.at(-1))}; ` +
      `floor ${Math.round(floor)} ms, ratio ${(median.shown / floor).toFixed(1)}; ` +
      `${median.requests} requests, ${Math.round(median.kilobytes)} KB and ${Math.round(median.fontKilobytes)} KB of fonts`,
  );
}
console.log(`slowed ÷ unslowed: ${(medians[1]! / medians[0]!).toFixed(1)}`);
await stop();
