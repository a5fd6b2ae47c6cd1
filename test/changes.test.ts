import { expect, it, vi } from 'vitest';
import type { Combinations } from '../shared/contract/changes.ts';
import type { DailyReport } from '../shared/contract/report.ts';
import type { Ticket } from '../shared/contract/ticket.ts';
import type { WindowState } from '../shared/contract/window.ts';
import { onBothDatabases, type TestHall } from './support/hall.ts';
import { madeUpId } from './support/person.ts';

vi.setConfig({ testTimeout: 60_000 });

const hallPath = '/api/halls/district';
const base = `${hallPath}/tickets`;
const reason = 'more';

async function refused(
  hall: TestHall,
  [method, path]: readonly [string, string],
  input: object,
  token: string,
): Promise<unknown[]> {
  const { status, body } = await hall.call<{ code: string }>(method, path, input, { token });
  return [status, body.code];
}
const codes = (ticket: Pick<Ticket, 'steps'>): string[][] =>
  ticket.steps.map(({ queue, matters }) => [queue, ...matters]);

/** A package of several steps, and a matter of a queue that is none of its own. */
async function wishes(hall: TestHall) {
  const { packages, matters } = await hall.ok<{
    packages: { code: string; steps: { queue: string; matters: string[] }[] }[];
    matters: { code: string; queue?: string; mode?: string }[];
  }>('GET', `${hallPath}/catalogue`);
  const pack = packages.find((p) => p.steps.length > 1 && p.steps[0]!.matters.length > 1)!;
  const queues = new Set(pack.steps.map(({ queue }) => queue));
  const inside = new Set(pack.steps.flatMap((step) => step.matters));
  const other = matters.find(
    (m) =>
      m.queue !== undefined &&
      (m.mode ?? 'hall') === 'hall' &&
      !queues.has(m.queue) &&
      !inside.has(m.code),
  )!;
  return { pack, other };
}
const windowOf = async (hall: TestHall, queue: string): Promise<number> => {
  const { windows } = await hall.ok<{
    windows: { number: number; serves: { queue: string; handicapMinutes: number }[] }[];
  }>('GET', hallPath);
  return windows.find((w) => w.serves.some((s) => s.queue === queue && s.handicapMinutes === 0))!
    .number;
};

