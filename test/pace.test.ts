import { expect, it } from 'vitest';
import { inHall, inPocket, waitBefore } from '../shared/ui/pace.ts';

const chances = [0, 0.25, 0.5, 0.75, 0.999];

it("faults M13: a hall's screen tries again within a second, after however long an outage", () => {
  for (let failed = 0; failed < 5000; failed += 1) {
    for (const chance of chances) {
      const wait = waitBefore(failed, inHall, chance);
      expect(wait).toBeGreaterThanOrEqual(50);
      expect(wait).toBeLessThanOrEqual(1000);
    }
  }
});

it('faults M13: 5,000 phones that one restart dropped come back spread over seconds', () => {
  const waits = Array.from({ length: 5000 }, (_, i) => waitBefore(0, inPocket, i / 5000));
  const inSecond = (n: number): number => waits.filter((w) => Math.floor(w / 1000) === n).length;
  expect(Math.max(...waits)).toBeLessThanOrEqual(6000);
  for (let n = 0; n < 6; n += 1) expect(inSecond(n)).toBeLessThan(1000);
  for (const failed of [1, 10, 2000])
    expect(waitBefore(failed, inPocket, 0)).toBeLessThanOrEqual(30_000);
});
