import { expect, it } from 'vitest';
import type { Slots } from '../shared/contract/appointment.ts';
import type { BoardState } from '../shared/contract/board.ts';
import type { Duty, Hall, QueueState } from '../shared/contract/hall.ts';
import type { DailyReport } from '../shared/contract/report.ts';
import { adminPassword, onBothDatabases, type TestHall } from './support/hall.ts';

const base = '/api/halls/district';
const at = (time: string): string => `2026-03-02T${time}:00.000Z`;
/** Noon, 12:00–14:30: four windows for daily life and social insurance. */
const noon: Duty = {
  kind: 'noon-duty',
  queues: ['one-life', 'social'],
  windows: [1, 2, 33, 34],
};
const onDuty =
  (duty: Duty[], enforceHours = true) =>
  (file: Record<string, unknown>): void => {
    file['enforceHours'] = enforceHours;
    file['duty'] = duty;
  };

async function goTo(hall: TestHall, instant: string): Promise<void> {
  hall.clock.set(instant);
  hall.admin = await hall.signIn('admin', adminPassword);
}

onBothDatabases('a noon with four windows on duty', (fresh) => {
  it('offers its queues only, at the kiosk and for booking, the others with their next time', async () => {
    const hall = await fresh({ change: onDuty([noon]), start: at('04:00') });
    const queues = await hall.ok<QueueState[]>('GET', `${base}/queues`);
    const open = queues.filter((q) => q.offer.status === 'open').map((q) => q.queue);
    expect(open).toEqual(['one-life', 'social']);
    expect(queues.find((q) => q.queue === 'tax')?.offer).toMatchObject({
      status: 'closed',
      opens: at('06:30'),
      today: true,
    });
    const refused = await hall.call<object>('POST', `${base}/tickets`, { queue: 'tax' });
    expect([refused.status, refused.body]).toMatchObject([
      409,
      { code: 'queue_closed', queue: 'tax', opens: at('06:30') },
    ]);
    await hall.take({ queue: 'social' });

    const times = async (queue: string): Promise<string[]> => {
      const { slots } = await hall.ok<Slots>('GET', `${base}/slots?queue=${queue}&day=2026-03-02`);
      return slots.map((s) => s.from);
    };
    expect((await times('social'))[0]).toBe(at('04:30'));
    expect((await times('tax'))[0]).toBe(at('06:30'));
  });

  it('sends people to the windows on duty only: slip, phone, board, hall', async () => {
    const hall = await fresh({ change: onDuty([noon]), start: at('03:59') });
    const before = await hall.take({ queue: 'one-life' });
    expect(before.next?.windows).toEqual([1, 2, 3, 4]);
    await goTo(hall, at('04:00'));
    // Also who took the ticket before.
    expect((await hall.follow(before)).next?.windows).toEqual([1, 2]);
    const ticket = await hall.take({ queue: 'one-life' });
    expect(ticket.steps[0]?.windows).toEqual([1, 2]);
    const slip = await fetch(`${hall.url}/api/tickets/${ticket.token}/slip`, {
      headers: { accept: 'image/svg+xml' },
    });
    expect(await slip.text()).toContain('>1-2</text>');
    const { queues } = await hall.ok<Hall>('GET', base);
    expect(queues.find((q) => q.code === 'social')?.windows).toEqual([33, 34]);
    const board = await hall.ok<BoardState>('GET', `${base}/board?zone=A`);
    const off = board.windows.filter((w) => w.offDuty === true).map((w) => w.window);
    expect(off).toEqual([3, 4, 5, 6, 7, 8, 43, 44]);

    await goTo(hall, at('06:30'));
    expect((await hall.follow(ticket)).next?.windows).toEqual([1, 2, 3, 4]);
  });

  it('lets a window beside them open and call: it is only said that it is not on duty', async () => {
    const hall = await fresh({ change: onDuty([noon]), start: at('04:00') });
    const ticket = await hall.take({ queue: 'one-life' });
    const clerk = await hall.openWindow(3);
    const state = await hall.window(3, 'call-next', {}, clerk);
    expect([state.onDuty, state.ticket?.number]).toEqual([false, ticket.number]);
    const live = await hall.watch({ topic: 'hall', hall: 'district' }, hall.admin);
    const duty = new Map(live.last.windows.map((w) => [w.window, w.onDuty]));
    expect([duty.get(1), duty.get(3)]).toEqual([true, false]);
    await goTo(hall, at('06:30'));
    const later = await hall.ok<{ onDuty: boolean }>('GET', `${base}/windows/3`);
    expect(later.onDuty).toBe(true);
  });

  it('is a row of its own in the report: whoever came at noon, and how long they waited', async () => {
    const hall = await fresh({ change: onDuty([noon]), start: at('03:50') });
    await hall.take({ queue: 'tax' });
    await goTo(hall, at('04:00'));
    const first = await hall.take({ queue: 'social' });
    await hall.take({ queue: 'social' });
    const clerk = await hall.openWindow(33);
    hall.clock.pass(120);
    const called = await hall.window(33, 'call-next', {}, clerk);
    expect(called.ticket?.number).toBe(first.number);
    const report = await hall.ok<DailyReport>('GET', `${base}/reports/daily`);
    expect(
      report.duty.map(({ kind, taken, called, wait }) => [
        kind,
        taken,
        called,
        wait.count,
        wait.p50,
      ]),
    ).toEqual([
      ['regular', 1, 0, 0, null],
      ['noon-duty', 2, 1, 1, 120],
    ]);
    const { body: csv } = await hall.call<string>('GET', `${base}/reports/daily.csv`);
    expect(csv).toContain('按值班时段');
    expect(csv).toMatch(/午间值班/);
    const { status } = await hall.call('GET', `${base}/reports/daily.xlsx?lang=en`);
    expect(status).toBe(200);
  });

  it('binds nobody while no one is named for it, and names the unknown', async () => {
    const hall = await fresh({ change: onDuty([]), start: at('04:00') });
    await hall.take({ queue: 'tax' });
    await expect(
      fresh({ change: onDuty([{ kind: 'evening', queues: ['none'], windows: [1, 998] }]) }),
    ).rejects.toThrow(/duty.0.queues.0.*duty.0.windows.1/);
  });
});
