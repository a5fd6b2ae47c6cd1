import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { MadeWebhook } from '../shared/contract/webhooks.ts';
import { plateOf } from '../shared/plate.ts';
import { onBothDatabases } from './support/hall.ts';
import { Receiver } from './support/receiver.ts';

it('knows plates as they are written here and elsewhere, and keeps each in one form', () => {
  const plates: Record<string, string> = {
    苏B12345: '苏B12345',
    ' 苏b·12345 ': '苏B12345',
    '苏B D12345': '苏BD12345',
    苏B12345F: '苏B12345F',
    京A1234学: '京A1234学',
    粤Z1234港: '粤Z1234港',
    '224578使': '224578使',
    '１２３ＡＢＣ': '123ABC',
    'B-MW 1234': 'BMW1234',
  };
  for (const [typed, kept] of Object.entries(plates))
    expect([typed, plateOf(typed)]).toEqual([typed, kept]);
  for (const wrong of [
    '',
    '苏B1234',
    '苏BI2345',
    '苏112345',
    'B12345苏',
    'ABCDEF',
    '<b>1',
    '1'.repeat(11),
  ])
    expect([wrong, plateOf(wrong)]).toEqual([wrong, null]);
  fc.assert(
    fc.property(fc.string({ maxLength: 14 }), (typed) => {
      const plate = plateOf(typed);
      if (plate !== null) expect(plateOf(plate)).toBe(plate);
    }),
  );
});

/** A gate as a car park has one: who is here by plate, until the visit is over. */
class Gate {
  readonly free = new Map<string, string>();
  readonly left: string[] = [];
  hear({ type, data }: Receiver['got'][number]['event']): void {
    const visit = data.ticket!.id;
    const plate = data['plate'] as string | null;
    for (const [known, of] of this.free)
      if (of === visit && known !== plate && type === 'visit.began') this.free.delete(known);
    if (type === 'visit.ended') {
      for (const [known, of] of this.free) if (of === visit) this.left.push(known);
      for (const known of this.left) this.free.delete(known);
    } else if (plate !== null) this.free.set(plate, visit);
  }
}

onBothDatabases('parking', (fresh) => {
  it('the gate hears of a plate, its visit and its end; nobody else sees it, and the night erases it', async () => {
    const hall = await fresh({ app: { reach: { allowLocal: true } } });
    const to = await Receiver.start();
    const other = await Receiver.start();
    try {
      const gate = new Gate();
      to.answering = ({ event }, response) => {
        gate.hear(event);
        response.writeHead(204).end();
      };
      const events = ['visit.began', 'visit.extended', 'visit.ended'];
      const make = (url: string, list: string[]): Promise<MadeWebhook> =>
        hall.ok('POST', '/api/webhooks', { url, events: list });
      await make(to.url, events);
      await make(other.url, ['ticket.taken', 'ticket.called']);
      const turn = async (): Promise<void> => {
        for (let i = 0; i < 3; i += 1) {
          await hall.hall.deliveries.tick();
          await hall.hall.deliveries.settled();
        }
        await hall.hall.plates.tick();
      };
      const clerk = await hall.openWindow(1);
      const plate = '苏B12345';
      const first = await hall.take({ queue: 'one-life', plate: ' 苏b·12345' });
      const second = await hall.take({ queue: 'one-life' });
      await turn();
      expect([...gate.free.keys()]).toEqual([plate]);
      const at = `/api/tickets/${second.token}/plate`;
      const anyone = { token: null };
      expect((await hall.call('POST', at, { plate: 'no plate' }, anyone)).status).toBe(400);
      expect(await hall.ok('POST', at, { plate: '苏BD12345' }, anyone)).toEqual({
        plate: '苏BD12345',
      });
      await hall.ok('POST', at, { plate: '苏bd12346' }, anyone);
      expect(await hall.ok('GET', at, undefined, anyone)).toEqual({ plate: '苏BD12346' });
      await turn();
      expect([...gate.free.keys()]).toEqual([plate, '苏BD12346']);
      await hall.window(1, 'call-next', {}, clerk);
      await hall.window(1, 'start', {}, clerk);
      await hall.window(1, 'finish', {}, clerk);
      await turn();
      expect(gate.left).toEqual([plate]);
      expect(
        (await hall.call('POST', `/api/tickets/${first.token}/plate`, { plate }, anyone)).status,
      ).toBe(409);

      // On nothing that others see, and in nothing that is kept for long.
      const log = await hall.ok('GET', '/api/halls/district/events?limit=500');
      const board = await hall.ok('GET', '/api/halls/district/board');
      const slip = await hall.ok('GET', `/api/tickets/${first.token}/slip`, undefined, {
        headers: { accept: 'image/svg+xml' },
      });
      const found = await hall.ok('GET', '/api/halls/district/tickets');
      const kept = await hall.db.read.selectFrom('webhook_deliveries').select('payload').execute();
      for (const text of [log, board, slip, found, kept, other.got.map(({ body }) => body)])
        expect(JSON.stringify(text)).not.toMatch(/B12345|BD1234/);

      // The night: what is still open ends, and no plate is left.
      hall.clock.pass(24 * 3600);
      await hall.hall.days.tick();
      await turn();
      expect(gate.left).toEqual([plate, '苏BD12346']);
      expect(await hall.db.read.selectFrom('plates').selectAll().execute()).toEqual([]);
    } finally {
      await to.stop();
      await other.stop();
    }
  });
});
