import { readFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { root } from '../../scripts/lib.mjs';
import { TestHall } from '../support/hall.ts';
import { checkAxe, fontsOf, shot, useChromium } from './chromium.ts';

const web = join(root, 'dist/web');
const browser = useChromium();
let hall: TestHall;
let ticket: string;
const lines = new Set<Socket>();

beforeAll(async () => {
  hall = await TestHall.start({ webDir: web });
  ticket = (await hall.take({ package: 'newborn' })).token;
  hall.hall.app.server.on('connection', (line: Socket) => lines.add(line));
});
afterAll(() => hall.stop());

/** Bytes that the server has written to whoever came since the lines were forgotten. */
const sent = (): number => [...lines].reduce((sum, line) => sum + line.bytesWritten, 0);

/** Bytes, compressed, of a page with the scripts and styles that it loads at once; fonts do not count. */
function firstLoad(page: string): number {
  const html = readFileSync(join(web, page), 'utf8');
  const assets = [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+\.(?:js|css))"/g)].map(
    (match) => match[1],
  );
  return [page, ...assets]
    .map((path) => gzipSync(readFileSync(join(web, path ?? ''))).length)
    .reduce((sum, size) => sum + size, 0);
}

it.each(['kiosk/index.html', 'display/index.html', 'window/index.html'])(
  '%s loads less than 300 KB at first',
  (page) => {
    const size = firstLoad(page);
    expect(size).toBeGreaterThan(1000);
    expect(size).toBeLessThan(300_000);
  },
);

// What visitors pay for on their own phones: each byte that the server sends, whatever it is.
// Booking has the papers of each package in three languages.
it.each([
  ['a ticket', (): string => `/phone/${ticket}`, 'A001', 160_000],
  ['booking', (): string => '/phone/book?hall=district', '预约后按约定时间到大厅签到', 242_000],
  ['the region', (): string => '/region/', '去哪里办', 175_000],
  ['the front page', (): string => '/', '一号通', 150_000],
] as const)(
  '%s opened for the first time costs a phone’s line little',
  async (name, at, text, most) => {
    lines.clear();
    const page = await browser.page({ viewport: { width: 390, height: 844 }, isMobile: true });
    await page.goto(hall.url + at());
    await page.getByText(text).first().waitFor();
    // Fonts, and what the worker keeps for the next time, come after the page.
    await page.waitForLoadState('networkidle');
    await page.evaluate(() => document.fonts.ready);
    const first = sent();
    expect(first).toBeGreaterThan(10_000);
    expect(first, `bytes for ${name}`).toBeLessThan(most);
    const fonts = await fontsOf(page);
    expect(fonts.filter(({ isCustomFont }) => isCustomFont)).toEqual([]);
    await checkAxe(page);
    await shot(page, `first-load-${name.replaceAll(' ', '-')}`, { fullPage: true });
    // Another time: what did not change is there already.
    const before = sent();
    await page.reload();
    await page.getByText(text).first().waitFor();
    await page.waitForLoadState('networkidle');
    const again = sent() - before;
    expect(again, `bytes for ${name}, once more`).toBeLessThan(20_000);
  },
);
