import type { HallEvent } from '../../shared/contract/webhooks.ts';
import {
  type Happening,
  happeningsOf,
  type LogLine,
  numbersIn,
} from '../../shared/rules/happenings.ts';
import { serviceDay } from '../../shared/rules/day.ts';
import type { HallConfig } from '../hall/config.ts';
import type { Unit } from '../db/unit.ts';
import * as store from './log-store.ts';

/** What is told, with its place among what is told of the same thing. */
export interface Telling {
  readonly event: HallEvent;
  readonly line: string;
  readonly place: number;
}

/** What is told of a rating beside its level (docs/ratings-export.md); null: there is none. In a unit. */
export type RatingOf = (hall: HallConfig, stepId: string) => Unit<object | null>;

export const noRatings: RatingOf = function* () {
  return null;
};

/** What others are told of some lines of a hall's log, in order. In a unit. */
export function* tellingsOf(
  hall: HallConfig,
  lines: readonly LogLine[],
  ratingOf: RatingOf,
): Unit<Telling[]> {
  const own = yield* store.ticketsById([
    ...new Set(lines.flatMap(({ ticketId }) => ticketId ?? [])),
  ]);
  const byId = new Map(own.map((ticket) => [ticket.id, ticket]));
  const told: { line: LogLine; happening: Happening; place: number }[] = [];
  const known = new Map(byId);
  for (const line of lines) {
    const tickets = [
      ...(line.ticketId === null ? [] : [byId.get(line.ticketId)]).flatMap((one) => one ?? []),
      ...(yield* named(hall, line)),
    ];
    for (const ticket of tickets) known.set(ticket.id, ticket);
    happeningsOf(line, tickets).forEach((happening, place) =>
      told.push({ line, happening, place }),
    );
  }
  const steps = yield* store.stepsById([
    ...new Set(told.flatMap(({ happening }) => happening.stepId ?? [])),
  ]);
  const stepById = new Map(steps.map((step) => [step.id, step]));
  const tellings: Telling[] = [];
  for (const { line, happening, place } of told) {
    const { type, ticketId, stepId, windowId, details } = happening;
    const ticket = ticketId === null ? undefined : known.get(ticketId);
    const step = stepId === null ? undefined : stepById.get(stepId);
    const rating =
      type === 'rating.given' && stepId !== null ? yield* ratingOf(hall, stepId) : null;
    const event = eventOf(hall, line, {
      ...{ type, place, ticket },
      step: step === undefined ? null : { position: step.position, queueId: step.queue_id },
      window: windowId === null ? null : (hall.windowById.get(windowId)?.number ?? null),
      details: { ...details, ...(rating === null ? {} : { rating }) },
    });
    tellings.push({ event, line: happening.line, place });
  }
  return tellings;
}

interface Told {
  readonly type: HallEvent['type'];
  readonly place: number;
  readonly ticket: store.KnownTicket | undefined;
  readonly step: { readonly position: number; readonly queueId: string } | null;
  readonly window: number | null;
  readonly details: Readonly<Record<string, unknown>>;
}

/** An event as others get it. */
export function eventOf(
  hall: HallConfig,
  line: Pick<LogLine, 'version' | 'at'>,
  { type, place, ticket, step, window, details }: Told,
): HallEvent {
  return {
    id: `${hall.code}-${line.version}-${place}`,
    type,
    timestamp: line.at,
    data: {
      hall: hall.code,
      version: line.version,
      ticket:
        ticket === undefined
          ? null
          : {
              id: ticket.id,
              number: ticket.number,
              day: ticket.day,
              takenAt: ticket.takenAt,
              language: ticket.language,
              appointment: ticket.appointment,
            },
      step:
        step === null
          ? null
          : { position: step.position, queue: hall.queueById.get(step.queueId)?.code ?? '' },
      window,
      ...details,
    },
  };
}

/** The tickets that a line speaks of beside its own. */
function* named(hall: HallConfig, line: LogLine): Unit<store.KnownTicket[]> {
  if (line.command === 'close-day') {
    const { day } = line.data;
    return typeof day === 'string' ? yield* store.expiredWith(hall.id, day, line.version) : [];
  }
  const numbers = numbersIn(line).flatMap((number) => {
    const [, prefix, count] = /^([A-Z]+)(\d+)$/.exec(number) ?? [];
    return prefix === undefined ? [] : [{ prefix, count: Number(count) }];
  });
  return yield* store.ticketsByNumber(hall.id, serviceDay(line.at, hall.timezone), numbers);
}
