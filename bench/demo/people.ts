import type { Catalogue } from '../../shared/contract/catalogue.ts';
import type { Hall } from '../../shared/contract/hall.ts';
import { ratingReasons } from '../../shared/contract/rating.ts';
import type { WindowState } from '../../shared/contract/window.ts';
import type { Seeded } from '../../shared/rules/simulation/chance.ts';
import type { Life } from './life.ts';

/** Sends a request to the server; null where it says no, as happens in a hall. */
export type Send = <T>(
  method: 'GET' | 'POST' | 'PATCH',
  url: string,
  token?: string | null,
  payload?: object,
) => Promise<T | null>;

export interface Town {
  readonly life: Life;
  readonly chance: Seeded;
  readonly send: Send;
  readonly hall: Hall;
  readonly catalogue: Catalogue;
  /** Visitors an hour. */
  readonly visitors: number;
  /** The secret of each visitor's phone page, by number. */
  readonly phones: Map<string, string>;
}

const path = '/api/halls/district';
/** Nobody queues behind more people for each window than this. */
const longestLine = 5;

function about(town: Town, seconds: number): number {
  return seconds * (0.4 + 1.2 * town.chance.next());
}

/** One clerk's work: takes up who is back, else calls the next; recalls, holds and pauses now and then. */
export async function work(town: Town, number: number, token: string): Promise<void> {
  const { life, chance } = town;
  const at = (command: string, input: object = {}): Promise<WindowState | null> =>
    town.send('POST', `${path}/windows/${number}/${command}`, token, input);
  let state = await at('open');
  while (!life.over) {
    const back = state?.parked.find(
      (one) => one.here && one.status === 'held' && minutesSince(town, one.since) > 4,
    );
    state =
      back === undefined ? await at('call-next') : await at('take-up', { number: back.number });
    const ticket = state?.ticket ?? null;
    if (ticket === null) {
      await life.wait(about(town, 20));
      state = await town.send('GET', `${path}/windows/${number}`, token);
      continue;
    }
    if (ticket.status === 'called' && !(await comes(town, at))) continue;
    await life.wait(about(town, 420));
    if (chance.chance(0.05)) state = await at('hold', { kind: 'any-window' });
    else {
      state = await at('finish', handedIn(town, ticket.steps[ticket.step]?.matters ?? []));
      const phone = town.phones.get(ticket.number);
      if (phone !== undefined && chance.chance(0.5)) life.begin(() => rate(town, phone));
    }
    if (chance.chance(0.03)) {
      await at('pause', { reason: chance.pick(['整理材料', '短暂离开', '设备故障']) });
      await life.wait(about(town, 240));
      state = await at('resume');
    }
  }
}

/** One visitor in eight hands an application in, which is decided some working days later. */
function handedIn({ chance }: Town, matters: readonly string[]): object {
  if (matters.length === 0 || !chance.chance(0.12)) return {};
  const receipt = `SL${String(1_000_000 + chance.below(9_000_000))}`;
  const promised = chance.pick([1, 3, 5, 10, 20]);
  return {
    applications: [{ matter: chance.pick(matters), receipt, promisedWorkingDays: promised }],
  };
}

/** Whether the visitor comes to the window; who does not is called again and then passed over. */
async function comes(
  town: Town,
  at: (command: string, input?: object) => Promise<WindowState | null>,
): Promise<boolean> {
  const { life, chance } = town;
  await life.wait(about(town, 25));
  const absent = chance.chance(0.07);
  if (absent || chance.chance(0.1)) {
    const again = await at('recall');
    const { number, noShowFrom } = again?.ticket ?? {};
    await (absent && noShowFrom ? life.until(noShowFrom) : life.wait(about(town, 15)));
    if (absent && (await at('no-show')) !== null) {
      const phone = number === undefined ? undefined : town.phones.get(number);
      if (phone !== undefined && chance.chance(0.4)) life.begin(() => comeBack(town, phone));
      return false;
    }
  }
  await at('start');
  return true;
}

/** A visitor who missed the call comes back some minutes later. */
async function comeBack(town: Town, phone: string): Promise<void> {
  await town.life.wait(about(town, 300));
  await town.send('POST', `/api/tickets/${phone}/return`, null);
}

/** Most are content; whoever is not says why. */
async function rate(town: Town, phone: string): Promise<void> {
  const { chance } = town;
  await town.life.wait(about(town, 60));
  const drawn = chance.next();
  const level = drawn < 0.72 ? 5 : drawn < 0.92 ? 4 : drawn < 0.97 ? 3 : drawn < 0.99 ? 2 : 1;
  const reasons = level > 2 ? [] : [chance.pick(ratingReasons)];
  await town.send('POST', `/api/tickets/${phone}/rating`, null, { level, reasons });
}

/** The visitors, one after the other; between two errands each takes the one with the shorter line. */
export async function come(town: Town, token: string): Promise<void> {
  const { life, chance, catalogue, hall } = town;
  const windowsOf = new Map<string, number>();
  for (const { serves } of hall.windows)
    windowsOf.set(serves[0]!.queue, (windowsOf.get(serves[0]!.queue) ?? 0) + 1);
  while (!life.over) {
    const lines = await town.send<{ queue: string; waiting: number }[]>('GET', `${path}/queues`);
    const crowd = (queue: string): number =>
      (lines?.find((line) => line.queue === queue)?.waiting ?? 0) / (windowsOf.get(queue) ?? 1);
    const [pack] = [chance.pick(catalogue.packages), chance.pick(catalogue.packages)].sort(
      (a, b) => crowd(a.steps[0]!.queue) - crowd(b.steps[0]!.queue),
    );
    if (crowd(pack!.steps[0]!.queue) < longestLine) await take(town, token, pack!.code);
    await life.wait(about(town, 3600 / town.visitors));
  }
}

/** Takes a ticket of a package; some have a head start, some read no simplified Chinese. */
export async function take(town: Town, token: string, pack: string): Promise<string | null> {
  const { chance, hall } = town;
  const ticket = await town.send<{ number: string; token: string }>(
    'POST',
    `${path}/tickets`,
    token,
    {
      package: pack,
      category: chance.chance(0.2) ? chance.pick(hall.categories).code : 'general',
      language: chance.chance(0.1) ? chance.pick(['zh-Hant', 'en']) : 'zh-Hans',
    },
  );
  if (ticket === null) return null;
  town.phones.set(ticket.number, ticket.token);
  return ticket.token;
}

function minutesSince(town: Town, instant: string): number {
  return (Date.parse(town.life.now()) - Date.parse(instant)) / 60_000;
}
