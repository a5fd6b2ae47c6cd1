import { sql } from 'kysely';
import { expect, it, onTestFinished, vi } from 'vitest';
import type { BoardState } from '../shared/contract/board.ts';
import type { DailyReport } from '../shared/contract/report.ts';
import type { Setup } from '../shared/contract/setup.ts';
import type { Ticket } from '../shared/contract/ticket.ts';
import type { ThroughputReport } from '../shared/contract/throughput.ts';
import type { Feed } from '../shared/contract/webhooks.ts';
import type { WindowState } from '../shared/contract/window.ts';
import { adminPassword, onBothDatabases, TestHall } from './support/hall.ts';
import { madeUpId } from './support/person.ts';

vi.setConfig({ testTimeout: 60_000 });

const there = '/api/halls/town';
const path = (number: string, hall = 'district'): string =>
  `/api/halls/${hall}/tickets/${number}/refer`;
const reason = 'seal is there';
interface Refused {
  readonly code: string;
  readonly missing?: { code: string }[];
}

async function twoHalls(hall: TestHall): Promise<TestHall> {
  await hall.secondHall('town');
  return hall;
}
const minutesBefore = (instant: string, minutes: number): string =>
  new Date(Date.parse(instant) - minutes * 60_000).toISOString();
const today = (hall: TestHall): string => hall.clock.now().slice(0, 10);

/** A package of several steps, and a window that serves the first of them. */
async function packageOf(hall: TestHall) {
  const { packages } = await hall.ok<{
    packages: { code: string; steps: { queue: string; matters: string[]; after?: number[] }[] }[];
  }>('GET', '/api/halls/district/catalogue');
  const pack = packages.find((p) => p.steps.length > 1)!;
  const { windows } = await hall.ok<{
    windows: { number: number; serves: { queue: string; handicapMinutes: number }[] }[];
  }>('GET', '/api/halls/district');
  const windowOf = (queue: string): number =>
    windows.find((w) => w.serves.some((s) => s.queue === queue && s.handicapMinutes === 0))!.number;
  return { pack, windowOf };
}

