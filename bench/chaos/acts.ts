import type { Ticket } from '../../shared/contract/ticket.ts';
import type { WindowState } from '../../shared/contract/window.ts';
import type { Seeded } from '../../shared/rules/simulation/chance.ts';

/** What somebody asks the hall for, before it has a key. */
export interface Act {
  readonly method: 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly body?: object;
  /** Under which name the log has it once it is done. */
  readonly event: string;
}

export const hall = '/api/halls/district';
/** Those that the first twenty windows serve come oftener. */
const queues = ['one-life', 'one-enterprise', 'realty', 'tax', 'tax', 'social', 'medical'];
const packages = ['newborn', 'second-hand-home', 'hotel', 'marriage-childbirth'];
const categories = ['general', 'senior', 'disabled', 'veteran', 'expectant'];
const remembered = 300;

/** What the answers so far have told: who there is to act on. Oldest first, the newest are kept. */
export class World {
  readonly tickets: { readonly token: string; readonly number: string }[] = [];
  readonly bookings: string[] = [];
  readonly homeVisits: string[] = [];
  /** By their ids, as the console lists them. */
  readonly requests: string[] = [];
  readonly people: string[] = [];
  readonly devices: string[] = [];
  readonly cases: string[] = [];
  readonly invitations: string[] = [];
  /** What was handed in, as the console lists it. */
  readonly applications: string[] = [];
  readonly slots: { readonly queue: string; readonly from: string }[] = [];

  /** Learns from an answer. */
  learn(event: string, answer: unknown): void {
    if (answer === null || typeof answer !== 'object') return;
    const given = answer as Record<string, string> & { device?: { id: string } };
    if (event === 'take') add(this.tickets, answer as Ticket);
    else if (event === 'book') add(this.bookings, given['code']!);
    else if (event === 'request-home-visit') add(this.homeVisits, given['token']!);
    else if (event === 'create-staff') add(this.people, given['username']!);
    else if (event === 'invite') add(this.invitations, given['id']!);
    else if (event === 'open-case') add(this.cases, caseOf(answer));
    else if (event === 'register-device') add(this.devices, given.device!.id);
  }
}

/** The newest case of an answer: to who works here, or to the visitor with all of his. */
export function caseOf(answer: unknown): string {
  const { id, cases } = answer as { id?: string; cases?: { id: string }[] };
  return id ?? cases!.at(-1)!.id;
}

function add<T>(list: T[], item: T): void {
  list.push(item);
  if (list.length > remembered) list.shift();
}

/** One of the newest, or null. */
function oneOf<T>(list: readonly T[], chance: Seeded): T | null {
  return list.length === 0 ? null : chance.pick(list.slice(-60));
}

/** One to three of them, each once. */
function someOf(list: readonly string[], chance: Seeded): string[] {
  return [...new Set([chance.pick(list), chance.pick(list), chance.pick(list)])];
}

/** What a guide does at the entrance: mostly takes tickets. @param mark differs for every act */
export function guideAct(chance: Seeded, world: World, mark: string): Act {
  const ticket = oneOf(world.tickets, chance);
  const booking = oneOf(world.bookings, chance);
  const of = (number: string, act: string): string => `${hall}/tickets/${number}/${act}`;
  const dice = chance.below(100);
  if (ticket !== null && dice >= 94) return post(of(ticket.number, 'reprint'), {}, 'reprint');
  if (ticket !== null && dice >= 88)
    return post(of(ticket.number, 'return'), { reason: mark }, 'return');
  if (ticket !== null && dice >= 84)
    return post(of(ticket.number, 'cancel'), { reason: mark }, 'cancel');
  if (ticket !== null && dice >= 78)
    return {
      method: 'PATCH',
      path: `${hall}/tickets/${ticket.number}`,
      body: { category: chance.pick(categories), reason: mark },
      event: 'change-category',
    };
  if (ticket !== null && dice >= 76)
    return {
      method: 'PATCH',
      path: `${hall}/tickets/${ticket.number}`,
      body: { packages: someOf(packages, chance), reason: mark },
      event: 'change-visit',
    };
  if (ticket !== null && dice >= 74) {
    const username = chance.pick(['guide1', 'guide2', null]);
    return post(of(ticket.number, 'companion'), { username }, 'assign-companion');
  }
  if (ticket !== null && dice < 4)
    return post(of(ticket.number, 'move'), { queue: chance.pick(queues), reason: mark }, 'move');
  if (ticket !== null && dice < 7) {
    const told = { kind: 'not-done', number: ticket.number, text: mark };
    return post(`${hall}/cases`, told, 'open-case');
  }
  if (dice < 9)
    return post(
      `${hall}/cases`,
      { kind: 'not-done', text: mark, phone: '13800138000' },
      'open-case',
    );
  if (dice < 12) return post(`${hall}/consultations`, { zone: 'A' }, 'consult');
  if (booking !== null && dice >= 68)
    return post(`${hall}/tickets`, { appointment: booking }, 'take');
  const who = chance.chance(0.1) ? { idNumber: `11010119900101${chance.below(9000) + 1000}` } : {};
  const category = chance.chance(0.3) ? { category: chance.pick(categories) } : {};
  const what = chance.chance(0.6)
    ? { queue: chance.pick(queues) }
    : chance.chance(0.3)
      ? { packages: someOf(packages, chance) }
      : { package: chance.pick(packages) };
  return post(`${hall}/tickets`, { ...what, ...category, ...who }, 'take');
}

