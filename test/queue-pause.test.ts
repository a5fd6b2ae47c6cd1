import { describe, expect, it } from 'vitest';
import type { Slots } from '../shared/contract/appointment.ts';
import type { EventEntry } from '../shared/contract/events.ts';
import type { QueueState, Quota } from '../shared/contract/hall.ts';
import { partAt, partOver, partsOf } from '../shared/rules/quota.ts';
import { adminPassword, onBothDatabases, type TestHall } from './support/hall.ts';

const base = '/api/halls/district';
const monday = (time: string): string => `2026-03-02T${time}:00.000Z`;

async function queueOf(hall: TestHall, code: string): Promise<QueueState> {
  const queues = await hall.ok<QueueState[]>('GET', `${base}/queues`);
  return queues.find((q) => q.queue === code)!;
}
async function goTo(hall: TestHall, instant: string): Promise<void> {
  hall.clock.set(instant);
  hall.admin = await hall.signIn('admin', adminPassword);
}
const enforced = (file: Record<string, unknown>): void => {
  file['enforceHours'] = true;
};
const withQuotas =
  (quotas: Quota[], dailyQuota?: number) =>
  (file: Record<string, unknown>): void => {
    enforced(file);
    const queues = file['queues'] as { code: string; quotas?: Quota[]; dailyQuota?: number }[];
    const social = queues.find((q) => q.code === 'social')!;
    social.quotas = quotas;
    if (dailyQuota !== undefined) social.dailyQuota = dailyQuota;
  };

onBothDatabases('a queue that is stopped for a while (暂停取号)', (fresh) => {
  it('gives no new tickets and says why and until when; those who wait are called', async () => {
    const hall = await fresh({ change: enforced });
    const guide = await hall.person('guide', 'guide');
    const clerk = await hall.openWindow(33);
    const waiting = await hall.take({ queue: 'social' });
    const paused = await hall.ok(
      'POST',
      `${base}/queues/social/pause`,
      { reason: 'system', until: monday('03:00') },
      { token: guide },
    );
    const offer = {
      status: 'paused',
      reason: 'system',
      until: monday('03:00'),
      opens: monday('03:00'),
      today: true,
    };
    expect(paused).toEqual({ queue: 'social', offer });
    expect((await queueOf(hall, 'social')).offer).toEqual(offer);
    const refused = await hall.call<object>('POST', `${base}/tickets`, { queue: 'social' });
    expect([refused.status, refused.body]).toMatchObject([
      409,
      {
        code: 'queue_paused',
        queue: 'social',
        reason: 'system',
        until: monday('03:00'),
        next: monday('03:00'),
        nextSlot: monday('03:00'),
      },
    ]);
    // No slot lies in the pause; the one that begins as it ends can be booked.
    const { slots } = await hall.ok<Slots>('GET', `${base}/slots?queue=social`);
    expect(slots[0]?.from).toBe(monday('03:00'));

    expect((await hall.window(33, 'call-next', {}, clerk)).ticket?.number).toBe(waiting.number);
    await hall.take({ queue: 'tax' });
    hall.clock.pass(2 * 3600);
    expect((await queueOf(hall, 'social')).offer.status).toBe('open');
    await hall.take({ queue: 'social' }, { token: guide });
  });

  it('goes on when it is resumed, and by itself with the next day', async () => {
    const hall = await fresh();
    await hall.ok('POST', `${base}/queues/tax/pause`, { reason: 'full' });
    expect((await queueOf(hall, 'tax')).offer).toMatchObject({ opens: null, until: null });
    expect((await hall.call('POST', `${base}/tickets`, { queue: 'tax' })).status).toBe(409);
    expect(await hall.ok('POST', `${base}/queues/tax/resume`)).toMatchObject({
      queue: 'tax',
      offer: { status: 'open' },
    });
    await hall.take({ queue: 'tax' });
    const again = await hall.call<object>('POST', `${base}/queues/tax/resume`);
    expect([again.status, again.body]).toMatchObject([409, { code: 'not_allowed' }]);

    await hall.ok('POST', `${base}/queues/tax/pause`, { reason: 'full' });
    await goTo(hall, '2026-03-03T01:00:00.000Z');
    expect((await queueOf(hall, 'tax')).offer.status).toBe('open');
    await hall.take({ queue: 'tax' });
  });

  it('is for guides and managers, with a reason and a later time of today; logged', async () => {
    const hall = await fresh();
    const clerk = await hall.person('clerk', 'clerk');
    const pause = (body: object, token = hall.admin) =>
      hall.call<{ code: string }>('POST', `${base}/queues/tax/pause`, body, { token });
    expect((await pause({ reason: 'full' }, clerk)).body.code).toBe('forbidden');
    expect((await pause({})).body.code).toBe('bad_input');
    expect((await pause({ reason: 'full', until: monday('00:30') })).body.code).toBe(
      'until_required',
    );
    expect((await pause({ reason: 'full', until: '2026-03-03T02:00:00.000Z' })).body.code).toBe(
      'until_required',
    );
    const none = await hall.call<object>('POST', `${base}/queues/none/pause`, { reason: 'full' });
    expect([none.status, none.body]).toMatchObject([422, { code: 'unknown_queue' }]);

    await pause({ reason: 'full：来得太多', until: monday('02:00') });
    await hall.ok('POST', `${base}/queues/tax/resume`);
    const items = await hall.ok<EventEntry[]>('GET', `${base}/events?after=0&limit=20`);
    expect(items.map(({ command, data }) => [command, data])).toEqual(
      expect.arrayContaining([
        ['pause-queue', { queue: 'tax', reason: 'full：来得太多', until: monday('02:00') }],
        ['resume-queue', { queue: 'tax' }],
      ]),
    );
  });

  it('refuses a visit one of whose queues opens no more today, and lets it go without that queue', async () => {
    const hall = await fresh();
    await hall.ok('POST', `${base}/queues/police/pause`, { reason: 'stopped' });
    const refused = await hall.call<object>('POST', `${base}/tickets`, { package: 'newborn' });
    expect(refused.body).toMatchObject({ code: 'queue_paused', queue: 'police', next: null });
    await hall.take({ package: 'newborn', matters: ['health-vaccination-certificate'] });
    // Until a time of today: the later step waits for it.
    await hall.ok('POST', `${base}/queues/police/pause`, {
      reason: 'stopped',
      until: monday('06:00'),
    });
    await hall.take({ package: 'migrant-pupil' });
  });
});

