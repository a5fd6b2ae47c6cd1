import { beforeAll, expect, it } from 'vitest';
import type { BoardState } from '../shared/contract/board.ts';
import type { EventEntry } from '../shared/contract/events.ts';
import type { LateEntered, LateEntryInput, LateResults } from '../shared/contract/late.ts';
import type { DailyReport, Spread } from '../shared/contract/report.ts';
import type { WindowState } from '../shared/contract/window.ts';
import { adminPassword, type Answer, onBothDatabases, type TestHall } from './support/hall.ts';
import { smallHall, staffedHall } from './support/report-hall.ts';

const day = '2026-03-03';
/** Of the hall, which is at UTC+8. */
const at = (time: string): string =>
  `${day}T${time}:00.000Z`.replace(
    /T(\d\d)/,
    (_, h: string) => `T${String(Number(h) - 8).padStart(2, '0')}`,
  );
const spread = (count: number, mean: number, p50: number, p90: number, max: number): Spread => ({
  count,
  mean,
  p50,
  p90,
  max,
});
const of = (numerator: number, denominator: number) => ({ numerator, denominator });
const ids = { n: 0 };
const entry = (more: Partial<LateEntryInput>): LateEntryInput => ({
  id: `entry-${String((ids.n += 1)).padStart(4, '0')}`,
  endedAt: at('09:40'),
  outcome: 'done',
  ...more,
});
/** A number on paper of the first queue, called at 09:30 and done at 09:40 unless told. */
const paper = (paperNumber: string, more: Partial<LateEntryInput> = {}): LateEntryInput =>
  entry({ paperNumber, queue: 'qa', calledAt: at('09:30'), ...more });

function enter(
  hall: TestHall,
  window: number,
  entries: LateEntryInput[],
  token?: string,
): Promise<Answer<LateResults>> {
  return hall.call<LateResults>(
    'POST',
    `/api/halls/district/windows/${window}/late-entries`,
    { entries },
    token === undefined ? {} : { token },
  );
}
/** The codes of what was refused; null: entered. */
const codesOf = ({ body }: Answer<LateResults>): (string | null)[] =>
  body.results.map(({ problem }) => problem?.code ?? null);

const report = (hall: TestHall) =>
  hall.ok<DailyReport>('GET', `/api/halls/district/reports/daily?from=${day}`);
const versionOf = async (hall: TestHall): Promise<number> =>
  (await hall.ok<{ version: number }>('GET', '/api/halls/district')).version;

