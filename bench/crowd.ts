/**
 * What a call costs with a full hall looking on: 5,000 phones and 100 boards, evenly spread over the
 * queues, then all in one. Prints the server's processor time a call, how long its loop stood still,
 * when boards had the call (beside a bare Socket.IO server with as many), and how long after a
 * restart all have the truth again.
 *
 *   node scripts/run.mjs bench/crowd.ts [--calls 40] [--boards 100] [--phones 5000] [--every 700]
 */
import { parseArgs } from 'node:util';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ensureBuilt } from '../scripts/build.mjs';
import { root } from '../scripts/lib.mjs';
import { HallFile } from '../shared/contract/hall.ts';
import { measureFullHall } from './measure/full-hall.ts';

const { values } = parseArgs({
  options: {
    calls: { type: 'string', default: '40' },
    boards: { type: 'string', default: '100' },
    phones: { type: 'string', default: '5000' },
    every: { type: 'string', default: '700' },
    source: { type: 'boolean', default: false },
    only: { type: 'string', default: 'spread,one' },
  },
});
if (!values.source) ensureBuilt();
const file = HallFile.parse(JSON.parse(await readFile(join(root, 'data', 'hall.json'), 'utf8')));
const size = {
  calls: Number(values.calls),
  boards: Number(values.boards),
  phones: Number(values.phones),
  everyMs: Number(values.every),
  run: values.source ? ('source' as const) : ('built' as const),
};
const queues = file.queues.map((q) => q.code);
const at = { window: 5, queue: 'one-enterprise', zone: 'A' };
process.stdout.write(
  `${size.phones} phones, ${size.boards} boards, a call each ${size.everyMs} ms\n`,
);
for (const kind of values.only.split(',')) {
  const found = await measureFullHall(size, kind === 'one' ? [at.queue] : queues, at);
  const ms = (n: number): string => n.toFixed(1);
  process.stdout.write(
    `${kind === 'one' ? 'all in one queue' : 'evenly spread'}: ` +
      `processor ${found.cpuMs === null ? '?' : ms(found.cpuMs)} ms a call, ` +
      `loop stood ${ms(found.stallMs)} ms at most, ` +
      `board p50 / p99 ${ms(found.board.p50)} / ${ms(found.board.p99)} ms ` +
      `(bare ${ms(found.bare.p50)} / ${ms(found.bare.p99)}), ` +
      `all right ${ms(found.backMs / 1000)} s after a restart\n`,
  );
}
