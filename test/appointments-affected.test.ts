import { expect, it } from 'vitest';
import type { Appointment, BookedAppointment } from '../shared/contract/appointment.ts';
import { adminPassword, onBothDatabases, type TestHall } from './support/hall.ts';

const base = '/api/halls/district';
const friday = '2026-03-06';
const at = (time: string, day = '2026-03-02'): string => `${day}T${time}:00.000Z`;

const enforced = (file: Record<string, unknown>): void => {
  file['enforceHours'] = true;
};
const book = (hall: TestHall, slot: string, phone = '13800138000', queue = 'social') =>
  hall.ok<Appointment>(
    'POST',
    `${base}/appointments`,
    { queue, slot, phone, name: '王小明' },
    { token: null },
  );
const read = (hall: TestHall, code: string): Promise<Appointment> =>
  hall.ok('GET', `${base}/appointments/${code}`, undefined, { token: null });
const close = (hall: TestHall, day: string) =>
  hall.ok<{ booked: number }>('PUT', `${base}/calendar/${day}`, {
    kind: 'special',
    hours: [],
    name: { 'zh-Hans': '台风停办' },
  });

onBothDatabases('a booking that cannot be kept any more', (fresh) => {
  it('says that the hall is closed then, is moved in one step and is a booking like others again', async () => {
    const hall = await fresh({ change: enforced });
    const { code, affected } = await book(hall, at('02:00', friday));
    expect(affected).toBeNull();
    expect((await close(hall, friday)).booked).toBe(1);
    expect((await read(hall, code)).affected).toBe('day-closed');
    const slots = await hall.ok<{ nextFree: string }>('GET', `${base}/slots?queue=social`);
    const moved = await hall.ok<Appointment>(
      'PATCH',
      `${base}/appointments/${code}`,
      { slot: slots.nextFree },
      { token: null },
    );
    expect([moved.affected, moved.slot.from]).toEqual([null, slots.nextFree]);
  });

  it('is in the list of whom to tell, with the telephone for who calls them, until it is moved', async () => {
    const hall = await fresh({ change: enforced });
    await book(hall, at('02:00', friday));
    const other = await book(hall, at('02:00', '2026-03-05'), '13800138001');
    await close(hall, friday);
    const list = async (query: string, token: string): Promise<BookedAppointment[]> =>
      hall.ok('GET', `${base}/appointments?${query}`, undefined, { token });
    const guide = await hall.person('guide', 'guide');
    const manager = await hall.person('manager', 'manager');
    const [told, ...more] = await list('affected=true', guide);
    expect(more).toEqual([]);
    expect(told).toMatchObject({
      day: friday,
      affected: 'day-closed',
      phone: '13800138000',
      name: '王小明',
    });
    expect((await list('affected=true', manager))[0]?.phone).toBe('138****8000');
    const ofDay = await list('day=2026-03-05', guide);
    expect(ofDay.map((a) => [a.id === told?.id, a.affected])).toEqual([[false, null]]);
    expect(await list('day=2026-03-05&affected=true', guide)).toEqual([]);

    // Whoever calls notes who knows of it; a move asks for another call.
    const note = (is: boolean, token = guide) =>
      hall.call('POST', `${base}/appointments/${told!.id}/told`, { told: is }, { token });
    expect((await note(true, manager)).status).toBe(403);
    const noted = { told: { at: hall.clock.now(), by: 'guide' } };
    expect((await note(true)).body).toEqual(noted);
    expect((await list('affected=true', guide))[0]).toMatchObject(noted);
    expect((await note(false)).body).toEqual({ told: null });
    await note(true);
    await hall.ok('PATCH', `${base}/appointments/${told!.code}`, {
      slot: at('03:00', '2026-03-05'),
    });
    expect((await list('day=2026-03-05', guide)).map((a) => [a.told, a.moves])).toEqual(
      expect.arrayContaining([[null, 1]]),
    );

    await hall.ok('DELETE', `${base}/appointments/${told!.code}`);
    expect((await note(true)).status).toBe(409);
    expect(await list('affected=true', guide)).toEqual([]);
    expect((await read(hall, other.code)).affected).toBeNull();
    const bad = await hall.call('GET', `${base}/appointments?affected=perhaps`);
    expect(bad.status).toBe(400);
  });

  it('is refused on the day with the next time and slot', async () => {
    const hall = await fresh({ change: enforced });
    const { code } = await book(hall, at('02:00', friday));
    await close(hall, friday);
    hall.clock.set(at('01:50', friday));
    hall.admin = await hall.signIn('admin', adminPassword);
    const refused = await hall.call<object>('POST', `${base}/tickets`, { appointment: code });
    expect([refused.status, refused.body]).toMatchObject([
      409,
      { code: 'hall_closed', next: at('01:00', '2026-03-07') },
    ]);
    expect((refused.body as { nextSlot: string }).nextSlot > at('01:50', friday)).toBe(true);
  });

  it('is known for a time that the hall has no more, a pause, and a queue with other hours', async () => {
    const hall = await fresh({ change: enforced });
    const early = await book(hall, at('00:30', friday));
    const today = await book(hall, at('02:00'), '13800138001');
    await hall.ok('PUT', `${base}/calendar/${friday}`, {
      kind: 'special',
      hours: [{ from: '10:00', to: '12:00' }],
    });
    expect((await read(hall, early.code)).affected).toBe('closed-then');

    await hall.ok('POST', `${base}/queues/social/pause`, { reason: 'stopped', until: at('03:00') });
    expect((await read(hall, today.code)).affected).toBe('paused');
    const refused = await hall.call<object>('POST', `${base}/tickets`, { appointment: today.code });
    expect(refused.body).toMatchObject({ code: 'queue_paused', nextSlot: at('03:00') });
    await hall.ok('POST', `${base}/queues/social/resume`);
    expect((await read(hall, today.code)).affected).toBeNull();

    // As the hall's set-up is published with hours of its own for the queue.
    await hall.db.lanes.run('site', {
      run: async (tx) => {
        const hours = JSON.stringify([{ days: [2], from: '14:30', to: '17:30' }]);
        await tx.updateTable('queues').set({ hours }).where('code', '=', 'social').execute();
        await tx
          .updateTable('halls')
          .set((e) => ({ config_version: e('config_version', '+', 1) }))
          .execute();
      },
    });
    await hall.ok('PATCH', base, { name: { 'zh-Hans': '大厅' } });
    expect((await read(hall, today.code)).affected).toBe('queue-hours');
    const closed = await hall.call<object>('POST', `${base}/tickets`, { appointment: today.code });
    expect(closed.body).toMatchObject({ code: 'queue_closed', next: at('06:30', '2026-03-03') });
  });

  it('lets who has booked come before the queue opens', async () => {
    const hall = await fresh({
      change: (file) => {
        enforced(file);
        const queues = file['queues'] as { code: string; hours?: object[] }[];
        queues.find((q) => q.code === 'bank')!.hours = [{ days: [1], from: '14:30', to: '17:30' }];
      },
    });
    const { code } = await book(hall, at('06:30'), '13800138000', 'bank');
    hall.clock.set(at('06:10'));
    hall.admin = await hall.signIn('admin', adminPassword);
    expect((await hall.call('POST', `${base}/tickets`, { queue: 'bank' })).status).toBe(409);
    expect((await hall.take({ appointment: code })).number).toBe('L001');
  });
});