onBothDatabases('a morning without the server, entered afterwards', (fresh) => {
  let hall: TestHall;
  let li = '';
  let wang = '';
  let board: BoardState;
  let first: LateEntryInput[];
  let answers: Answer<LateResults>[];
  let next: { number: string };
  const boardNow = () => hall.ok<BoardState>('GET', '/api/halls/district/board');

  beforeAll(async () => {
    hall = await fresh({ ...smallHall, start: at('09:00') });
    await staffedHall(hall);
    [li, wang] = [await hall.signIn('li', 'long enough'), await hall.signIn('wang', 'long enough')];
    await hall.window(1, 'open', {}, li);
    await hall.window(2, 'open', {}, wang);
    await hall.take({ queue: 'qa' });
    hall.clock.set(at('09:10'));
    await hall.window(1, 'call-next', {}, li);
    hall.clock.set(at('09:12'));
    await hall.window(1, 'start', {}, li);
    // From 09:20 on the server is away; it is back at 10:00.
    hall.clock.set(at('10:00'));
    board = await boardNow();
    first = [
      entry({ number: 'A001', endedAt: at('09:25') }),
      paper('P-A001', { calledAt: at('09:27'), startedAt: at('09:28'), endedAt: at('09:37') }),
      paper('P-A002', {
        takenAt: at('09:20'),
        calledAt: at('09:40'),
        startedAt: at('09:42'),
        endedAt: at('09:50'),
      }),
      paper('P-A003', { calledAt: at('09:51'), endedAt: at('09:54'), outcome: 'missed' }),
    ];
    answers = [
      await enter(hall, 1, first, li),
      await enter(
        hall,
        2,
        [paper('P-B001', { queue: 'qb', calledAt: at('09:30'), endedAt: at('09:41') })],
        wang,
      ),
    ];
    next = await hall.take({ queue: 'qa' });
  }, 60_000);

  it('is entered, each entry under its own id', () => {
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(answers[0]!.body).toMatchObject({ entered: 4 });
    expect(answers[0]!.body.results.map((r) => [r.id, r.number, r.entered])).toEqual(
      first.map((e) => [e.id, e.paperNumber ?? e.number, true]),
    );
    expect(answers[1]!.body.entered).toBe(1);
  });

  it('leaves the counter of the server’s numbers alone: the next one is A002', () => {
    expect(next.number).toBe('A002');
  });

  it('reconciles, with the paper numbers among the numbers given', async () => {
    const { ok, faults, total } = await report(hall);
    expect({ ok, faults }).toEqual({ ok: true, faults: [] });
    expect(total).toMatchObject({
      taken: 6,
      called: 5,
      done: 4,
      missed: 1,
      cancelled: 0,
      expired: 0,
      stillOpen: 1,
      // Four numbers on paper, and the ticket that was in hand when the line went.
      enteredLater: 5,
      reconciliation: { numbersGiven: 6, taken: 6, accounted: 6, disagreeing: 0, ok: true },
    });
  });

  it('counts no wait, no standard and no visit where the paper does not say when it was taken', async () => {
    const { total } = await report(hall);
    // A001 waited 10 minutes; P-A002 was taken at 09:20 and called at 09:40.
    expect(total.wait).toEqual(spread(2, 900, 600, 1200, 1200));
    expect(total.serviceLevel).toMatchObject(of(1, 2));
    expect(total.visit).toEqual(spread(2, 1650, 1500, 1800, 1800));
    expect(total.noShow).toMatchObject(of(1, 5));
    expect(total.neverCalled).toBe(0);
  });

  it('counts walk and handling by the times entered, and says where the arrival was not noted', async () => {
    const { total } = await report(hall);
    expect(total.walk).toEqual(spread(3, 100, 120, 120, 120));
    expect(total.estimatedStarts).toMatchObject(of(1, 4));
    expect(total.handling).toEqual(spread(4, 615, 540, 780, 780));
  });

  it('gives each queue, window, clerk and hour its own', async () => {
    const { queues, windows, clerks, hours } = await report(hall);
    expect(queues).toMatchObject([
      {
        queue: 'qa',
        taken: 5,
        called: 4,
        done: 3,
        missed: 1,
        stillOpen: 1,
        enteredLater: 4,
        reconciled: true,
      },
      { queue: 'qb', taken: 1, called: 1, done: 1, missed: 0, enteredLater: 1, reconciled: true },
    ]);
    expect(windows).toMatchObject([
      {
        window: 1,
        called: 4,
        done: 3,
        missed: 1,
        enteredLater: 4,
        handling: spread(3, 600, 540, 780, 780),
        utilisation: of(1800, 3600),
      },
      { window: 2, called: 1, done: 1, enteredLater: 1, utilisation: of(660, 3600) },
    ]);
    expect(clerks.map((c) => [c.clerk, c.done, c.enteredLater])).toEqual([
      ['li', 3, 4],
      ['wang', 1, 1],
    ]);
    expect(
      hours.map((h) => [h.hour, h.taken, h.callsInHour, h.doneInHour, h.enteredLater]),
    ).toEqual([
      ['09:00', 5, 5, 4, 5],
      ['10:00', 1, 0, 0, 0],
    ]);
  });

  it('says so in the files, under a heading of its own', async () => {
    const csv = await hall.ok<string>('GET', `/api/halls/district/reports/daily.csv?from=${day}`);
    const [heading = '', ...lines] = csv.split('\r\n');
    const column = heading.split(',').indexOf('其中补录');
    expect(column).toBeGreaterThan(0);
    expect(lines.find((line) => line.startsWith('合计'))!.split(',')[column]).toBe('5');
    const xlsx = await hall.call('GET', `/api/halls/district/reports/daily.xlsx?from=${day}`);
    expect(xlsx.status).toBe(200);
  });

  it('shows and speaks nothing of it: board, line and terminals are as they were', async () => {
    const now = await boardNow();
    expect(now.calls.map((c) => c.number)).toEqual(board.calls.map((c) => c.number));
    expect(now.announcements.map((a) => a.id)).toEqual([]);
    const state = await hall.ok<WindowState>('GET', '/api/halls/district/windows/1', undefined, {
      token: li,
    });
    expect(state).toMatchObject({ ticket: null, parked: [], waiting: [{ queue: 'qa', count: 1 }] });
  });

  it('stands in the log, each under its ticket, and in the list of the day', async () => {
    const { items } = await hall.ok<LateEntered>('GET', '/api/halls/district/late-entries');
    expect(items.map((i) => [i.number, i.kind, i.window, i.clerk, i.enteredBy, i.outcome])).toEqual(
      [
        ['A001', 'ticket', 1, 'li', 'li', 'done'],
        ['P-A001', 'paper', 1, 'li', 'li', 'done'],
        ['P-A002', 'paper', 1, 'li', 'li', 'done'],
        ['P-A003', 'paper', 1, 'li', 'li', 'missed'],
        ['P-B001', 'paper', 2, 'wang', 'wang', 'done'],
      ],
    );
    const log = await hall.ok<EventEntry[]>('GET', '/api/halls/district/events?after=0&limit=200');
    const late = log.filter(({ command }) => command === 'enter-late');
    expect(late.map((e) => [(e.data as { number: string }).number, e.ticket !== null])).toEqual(
      ['A001', 'P-A001', 'P-A002', 'P-A003', 'P-B001'].map((n) => [n, true]),
    );
  });

  it('the same again changes nothing and is answered the same', async () => {
    const before = await versionOf(hall);
    const again = await enter(hall, 1, first, li);
    expect(again.body).toEqual(answers[0]!.body);
    expect(await versionOf(hall)).toBe(before);
    expect((await report(hall)).total.taken).toBe(6);
  });

  it('refuses with words what another window entered, and enters the rest', async () => {
    const answer = await enter(
      hall,
      2,
      [
        paper('P-A001', { calledAt: at('09:45'), endedAt: at('09:50') }),
        paper('P-A009', { calledAt: at('09:52'), endedAt: at('09:55') }),
      ],
      wang,
    );
    expect(codesOf(answer)).toEqual(['paper_number_taken', null]);
    expect(answer.body.results[0]!.problem).toMatchObject({
      status: 409,
      number: 'P-A001',
      window: 1,
      calledAt: at('09:27'),
    });
    expect((await report(hall)).total).toMatchObject({ taken: 7, reconciliation: { ok: true } });
  });
});

