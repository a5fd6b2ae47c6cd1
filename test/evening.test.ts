import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { AlarmList } from '../shared/contract/alarm.ts';
import type { EventEntry } from '../shared/contract/events.ts';
import type { Feed } from '../shared/contract/webhooks.ts';
import { eveningName, mostAttempts, pauseAfter } from '../shared/rules/evening.ts';
import { adminPassword, onBothDatabases, TestHall, temporaryFile } from './support/hall.ts';

const at = '/api/halls/district';
function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'evening-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}
const turn = async (hall: TestHall): Promise<void> => {
  await hall.hall.evening.tick();
  await hall.hall.evening.idle();
};
const set = async (hall: TestHall, instant: string): Promise<void> => {
  hall.clock.set(instant);
  await turn(hall);
};

describe('the report of the evening, by its rules', () => {
  it('pauses grow, are never over an hour, and have an end', () => {
    const pauses = Array.from({ length: mostAttempts }, (_, i) => pauseAfter(i + 1));
    expect(pauses.slice(0, 3)).toEqual([60, 120, 240]);
    expect([...pauses].sort((a, b) => a - b)).toEqual(pauses);
    expect(Math.max(...pauses)).toBe(3600);
  });
  it('a name is one of a file, whatever the hall is called', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (hall) => {
        expect(eveningName(hall, '日报', '2026-03-02')).toMatch(
          /^[^\\/:*?"<>|]+-日报-2026-03-02$/u,
        );
      }),
    );
    expect(eveningName('../..', '日报', '2026-03-02')).not.toContain('/');
  });
});

