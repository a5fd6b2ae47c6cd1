import fc from 'fast-check';
import { keepPlaces } from '../display/calls.ts';
import { effectScope, ref } from 'vue';
import { expect, it, vi } from 'vitest';
import { burstGrid, callGrid, layOut, leastCallSize } from '../display/layout.ts';
import type { Widths } from '../display/forms.ts';
import { readOptions } from '../display/options.ts';
import { isBurst, nextPage, type Due } from '../display/turns.ts';
import { useTurns } from '../display/use-turns.ts';

const widths: Widths = {
  capital: 0.733,
  number: 2.45,
  window: 1.2,
  words: 7,
  descent: 0.22,
  label: 2.6,
  counter: 3,
};
const screens = fc.record({
  width: fc.integer({ min: 800, max: 3840 }),
  height: fc.integer({ min: 600, max: 2160 }),
  diagonal: fc.integer({ min: 32, max: 110 }),
  distance: fc.integer({ min: 3, max: 15 }),
});

it('never writes a call smaller than can be read, and leaves room for each that it shows', () => {
  fc.assert(
    fc.property(screens, fc.integer({ min: 1, max: 44 }), (screen, windows) => {
      const layout = layOut(screen, widths, windows);
      const least = leastCallSize(screen, widths.capital);
      const { banner, rows, places, area, below, together } = layout;
      expect(banner.font).toBeGreaterThanOrEqual(least);
      expect(layout.alone.font).toBeGreaterThanOrEqual(banner.font);
      for (const { lines, font, word, height } of [banner, layout.alone]) {
        if (widths.number + 0.4 > area.width / font) continue;
        const number = lines === 1 ? widths.number + 0.2 : 0;
        const phrase = (number + widths.window + 0.32) * font + widths.words * word;
        expect(phrase).toBeLessThanOrEqual(area.width);
        const below = (height / lines - widths.capital * font) / 2;
        expect(below).toBeGreaterThanOrEqual(Math.min(widths.descent * word, 0.05 * font));
      }
      for (const grid of [rows, places]) {
        if (grid === null) continue;
        expect(grid.font).toBeGreaterThanOrEqual(least);
        const cell = (below.height - layout.gap * (grid.rows - 1)) / grid.rows;
        expect(cell).toBeGreaterThanOrEqual(least * widths.capital);
      }
      if (places !== null) expect(places.columns * places.rows).toBeGreaterThanOrEqual(windows);
      const burst = burstGrid(layout, widths, together);
      expect(burst.font).toBeGreaterThanOrEqual(least);
      expect(burst.columns * burst.rows).toBeGreaterThanOrEqual(together);
      const one = callGrid(area, layout, widths, 1);
      if (one !== null) expect(one.font).toBeGreaterThanOrEqual(least);
    }),
  );
});

it.each([
  { cells: 4, name: '55 inches at 10 m' },
  { cells: 3, name: 'a portrait board' },
  { cells: 8, name: '75 inches' },
])(
  'faults S4: shows 14 calls at once and two a second within ten seconds each ($name)',
  ({ cells }) => {
    const calls = [
      ...Array.from({ length: 14 }, () => 0),
      ...Array.from({ length: 120 }, (_, i) => (i + 1) * 500),
    ].map((at, i) => ({ id: `c${i}`, at, due: at + 10_000 }));
    const seen = new Map<string, number>();
    let now = 0;
    while (seen.size < calls.length) {
      const unseen: Due[] = calls.filter(({ id, at }) => at <= now && !seen.has(id)).reverse();
      const { ids, milliseconds } = nextPage(unseen, cells, now);
      expect(milliseconds).toBeGreaterThanOrEqual(1000);
      for (const id of ids) seen.set(id, now);
      now += ids.length === 0 ? 100 : milliseconds;
    }
    const waits = calls.map(({ id, at }) => seen.get(id)! - at);
    expect(Math.max(...waits)).toBeLessThanOrEqual(10_000);
  },
);

