import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { languages } from '../../shared/languages.ts';
import type { Ticket } from '../../shared/contract/ticket.ts';
import { root } from '../../scripts/lib.mjs';
import { TestHall } from '../support/hall.ts';
import { shot, useChromium } from './chromium.ts';

const browser = useChromium();
let hall: TestHall;

beforeAll(async () => {
  hall = await TestHall.start({
    webDir: join(root, 'dist/web'),
    change: (file) => {
      file['settings'] = { telephone: '0592-1234567' };
    },
  });
  const clerk = await hall.openWindow(1);
  // Some have been served, so that there is a pace to estimate by, and some wait.
  for (let i = 0; i < 17; i += 1) await hall.take({ package: 'newborn' });
  for (let i = 0; i < 10; i += 1) {
    await hall.window(1, 'call-next', {}, clerk);
    await hall.window(1, 'start', {}, clerk);
    hall.clock.pass(126);
    await hall.window(1, 'finish', {}, clerk);
  }
});
afterAll(() => hall.stop());

const wishes = [
  ['any-order', { package: 'newborn', category: 'senior' }],
  ['one-after-the-other', { package: 'second-hand-home' }],
  ['one-queue', { queue: 'bank' }],
] as const;
const cases = languages.flatMap((language) =>
  ([58, 80] as const).flatMap((width) =>
    wishes.map(([name, wish]) => ({ name, wish, language, width })),
  ),
);

it.each(cases)(
  'draws a slip of $width mm in $language, $name, in the shipped font, nothing cut off',
  async ({ name, wish, language, width }) => {
    const ticket: Ticket = await hall.take({ ...wish, language });
    const svg = await hall.ok<string>('GET', `/api/tickets/${ticket.token}/slip?width=${width}`);
    const page = await browser.page({
      viewport: { width: Math.round((width / 25.4) * 96), height: 400 },
      deviceScaleFactor: 2,
    });
    await page.goto(`${hall.url}/kiosk/`);
    await page.evaluate(async (drawn) => {
      document.documentElement.style.cssText = document.body.style.cssText =
        'overflow: visible; height: auto; display: block';
      // As the screens do it: the policy of the pages takes no style from a text.
      const sheet = document.createElement('div');
      sheet.style.cssText = 'padding:4mm;background:#fff';
      const read = new DOMParser().parseFromString(drawn, 'image/svg+xml').documentElement;
      for (const each of [read, ...read.querySelectorAll('[style]')]) each.removeAttribute('style');
      sheet.append(document.importNode(read, true));
      document.body.replaceChildren(sheet);
      const text = document.querySelector('svg.slip')!.textContent;
      await document.fonts.load('22px "Noto Sans SC Variable"', text);
      await document.fonts.load('700 22px "Noto Sans SC Variable"', text);
      await document.fonts.ready;
    }, svg);
    const found = await page.evaluate(() => {
      const sheet = document.querySelector<SVGSVGElement>('svg.slip')!;
      const edge = sheet.getBoundingClientRect();
      // Faults S20: a blank of a character's width is left at either edge (1.5 mm, less the roundings).
      const blank = (1 / 25.4) * 96;
      const cut = [...sheet.querySelectorAll('text')].filter((text) => {
        const box = text.getBoundingClientRect();
        const [left, right] = [edge.left + blank, edge.right - blank];
        return box.left < left || box.right > right || box.bottom > edge.bottom;
      });
      return {
        cut: cut.map((text) => text.textContent),
        fonts: [...document.fonts].some((font) => font.status === 'loaded'),
        millimetres: Math.round((edge.width / 96) * 25.4),
        text: sheet.textContent,
      };
    });
    expect(found.cut).toEqual([]);
    expect(found.fonts).toBe(true);
    expect(found.millimetres).toBe(width === 80 ? 72 : 48);
    expect(found.text).toContain(ticket.number);
    await shot(page, `slip-${name}-${language}-${width}`, { fullPage: true });
  },
);
