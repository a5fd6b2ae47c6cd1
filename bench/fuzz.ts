/**
 * Sends a server in this process what its own OpenAPI document asks for, what is nearly that, and
 * garbage: to every route, by everybody who can ask, and over the live line. No answer may be a
 * fault of the server's, nothing refused may have changed anything, and nothing may grow.
 *
 *   npm run fuzz -- [--requests 100000] [--messages 5000] [--seed <n>]
 *
 * With DATABASE_URL set, on that PostgreSQL: an empty database.
 */
import { parseArgs } from 'node:util';
import { fuzz } from './fuzz/run.ts';

const { values } = parseArgs({
  options: {
    requests: { type: 'string', default: '100000' },
    messages: { type: 'string', default: '5000' },
    seed: { type: 'string' },
  },
});
/** What is kept of statements, set-ups and words in an hour of garbage; a leak is far more. */
const mostGrowthMb = 40;
const seed = values.seed === undefined ? Math.floor(Math.random() * 1e6) : Number(values.seed);
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const { DATABASE_URL: url } = process.env;
say(`seed ${seed}, ${url === undefined ? 'SQLite' : 'PostgreSQL'}`);
const began = performance.now();
const report = await fuzz({
  seed,
  requests: Number(values.requests),
  messages: Number(values.messages),
  ...(url === undefined ? {} : { database: { kind: 'postgres' as const, url } }),
  onProgress: say,
});
const seconds = ((performance.now() - began) / 1000).toFixed(0);
say(`${report.requests} requests in ${seconds} s, by status: ${JSON.stringify(report.byStatus)}`);
const { messages, answered, cut } = report.sockets;
say(`${messages} messages on live connections, ${answered} answered, ${cut} times cut off`);
const { half, end } = report.heap;
say(`heap ${half.toFixed(1)} MB at half time, ${end.toFixed(1)} MB at the end`);
say(`answers kept for keys three days later: ${report.answersLeft}`);
for (const { fault, wish, times } of report.faults) say(`${times} × ${fault}\n    ${wish}`);
const grown = end - half > mostGrowthMb || report.answersLeft > 0;
say(
  report.faults.length === 0 && !grown ? 'No fault.' : `${report.faults.length} kinds of faults.`,
);
if (report.faults.length > 0 || grown) process.exitCode = 1;
