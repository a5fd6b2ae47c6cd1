import { expect, it } from 'vitest';
import type {
  Appointment,
  BookedAppointment,
  RemoteAppointment,
  Slots,
} from '../shared/contract/appointment.ts';
import type { Hall } from '../shared/contract/hall.ts';
import { onBothDatabases, type TestHall } from './support/hall.ts';

const phone = '13800138000';
const stranger = { token: null };
const link = 'https://meet.example/hall';

/** A hall whose first bookable queue is offered in all ways; its code, a window of it, a slot of today. */
async function begin(hall: TestHall) {
  const { queues } = await hall.ok<Hall>('GET', '/api/halls/district');
  const queue = queues.find((q) => (q.slotCapacity ?? 0) > 0 && q.windows.length > 0)!;
  await hall.ok('PATCH', '/api/halls/district', {
    queues: [
      { code: queue.code, slotCapacity: 1, appointmentKinds: ['window', 'telephone', 'video'] },
    ],
  });
  const slots = await hall.ok<Slots>('GET', `/api/halls/district/slots?queue=${queue.code}`);
  const book = (kind: string, slot: number, more: object = { phone }) =>
    hall.call<Appointment & { code: string }>(
      'POST',
      '/api/halls/district/appointments',
      { queue: queue.code, kind, slot: slots.slots[slot]!.from, ...more },
      stranger,
    );
  return { queue: queue.code, window: queue.windows[0]!, slots, book };
}

onBothDatabases('kinds of appointment', (fresh) => {
  it('are those that the queue offers; by telephone and video a number is needed', async () => {
    const hall = await fresh();
    const { queue, slots, book } = await begin(hall);
    expect(slots.kinds).toEqual(['window', 'telephone', 'video']);
    expect((await book('telephone', 0, { idNumber: '11010519491231002X' })).body.code).toBe(
      'phone_needed',
    );
    const booked = await book('telephone', 0);
    expect([booked.status, booked.body.kind]).toEqual([201, 'telephone']);
    // It holds the only place of its slot.
    expect((await book('window', 0, { phone: '13900139000' })).body.code).toBe('slot_full');
    await hall.ok('PATCH', '/api/halls/district', {
      queues: [{ code: queue, appointmentKinds: ['window'] }],
    });
    expect((await book('video', 1, { phone: '13700137000' })).body.code).toBe('kind_not_offered');
  });

  it('by telephone is not checked in, stands at the windows of its queue, and ends there', async () => {
    const hall = await fresh();
    const { window, slots, book } = await begin(hall);
    const { code } = (await book('telephone', 0, { phone, name: '王静' })).body;
    const kiosk = await hall.device('kiosk');
    const refused = await hall.call<{ code: string }>(
      'POST',
      '/api/halls/district/tickets',
      { appointment: code },
      { token: kiosk },
    );
    expect([refused.status, refused.body.code]).toEqual([409, 'appointment_remote']);

    const clerk = await hall.person('clerk', 'clerk');
    const list = () =>
      hall.ok<RemoteAppointment[]>(
        'GET',
        `/api/halls/district/windows/${window}/appointments`,
        undefined,
        { token: clerk },
      );
    // Whom to call is nobody's business before it is time.
    hall.clock.set(new Date(Date.parse(slots.slots[0]!.from) - 3600_000).toISOString());
    expect((await list())[0]!.phone).not.toBe(phone);
    hall.clock.set(slots.slots[0]!.from);
    const [one] = await list();
    expect([one!.kind, one!.phone, one!.name]).toEqual(['telephone', phone, '王静']);
    const handle = (act: string) =>
      hall.call<RemoteAppointment & { code?: string }>(
        'POST',
        `/api/halls/district/appointments/${one!.id}/handling`,
        { act },
        { token: clerk },
      );
    const begun = await handle('start');
    expect([begun.status, begun.body.startedAt]).toEqual([200, hall.clock.now()]);
    hall.clock.pass(300);
    const { body } = await handle('done');
    expect(body).toMatchObject({
      outcome: 'done',
      status: 'checked-in',
      startedAt: begun.body.startedAt,
      endedAt: hall.clock.now(),
    });
    expect(body.phone).not.toBe(phone);
    expect((await handle('not-reached')).body.code).toBe('appointment_over');
    const [listed] = await hall.ok<BookedAppointment[]>('GET', '/api/halls/district/appointments');
    expect([listed!.kind, listed!.outcome]).toEqual(['telephone', 'done']);
  });

  it('by video is held at its own address, else at the one of its queue', async () => {
    const hall = await fresh();
    const { queue, window, book } = await begin(hall);
    const booked = (await book('video', 0)).body;
    expect(booked.link).toBeNull();
    const path = `/api/halls/district/appointments/${booked.code}`;
    const linkOf = async () => (await hall.ok<Appointment>('GET', path, undefined, stranger)).link;
    await hall.ok('PATCH', '/api/halls/district', {
      queues: [{ code: queue, appointmentLink: link }],
    });
    expect(await linkOf()).toBe(link);
    const [one] = await hall.ok<RemoteAppointment[]>(
      'GET',
      `/api/halls/district/windows/${window}/appointments`,
    );
    await hall.ok('POST', `/api/halls/district/appointments/${one!.id}/handling`, {
      link: '腾讯会议 123 456 789',
    });
    expect(await linkOf()).toBe('腾讯会议 123 456 789');
    const bad = await hall.call('POST', `/api/halls/district/appointments/${one!.id}/handling`, {
      link: 'javascript:alert(1)',
    });
    expect(bad.status).toBe(400);
    const missed = await hall.ok<RemoteAppointment>(
      'POST',
      `/api/halls/district/appointments/${one!.id}/handling`,
      { act: 'not-reached' },
    );
    expect([missed.status, missed.outcome]).toEqual(['missed', 'not-reached']);
  });
});
