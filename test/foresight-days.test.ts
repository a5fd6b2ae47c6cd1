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
    expect(said[0]).toMatch(/^3 tickets, 1 of them/);
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
    const [said, ...rest] = evaluate({ ...wish, history: both, days: join(folder, 'plain-b.csv') });
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
    expect(faultOf(write('empty.csv', []))).toBe('/empty.csv has no tickets.');
    expect(faultOf(write('time.csv', ['2026-03-01,A,1,8 am,08:10,0,2']))).toBe(
      '/time.csv, line 2: "8 am" is no issued.',
    );
    expect(faultOf(write('order.csv', ['2026-03-01,A,1,08:20,08:10,0,2']))).toBe(
      '/order.csv, line 2: the ticket was called before it was issued.',
    );
    expect(faultOf('test/data/everyday-words.json')).toMatch(/is no table|has no column/);
    expect(faultOf(good)).toBe(
      'The history has no day before 2026-03-02, on which the days begin: only days before them may be known.',
    );
  });
});