onBothDatabases('what a visitor has come for', (fresh) => {
  it('drops and adds matters at the window, with the number, the place and what is done kept', async () => {
    const hall = await fresh();
    const { pack, other } = await wishes(hall);
    const ticket = await hall.take({ package: pack.code });
    const first = ticket.steps[0]!;
    const number = await windowOf(hall, first.queue);
    const clerk = await hall.openWindow(number);
    hall.clock.pass(60);
    await hall.window(number, 'call-next', {}, clerk);
    const kept = [first.matters[0]!, other.code];
    const changed = await hall.ok<Ticket>(
      'PATCH',
      `${base}/${ticket.number}`,
      { matters: kept, reason: 'papers：缺原件' },
      { token: clerk },
    );
    expect(codes(changed)).toEqual([
      [first.queue, first.matters[0]],
      [other.queue, other.code],
    ]);
    expect([changed.number, changed.package, changed.status]).toEqual([
      ticket.number,
      pack.code,
      'called',
    ]);
    const state = await hall.window(number, 'finish', {}, clerk);
    expect(state.finished?.next?.queue).toBe(other.queue);
    const phone = await hall.follow(ticket);
    expect(codes(phone)).toEqual(codes(changed));
    // A later step of a visit: the entry, or the end of the one before less ten minutes.
    expect(phone.treatedAsCameAt).toBe(ticket.takenAt);
    const next = await windowOf(hall, other.queue!);
    const second = await hall.openWindow(next);
    const called = await hall.window(next, 'call-next', {}, second);
    expect(called.ticket?.number).toBe(ticket.number);
    await hall.window(next, 'finish', {}, second);
    expect((await hall.follow(ticket)).status).toBe('done');
    const report = await hall.ok<DailyReport>('GET', `${hallPath}/reports/daily`);
    expect([report.ok, report.total.taken, report.total.done]).toEqual([true, 1, 1]);
    expect(report.total.neverCalled).toBe(0);
    expect(report.queues.find(({ queue }) => queue === pack.steps[1]!.queue)?.taken ?? 0).toBe(0);
    const asked = await hall.ok<Combinations>('GET', `${hallPath}/reports/combinations`);
    expect(asked.rows).toHaveLength(1);
    expect(asked.rows[0]).toMatchObject({
      package: { code: pack.code },
      added: [{ code: other.code }],
      tickets: 1,
      changed: 1,
    });
    const event = await hall.db.read
      .selectFrom('events')
      .select('data')
      .where('command', '=', 'change-visit')
      .executeTakeFirstOrThrow();
    expect(JSON.parse(event.data)).toMatchObject({
      number: ticket.number,
      reason: 'papers：缺原件',
      before: { package: pack.code, category: 'general' },
      matters: kept,
    });
  });

  it('refuses what is not theirs, unknown or nothing, and changes nothing by it', async () => {
    const hall = await fresh();
    const guide = await hall.person('guide', 'guide');
    const { pack, other } = await wishes(hall);
    const ticket = await hall.take({ package: pack.code });
    const at = ['PATCH', `${base}/${ticket.number}`] as const;
    const number = await windowOf(hall, ticket.steps[0]!.queue);
    const clerk = await hall.openWindow(number);
    const wanted = { matters: [other.code], reason };
    expect(await refused(hall, at, wanted, clerk)).toEqual([403, 'forbidden']);
    expect(await refused(hall, at, wanted, await hall.device('kiosk'))).toEqual([403, 'forbidden']);
    expect(await refused(hall, at, { reason }, guide)).toEqual([400, 'bad_input']);
    expect(await refused(hall, at, { matters: [other.code] }, guide)).toEqual([
      422,
      'reason_required',
    ]);
    for (const [wish, code] of [
      [{ matters: ['none'] }, 'unknown_matter'],
      [{ package: 'none' }, 'unknown_package'],
      [{ queue: 'none' }, 'unknown_queue'],
    ] as const)
      expect(await refused(hall, at, { ...wish, reason }, guide)).toEqual([422, code]);
    await hall.window(number, 'call-next', {}, clerk);
    // Nothing of the step in hand would be left.
    expect(await refused(hall, at, wanted, clerk)).toEqual([409, 'not_allowed']);
    expect(codes(await hall.follow(ticket))).toEqual(codes(ticket));
  });

  it('keeps one open ticket a person and queue', async () => {
    const hall = await fresh();
    const guide = await hall.person('guide', 'guide');
    const idNumber = madeUpId('1990-01-01');
    const { other } = await wishes(hall);
    const first = await hall.take({ queue: other.queue!, idNumber });
    const second = await hall.take({ queue: 'social', idNumber });
    const wanted = { matters: [other.code], reason };
    const path = `${base}/${second.number}`;
    expect(await refused(hall, ['PATCH', path], wanted, guide)).toEqual([409, 'already_waiting']);
    expect(
      await refused(hall, ['POST', `${path}/move`], { queue: other.queue, reason }, guide),
    ).toEqual([409, 'already_waiting']);
    await hall.ok('POST', `${base}/${first.number}/cancel`, {}, { token: guide });
    await hall.ok('PATCH', path, wanted, { token: guide });
  });

  it('moves who waits to another queue with the place, by guides only', async () => {
    const hall = await fresh();
    const guide = await hall.person('guide', 'guide');
    const { other } = await wishes(hall);
    const ticket = await hall.take({ queue: 'social' });
    hall.clock.pass(300);
    const later = await hall.take({ queue: other.queue! });
    const at = ['POST', `${base}/${ticket.number}/move`] as const;
    const wanted = { queue: other.queue!, reason: 'wrong' };
    expect(await refused(hall, at, wanted, await hall.openWindow(33))).toEqual([403, 'forbidden']);
    const moved = await hall.ok<Ticket>(...at, wanted, { token: guide });
    expect([moved.steps[0]!.queue, moved.steps[0]!.ahead]).toEqual([other.queue, 0]);
    expect(moved.treatedAsCameAt).toBe(ticket.treatedAsCameAt);
    expect((await hall.follow(later)).steps[0]!.ahead).toBe(1);
    expect(await refused(hall, at, { queue: other.queue! }, guide)).toEqual([400, 'bad_input']);
  });

  it('calls later by places or minutes, three times at the most, and never earlier', async () => {
    const hall = await fresh();
    const mine = await hall.take({ queue: 'social' });
    const path = `/api/tickets/${mine.token}/later`;
    const put = (wish: object) => refused(hall, ['POST', path], wish, '');
    expect(await put({ places: 2 })).toEqual([409, 'queue_empty']);
    for (const bad of [{}, { places: 0 }, { minutes: 61 }, { places: 1, minutes: 1 }])
      expect(await put(bad)).toEqual([400, 'bad_input']);
    const others = [];
    for (let i = 0; i < 3; i += 1) {
      hall.clock.pass(1);
      others.push(await hall.take({ queue: 'social' }));
    }
    await hall.ok('POST', path, { places: 2 });
    expect((await hall.follow(mine)).steps[0]!.ahead).toBe(2);
    await hall.ok('POST', path, { minutes: 15 });
    expect((await hall.follow(mine)).steps[0]!.ahead).toBe(3);
    await hall.ok('POST', path, { minutes: 1 });
    expect(await put({ minutes: 1 })).toEqual([409, 'not_allowed']);
    expect((await hall.follow(others[0]!)).steps[0]!.ahead).toBe(0);
  });

  it('opens a ticket for who stands there: in hand, on no board, in no wait; undo takes it back', async () => {
    const hall = await fresh();
    const clerk = await hall.openWindow(33);
    const opened = await hall.window(33, 'open-ticket', {}, clerk);
    expect([opened.ticket?.status, opened.ticket?.waitSeconds]).toEqual(['serving', 0]);
    expect(opened.undoCommand).toBe('open-ticket');
    const board = await hall.ok<{ calls: unknown[] }>('GET', `${hallPath}/board`);
    expect(board.calls).toEqual([]);
    const undone: WindowState = await hall.window(33, 'undo', {}, clerk);
    expect(undone.ticket).toBe(null);
    await hall.window(33, 'open-ticket', { category: 'senior' }, clerk);
    expect(await refused(hall, ['POST', `${hallPath}/windows/33/open-ticket`], {}, clerk)).toEqual([
      409,
      'not_allowed',
    ]);
    hall.clock.pass(120);
    await hall.window(33, 'finish', {}, clerk);
    const report = await hall.ok<DailyReport>('GET', `${hallPath}/reports/daily`);
    expect([report.ok, report.total.taken, report.total.done, report.total.cancelled]).toEqual([
      true,
      2,
      1,
      1,
    ]);
    expect([report.total.wait.count, report.total.neverCalled]).toEqual([0, 0]);
    expect(report.total.handling.count).toBe(1);
  });
});
