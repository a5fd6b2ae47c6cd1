/**
 * How long a second start takes, when everything is installed, built and imported: from the start of
 * `node scripts/start.mjs`, which is what `npm start` runs, to the first answer.
 *
 *   node scripts/run.mjs bench/start.ts [times]
 */
import { spreadOf } from './measure/spread.ts';
import { cpuSecondsOf } from './support/cpu.ts';
import { ServerProcess } from './support/server-process.ts';
import { makeSite } from './support/site.ts';

const times = Number(process.argv[2] ?? 5);
const site = await makeSite({ takers: 0, clerks: 0 });
const start = async (): Promise<{ ms: number; cpu: number | null }> => {
  const server = await ServerProcess.start({ dataDir: site.dataDir, run: 'start' });
  const cpu = cpuSecondsOf(server.pid);
  await server.stop();
  return { ms: server.startedIn, cpu };
};
// The first one builds what is stale.
await start();
const took: { ms: number; cpu: number | null }[] = [];
for (let n = 0; n < times; n++) took.push(await start());
await site.remove();
const list = took.map(({ ms }) => Math.round(ms)).join(', ');
process.stdout.write(
  `Second start, to the first answer: median ${Math.round(spreadOf(took.map((t) => t.ms)).p50)} ms of ${list}\n`,
);
const cpu = took.flatMap((t) => t.cpu ?? []);
if (cpu.length > 0)
  process.stdout.write(`  of which processor time: median ${spreadOf(cpu).p50.toFixed(2)} s\n`);