/** What a visitor does from home or with the ticket's page: a stranger who has the link. */
export function visitorAct(chance: Seeded, world: World, mark: string): Act {
  const ticket = oneOf(world.tickets, chance);
  const booking = oneOf(world.bookings, chance);
  const visit = oneOf(world.homeVisits, chance);
  const slot = oneOf(world.slots, chance);
  const dice = chance.below(100);
  if (ticket !== null && dice < 15)
    return post(`/api/tickets/${ticket.token}/return`, {}, 'return');
  if (ticket !== null && dice < 25)
    return post(`/api/tickets/${ticket.token}/cancel`, {}, 'cancel');
  if (ticket !== null && dice < 50) {
    const level = 1 + chance.below(5);
    return post(`/api/tickets/${ticket.token}/rating`, { level, comment: mark }, 'rate');
  }
  if (ticket !== null && dice < 53)
    return post(`/api/tickets/${ticket.token}/later`, { places: 1 + chance.below(3) }, 'later');
  if (ticket !== null && dice < 55)
    return post(`/api/tickets/${ticket.token}/not-done`, { text: mark }, 'open-case');
  if (slot !== null && booking !== null && dice < 60)
    return {
      method: 'PATCH',
      path: `${hall}/appointments/${booking}`,
      body: { slot: slot.from },
      event: 'change-appointment',
    };
  if (booking !== null && dice < 66)
    return {
      method: 'DELETE',
      path: `${hall}/appointments/${booking}`,
      event: 'cancel-appointment',
    };
  if (slot !== null && dice < 80) {
    const phone = `138${String(10_000_000 + chance.below(89_999_999))}`;
    return post(`${hall}/appointments`, { queue: slot.queue, slot: slot.from, phone }, 'book');
  }
  if (visit !== null && dice < 86)
    return post(`/api/home-visits/${visit}/cancel`, {}, 'cancel-home-visit');
  const wish = { package: 'newborn', name: mark, phone: '13800138000', address: `${mark} road` };
  return post(`${hall}/home-visits`, wish, 'request-home-visit');
}

