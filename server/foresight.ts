/**
 * Foresight by command.
 *
 *   npm run foresight -- evaluate --history a.csv --days b.csv [--out p.csv] [--fixed] [--without 2020-01-10] [--zone Asia/Shanghai]
 *   npm run foresight -- fit
 *   npm run foresight -- staffing --file a.csv [--date 2020-01-08] [--service name] [--share 0.9] [--minutes 15]
 */
import { parseArgs } from 'node:util';
import { planned } from './calendar/service.ts';
import { asCommand, openData } from './beside.ts';
import { systemClock } from './clock.ts';
import { Fitting } from './estimates/fitting.ts';
import { fitHallDays } from './estimates/job.ts';
import { evaluate } from './foresight/evaluate.ts';
import { FileFault } from './foresight/recorded-file.ts';
import { staffingOfFile } from './foresight/staffing-command.ts';
import { SiteClock } from './site-clock.ts';
import { ownCommand } from './own-command.ts';

const usage = `Usage: ${ownCommand('foresight', '<command>')}
  evaluate --days b.csv [--history a.csv] [--out p.csv] [--fixed] [--without day,day] [--zone Asia/Shanghai]
           says how good the wait estimates would have been on recorded days
  staffing --file a.csv [--date 2020-01-08] [--service name] [--share 0.9] [--minutes 15] [--draws 40] [--seed 1]
           says how many windows each half-hour of recorded days needs
  fit      fits the days of every hall anew, as the server does by night; beside it, too
`;

const commands: Record<string, (args: string[]) => string[] | Promise<string[]>> = {
  fit,
  evaluate: (args) => {
    const { values } = parseArgs({
      args,
      options: {
        history: { type: 'string' },
        days: { type: 'string' },
        out: { type: 'string' },
        fixed: { type: 'boolean', default: false },
        without: { type: 'string', default: '' },
        zone: { type: 'string' },
      },
    });
    const { history, days, out, fixed, zone } = values;
    if (days === undefined) throw new FileFault('evaluate needs --days.');
    return evaluate({ history, days, out, fixed, zone, without: values.without.split(',') });
  },
  staffing: (args) => {
    const { values } = parseArgs({
      args,
      options: {
        file: { type: 'string' },
        date: { type: 'string' },
        service: { type: 'string' },
        share: { type: 'string', default: '0.9' },
        minutes: { type: 'string', default: '15' },
        draws: { type: 'string', default: '40' },
        seed: { type: 'string', default: '1' },
      },
    });
    const { file, date, service, share, minutes, draws, seed } = values;
    if (file === undefined) throw new FileFault('staffing needs --file.');
    return staffingOfFile({
      ...{ file, date, service, share: Number(share), minutes: Number(minutes) },
      ...{ draws: Number(draws), seed: Number(seed) },
    });
  },
};

/** On the data of this site; a server that runs on it reads the new fit by itself. */
async function fit(): Promise<string[]> {
  const db = await openData();
  try {
    const clock = new SiteClock(systemClock);
    const fitting = new Fitting({
      ...{ db, clock },
      log: console,
      fit: (wish) => fitHallDays(db.read, wish, planned),
    });
    return (await fitting.fitAll()).map(({ hall, to }) =>
      to === null ? `${hall}: no day is over yet` : `${hall}: fitted up to ${to}`,
    );
  } finally {
    await db.close();
  }
}

const [name = '', ...args] = process.argv.slice(2);
const command = commands[name];
await asCommand(async () => {
  if (command === undefined) {
    process.stderr.write(usage);
    return 2;
  }
  try {
    for (const line of await command(args)) process.stdout.write(`${line}\n`);
    return 0;
  } catch (error) {
    const isTheirs =
      error instanceof FileFault ||
      String((error as { code?: string }).code).startsWith('ERR_PARSE_ARGS');
    if (!isTheirs) throw error;
    process.stderr.write(`${(error as Error).message}\n`);
    return 1;
  }
});