onBothDatabases('the report of the evening', (fresh) => {
  it('is in the folder once the hall has closed, once, with page, table and workbook', async () => {
    const dir = folder();
    const hall = await fresh({ app: { reportDir: dir } });
    const { number } = await hall.take({ queue: 'social' });
    // The hall closes at 17:30, which is 09:30 here.
    await set(hall, '2026-03-02T09:29:00.000Z');
    expect(readdirSync(dir)).toEqual([]);
    await set(hall, '2026-03-02T09:31:00.000Z');
    const name = '区行政服务中心-日报-2026-03-02';
    expect(readdirSync(dir).sort()).toEqual([`${name}.csv`, `${name}.html`, `${name}.xlsx`]);
    const page = readFileSync(join(dir, `${name}.html`), 'utf8');
    // Each printed page says whose it is and of which day.
    expect(page).toContain(`@page{@bottom-left{content:"区行政服务中心 日报 2026-03-02"`);
    expect(page).toContain('<h1>区行政服务中心 日报</h1>');
    expect(page).toMatch(/<dt>取号<\/dt><dd>1<\/dd>/);
    expect(page).not.toContain(number);
    // One page says it in each of the hall's languages.
    for (const heading of ['區行政服務中心 日報', 'District Service Centre Report of the day'])
      expect(page).toContain(`<h1>${heading}</h1>`);
    expect(page).toMatch(/<section lang="en"><h1>.*<dt>Taken<\/dt><dd>1<\/dd>/s);
    expect(
      readFileSync(join(dir, `${name}.xlsx`))
        .subarray(0, 2)
        .toString(),
    ).toBe('PK');
    hall.admin = await hall.signIn('admin', adminPassword);
    const made = async (): Promise<EventEntry[]> =>
      hall.ok('GET', `${at}/events?command=evening-report`);
    expect(await made()).toMatchObject([{ actor: 'system', data: { day: '2026-03-02' } }]);
    // Not once more: what somebody did with it is left alone.
    writeFileSync(join(dir, `${name}.csv`), 'read');
    for (const time of ['09:40', '12:00', '15:59']) await set(hall, `2026-03-02T${time}:00.000Z`);
    expect(readFileSync(join(dir, `${name}.csv`), 'utf8')).toBe('read');
    // A day later the next one.
    await set(hall, '2026-03-03T09:31:00.000Z');
    expect(readdirSync(dir)).toHaveLength(6);
    hall.admin = await hall.signIn('admin', adminPassword);
    expect(await made()).toHaveLength(2);
  });

  it('another system is told of it, also where there is no folder', async () => {
    const hall = await fresh();
    const evening = '2026-03-02T09:31:00.000Z';
    await set(hall, '2026-03-02T08:00:00.000Z');
    hall.admin = await hall.signIn('admin', adminPassword);
    await hall.ok('POST', '/api/webhooks', {
      ...{ url: 'https://reports.example/in', events: ['report.evening'], hall: 'district' },
    });
    await hall.take({ queue: 'social' });
    await set(hall, evening);
    hall.admin = await hall.signIn('admin', adminPassword);
    const feed = await hall.ok<Feed>('GET', `${at}/events/feed?after=0`);
    expect(feed.items.filter(({ type }) => type === 'report.evening')).toMatchObject([
      {
        timestamp: evening,
        data: {
          ...{ hall: 'district', ticket: null, day: '2026-03-02', files: [] },
          figures: { ok: true, taken: 1, done: 0, wait: { count: 0, p50: null, p90: null } },
        },
      },
    ]);
  });

  it('what cannot be written is an alarm, is tried again after longer and longer, and given up', async () => {
    const dir = join(folder(), 'there');
    writeFileSync(dir, 'a file stands where the folder should');
    const hall = await fresh({ app: { reportDir: dir } });
    await set(hall, '2026-03-02T09:31:00.000Z');
    hall.admin = await hall.signIn('admin', adminPassword);
    const alarm = async () =>
      (await hall.ok<AlarmList>('GET', `${at}/alarms`)).alarms.find(
        ({ code }) => code === 'report-failed',
      );
    expect(await alarm()).toMatchObject({ subject: '2026-03-02', severity: 'attention' });
    const attempts = async (): Promise<unknown> =>
      hall.db.read.selectFrom('evening_reports').select(['attempts', 'state']).executeTakeFirst();
    expect(await attempts()).toEqual({ attempts: 1, state: 'due' });
    hall.clock.pass(30);
    await turn(hall);
    expect(await attempts()).toEqual({ attempts: 1, state: 'due' });
    hall.clock.pass(60);
    await turn(hall);
    expect(await attempts()).toEqual({ attempts: 2, state: 'due' });
    rmSync(dir);
    hall.clock.pass(180);
    await turn(hall);
    expect(await attempts()).toEqual({ attempts: 3, state: 'made' });
    expect(readdirSync(dir)).toHaveLength(3);
    expect(await alarm()).toBeUndefined();
    rmSync(dir, { recursive: true });
    writeFileSync(dir, 'again');
    await set(hall, '2026-03-03T09:31:00.000Z');
    for (let i = 0; i < mostAttempts + 2; i += 1) {
      hall.clock.pass(3700);
      await turn(hall);
    }
    const rows = await hall.db.read
      .selectFrom('evening_reports')
      .select(['attempts', 'state'])
      .where('service_day', '=', '2026-03-03')
      .execute();
    expect(rows).toEqual([{ attempts: mostAttempts, state: 'given-up' }]);
    hall.admin = await hall.signIn('admin', adminPassword);
    expect(await alarm()).toBeDefined();
  });
});

it('a server that was off when the hall closed makes up for it, and makes nothing twice', async () => {
  const { file, remove } = temporaryFile();
  onTestFinished(remove);
  const dir = folder();
  const start = async (instant: string): Promise<TestHall> => {
    const hall = await TestHall.start({
      database: { kind: 'sqlite', file },
      start: instant,
      app: { reportDir: dir },
    });
    await turn(hall);
    return hall;
  };
  await (await start('2026-03-02T09:31:00.000Z')).stop();
  expect(readdirSync(dir)).toHaveLength(3);
  for (const name of readdirSync(dir)) rmSync(join(dir, name));
  // Off on Tuesday evening, back on Wednesday morning: Tuesday's is made, Monday's is not made again.
  const hall = await start('2026-03-04T01:00:00.000Z');
  expect(readdirSync(dir).every((name) => name.includes('2026-03-03'))).toBe(true);
  expect(readdirSync(dir)).toHaveLength(3);
  await hall.stop();
});