onBothDatabases('a referral to another hall', (fresh) => {
  it('takes along what is still to be done, with half an hour at most, and is said everywhere', async () => {
    const hall = await twoHalls(await fresh());
    const { pack, windowOf } = await packageOf(hall);
    const [guide, kiosk] = [await hall.person('fang', 'guide'), await hall.device('kiosk')];
    const early = await hall.take({ package: pack.code, language: 'zh-Hans' }, { token: kiosk });
    const first = early.steps[0]!;
    const number = windowOf(first.queue);
    const clerk = await hall.openWindow(number);
    await hall.window(number, 'call-next', {}, clerk);
    await hall.window(number, 'start', {}, clerk);
    hall.clock.pass(300);
    await hall.window(number, 'finish', {}, clerk);
    const watching = await hall.watch({ topic: 'ticket', token: early.token });
    hall.clock.pass(45 * 60);
    const late = await hall.take({ queue: 'one-life' });
    hall.clock.pass(600);
    const before = hall.clock.now();

    const body = { hall: 'town', reason };
    const options = { token: guide, key: 'once' };
    const [one, again] = [
      await hall.ok<Ticket>('POST', path(early.number), body, options),
      await hall.ok<Ticket>('POST', path(early.number), body, options),
    ];
    expect(again).toEqual(one);
    expect(one).toMatchObject({
      ...{ hall: 'town', status: 'waiting', package: pack.code, language: 'zh-Hans' },
      treatedAsCameAt: minutesBefore(before, 30),
      referredFrom: { hall: 'district', number: early.number },
    });
    const left = early.steps.slice(1).flatMap(({ matters }) => matters);
    expect(one.steps.flatMap(({ matters }) => matters)).toEqual(left);
    const two = await hall.ok<Ticket>('POST', path(late.number), body, { token: guide });
    expect([two.treatedAsCameAt, two.steps.map(({ queue }) => queue)]).toEqual([
      late.takenAt,
      ['one-life'],
    ]);

    // The page of the old number leads on, by itself and when it is looked at again.
    const shown = await watching.until((ticket) => ticket.status === 'referred');
    expect(shown.referredTo).toMatchObject({ hall: 'town', number: one.number, token: one.token });
    const old = await hall.follow(early);
    expect(old.steps.map(({ status }) => status)).toEqual([
      'done',
      ...early.steps.slice(1).map(() => 'referred'),
    ]);
    expect((await hall.follow({ token: old.referredTo!.token! })).number).toBe(one.number);
    const slip = async (ticket: { token: string }): Promise<string> =>
      hall.ok<string>('GET', `/api/tickets/${ticket.token}/slip`, undefined, {
        headers: { accept: 'image/svg+xml' },
      });
    const words = (svg: string): string => svg.replace(/<[^>]*>/g, '');
    expect(words(await slip(early))).toContain(one.number);
    expect(words(await slip(early))).toContain('请到');
    expect(words(await slip(one))).toContain('转来');
    expect(words(await slip(one))).toContain(early.number);
    // Both say the way, and the old one no rule of a number that is good no more.
    const { next: _, ...setup } = await hall.ok<Setup>('GET', `${there}/setup`);
    setup.hall.address = { 'zh-Hans': '中街18号' };
    await hall.ok('PUT', `${there}/setup`, { ...setup, from: 'now' });
    for (const each of [early, one]) expect(words(await slip(each))).toContain('中街18号');
    expect(words(await slip(one))).toContain('错过叫号');
    expect(words(await slip(early))).not.toContain('错过叫号');

    // Whoever works here gets the number there, and no link to it but the one asked for.
    const found = await hall.ok<{ tickets: { number: string; status: string }[] }>(
      'GET',
      '/api/halls/district/tickets?status=referred',
    );
    expect(found.tickets.map((t) => t.number).sort()).toEqual([early.number, late.number].sort());
    const reprinted = await hall
      .ok<Ticket>(
        'POST',
        `/api/halls/district/tickets/${late.number}/companion`,
        { username: null },
        { token: guide },
      )
      .catch((error: Error) => error.message);
    expect(reprinted).toContain('not_allowed');

    // Counted on its own, here; there it is one that was taken.
    const state = await hall.watch({ topic: 'hall', hall: 'district' }, hall.admin);
    expect(state.last.totals).toMatchObject({ taken: 2, referred: 2, waiting: 0 });
    const daily = await hall.ok<DailyReport>('GET', '/api/halls/district/reports/daily');
    expect(daily.total).toMatchObject({ taken: 2, done: 0, referred: 2, stillOpen: 0 });
    expect(daily.total.reconciliation).toMatchObject({ ok: true, accounted: 2 });
    expect(daily.total.abandonment.numerator).toBe(0);
    const csv = await hall.ok<string>('GET', '/api/halls/district/reports/throughput.csv?by=queue');
    expect(csv.split('\r\n')[0]).toContain('转其他大厅');
    hall.clock.pass(24 * 3600);
    hall.admin = await hall.signIn('admin', adminPassword);
    await hall.take({ queue: 'one-life' });
    while (await hall.hall.sums.step());
    const range = `from=2026-03-02&to=${today(hall)}`;
    const sums = await hall.ok<ThroughputReport>(
      'GET',
      `/api/halls/district/reports/throughput?${range}&by=day`,
    );
    expect(sums.ok).toBe(true);
    expect(sums.rows[0]).toMatchObject({ taken: 2, referred: 2 });
    const other = await hall.ok<DailyReport>('GET', `${there}/reports/daily?${range}`);
    expect(other.total).toMatchObject({ taken: 2, referred: 0 });

    const feed = await hall.ok<Feed>('GET', '/api/halls/district/events/feed?after=0&limit=1000');
    const told = feed.items.filter(
      ({ data }) => data.ticket?.number === early.number && data.ticket.day === '2026-03-02',
    );
    expect(told.slice(-2).map(({ type, data }) => [type, data['toHall'] ?? data['how']])).toEqual([
      ['ticket.referred', 'town'],
      ['visit.ended', 'referred'],
    ]);
    const came = await hall.ok<Feed>('GET', `${there}/events/feed?after=0&limit=1000`);
    expect(came.items[0]).toMatchObject({ type: 'ticket.taken', data: { fromHall: 'district' } });
  });

  it('frees the window of the clerk who has the ticket in hand, and is not undone there', async () => {
    const hall = await twoHalls(await fresh());
    const board = async (): Promise<BoardState> => hall.ok('GET', '/api/halls/district/board');
    const [a, b] = [await hall.take({ queue: 'one-life' }), await hall.take({ queue: 'one-life' })];
    const clerk = await hall.openWindow(1);
    const refer = (number: string, input: object, token = clerk) =>
      hall.call<Refused>('POST', path(number), input, { token });
    const body = { hall: 'town', reason };
    expect((await refer(b.number, body)).body.code).toBe('forbidden');
    await hall.window(1, 'call-next', {}, clerk);
    expect((await board()).windows.find((w) => w.window === 1)?.number).toBe(a.number);
    const { status } = await refer(a.number, body);
    expect(status).toBe(201);
    const state = await hall.ok<WindowState>('GET', '/api/halls/district/windows/1', undefined, {
      token: clerk,
    });
    expect([state.ticket, state.allowed.includes('undo')]).toEqual([null, false]);
    expect((await board()).windows.find((w) => w.window === 1)?.number).toBeNull();
    const undo = await hall.call<Refused>(
      'POST',
      '/api/halls/district/windows/1/undo',
      {},
      {
        token: clerk,
      },
    );
    expect(undo.body.code).toBe('undo_too_late');
    expect((await hall.window(1, 'call-next', {}, clerk)).ticket?.number).toBe(b.number);

    // Nothing changes by what is refused.
    const versions = () => sql`select code, version from halls order by code`.execute(hall.db.read);
    const stood = (await versions()).rows;
    const code = async (number: string, input: object, token?: string): Promise<unknown[]> => {
      const answer = await refer(number, input, token);
      return [answer.status, answer.body.code];
    };
    const elsewhere = await hall.personOf(['town'], 'lin', 'guide', 'manager');
    expect(await code(a.number, body, hall.admin)).toEqual([409, 'not_allowed']);
    expect(await code(b.number, { ...body, hall: 'district' })).toEqual([422, 'same_hall']);
    expect(await code(b.number, { ...body, hall: 'nowhere' })).toEqual([404, 'hall_not_found']);
    expect(await code('Z999', body, hall.admin)).toEqual([404, 'ticket_not_found']);
    expect(await code(b.number, body, elsewhere)).toEqual([403, 'forbidden']);
    expect(await code(b.number, { hall: 'town' })).toEqual([400, 'bad_input']);
    expect(await code(b.number, { ...body, queue: 'none' })).toEqual([422, 'unknown_queue']);
    expect((await versions()).rows).toEqual(stood);
  });

  it('asks the other hall as a visitor who comes there would be asked', async () => {
    const hall = await twoHalls(await fresh());
    const person = madeUpId('1980-01-01');
    const body = { hall: 'town', reason };
    const kiosk = await hall.device('kiosk');
    const here = await hall.take({ queue: 'one-life', idNumber: person }, { token: kiosk });
    const waits = await hall.ok<Ticket>('POST', `${there}/tickets`, {
      ...{ queue: 'one-life', idNumber: person },
    });
    const first = await hall.call<Refused>('POST', path(here.number), body);
    expect([first.status, first.body.code]).toEqual([409, 'already_waiting']);
    await hall.ok('POST', `/api/tickets/${waits.token}/cancel`);
    const referred = await hall.ok<Ticket>('POST', path(here.number), body);
    // Whose ticket it is goes along.
    const second = await hall.call<Refused>('POST', `${there}/tickets`, {
      ...{ queue: 'one-life', idNumber: person },
    });
    expect(second.body).toMatchObject({ code: 'already_waiting', number: referred.number });
    // And back: the same rule the other way.
    const back = await hall.ok<Ticket>('POST', path(referred.number, 'town'), {
      ...{ hall: 'district', reason },
    });
    expect(back).toMatchObject({ hall: 'district', referredFrom: { number: referred.number } });

    await hall.ok('POST', `${there}/queues/one-life/pause`, { reason: 'lunch' });
    const paused = await hall.call<Refused>('POST', path(back.number), body);
    expect(paused.body.code).toBe('queue_paused');
    // Other codes for it there: they are said.
    const other = (await hall.ok<{ queue: string }[]>('GET', `${there}/queues`)).find(
      ({ queue }) => queue !== 'one-life',
    )!;
    const said = await hall.ok<Ticket>('POST', path(back.number), { ...body, queue: other.queue });
    expect(said.steps.map(({ queue }) => queue)).toEqual([other.queue]);
  });

  it('both or neither: where it fails between the two, the old ticket is open and there is no new one', async () => {
    const hall = await twoHalls(await fresh());
    const { number, token } = await hall.take({ queue: 'one-life' });
    const postgres = hall.db.reopen?.kind === 'postgres';
    const fail = postgres
      ? [
          sql`create function gone() returns trigger language plpgsql as $$ begin
            if new.command = 'refer-in' then raise exception 'gone'; end if; return new; end $$`,
          sql`create trigger gone before insert on events for each row execute function gone()`,
        ]
      : [
          sql`create trigger gone before insert on events when new.command = 'refer-in'
            begin select raise(abort, 'gone'); end`,
        ];
    const run = (statements: typeof fail): Promise<void> =>
      hall.db.lanes.run('site', {
        run: async (tx) => {
          for (const statement of statements) await statement.execute(tx);
        },
      });
    await run(fail);
    const body = { hall: 'town', reason };
    const failed = await hall.call<Refused>('POST', path(number), body, { key: 'k' });
    expect(failed.status).toBe(500);
    expect((await hall.follow({ token })).status).toBe('waiting');
    const daily = (hallPath: string) => hall.ok<DailyReport>('GET', `${hallPath}/reports/daily`);
    expect((await daily(there)).total).toMatchObject({ taken: 0 });
    await run([postgres ? sql`drop trigger gone on events` : sql`drop trigger gone`]);
    // The same key does it once the fault is gone.
    const done = await hall.call<Ticket>('POST', path(number), body, { key: 'k' });
    expect([done.status, done.body.hall]).toEqual([201, 'town']);
    expect((await daily('/api/halls/district')).total).toMatchObject({ referred: 1 });
  });

  it('many at once, both ways: no two halls wait for each other, each visitor has one open ticket', async () => {
    const hall = await twoHalls(await fresh());
    const { reopen } = hall.db;
    // One server takes its commands of two halls one after another: a second one does not.
    const second = reopen?.kind === 'postgres' ? await TestHall.start({ database: reopen }) : hall;
    if (second !== hall) onTestFinished(() => second.stop());
    const servers = [hall, second];
    const takes = Array.from({ length: 24 }, (_, i) => {
      const at = i % 2 === 0 ? 'district' : 'town';
      return hall.ok<Ticket>('POST', `/api/halls/${at}/tickets`, { queue: 'one-life' });
    });
    const taken = await Promise.all(takes);
    const answers = await Promise.all(
      taken.flatMap((ticket, i) => {
        const to = ticket.hall === 'town' ? 'district' : 'town';
        const server = servers[Math.floor(i / 2) % 2]!;
        return [
          server.call<Ticket>('POST', path(ticket.number, ticket.hall), { hall: to, reason }),
          server.call('POST', `/api/halls/${ticket.hall}/tickets`, { queue: 'one-life' }),
        ];
      }),
    );
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201));
    for (const code of ['district', 'town']) {
      const report = await hall.ok<DailyReport>('GET', `/api/halls/${code}/reports/daily`);
      expect(report.total).toMatchObject({ taken: 36, referred: 12, stillOpen: 24 });
      expect(report.total.reconciliation.ok).toBe(true);
    }
  });
});