/** What an administrator does all day. @param mark differs for every act */
export function adminAct(chance: Seeded, world: World, mark: string): Act {
  const person = oneOf(world.people, chance);
  const device = oneOf(world.devices, chance);
  const request = oneOf(world.requests, chance);
  const username = mark.replaceAll(' ', '-');
  const day = `2027-0${1 + chance.below(9)}-1${chance.below(10)}`;
  switch (chance.below(18)) {
    case 0:
      return patch(hall, { notices: [{ 'zh-Hans': mark }] }, 'change-hall');
    case 1:
      return patch(hall, { settings: { undoSeconds: 20 + chance.below(20) } }, 'change-hall');
    case 2: {
      const queue = { code: chance.pick(queues), serviceLevelMinutes: 10 + chance.below(30) };
      return patch(hall, { queues: [queue] }, 'change-hall');
    }
    case 3:
      return {
        method: 'PUT',
        path: `${hall}/calendar/${day}`,
        body: { kind: 'holiday' },
        event: 'set-calendar-day',
      };
    case 4:
      return { method: 'DELETE', path: `${hall}/calendar/${day}`, event: 'clear-calendar-day' };
    case 5:
      if (person !== null) return patch(`/api/staff/${person}`, { name: mark }, 'change-staff');
      break;
    case 6:
      if (device !== null) return patch(`/api/devices/${device}`, { name: mark }, 'change-device');
      break;
    case 7:
      if (device !== null) return post(`/api/devices/${device}/code`, {}, 'renew-device');
      break;
    case 11:
    case 12:
    case 13: {
      const opened = oneOf(world.cases, chance);
      if (opened !== null) {
        const act = chance.pick(['begin', 'note', 'answer', 'answer', 'close', 'reopen'] as const);
        const said = act === 'answer' ? { resolution: mark } : { note: mark };
        return post(`${hall}/cases/${opened}/${act}`, said, `${act}-case`);
      }
      break;
    }
    case 14:
    case 15: {
      const application = oneOf(world.applications, chance);
      if (application !== null) {
        const status = chance.pick(['supplement', 'accepted', 'decided', 'delivered', 'withdrawn']);
        const path = `${hall}/applications/${application}`;
        return patch(path, { status, note: mark }, `application-${status}`);
      }
      break;
    }
    case 16: {
      const slot = oneOf(world.slots, chance);
      if (slot !== null) {
        const phone = `139${String(10_000_000 + chance.below(89_999_999))}`;
        // The halls of these runs are on Chinese time.
        const day = new Date(Date.parse(slot.from) + 8 * 3_600_000).toISOString().slice(0, 10);
        const list = {
          title: mark,
          queue: slot.queue,
          message: mark,
          people: [{ name: mark, phone, day }],
        };
        return post(`${hall}/invitations`, list, 'invite');
      }
      break;
    }
    case 17: {
      const invitation = oneOf(world.invitations, chance);
      if (invitation !== null)
        return post(`${hall}/invitations/${invitation}/cancel`, {}, 'cancel-invitation');
      break;
    }
    case 8:
    case 9:
      if (request !== null) {
        const act = chance.pick(['accept', 'schedule', 'finish', 'decline']);
        const at = new Date(Date.now() + 86_400_000).toISOString();
        const input = {
          accept: {},
          schedule: { scheduledAt: at },
          finish: {},
          decline: { answer: mark },
        };
        return post(
          `${hall}/home-visits/${request}/${act}`,
          input[act as 'accept'],
          `${act}-home-visit`,
        );
      }
      break;
  }
  if (chance.chance(0.5)) {
    const device = { hall: 'district', kind: chance.pick(['kiosk', 'display']), name: mark };
    return post('/api/devices', device, 'register-device');
  }
  const named = { username, name: mark, password: 'long enough 8', roles: ['clerk'] };
  return post('/api/staff', named, 'create-staff');
}

/**
 * What a clerk does next at a window: mostly what is allowed, now and then what is not.
 *
 * @param state as the last answer told it; null: it is not known
 */
export function clerkAct(
  chance: Seeded,
  window: number,
  state: WindowState | null,
  mark: string,
): Act {
  const give = (command: string, body: object = {}): Act =>
    post(`${hall}/windows/${window}/${command}`, body, command);
  if (state === null || state.status === 'closed') return give('open', { takeOver: true });
  if (state.status === 'paused') return give('resume');
  const dice = chance.below(100);
  if (dice >= 96) return give('undo');
  const { ticket } = state;
  if (ticket === null) {
    const parked = oneOf(state.parked, chance);
    if (parked !== null && dice < 14) return give('take-up', { number: parked.number });
    if (parked !== null && dice < 22) return give('call', { number: parked.number, reason: mark });
    if (dice < 25) return give('pause', { reason: mark });
    if (dice < 27) return give('close');
    if (dice < 33)
      return give('open-ticket', chance.chance(0.5) ? {} : { packages: someOf(packages, chance) });
    return give('call-next');
  }
  const kind = chance.pick(['any-window', 'this-window', 'until'] as const);
  const until = { until: new Date(Date.now() + 1500 + chance.below(4000)).toISOString() };
  if (dice < 6) return give('hold', { kind, ...(kind === 'until' ? until : {}), reason: mark });
  if (dice < 10) return give('transfer', { ...target(chance), reason: mark });
  if (dice < 14) return give('put-back', { reason: mark });
  if (dice < 18) return give('recall');
  if (ticket.status === 'called' && dice < 28) return give('no-show');
  if (ticket.status === 'called' && dice < 70) return give('start');
  if (dice < 76) {
    const matter = ticket.steps.find(({ position }) => position === ticket.step)?.matters[0];
    if (matter !== undefined) return give('finish', { applications: [{ matter }] });
  }
  if (dice < 84) return give('finish', chance.chance(0.1) ? { matters: [], reason: mark } : {});
  const inHand = chance.pick(['finish', 'finish', 'put-back', 'no-show', 'ask'] as const);
  return give('call-next', { inHand, ...(inHand === 'put-back' ? { reason: mark } : {}) });
}

function target(chance: Seeded): object {
  const place = chance.pick(['in-order', 'front']);
  return chance.chance(0.5)
    ? { queue: chance.pick(queues), place }
    : { window: 1 + chance.below(20), place };
}

function post(path: string, body: object, event: string): Act {
  return { method: 'POST', path, body, event };
}

function patch(path: string, body: object, event: string): Act {
  return { method: 'PATCH', path, body, event };
}
