import { readFileSync } from 'node:fs';
import { beforeAll, expect, it } from 'vitest';
import type { Staffing } from '../shared/contract/staffing.ts';
import type { WhatIf } from '../shared/contract/what-if.ts';
import { dayAgain } from './support/day-again.ts';
import { aDay, windowsOfDay } from './support/full-day.ts';
import { type Answer, onBothDatabases, type TestHall } from './support/hall.ts';

const base = '/api/halls/district';

onBothDatabases('a day of the default hall, simulated', (fresh) => {
  let hall: TestHall;
  const tokens = new Map<number, string>();
  beforeAll(async () => {
    hall = await fresh();
    for (const n of windowsOfDay) tokens.set(n, await hall.person(`clerk${n}`, 'clerk'));
    await aDay(hall, tokens);
  });
  const day = '2026-03-02';
  const whatIf = (change: object | null): Promise<Answer<WhatIf>> =>
    hall.call('POST', `${base}/what-if`, { day, change });

  it('makes the recorded calls again, to the second, and others with one thing changed', async () => {
    const { recorded, again, byRule } = await dayAgain(hall.db.read);
    expect(recorded.length).toBeGreaterThan(60);
    expect(again).toEqual(recorded);
    expect(byRule).toBe(true);
    const same = await whatIf(null);
    expect(same.body).toMatchObject({ exact: true, deviations: 0, calls: recorded.length });
    expect(same.body.after).toEqual(same.body.before);

    const closed = await whatIf({ kind: 'close', window: 1, from: '09:20' });
    expect(closed.body.exact).toBe(true);
    const of = ({ body }: Answer<WhatIf>, queue: string) =>
      body.queues.find((each) => each.queue === queue)!;
    const life = of(closed, 'one-life');
    expect(life.after.mean! + life.after.neverCalled).toBeGreaterThan(
      life.before.mean! + life.before.neverCalled,
    );
    const serving = await whatIf({ kind: 'serve', window: 17, queue: 'one-life' });
    expect(of(serving, 'one-life').after.mean!).toBeLessThan(life.before.mean!);
    const early = await whatIf({ kind: 'open', window: 3, from: '09:00', to: '17:00' });
    expect(of(early, 'one-life').after.mean!).toBeLessThan(life.before.mean!);
    const credits = await whatIf({ kind: 'credits', credits: { senior: 60 } });
    expect(credits.body.after.called).toBeGreaterThan(0);
    expect(credits.body.after).not.toEqual(credits.body.before);
    const booked = await whatIf({ kind: 'book', queue: 'one-life', share: 0.5 });
    expect(booked.body.waiting.map(({ after }) => after)).not.toEqual(
      booked.body.waiting.map(({ before }) => before),
    );
    expect((await whatIf({ kind: 'close', window: 999, from: '09:20' })).status).toBe(404);
    expect(
      (await hall.call('POST', `${base}/what-if`, { day: '2026-01-05', change: null })).body,
    ).toMatchObject({ code: 'no_tickets_then' });
  });

  it('says the windows that its half-hours need, beside those that were open and on duty', async () => {
    const path = `${base}/reports/staffing?from=2026-03-01&to=${day}&share=0.9&minutes=15`;
    const { status, body } = await hall.call<Staffing>('GET', path);
    expect(status).toBe(200);
    expect(body).toMatchObject({ source: 'log', days: [day], emptyDays: ['2026-03-01'] });
    const life = body.queues.find(({ queue }) => queue === 'one-life')!;
    expect(life.handling).toBeGreaterThan(1);
    for (const { windows, share, planned, oneLess } of life.rows) {
      if (windows > 0) expect(share ?? 1).toBeGreaterThanOrEqual(0.9);
      if (windows > 0 && oneLess!.share !== null) expect(oneLess!.share).toBeLessThan(0.9);
      expect(planned).not.toBeNull();
    }
    expect(life.rows[0]!.asWas!.windows).toBe(2);
    // Windows 1 to 4 have one work and one that they help with: they are one kind.
    const kind = body.kinds.find(({ windows }) => windows.includes(1))!;
    expect(kind.windows).toEqual([1, 2, 3, 4]);
    expect(kind.serves[0]).toEqual({ queue: 'one-life', handicapMinutes: 0 });
    for (const { from, windows, apart } of body.total) {
      const all = body.kinds.map(({ rows }) => rows.find((r) => r.from === from)?.windows ?? 0);
      expect(windows).toBe(all.reduce((a, b) => a + b, 0));
      expect(windows).toBeLessThanOrEqual(apart);
    }
    for (const { together } of life.rows) expect(together!.share ?? 1).toBeGreaterThanOrEqual(0.9);
    expect((await hall.call<Staffing>('GET', path)).body).toEqual(body);
    const file = await fetch(`${hall.url}${base}/reports/staffing.xlsx?from=${day}`, {
      headers: { authorization: `Bearer ${hall.admin}` },
    });
    expect(file.headers.get('content-type')).toContain('spreadsheetml');
    expect((await file.arrayBuffer()).byteLength).toBeGreaterThan(3000);
  });

  it('takes a file of recorded days, says its faults by line, and keeps out who may not', async () => {
    const send = async (text: string): Promise<Answer<Staffing & { issues?: unknown[] }>> => {
      const response = await fetch(`${hall.url}${base}/reports/staffing?draws=20`, {
        method: 'POST',
        headers: { authorization: `Bearer ${hall.admin}`, 'content-type': 'text/csv' },
        body: text,
      });
      return { status: response.status, body: (await response.json()) as Staffing };
    };
    const text = readFileSync('test/data/warsaw-praga-poludnie-morning.csv', 'utf8');
    const { status, body } = await send(text);
    expect(status).toBe(200);
    expect(body).toMatchObject({ source: 'file', days: ['2020-01-08'], proposal: [] });
    expect(body.queues.map(({ name }) => name['zh-Hans'])).toContain('Prawa jazdy');
    const bad = await send(`${text.split('\n').slice(0, 3).join('\n')}\n2020-01-08,x,1,25:00,,0,1`);
    expect(bad.status).toBe(400);
    expect(bad.body.issues).toMatchObject([{ path: '4' }]);
    const token = tokens.get(1)!;
    for (const [method, path] of [
      ['GET', 'reports/staffing'],
      ['POST', 'what-if'],
      ['GET', 'runs/some-name-of-it'],
    ] as const)
      expect((await hall.call(method, `${base}/${path}`, undefined, { token })).status).toBe(403);
    expect((await hall.call('GET', `${base}/runs/some-name-of-it`)).body).toEqual({ done: null });
    expect((await hall.call('DELETE', `${base}/runs/some-name-of-it`)).status).toBe(204);
    expect(
      (await hall.call('GET', `${base}/reports/staffing?from=2026-01-01&to=2026-03-20`)).body,
    ).toMatchObject({ code: 'bad_input' });
  });
});
