import type { Ticket } from '../../shared/contract/ticket.ts';
import type { WindowState } from '../../shared/contract/window.ts';
import { Seeded } from '../../shared/rules/simulation/chance.ts';
import type { TestHall } from './hall.ts';

/** The windows that are open on it. */
export const windowsOfDay = [1, 2, 5, 6, 9, 10, 17];
const base = '/api/halls/district';

/** Three hours of the default hall by its clerks' tokens, with journeys, head starts, misses, holds of each kind, transfers, calls by name. */
export async function aDay(hall: TestHall, tokens: ReadonlyMap<number, string>): Promise<void> {
  const chance = new Seeded(5);
  const press = (n: number, command: string, input: object = {}) =>
    hall.call<WindowState>('POST', `${base}/windows/${n}/${command}`, input, {
      token: tokens.get(n)!,
    });
  for (const n of windowsOfDay) await press(n, 'open');
  const links = new Map<string, string>();
  const away: { at: number; number: string }[] = [];
  const freeAt = new Map<number, number>();
  const wishes = [
    { queue: 'one-life' },
    { queue: 'one-life' },
    { queue: 'one-enterprise' },
    { queue: 'realty' },
    { package: 'newborn' },
    { queue: 'tax' },
  ];
  for (let minute = 0; minute < 180; minute += 1) {
    hall.clock.pass(53);
    if (minute < 150 && chance.chance(0.75)) {
      const wish = { ...chance.pick(wishes), category: chance.chance(0.2) ? 'senior' : 'general' };
      const taken = await hall.call<Ticket>('POST', `${base}/tickets`, wish);
      if (taken.status === 201) links.set(taken.body.number, taken.body.token);
    }
    hall.clock.pass(7);
    await hall.hall.days.tick();
    for (const { number } of away.filter(({ at }) => at === minute))
      await hall.call('POST', `/api/tickets/${links.get(number)!}/return`, {}, { token: null });
    for (const n of windowsOfDay) {
      if ((freeAt.get(n) ?? 0) > minute) continue;
      await atWindow(n, minute);
    }
  }

  async function atWindow(n: number, minute: number): Promise<void> {
    const { body: state } = await hall.call<WindowState>('GET', `${base}/windows/${n}`);
    const number = state.ticket?.number;
    hall.clock.pass(1);
    const what = chance.next();
    if (number !== undefined) {
      if (what < 0.08) {
        await press(n, 'recall');
        hall.clock.pass(60);
        await press(n, 'no-show');
        away.push({ at: minute + 4, number });
      } else if (what < 0.2) {
        const kind = chance.pick(['any-window', 'this-window', 'until'] as const);
        const until = new Date(Date.parse(hall.clock.now()) + 300_000).toISOString();
        await press(n, 'hold', kind === 'until' ? { kind, until } : { kind });
        if (kind !== 'until') away.push({ at: minute + 5, number });
      } else if (what < 0.26)
        await press(n, 'transfer', { queue: 'one-life', reason: 'why', place: 'in-order' });
      else if (what < 0.3) await press(n, 'transfer', { window: 9, reason: 'why' });
      else if (what < 0.5) await press(n, 'finish');
    }
    const next = await press(n, 'call-next');
    if (next.status === 200) {
      if (chance.chance(0.7)) await press(n, 'start');
      freeAt.set(n, minute + 2 + chance.below(14));
    }
  }
}
