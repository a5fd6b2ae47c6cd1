import type { EventType } from '../contract/webhooks.ts';
import type { Instant } from './instants.ts';

/** A line of a hall's log, as far as others are told of it. */
export interface LogLine {
  readonly version: number;
  readonly at: Instant;
  readonly command: string;
  readonly ticketId: string | null;
  readonly stepId: string | null;
  readonly windowId: string | null;
  readonly data: Readonly<Record<string, unknown>>;
}

/** A ticket as it is when the line is read, which may be later. */
export interface TicketNow {
  readonly id: string;
  readonly number: string;
  readonly status: string;
  /** The hall's version in which it changed last. */
  readonly version: number;
  readonly endedAt: Instant | null;
}

/** What others are told of a line. */
export interface Happening {
  readonly type: EventType;
  readonly ticketId: string | null;
  /** What it is about: of one line one message goes after another. */
  readonly line: string;
  readonly stepId: string | null;
  readonly windowId: string | null;
  readonly details: Readonly<Record<string, unknown>>;
}

type Told = Pick<Happening, 'type'> & { readonly details?: Happening['details'] };

/** Of the ticket that the line is about. */
const ofCommand: Readonly<Record<string, (data: LogLine['data']) => readonly Told[]>> = {
  take: () => [{ type: 'ticket.taken' }, { type: 'visit.began' }],
  'open-ticket': () => [
    { type: 'ticket.taken' },
    { type: 'visit.began' },
    { type: 'ticket.started' },
  ],
  'call-next': () => [{ type: 'ticket.called', details: { recall: false } }],
  call: () => [{ type: 'ticket.called', details: { recall: false } }],
  recall: () => [{ type: 'ticket.called', details: { recall: true } }],
  'take-up': () => [{ type: 'ticket.started' }],
  start: () => [{ type: 'ticket.started' }],
  finish: () => [{ type: 'ticket.finished' }],
  'no-show': () => [{ type: 'ticket.missed' }],
  'put-back': () => [{ type: 'ticket.put-back' }],
  return: () => [{ type: 'ticket.returned' }],
  wake: () => [{ type: 'ticket.returned' }],
  hold: ({ kind, until }) => [
    { type: 'ticket.held', details: { kind, ...(until === undefined ? {} : { until }) } },
    { type: 'visit.extended', details: { why: 'held' } },
  ],
  transfer: ({ queue, to }) => [
    { type: 'ticket.transferred', details: { toQueue: queue ?? null, toWindow: to ?? null } },
    { type: 'visit.extended', details: { why: 'transferred' } },
  ],
  refer: ({ toHall, toNumber }) => [{ type: 'ticket.referred', details: { toHall, toNumber } }],
  'refer-in': ({ fromHall, fromNumber }) => [
    { type: 'ticket.taken', details: { fromHall, fromNumber } },
    { type: 'visit.began' },
  ],
  arrive: () => [{ type: 'ticket.taken' }, { type: 'visit.began' }],
  'change-visit': () => [{ type: 'visit.extended', details: { why: 'changed' } }],
  // The gate is told of a plate that is given or changed later.
  plate: () => [{ type: 'visit.began' }],
  rate: () => [{ type: 'rating.given' }],
};

/** What a "next" made of the ticket that was in hand, by the name under which the log has its number. */
const left = {
  finished: 'ticket.finished',
  missed: 'ticket.missed',
  putBack: 'ticket.put-back',
} as const;

const applicationTypes: Readonly<Record<string, EventType>> = {
  'application-accepted': 'application.accepted',
  'application-supplement': 'application.supplement',
  'application-decided': 'application.decided',
  'application-delivered': 'application.delivered',
  'application-withdrawn': 'application.withdrawn',
  'correct-application': 'application.corrected',
};

/**
 * The tickets that a line speaks of beside its own, by number.
 */
export function numbersIn({ command, data }: Pick<LogLine, 'command' | 'data'>): string[] {
  if (command === 'undo') return listOf(data['numbers']);
  return Object.keys(left).flatMap((name) => {
    const number = data[name];
    return typeof number === 'string' ? [number] : [];
  });
}

/**
 * What others are told of a line of the log, in order. A visit has ended where its ticket changed last
 * in this line and is over; where it changed again meanwhile, the later line tells how it is.
 *
 * @param tickets those that the line speaks of, its own first
 */
export function happeningsOf(line: LogLine, tickets: readonly TicketNow[]): Happening[] {
  const told: Happening[] = [];
  const about = (
    ticket: TicketNow | null,
    { type, details = {} }: Told,
    place: Pick<Happening, 'stepId' | 'windowId'> = line,
  ): void => {
    told.push({
      ...{ type, details, ticketId: ticket?.id ?? null, line: ticket?.id ?? type },
      ...{ stepId: place.stepId, windowId: place.windowId },
    });
  };
  const own = tickets.find(({ id }) => id === line.ticketId) ?? null;
  const elsewhere = { stepId: null, windowId: line.windowId };
  const ended = new Set<string>();
  const end = (ticket: TicketNow | null): void => {
    if (ticket === null || ticket.endedAt === null || ticket.version !== line.version) return;
    if (ended.has(ticket.id)) return;
    ended.add(ticket.id);
    about(ticket, { type: 'visit.ended', details: { how: ticket.status } }, elsewhere);
  };
  const numbered = (number: unknown): TicketNow | undefined =>
    tickets.find((ticket) => ticket.number === number);
  for (const [name, type] of Object.entries(left)) {
    const ticket = numbered(line.data[name]);
    if (ticket === undefined) continue;
    about(ticket, { type }, elsewhere);
    end(ticket);
  }
  if (line.command === 'undo') {
    for (const number of listOf(line.data['numbers'])) {
      const ticket = numbered(number);
      if (ticket === undefined) continue;
      about(ticket, { type: 'ticket.undone', details: { undone: line.data['undone'] } }, elsewhere);
      if (ticket.endedAt === null)
        about(ticket, { type: 'visit.extended', details: { why: 'undone' } }, elsewhere);
    }
  }
  if (own !== null) for (const one of ofCommand[line.command]?.(line.data) ?? []) about(own, one);
  for (const application of handedIn(line)) told.push(application);
  if (line.command === 'evening-report')
    about(null, { type: 'report.evening', details: line.data });
  // A visit that was entered later was over when nobody could be told.
  if (line.command !== 'enter-late') for (const ticket of tickets) end(ticket);
  return told;
}

function handedIn({ command, data, ticketId, windowId }: LogLine): Happening[] {
  const of = (type: EventType, id: unknown, details: object): Happening[] =>
    typeof id !== 'string'
      ? []
      : [
          {
            ...{ type, ticketId, windowId, stepId: null, line: id },
            details: { application: { id, ...details } },
          },
        ];
  const type = applicationTypes[command];
  if (type !== undefined) {
    const { application, matter, status, dueDay } = data;
    return of(type, application, { matter, dueDay, ...(status === undefined ? {} : { status }) });
  }
  const { applications } = data;
  if (!Array.isArray(applications)) return [];
  return (applications as { id?: unknown; matter?: unknown; dueDay?: unknown }[]).flatMap(
    ({ id, matter, dueDay }) =>
      of('application.accepted', id, { matter, dueDay, status: 'accepted' }),
  );
}

function listOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}
