import { expect } from 'vitest';
import type { Page } from 'playwright-core';

interface Target {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly top: number;
  readonly left: number;
}

/** Everything on the screen that a finger operates, in millimetres of the screen. */
export function targets(page: Page): Promise<Target[]> {
  return page.evaluate(() => {
    const mm = parseFloat(getComputedStyle(document.documentElement).getPropertyValue('--mm'));
    const within = document.querySelector('dialog[open]') ?? document;
    return [...within.querySelectorAll<HTMLElement>('button, input, select, a[href]')].flatMap(
      (element) => {
        const { width, height, top, left } = element.getBoundingClientRect();
        const clipped = element.closest('.box')?.getBoundingClientRect();
        if (width === 0 || element.closest('.visually-hidden') !== null) return [];
        if (clipped !== undefined && (top < clipped.top - 1 || top + height > clipped.bottom + 1))
          return [];
        const name = element.getAttribute('aria-label') ?? element.innerText.slice(0, 20);
        return [{ name, width: width / mm, height: height / mm, top: top / mm, left: left / mm }];
      },
    );
  });
}

/** 15 mm at the least, 3 mm apart (screens.md, "Kiosk"); 0.3 mm are left to rounding. */
export async function checkTargets(page: Page): Promise<void> {
  const all = await targets(page);
  expect(all.length).toBeGreaterThan(0);
  expect(all.filter(({ width, height }) => width < 14.7 || height < 14.7)).toEqual([]);
  const close = all.flatMap((a, i) =>
    all.slice(i + 1).flatMap((b) => {
      const across = Math.max(b.left - a.left - a.width, a.left - b.left - b.width);
      const down = Math.max(b.top - a.top - a.height, a.top - b.top - b.height);
      return Math.max(across, down) < 2.7 ? [`${a.name} / ${b.name}`] : [];
    }),
  );
  expect(close).toEqual([]);
}

/** Nothing is wider than the screen, and no line of text is cut off. */
export async function checkFit(page: Page): Promise<void> {
  const cut = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('#app *, dialog[open] *')].flatMap((element) => {
      if (element.closest('.visually-hidden, svg, .paper') !== null) return [];
      const { right, left, width } = element.getBoundingClientRect();
      const outside = width > 0 && (right > innerWidth + 1 || left < -1);
      const own = [...element.childNodes].some(
        (n) => n.nodeType === 3 && n.textContent?.trim() !== '',
      );
      const tooWide =
        own && element.clientWidth > 0 && element.scrollWidth > element.clientWidth + 1;
      const box = element.closest('button')?.getBoundingClientRect();
      const self = element.getBoundingClientRect();
      const over =
        own && box !== undefined && (self.bottom > box.bottom + 1 || self.right > box.right + 1);
      return outside || tooWide || over
        ? [`${element.className}: ${element.innerText.slice(0, 30)}`]
        : [];
    }),
  );
  expect(cut).toEqual([]);
}