onBothDatabases('a late entry', (fresh) => {
  const start = async (more: Parameters<typeof fresh>[0] = {}) => {
    const hall = await fresh({ ...smallHall, start: at('10:00'), ...more });
    await staffedHall(hall);
    const li = await hall.signIn('li', 'long enough');
    await hall.window(1, 'open', {}, li);
    return { hall, li };
  };

  it('is refused, and changes nothing, where it cannot be', async () => {
    const { hall, li } = await start();
    const before = await versionOf(hall);
    const bad: [string, LateEntryInput][] = [
      ['late_times', paper('P-A001', { calledAt: at('09:41') })],
      ['late_times', paper('P-A001', { startedAt: at('09:29') })],
      ['late_times', paper('P-A001', { takenAt: at('09:31') })],
      ['late_times', paper('P-A001', { takenAt: '2026-03-01T23:00:00.000Z' })],
      ['late_in_future', paper('P-A001', { endedAt: at('10:01') })],
      [
        'late_too_old',
        paper('P-A001', {
          calledAt: '2026-03-01T02:00:00.000Z',
          endedAt: '2026-03-01T02:05:00.000Z',
        }),
      ],
      ['unknown_queue', paper('P-A001', { queue: 'qz' })],
      ['queue_not_served', paper('P-B001', { queue: 'qb' })],
      ['paper_number_wrong', paper('P-B001')],
      ['unknown_matter', paper('P-A001', { matters: ['m2'] })],
      ['unknown_clerk', paper('P-A001', { clerk: 'nobody' })],
      ['ticket_not_found', entry({ number: 'A001' })],
    ];
    const answer = await enter(
      hall,
      1,
      bad.map(([, each]) => each),
      li,
    );
    expect(codesOf(answer)).toEqual(bad.map(([code]) => code));
    expect(answer.body.entered).toBe(0);
    expect(await versionOf(hall)).toBe(before);
    expect((await report(hall)).total.taken).toBe(0);
  });

  it('of a bad form is refused with the place', async () => {
    const { hall, li } = await start();
    const bad: [string, object][] = [
      ['entries.0.paperNumber', entry({})],
      ['entries.0.paperNumber', paper('A001')],
      ['entries.0.paperNumber', paper('P-A000')],
      ['entries.0.queue', entry({ paperNumber: 'P-A001', calledAt: at('09:30') })],
      ['entries.0.calledAt', entry({ paperNumber: 'P-A001', queue: 'qa' })],
      ['entries.0.number', paper('P-A001', { number: 'A001' })],
      ['entries.0.endedAt', { ...paper('P-A001'), endedAt: 'soon' }],
      ['entries.0.id', { ...paper('P-A001'), id: 'x' }],
    ];
    for (const [path, each] of bad) {
      const { status, body } = await hall.call<{ code: string; issues: { path: string }[] }>(
        'POST',
        '/api/halls/district/windows/1/late-entries',
        { entries: [each] },
        { token: li },
      );
      expect([status, body.code, body.issues[0]?.path], path).toEqual([400, 'bad_input', path]);
    }
    const many = Array.from({ length: 201 }, (_, i) =>
      paper(`P-A${String(i + 1).padStart(3, '0')}`),
    );
    expect((await enter(hall, 1, many, li)).status).toBe(400);
    expect((await enter(hall, 1, [], li)).status).toBe(400);
  });

  it('overlaps nothing that its window had in hand, by more than a minute; at another window it may', async () => {
    const { hall, li } = await start();
    const wang = await hall.signIn('wang', 'long enough');
    await hall.window(2, 'open', {}, wang);
    expect(codesOf(await enter(hall, 1, [paper('P-A001')], li))).toEqual([null]);
    const answer = await enter(
      hall,
      1,
      [
        paper('P-A002', { calledAt: at('09:38'), endedAt: at('09:45') }),
        paper('P-A003', { calledAt: at('09:39'), endedAt: at('09:45') }),
      ],
      li,
    );
    expect(codesOf(answer)).toEqual(['late_overlaps', null]);
    expect(answer.body.results[0]!.problem).toMatchObject({ number: 'P-A001' });
    expect(codesOf(await enter(hall, 2, [paper('P-A004')], wang))).toEqual([null]);
    // Nor what runs there still.
    await hall.take({ queue: 'qa' });
    await hall.window(1, 'call-next', {}, li);
    hall.clock.pass(600);
    expect(
      codesOf(
        await enter(
          hall,
          1,
          [paper('P-A005', { calledAt: at('10:02'), endedAt: at('10:08') })],
          li,
        ),
      ),
    ).toEqual(['late_overlaps']);
  });

  it('is the window’s clerk’s or a manager’s to enter', async () => {
    const { hall, li } = await start();
    const wang = await hall.signIn('wang', 'long enough');
    const boss = await hall.person('boss', 'manager');
    const other = await enter(hall, 1, [paper('P-A001')], wang);
    expect([other.status, other.body]).toMatchObject([
      403,
      { code: 'not_your_window', clerk: 'li' },
    ]);
    expect(codesOf(await enter(hall, 1, [paper('P-A001', { clerk: 'li' })], boss))).toEqual([null]);
    const { items } = await hall.ok<LateEntered>('GET', '/api/halls/district/late-entries');
    expect(items).toMatchObject([{ clerk: 'li', enteredBy: 'boss' }]);
    // The same id for something else is no second try.
    const { id } = paper('P-A002');
    await enter(
      hall,
      1,
      [paper('P-A002', { id, calledAt: at('09:42'), endedAt: at('09:44') })],
      li,
    );
    const changed = paper('P-A003', { id, calledAt: at('09:46'), endedAt: at('09:48') });
    expect(codesOf(await enter(hall, 1, [changed], li))).toEqual(['idempotency_key_reused']);
  });

  it('of yesterday belongs to yesterday, while the hall allows it', async () => {
    const { hall } = await start();
    hall.clock.set('2026-03-04T02:00:00.000Z');
    hall.admin = await hall.signIn('admin', adminPassword);
    expect(codesOf(await enter(hall, 1, [paper('P-A001')]))).toEqual([null]);
    const yesterday = await report(hall);
    expect(yesterday.total).toMatchObject({ taken: 1, done: 1, reconciliation: { ok: true } });
    await hall.ok('PATCH', '/api/halls/district', { settings: { lateEntryDays: 0 } });
    const late = paper('P-A002', { calledAt: at('09:45'), endedAt: at('09:50') });
    expect(codesOf(await enter(hall, 1, [late]))).toEqual(['late_too_old']);
  });

  it('ends the ticket in hand at the time when it was; the next step of the visit waits from then on', async () => {
    const { hall, li } = await start();
    const ticket = await hall.take({ package: 'newborn' });
    hall.clock.pass(300);
    await hall.window(1, 'call-next', {}, li);
    hall.clock.pass(3000);
    const ended = entry({ number: ticket.number, startedAt: at('10:06'), endedAt: at('10:20') });
    expect(codesOf(await enter(hall, 1, [ended], li))).toEqual([null]);
    const rows = await hall.db.read.selectFrom('steps').selectAll().orderBy('position').execute();
    expect(rows[0]).toMatchObject({
      status: 'done',
      started_at: at('10:06'),
      start_estimated: 0,
      ended_at: at('10:20'),
      entered_later: 1,
    });
    expect(rows[1]).toMatchObject({
      status: 'waiting',
      waiting_since: at('10:20'),
      entered_later: 0,
    });
    const again = entry({ number: ticket.number, endedAt: at('10:30') });
    const answer = await enter(hall, 1, [again], li);
    expect(codesOf(answer)).toEqual(['late_not_in_hand']);
    expect(answer.body.results[0]!.problem).toMatchObject({
      number: ticket.number,
      state: 'waiting',
    });
    const state = await hall.ok<WindowState>('GET', '/api/halls/district/windows/1');
    expect(state).toMatchObject({ ticket: null, undoUntil: null });
  });

  it('of a ticket that did not come makes a miss from which it can return; of paper none', async () => {
    const { hall, li } = await start();
    const ticket = await hall.take({ queue: 'qa' });
    await hall.window(1, 'call-next', {}, li);
    hall.clock.pass(1200);
    const answer = await enter(
      hall,
      1,
      [
        entry({ number: ticket.number, endedAt: at('10:03'), outcome: 'missed' }),
        paper('P-A001', { calledAt: at('10:05'), endedAt: at('10:08'), outcome: 'missed' }),
      ],
      li,
    );
    expect(codesOf(answer)).toEqual([null, null]);
    const { parked } = await hall.ok<WindowState>('GET', '/api/halls/district/windows/1');
    expect(parked.map(({ number }) => number)).toEqual([ticket.number]);
    expect((await hall.call('POST', `/api/tickets/${ticket.token}/return`, {})).status).toBe(200);
  });
});