onBothDatabases('tickets of a queue by the part of the day', (fresh) => {
  const morning: Quota = { from: '08:30', to: '12:00', tickets: 2 };
  const afternoon: Quota = { from: '14:30', to: '17:30', tickets: 1 };

  it('are used up part by part, each refusal with the beginning of the next', async () => {
    const hall = await fresh({ change: withQuotas([morning, afternoon]) });
    await hall.take({ queue: 'social' });
    expect((await queueOf(hall, 'social')).left).toBe(1);
    await hall.take({ queue: 'social' });
    const refused = await hall.call<object>('POST', `${base}/tickets`, { queue: 'social' });
    // The noon has no limit of its own.
    expect(refused.body).toMatchObject({
      code: 'quota_reached',
      quota: 2,
      from: '08:30',
      to: '12:00',
      next: monday('04:00'),
    });
    expect(await queueOf(hall, 'social')).toMatchObject({
      left: 0,
      next: { opens: monday('04:00') },
    });
    await goTo(hall, monday('04:00'));
    expect((await queueOf(hall, 'social')).left).toBeNull();
    await hall.take({ queue: 'social' });
    await goTo(hall, monday('06:30'));
    await hall.take({ queue: 'social' });
    expect((await queueOf(hall, 'social')).left).toBe(0);
  });

  it('wait for the afternoon where no ticket is given at noon, and for the next day after the last', async () => {
    const noon: Quota = { from: '12:00', to: '14:30', tickets: 0 };
    const hall = await fresh({ change: withQuotas([morning, noon, afternoon], 3) });
    await hall.take({ queue: 'social' });
    await hall.take({ queue: 'social' });
    expect((await queueOf(hall, 'social')).next?.opens).toBe(monday('06:30'));
    await goTo(hall, monday('06:30'));
    await hall.take({ queue: 'social' });
    expect((await queueOf(hall, 'social')).next?.opens).toBe('2026-03-03T00:30:00.000Z');
  });

  it('are refused where two parts overlap', async () => {
    const overlapping: Quota = { from: '11:59', to: '13:00', tickets: 5 };
    await expect(fresh({ change: withQuotas([morning, overlapping]) })).rejects.toThrow(
      /queues.4.quotas.1.*overlaps with 08:30–12:00/,
    );
  });
});

describe('the parts of a day', () => {
  it('are half-open, and one that gives no tickets belongs to the one before', () => {
    const parts = partsOf(
      [
        { from: '12:00', to: '14:00', tickets: 0 },
        { from: '08:00', to: '12:00', tickets: 5 },
      ],
      '2026-03-02',
      'Asia/Shanghai',
    );
    expect(partAt(parts, '2026-03-02T03:59:59.999Z')?.tickets).toBe(5);
    expect(partAt(parts, monday('04:00'))?.tickets).toBe(0);
    expect(partAt(parts, monday('06:00'))).toBeNull();
    expect(partOver(parts, parts[0]!)).toBe(monday('06:00'));
  });
});