it('turns pages of three seconds, newest first, where that is soon enough', () => {
  const unseen = ['e', 'd', 'c', 'b', 'a'].map((id) => ({ id, due: 10_000 }));
  expect(nextPage(unseen, 2, 0)).toEqual({ ids: ['e', 'd'], milliseconds: 3000 });
  // The third page would come too late for the first who was called.
  const late = unseen.map((each) => (each.id === 'a' ? { id: 'a', due: 6000 } : each));
  expect(nextPage(late, 2, 0)).toEqual({ ids: ['a', 'e'], milliseconds: 3000 });
});

it('shares the screen when two calls come within a few seconds, until it is calm again', () => {
  expect(isBurst(false, [0], 1, 4)).toBe(false);
  expect(isBurst(false, [0, 6000], 1, 4)).toBe(false);
  expect(isBurst(false, [0, 4000], 1, 4)).toBe(true);
  expect(isBurst(true, [7000, 20_000], 0, 4)).toBe(true);
  expect(isBurst(true, [9000, 20_000], 0, 4)).toBe(false);
  expect(isBurst(true, [9000, 20_000], 1, 4)).toBe(true);
});

it('shares the screen as long as more stand than the usual picture shows', () => {
  expect(isBurst(false, [9000, 20_000, 30_000], 0, 2)).toBe(true);
  expect(isBurst(true, [50_000, 50_000, 50_000], 0, 2)).toBe(true);
});

it('faults S4: turns the pages of eight who stand called for as long as they stand, with whom the voice says on them', async () => {
  vi.useFakeTimers({ now: 0 });
  const scope = effectScope();
  try {
    const called = Array.from({ length: 8 }, (_, i) => ({ id: `c${i}`, at: 0 }));
    const heard = ref<string | null>(null);
    const { page, burst } = scope.run(() =>
      useTurns(
        () => called,
        () => ({ cells: 4, room: 4, heard: heard.value }),
      ),
    )!;
    const last = new Map(called.map(({ id }) => [id, 0]));
    let turned = 0;
    let before = '';
    for (let at = 0; at < 88_000; at += 500) {
      // As the voice does: each in its turn, for four seconds, and then it is silent.
      heard.value = at < 16_000 ? null : (called[Math.floor((at - 16_000) / 4000)]?.id ?? null);
      await vi.advanceTimersByTimeAsync(500);
      expect(burst.value).toBe(true);
      expect(page.value).toHaveLength(4);
      if (heard.value !== null) expect(page.value).toContain(heard.value);
      const now = page.value.join();
      // Once all were shown, and nobody is heard, a page stands for four seconds.
      if (now !== before && before !== '') {
        if (at > 60_000) expect(at - turned).toBeGreaterThanOrEqual(4000);
        turned = at;
      }
      before = now;
      for (const id of page.value) last.set(id, at);
      expect(Math.max(...called.map(({ id }) => at - last.get(id)!))).toBeLessThanOrEqual(12_000);
    }
  } finally {
    scope.stop();
    vi.useRealTimers();
  }
});

it('reads from the address which way the zones lie, and leaves out what makes no sense', () => {
  const { arrows } = readOptions('?arrows=A:left, B:up,C:behind,:down', {
    zone: null,
    window: null,
  });
  expect(arrows).toEqual({ A: 'left', B: 'up' });
});

it('keeps a row where it stands while others are served, come and go', () => {
  expect(keepPlaces([], ['A3', 'A2', 'A1'])).toEqual(['A3', 'A2', 'A1']);
  // Served, A3 is listed last; a newer one takes the place of who is shown no more.
  expect(keepPlaces(['A3', 'A2', 'A1'], ['A2', 'A1', 'A3'])).toEqual(['A3', 'A2', 'A1']);
  expect(keepPlaces(['A3', 'A2', 'A1'], ['A4', 'A2', 'A1'])).toEqual(['A4', 'A2', 'A1']);
  expect(keepPlaces(['A3', 'A2', 'A1'], ['A4', 'A3', 'A2', 'A1'])).toEqual([
    'A3',
    'A2',
    'A1',
    'A4',
  ]);
  expect(keepPlaces(['A3', 'A2', 'A1'], ['A2', 'A1'])).toEqual(['A1', 'A2']);
  expect(keepPlaces(['A1'], [])).toEqual([]);
});
