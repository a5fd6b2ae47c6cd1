import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { evaluate, judgePredictions } from '../server/foresight/evaluate.ts';
import { predictDays } from '../server/foresight/predict.ts';
import { readRecordedTickets, type RecordedTicket } from '../server/foresight/recorded-file.ts';

const halls = ['praga-poludnie', 'bielany', 'targowek'];
const fileOf = (hall: string): string => `test/data/real-days/warsaw-${hall}.csv.gz`;
/** On 10 January the source has no snapshots from 12:34 to 14:09. */
const hole = '2020-01-10';
const from = '2020-01-13';

const days = new Map(
  halls.map((hall) => {
    const tickets = readRecordedTickets(fileOf(hall)).filter((t) => t.date !== hole);
    return [
      hall,
      {
        history: tickets.filter((t) => t.date < from),
        days: tickets.filter((t) => t.date >= from),
      },
    ];
  }),
);

describe('waits foreseen on recorded days of three halls', () => {
  it('are off by less than 8.8 minutes, and nine in ten are within P90 in each hall', () => {
    let count = 0;
    let error = 0;
    let firsts = 0;
    let firstsWithin = 0;
    for (const [hall, { history, days: tried }] of days) {
      const predictions = predictDays(history, tried, false);
      // Whoever finds a free window is called at once: there is nothing to foresee.
      for (const { ticket, said } of predictions)
        if (ticket.ahead < 0) expect(said).toEqual({ p50: 0, p90: 0 });
      const { all, first } = judgePredictions(predictions, history);
      expect(all.within / all.withinOf, hall).toBeGreaterThan(0.87);
      expect(all.within / all.withinOf, hall).toBeLessThan(0.93);
      expect(all.skill!, hall).toBeGreaterThan(0.2);
      count += all.count;
      error += all.error! * all.count;
      firsts += first.withinOf;
      firstsWithin += first.within;
    }
    expect(count).toBe(5420);
    expect(error / count).toBeLessThan(8.6);
    expect(firstsWithin / firsts).toBeGreaterThan(0.87);
  });

  it('know nothing later than the ticket: what comes after it changes no number said before', () => {
    const { history, days: tried } = days.get('targowek')!;
    const day = tried.filter((t) => t.date === from);
    const noon = 12 * 60;
    const said = (tickets: readonly RecordedTicket[]) =>
      predictDays(history, tickets, true)
        .filter(({ ticket }) => ticket.issued <= noon)
        .map(({ ticket, said: numbers }) => [ticket.service, ticket.number, numbers]);
    // Everybody who was not called by noon waits for ever, and nobody comes after it.
    const stopped = day
      .filter((t) => t.issued <= noon)
      .map((t) => (t.called! <= noon ? t : { ...t, called: null }));
    expect(said(stopped)).toEqual(said(day));
  });
});

