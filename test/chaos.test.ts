import { expect, it } from 'vitest';
import { chaos } from '../bench/chaos/rounds.ts';
import { canRecord, torn } from '../bench/chaos/torn.ts';

/** Few kills where somebody waits for them; `npm run chaos -- --rounds 200` does more, on what was built. */
const kills = process.env['CI'] === undefined ? 2 : 10;

it(`lesson 23: a server killed under load ${kills} times has everything that it acknowledged, once, and the log and the boards agree`, async () => {
  const rounds = await chaos({ rounds: kills, seed: 23, fromSource: true, between: [400, 1000] });
  expect(rounds.flatMap((round) => round.losses)).toEqual([]);
  // The kills fell into the work: there was something to lose, and something under way.
  expect(rounds.at(-1)!.tickets).toBeGreaterThan(0);
  for (const round of rounds) expect(round.unanswered).toBeGreaterThan(0);
}, 300_000);

const noCompiler = !canRecord();
/** The same with a disk that only says that it has synced has to find what is lost: else it looks at nothing. */
it.skipIf(noCompiler)(
  `lesson 23: what was not synced is dropped or torn, and nothing acknowledged is lost${noCompiler ? ' (no gcc, skipped)' : ''}`,
  async () => {
    const options = { seed: 7, cuts: 12, fromSource: true, loadMs: 1500 };
    const honest = await torn(options);
    expect(honest.faults).toEqual([]);
    expect(honest.dropped + honest.tornWrites).toBeGreaterThan(0);
    expect((await torn({ ...options, lyingDisk: true })).faults).not.toEqual([]);
  },
  300_000,
);
