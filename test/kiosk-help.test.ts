import { expect, it, vi } from 'vitest';
import type { HelpCall } from '../shared/contract/help.ts';
import type { EventEntry } from '../shared/contract/events.ts';
import { onBothDatabases, type TestHall } from './support/hall.ts';

vi.setConfig({ testTimeout: 60_000 });

const base = '/api/halls/district/help';
const call = (hall: TestHall, token: string): Promise<HelpCall> =>
  hall.ok('POST', base, undefined, { token });
async function answer(
  hall: TestHall,
  path: string,
  token: string | null,
  method = 'POST',
): Promise<unknown> {
  const { status, body } = await hall.call<{ code?: string; status: unknown }>(
    method,
    base + path,
    undefined,
    { token },
  );
  return [status, body.code ?? body.status];
}

// faults S19
onBothDatabases('help at a kiosk', (fresh) => {
  it("rings at the guide's desk with the kiosk's name until somebody goes", async () => {
    const hall = await fresh();
    const kiosk = await hall.device('kiosk');
    const guide = await hall.person('guide', 'guide');
    const desk = await hall.watch({ topic: 'hall', hall: 'district' }, guide);
    expect(desk.last.help).toEqual([]);
    const { id, status, at, until } = await call(hall, kiosk);
    expect(status).toBe('ringing');
    const rings = await desk.until(({ help }) => help.length === 1);
    expect(rings.help[0]).toMatchObject({ id, at, until });
    expect(rings.help[0]!.device).toMatch(/^kiosk /);

    hall.clock.pass(20);
    expect(await answer(hall, `/${id}/take`, guide)).toEqual([200, 'taken']);
    await desk.until(({ help, version }) => help.length === 0 && version > rings.version);
    expect(await answer(hall, `/${id}`, kiosk, 'GET')).toEqual([200, 'taken']);
    // Two do not run to one visitor.
    expect(await answer(hall, `/${id}/take`, guide)).toEqual([409, 'not_allowed']);
    const events = await hall.ok<EventEntry[]>('GET', '/api/halls/district/events?limit=1000');
    expect(events.map((e) => e.command)).toEqual(
      expect.arrayContaining(['call-help', 'take-help']),
    );
  });

  it('ends by itself when nobody goes, and says so; or when nobody is needed', async () => {
    const hall = await fresh();
    const kiosk = await hall.device('kiosk');
    const guide = await hall.person('guide', 'guide');
    const first = await call(hall, kiosk);
    hall.clock.set(first.until);
    expect(await answer(hall, `/${first.id}`, kiosk, 'GET')).toEqual([200, 'unanswered']);
    const desk = await hall.watch({ topic: 'hall', hall: 'district' }, guide);
    expect(desk.last.help).toEqual([]);

    const second = await call(hall, kiosk);
    expect(second.id).not.toBe(first.id);
    expect(await answer(hall, `/${second.id}/withdraw`, kiosk)).toEqual([200, 'withdrawn']);
    await desk.until(({ help, version }) => version > desk.states[0]!.version && help.length === 0);
    expect(await answer(hall, `/${second.id}/take`, guide)).toEqual([409, 'not_allowed']);
  });

  it('is one call however often the key is pressed, and not without end', async () => {
    const hall = await fresh();
    const kiosk = await hall.device('kiosk');
    const other = await hall.device('kiosk');
    const first = await call(hall, kiosk);
    expect((await call(hall, kiosk)).id).toBe(first.id);
    await answer(hall, `/${first.id}/withdraw`, kiosk);
    for (let n = 1; n < 5; n += 1) {
      hall.clock.pass(5);
      const { id } = await call(hall, kiosk);
      await answer(hall, `/${id}/withdraw`, kiosk);
    }
    expect(await answer(hall, '', kiosk)).toEqual([429, 'too_many_requests']);
    expect(await answer(hall, '', other)).toEqual([200, 'ringing']);
    hall.clock.pass(581);
    expect(await answer(hall, '', kiosk)).toEqual([200, 'ringing']);
  });

  it('is called again as often as somebody came', async () => {
    const hall = await fresh();
    const kiosk = await hall.device('kiosk');
    const guide = await hall.person('guide', 'guide');
    for (let n = 0; n < 6; n += 1) {
      const { id } = await call(hall, kiosk);
      expect(await answer(hall, `/${id}/take`, guide)).toEqual([200, 'taken']);
      hall.clock.pass(5);
    }
  });

  it('is for kiosks to call and for guides to take', async () => {
    const hall = await fresh();
    const kiosk = await hall.device('kiosk');
    const other = await hall.device('kiosk');
    const clerk = await hall.person('clerk', 'clerk');
    const board = await hall.device('display');
    for (const token of [clerk, board, hall.admin])
      expect(await answer(hall, '', token)).toEqual([403, 'forbidden']);
    expect(await answer(hall, '', null)).toEqual([401, 'unauthorized']);
    const { id } = await call(hall, kiosk);
    for (const token of [kiosk, clerk])
      expect(await answer(hall, `/${id}/take`, token)).toEqual([403, 'forbidden']);
    // Another kiosk neither sees nor ends it.
    expect(await answer(hall, `/${id}`, other, 'GET')).toEqual([404, 'not_found']);
    expect(await answer(hall, `/${id}/withdraw`, other)).toEqual([404, 'not_found']);
    expect(await answer(hall, `/${id}/take`, hall.admin)).toEqual([200, 'taken']);
  });
});