describe('the command that evaluates', () => {
  const folder = mkdtempSync(join(tmpdir(), 'foresight-'));
  const write = (name: string, tickets: readonly string[]): string => {
    const file = join(folder, name);
    const header = 'date,service,number,issued,called,ahead,open_windows';
    writeFileSync(file, [header, ...tickets, ''].join('\n'));
    return file;
  };
  const wish = { out: undefined, fixed: false, without: [] };

  it('writes a line for each ticket, in minutes, and says how good they were', () => {
    const history = write('a.csv', [
      '2026-03-02,Passports,1,08:00,08:00,-1,2',
      '2026-03-02,Passports,2,08:00,08:10,0,2',
      '2026-03-02,Passports,3,08:05,08:20,1,2',
    ]);
    const tried = write('b.csv', [
      '2026-03-03,Passports,1,08:00,08:00,-2,2',
      '2026-03-03,Passports,2,08:00,08:10,0,2',
      '2026-03-03,"Cars, bikes",1,08:00,,3,',
    ]);
    const out = join(folder, 'p.csv');
    const said = evaluate({ ...wish, history, days: tried, out });
    expect(said[1]).toMatch(/^3 tickets, 1 of them/);
    const lines = readFileSync(out, 'utf8').trim().split('\n');
    expect(lines.slice(0, 2)).toEqual([
      'date,service,number,p50,p90',
      '2026-03-03,Passports,1,0.00,0.00',
    ]);
    expect(lines[2]).toMatch(/^2026-03-03,Passports,2,\d+\.\d\d,\d+\.\d\d$/);
    expect(lines[3]).toMatch(/^2026-03-03,"Cars, bikes",1,\d+\.\d\d,\d+\.\d\d$/);
  });

  it('reads what other halls and programs write: any order, marks, codes, and days in both files', () => {
    const day = (date: string) => [
      `${date},Passports,1,08:00,08:00,-1,2`,
      `${date},Passports,2,08:00,08:10,0,2`,
      `${date},Passports,3,08:05,08:20,1,2`,
    ];
    const history = write('plain-a.csv', [...day('2026-03-02'), ...day('2026-03-03')]);
    const plain = evaluate({ ...wish, history, days: write('plain-b.csv', day('2026-03-04')) });
    const of = (name: string, text: string | Uint8Array): string[] => {
      const file = join(folder, name);
      writeFileSync(file, text);
      return evaluate({ ...wish, history, days: file });
    };
    const rows = day('2026-03-04').map((row) => row.split(','));
    const heads = ['date', 'service', 'number', 'issued', 'called', 'ahead', 'open_windows'];
    const text = (mark: string, order: readonly number[], lines = rows): string =>
      [heads, ...lines].map((row) => order.map((i) => row[i]).join(mark)).join('\r\n');
    const inOrder = [0, 1, 2, 3, 4, 5, 6];
    expect(of('turned.csv', text(',', [6, 5, 4, 3, 2, 1, 0]))).toEqual(plain);
    expect(of('mark.csv', `\ufeff${text(';', inOrder)}\r\n\r\n;;;;;;\r\n`)).toEqual(plain);
    expect(of('rows.csv', text('\t', inOrder, [...rows].reverse()))).toEqual(plain);
    // Those ahead are counted where the file does not say them: nobody, nobody, one.
    expect(of('ahead.csv', text(',', [0, 1, 2, 3, 4, 6]))).toEqual(plain);
    // 社保 in GB18030, and a service that the history has not seen.
    const bytes = Buffer.concat([
      Buffer.from(`${heads.join()}\n2026-03-04,`),
      Buffer.from([0xc9, 0xe7, 0xb1, 0xa3]),
      Buffer.from(',1,08:00,08:10,0,2\n'),
    ]);
    expect(of('gb.csv', bytes).join('\n')).toContain('\n社保 ');
    // The day itself stands in the history, too: it is not known before it is over.
    const both = write('both.csv', [
      ...day('2026-03-02'),
      ...day('2026-03-03'),
      ...day('2026-03-04'),
    ]);
    const [, said, ...rest] = evaluate({
      ...{ ...wish, history: both, days: join(folder, 'plain-b.csv') },
    });
    expect(said).toMatch(/^1 days of the history are not before the days \(1 are in both files\)/);
    expect(rest.slice(-1)).toEqual(plain.slice(-1));
  });

  it('says in one sentence what is wrong with a file', () => {
    const good = write('good.csv', ['2026-03-02,A,1,08:00,08:10,0,2']);
    const faultOf = (history: string, tried = good): string => {
      try {
        return evaluate({ ...wish, history, days: tried }).join();
      } catch (error) {
        return (error as Error).message.replaceAll(folder, '');
      }
    };
    expect(faultOf(join(folder, 'none.csv'))).toMatch(/^\/none.csv cannot be read: /);
    expect(faultOf(write('time.csv', ['2026-03-01,A,1,8 am,08:10,0,2']))).toBe(
      '/time.csv, line 2: issued: "8 am" is no time such as 08:04 or 2020-01-02 08:04.',
    );
    expect(faultOf(write('order.csv', ['2026-03-01,A,1,08:20,08:10,0,2']))).toBe(
      '/order.csv, line 2: the ticket was called before it was issued.',
    );
    expect(faultOf('test/data/everyday-words.json')).toMatch(
      /, line 2: a quote closes before the end of its value\.$/,
    );
    // The lines are the file's own: after empty ones, and after breaks inside quotes.
    const rows = ['', '2026-03-01,"A\r\nB",1,08:00,08:10,0,2', ' ', ',,,,,,'];
    const bad = '2026-03-01,A,1,08:20,08:10,0,2';
    expect(faultOf(write('lines.csv', [...rows, bad, '2026-03-01,A,1,08:00', bad]))).toBe(
      [
        '/lines.csv, line 7: the ticket was called before it was issued.',
        '/lines.csv, line 8: it has 4 values for 7 columns.',
        '/lines.csv, line 9: the ticket was called before it was issued.',
      ].join('\n'),
    );
    expect(faultOf(write('open.csv', ['2026-03-01,"A,1,08:00,08:10,0,2', bad]))).toBe(
      '/open.csv, line 2: a quote is opened and not closed.',
    );
    const many = faultOf(write('many.csv', Array<string>(13).fill(bad))).split('\n');
    expect(many).toHaveLength(11);
    expect(many.at(-1)).toBe('… and 3 more.');
  });

  it('reads times, days and heads as other programs write them', () => {
    const read = (name: string, text: string | Uint8Array, zone: string | null = null) => {
      const file = join(folder, name);
      writeFileSync(file, text);
      return readRecordedTickets(file, zone);
    };
    const tickets = [
      { date: '2026-03-02', service: 'A|B', number: '1', issued: 480, called: 490, ahead: 0 },
      { date: '2026-03-02', service: 'A|B', number: '2', issued: 485, called: null, ahead: 1 },
    ].map((ticket) => ({ ...ticket, windows: 2 }));
    const heads = [
      'Date',
      ' SERVICE',
      'Clerk',
      'number',
      'Issued',
      'called',
      'AHEAD',
      'Open Windows',
    ];
    const text = (day: string, issued: (time: string) => string, mark = ',', never = ''): string =>
      [
        heads,
        [day, '"A|B"', 'x', '1', issued('08:00'), issued('08:10'), '0', '2'],
        [day, '"A|B"', '', '2', issued('08:05'), never, '1', '2.0'],
      ]
        .map((row) => row.join(mark))
        .join('\r\n');
    const plain = text('2026-03-02', (time) => time);
    expect(read('plain.csv', plain)).toEqual(tickets);
    const forms: [string, string][] = [
      ['bar', text('2026/3/2', (time) => time, '|', 'NULL')],
      ['space', text('2026-03-02', (time) => `2026-03-02 ${time}`, ';', '-')],
      ['slash', text('2026/03/02', (time) => `2026/3/2 ${time}:00`, '\t', 'null')],
      ['T', text('2026-03-02T00:00:00', (time) => `2026-03-02T${time}`)],
      ['no day', text('', (time) => `2026-03-02T${time}:00.000`)],
      ['written zone', text('', (time) => `2026-03-02 ${time}:00+01:00`)],
    ];
    for (const [name, other] of forms) expect(read('form.csv', other), name).toEqual(tickets);
    const utc = text('', (time) => `2026-03-02T${time.replace('08', '00')}:00Z`);
    expect(read('utc.csv', utc, 'Asia/Shanghai')).toEqual(tickets);
    const little = Buffer.from(`\ufeff${plain}`, 'utf16le');
    expect(read('16le.csv', little)).toEqual(tickets);
    expect(read('16be.csv', Buffer.from(little).swap16())).toEqual(tickets);
    expect(() => read('twice.csv', `date,${plain}`)).toThrow(
      'line 1: the column date stands twice',
    );
  });

  it('goes as far as the rule does, and says in words what nobody can judge', () => {
    const rows = (date: string, service = 'A') => [
      `${date},${service},1,08:00,08:10,0,1`,
      `${date},${service},2,08:05,08:20,1,1`,
      `${date},${service},3,08:10,,1,1`,
    ];
    const one = write('one.csv', rows('2026-03-02'));
    const none = write('none.csv', []);
    const runs = [
      evaluate({ ...wish, history: undefined, days: one }),
      evaluate({ ...wish, history: none, days: one }),
      evaluate({ ...wish, history: one, days: one }),
      evaluate({ ...wish, history: one, days: write('B.csv', rows('2026-03-03', 'B')) }),
    ];
    for (const said of runs) {
      expect(said.join('\n')).not.toMatch(/NaN|Infinity|undefined|null/);
      expect(said.at(-2)).toMatch(/^all +2 +\d/);
      expect(said.at(-1)).toMatch(/^1 of 1 services have no skill/);
    }
    for (const [first] of runs.slice(0, 3))
      expect(first).toMatch(/^The history has no day before 2026-03-02/);
    expect(runs[3]![0]).toMatch(/^Services with fewer than 10 calls .*: B\.$/);
    expect(
      evaluate({ ...wish, history: one, days: none }).map((l) => l.replace(folder, '')),
    ).toEqual(['/none.csv has no tickets to predict: there is nothing to judge.']);
    const free = write('free.csv', [
      '2026-03-03,A,1,08:00,08:00,-1,1',
      '2026-03-03,A,2,08:00,,0,1',
    ]);
    expect(evaluate({ ...wish, history: one, days: free }).slice(-2)).toEqual([
      '2 tickets, 0 of them with a wait to be foreseen (called, ahead 0 or more); 1 found a free window, 1 were never called. Minutes.',
      'No ticket had a wait to be foreseen: there is nothing to judge.',
    ]);
  });

  it('lets a queue without history learn from its own day, as the hall does', () => {
    // One is called every two minutes; a hall that knows nothing supposes one in six.
    const busy = Array.from({ length: 60 }, (_, i) => ({
      ...{ date: '2026-03-02', service: 'A', number: String(i), issued: 480, ahead: i },
      ...{ called: 480 + 2 * (i + 1), windows: 1 },
    }));
    const late = { ...busy[0]!, number: 'late', issued: 560, called: 600, ahead: 19 };
    const said = predictDays([], [late, ...busy], false).at(-1)!;
    expect(said.ticket.number).toBe('late');
    expect(said.said.p50).toBeLessThan(70);
    const alone = predictDays([], [late], false).at(-1)!;
    expect(alone.said.p50).toBeGreaterThan(90);
  });
});
