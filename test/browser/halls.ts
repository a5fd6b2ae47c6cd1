import { join } from 'node:path';
import { afterEach } from 'vitest';
import { root } from '../../scripts/lib.mjs';
import { TestHall, type HallOptions } from '../support/hall.ts';

/** A Monday at 09:42 in the hall. */
const morning = '2026-11-23T01:42:00.000Z';
/** A Monday at 09:00, when the clerks have just come. */
export const atNine: HallOptions = { start: '2026-03-02T01:00:00.000Z' };
let halls: TestHall[] = [];

/**
 * Halls with all screens. Call once at the top of a test file, before useChromium: they end with their
 * test, after its pages.
 */
export function useHalls(usual: HallOptions = {}): (options?: HallOptions) => Promise<TestHall> {
  afterEach(async () => {
    const open = halls;
    halls = [];
    await Promise.all(open.map((hall) => hall.stop()));
  });
  return async (options = {}) => {
    const hall = await TestHall.start({
      start: morning,
      webDir: join(root, 'dist/web'),
      ...usual,
      ...options,
    });
    halls.push(hall);
    return hall;
  };
}

/** Stopped by the test itself. */
export function forget(hall: TestHall): void {
  halls = halls.filter((other) => other !== hall);
}
