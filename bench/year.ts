/**
 * A hall's year in an hour: every ticket of every day goes through the product's own commands, by a
 * clock that is set on, on a SQLite file. After each quarter it prints what has to stay flat: the file's size a
 * ticket, a start, memory, a ticket and a call, the close of a day, an erasure, the live states.
 *
 *   npm run year -- [--days 250] [--tickets 2000] [--seed 1] [--minutes 60] [--archive]
 *
 * With --archive the year is then carried into a file of its own by the product's command: time, memory, sizes,
 * and whether the reports of the year are the same from there.
 * After `--minutes` it ends with the days that it has come to. Only the making is unsynced; what is measured is not.
 */
import { parseArgs } from 'node:util';
import { archiveYear } from './year/archive.ts';
import { liveYear, type MadeFile, type Quarter } from './year/year.ts';

const { values } = parseArgs({
  options: {
    days: { type: 'string', default: '250' },
    tickets: { type: 'string', default: '2000' },
    seed: { type: 'string', default: '1' },
    minutes: { type: 'string', default: '60' },
    archive: { type: 'boolean', default: false },
  },
});
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const columns: [name: string, of: (q: Quarter) => string][] = [
  ['days', (q) => String(q.days)],
  ['tickets', (q) => String(q.tickets)],
  ['file MB', (q) => q.fileMb.toFixed(1)],
  ['KB a ticket', (q) => q.kbATicket.toFixed(2)],
  ['start ms', (q) => q.startMs.toFixed(0)],
  ['heap MB', (q) => q.heapMb.toFixed(1)],
  ['ticket ms', (q) => q.takeMs.toFixed(2)],
  ['call ms', (q) => q.callMs.toFixed(2)],
  ['close ms', (q) => q.closeMs.toFixed(0)],
  ['erase ms', (q) => q.eraseMs.toFixed(0)],
  ['board ms', (q) => q.boardMs.toFixed(2)],
  ['console ms', (q) => q.consoleMs.toFixed(2)],
  ['backup MB', (q) => q.backupMb.toFixed(1)],
  ['backup ms', (q) => q.backupMs.toFixed(0)],
];
say('Milliseconds are the processor’s. Heap: after a collection.');
say(columns.map(([name]) => name.padStart(12)).join(''));
let archived: string[] = [];
async function archive({ file, year }: MadeFile): Promise<void> {
  const { seconds, mb, before, after, archive: own, reports } = await archiveYear(file, year);
  archived = [
    `\n${year} archived in ${seconds.toFixed(0)} s, with ${mb.toFixed(0)} MB of memory; the data ${before.toFixed(1)} MB before and ${after.toFixed(1)} after, the archive ${own.toFixed(1)}`,
    ...reports.map(
      ({ name, length, same }) =>
        `  the year’s report, ${name}: ${length} characters, ${same ? 'the same' : 'NOT the same'} from the archive`,
    ),
  ];
  if (reports.some(({ same }) => !same)) process.exitCode = 1;
}

const { tables } = await liveYear({
  days: Number(values.days),
  ticketsADay: Number(values.tickets),
  seed: Number(values.seed),
  until: performance.now() + Number(values.minutes) * 60_000,
  onQuarter: (q) => say(columns.map(([, of]) => of(q).padStart(12)).join('')),
  ...(values.archive ? { onEnd: archive } : {}),
});
say('\nBytes a ticket, by table or index:');
for (const { name, bytes } of tables) say(`  ${name.padEnd(44)} ${bytes.toFixed(0).padStart(6)}`);
archived.forEach(say);
