import fc from 'fast-check';
import { keepPlaces } from '../display/calls.ts';
import { expect, it } from 'vitest';
import { burstGrid, callGrid, layOut, leastCallSize } from '../display/layout.ts';
import type { Widths } from '../display/forms.ts';
import { readOptions } from '../display/options.ts';
import { isBurst, nextPage, type Due } from '../display/turns.ts';

const widths: Widths = {
  capital: 0.733,
  number: 2.45,
  window: 1.2,
  words: 7,
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
