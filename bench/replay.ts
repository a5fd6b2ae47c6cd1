/**
 * Replays recorded days of a real hall through the real application.
 *
 *   npm run replay -- --file <csv> --date 2020-01-08 [--all] [--mix] [--seed 1]
 *                     [--database sqlite | postgres://…]
 */
import { parseArgs } from 'node:util';
import { printDay, source } from './replay/print.ts';
import { readRecordedDays } from './replay/recorded-day.ts';
import { complaints, replayDay } from './replay/replay-day.ts';

const { values } = parseArgs({
  options: {
    file: { type: 'string' },
    date: { type: 'string' },
    all: { type: 'boolean', default: false },
    mix: { type: 'boolean', default: false },
    seed: { type: 'string', default: '1' },
    database: { type: 'string', default: 'sqlite' },
  },
});
if (values.file === undefined || (values.date === undefined && !values.all)) {
  process.stderr.write(
    'Usage: npm run replay -- --file <csv> (--date <YYYY-MM-DD> | --all) [--mix] [--seed <n>] [--database sqlite|postgres://…]\n',
  );
  process.exit(2);
}
const recorded = readRecordedDays(values.file);
const wanted = values.all ? recorded : recorded.filter((day) => day.date === values.date);
if (wanted.length === 0) {
  process.stderr.write(
    `The file has no ${values.date}; it has ${recorded.map((day) => day.date).join(', ')}\n`,
  );
  process.exit(2);
}
const seed = Number(values.seed);
process.stdout.write(
  `${source}\n${values.mix ? `mixed with seed ${seed}` : 'at the recorded pace'}, on ${values.database.split(':')[0]}\n`,
);
let wrong = 0;
for (const day of wanted) {
  const replayed = await replayDay(day, {
    postgres: values.database === 'sqlite' ? undefined : values.database,
    mixSeed: values.mix ? seed : undefined,
  });
  printDay(replayed);
  wrong += complaints(replayed).length;
}
process.exitCode = wrong === 0 ? 0 : 1;
