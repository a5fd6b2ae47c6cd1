import { parseArgs } from 'node:util';
import { addDays } from '../shared/rules/calendar.ts';
import { archiveFolder } from './archives/file.ts';
import { asCommand, openData } from './beside.ts';
import { sumsOutdated } from './hall/sums-store.ts';
import { randomIds } from './ids.ts';
import { disagreeingDays } from './reports/sums-check.ts';
import { SumsUpkeep } from './reports/sums.ts';
import { hallsOf } from './reports/store.ts';
import { drawDays } from './reports/sums-job.ts';
import { SiteClock } from './site-clock.ts';
import { systemClock } from './clock.ts';
import { ownCommand } from './own-command.ts';

/**
 * npm run sums -- check | remake [--hall CODE] [--from DAY] [--to DAY]: counts the days that are over from
 * their rows again and compares them with what was drawn up of them; `remake` draws those up anew that
 * differ, and those that are missing. A server may run on the data meanwhile.
 */
const say = (text: string): void => void process.stderr.write(`${text}\n`);
const print = (text: string): void => void process.stdout.write(`${text}\n`);

/** What was asked for; no act where it cannot be understood. */
function wish() {
  const options = {
    hall: { type: 'string' },
    from: { type: 'string' },
    to: { type: 'string' },
  } as const;
  try {
    const { positionals, values } = parseArgs({ allowPositionals: true, options });
    return { act: positionals.length === 1 ? positionals[0] : undefined, values };
  } catch {
    return { act: undefined, values: {} };
  }
}

async function main(): Promise<number> {
  const { act, values } = wish();
  const isDay = (day: string): boolean => /^\d{4}-\d\d-\d\d$/.test(day) && Date.parse(day) > 0;
  const { hall } = values;
  const to = values.to ?? addDays(systemClock.now().slice(0, 10), -1);
  const from = values.from ?? addDays(to, -30);
  if ((act !== 'check' && act !== 'remake') || !isDay(from) || !isDay(to) || from > to) {
    say(`Usage: ${ownCommand('sums', 'check | remake [--hall CODE] [--from DAY] [--to DAY]')}`);
    return 2;
  }
  const db = await openData();
  try {
    const halls = await hallsOf(db.read);
    if (hall !== undefined && !halls.some(({ code }) => code === hall)) {
      const codes = halls.map(({ code }) => code).join(', ');
      say(`没有大厅“${hall}”，有：${codes}\nThere is no hall "${hall}", but: ${codes}`);
      return 2;
    }
    let days = 0;
    const archives = archiveFolder(db.reopen);
    const found = await disagreeingDays(
      db.read,
      { hall, from, to, now: systemClock.now() },
      archives,
      () => (days += 1),
    );
    for (const { hall: code, day, why } of found) print(`${code}\t${day}\t${why}`);
    print(`${days} days, ${found.length} not as their rows say`);
    if (act === 'check') return found.length === 0 ? 0 : 1;
    const idOf = new Map(halls.map((row) => [row.code, row.id]));
    await db.lanes.run('site', {
      run: async (tx) => {
        for (const { hall: code, day } of found)
          await sumsOutdated(tx, { hall: idOf.get(code)!, day });
      },
    });
    const clock = new SiteClock(systemClock);
    const log = { error: (error: unknown) => say(String(error)) };
    const upkeep = new SumsUpkeep({
      ...{ db, clock, ids: randomIds, log },
      draw: (drawing) => drawDays(db.read, drawing),
    });
    while (await upkeep.step());
    return 0;
  } finally {
    await db.close();
  }
}

await asCommand(main);
