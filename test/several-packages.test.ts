import { expect, it, vi } from 'vitest';
import type { Combinations } from '../shared/contract/changes.ts';
import type { DailyReport } from '../shared/contract/report.ts';
import type { Ticket } from '../shared/contract/ticket.ts';
import { onBothDatabases, type TestHall } from './support/hall.ts';

vi.setConfig({ testTimeout: 60_000 });

const hallPath = '/api/halls/district';
const base = `${hallPath}/tickets`;
const reason = 'more';
const [life, enterprise] = [1, 5];

const line = ({ steps }: Pick<Ticket, 'steps'>): unknown[] =>
  steps.map(({ queue, matters, status }) => [queue, matters.length, status]);
const codes = (ticket: Pick<Ticket, 'packages'>): string[] =>
  ticket.packages.map(({ code }) => code);
const refused = async (hall: TestHall, path: string, input: object): Promise<unknown> =>
  (await hall.call<{ code: string }>('POST', path, input)).body.code;

onBothDatabases('several packages as one ticket', (fresh) => {
  it('is one number that goes to each queue once; slip, phone, guide, log and reports say all of it', async () => {
    const hall = await fresh();
    const packages = ['sole-trader', 'restaurant', 'transport-company'];
    const ticket = await hall.take({ packages });
    // Three packages of the same queue are one step there, with what two of them want once; tax and police come after it as they did.
    expect(line(ticket)).toEqual([
      ['one-enterprise', 8, 'waiting'],
      ['tax', 1, 'blocked'],
      ['police', 1, 'blocked'],
    ]);
    expect([ticket.package, codes(ticket)]).toEqual(['sole-trader', packages]);
    const names = ticket.packages.map(({ name }) => name['zh-Hans']);
    expect(ticket.packageName?.['zh-Hans']).toBe(names.join('、'));
    expect(line(await hall.follow(ticket))).toEqual(line(ticket));
    const { body } = await hall.call<string>(
      'GET',
      `/api/tickets/${ticket.token}/slip`,
      undefined,
      {
        headers: { accept: 'image/svg+xml' },
      },
    );
    const printed = body.replaceAll(/<[^>]*>/g, '');
    expect(names.map((name) => printed.includes(name))).toEqual([true, true, true]);
    const guide = await hall.person('guide', 'guide');
    const found = await hall.ok<{ tickets: Pick<Ticket, 'packages' | 'packageName'>[] }>(
      ...['GET', `${hallPath}/tickets?query=${ticket.number}`, undefined, { token: guide }],
    );
    expect(found.tickets.map(codes)).toEqual([packages]);
    const clerk = await hall.openWindow(enterprise);
    hall.clock.pass(60);
    const called = await hall.window(enterprise, 'call-next', {}, clerk);
    expect(called.ticket && codes(called.ticket)).toEqual(packages);
    const done = await hall.window(enterprise, 'finish', {}, clerk);
    expect(done.finished?.next?.queue).toBe('tax');
    await hall.take({ package: 'hotel' });
    const daily = await hall.ok<DailyReport>('GET', `${hallPath}/reports/daily`);
    expect(daily.ok).toBe(true);
    // A visit counts once: the combination is a row of its own.
    expect(daily.packages.map((row) => [row.package, row.taken, row.name?.['zh-Hans']])).toEqual([
      ['hotel', 1, expect.any(String)],
      [packages.join('+'), 1, names.join('、')],
    ]);
    const cut = await hall.ok<{ rows: { key: string }[] }>(
      ...['GET', `${hallPath}/reports/throughput?by=package`],
    );
    expect(cut.rows.map(({ key }) => key)).toContain(packages.join('+'));
    const ofOne = await hall.ok<{ total: { taken: number } }>(
      ...['GET', `${hallPath}/reports/throughput?by=stage&package=restaurant`],
    );
    expect(ofOne.total.taken).toBe(1);
    const asked = await hall.ok<Combinations>('GET', `${hallPath}/reports/combinations`);
    expect(asked.rows.map((row) => [row.packages.length, row.added, row.dropped])).toEqual(
      expect.arrayContaining([[3, [], []]]),
    );
  });

  it('is opened at a window, and grows and shrinks there with what is done kept', async () => {
    const hall = await fresh();
    const clerk = await hall.openWindow(life);
    const opened = await hall.window(
      ...[life, 'open-ticket', { packages: ['newborn', 'marriage-childbirth'] }, clerk],
    );
    const { number } = opened.ticket!;
    expect(line(opened.ticket!)).toEqual([
      ['one-life', expect.any(Number), 'serving'],
      ['police', expect.any(Number), 'waiting'],
    ]);
    const change = (wish: object) =>
      hall.ok<Ticket>('PATCH', `${base}/${number}`, { ...wish, reason }, { token: clerk });
    const before = opened.ticket!.steps[0]!.matters;
    const first = before.slice(0, 2);
    await change({ matters: [...first, ...opened.ticket!.steps[1]!.matters] });
    // One more package, without a word of matters: what was dropped stays dropped.
    const more = await change({ packages: ['newborn', 'marriage-childbirth', 'unemployment'] });
    expect(more.steps.map(({ queue }) => queue)).toEqual([
      ...['one-life', 'police', 'social', 'medical'],
    ]);
    expect(more.steps[0]!.matters).toEqual(expect.arrayContaining(first));
    expect(more.steps[0]!.matters.length).toBe(2);
    await hall.window(life, 'finish', {}, clerk);
    const guide = await hall.person('guide', 'guide');
    const fewer = await hall.ok<Ticket>(
      ...['PATCH', `${base}/${number}`, { packages: ['newborn'], reason }, { token: guide }],
    );
    expect([fewer.number, codes(fewer)]).toEqual([number, ['newborn']]);
    expect(line(fewer)).toEqual([
      ['one-life', 2, 'done'],
      ['police', 1, 'waiting'],
    ]);
    const log = await hall.ok<{ command: string; data: Record<string, unknown> }[]>(
      ...['GET', `${hallPath}/events?after=0&limit=100`],
    );
    const changes = log.filter(({ command }) => command === 'change-visit');
    expect(changes.at(-1)!.data).toMatchObject({
      package: 'newborn',
      before: { packages: ['newborn', 'marriage-childbirth', 'unemployment'] },
    });
  });

  it('takes opposite orders in the order named, matters beside it, and nothing that is unclear', async () => {
    const hall = await fresh();
    const turned = await hall.take({ packages: ['company-setup', 'company-closing'] });
    expect(turned.steps.map(({ queue }) => queue)).toEqual([
      ...['one-enterprise', 'tax', 'bank', 'one-enterprise'],
    ]);
    const { matters } = await hall.ok<{ matters: { code: string; queue?: string }[] }>(
      ...['GET', `${hallPath}/catalogue`],
    );
    const beside = matters.find(({ queue }) => queue === 'fund')!.code;
    const { steps } = await hall.take({ packages: ['restaurant'] });
    const wish = { packages: ['restaurant'], matters: [...steps[0]!.matters, beside] };
    expect(line(await hall.take(wish))).toEqual([
      ['one-enterprise', steps[0]!.matters.length, 'waiting'],
      ['fund', 1, 'waiting'],
    ]);
    for (const [bad, code] of [
      [{ packages: [] }, 'bad_input'],
      [{ packages: ['hotel', 'hotel'] }, 'bad_input'],
      [{ packages: ['hotel'], package: 'clinic' }, 'bad_input'],
      [{ packages: ['hotel'], queue: 'tax' }, 'bad_input'],
      [{ packages: ['hotel', 'none'] }, 'unknown_package'],
      [{ packages: ['a', 'b', 'c', 'd', 'e', 'f', 'g'] }, 'bad_input'],
    ] as const)
      expect(await refused(hall, base, bad), JSON.stringify(bad)).toBe(code);
  });
});
