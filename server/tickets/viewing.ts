import type { Ticket } from '../../shared/contract/ticket.ts';
import type { Clock } from '../clock.ts';
import type { Reader } from '../db/open.ts';
import { runUnit, type Unit } from '../db/unit.ts';
import type { Estimates } from '../estimates/service.ts';
import type { HallConfig } from '../hall/config.ts';
import { serviceDay } from '../rules/day.ts';
import type { Step } from '../rules/visit.ts';
import * as kepts from './kept-store.ts';
import * as lines from './line-store.ts';
import { servedByLinkHolder } from './link-holder-store.ts';
import { notRateable } from './rateable-store.ts';
import * as store from './store.ts';
import { type Standing, ticketView } from './view.ts';

interface Dependencies {
  readonly estimates: Estimates;
  readonly read: Reader;
  readonly clock: Clock;
}

/** Tickets read in one statement. */
const ticketsAtOnce = 500;

/** Tickets as their visitors see them, with their place in the lines and how long it will take. */
export class Viewing {
  private readonly d: Dependencies;

  constructor(dependencies: Dependencies) {
    this.d = dependencies;
  }

  /** One ticket as its visitor sees it. */
  *view(hall: HallConfig, kept: kepts.Kept, version: number): Unit<Ticket> {
    const { ticket, visit } = kept;
    const now = this.d.clock.now(hall.id);
    const waits = yield* this.d.estimates.at(hall, ticket.service_day, now);
    const ahead = new Map<string, number>();
    for (const step of visit.steps.filter((s) => s.status === 'waiting')) {
      ahead.set(step.id, yield* lines.countAhead(step, ticket.seq, ticket.service_day));
    }
    const besides = yield* this.besides([kept]);
    return ticketView(kept, {
      hall,
      waits,
      version,
      ahead: (step) => ahead.get(step.id) ?? 0,
      ...besides(kept),
    });
  }

  /** Many tickets of a hall as their visitors see them: each queue is read once, however many wait. */
  async *viewMany(
    hall: HallConfig,
    ids: readonly string[],
  ): AsyncGenerator<{ kept: kepts.Kept; view: Ticket }> {
    if (ids.length === 0) return;
    const { read } = this.d;
    const now = this.d.clock.now(hall.id);
    const day = serviceDay(now, hall.timezone);
    const version = await store.hallVersion(read, hall.id);
    const waits = await runUnit(read, this.d.estimates.at(hall, day, now));
    const queueLines = new Map<string, lines.Line>();
    for (let at = 0; at < ids.length; at += ticketsAtOnce) {
      const several = await runUnit(read, kepts.keptByIds(ids.slice(at, at + ticketsAtOnce)));
      const besides = await runUnit(read, this.besides(several));
      for (const kept of several) {
        for (const step of kept.visit.steps) {
          if (step.status !== 'waiting' || queueLines.has(step.queue_id)) continue;
          queueLines.set(step.queue_id, await lines.readLine(read, step.queue_id, day));
        }
        const ahead = (step: Step): number =>
          lines.placeIn(queueLines.get(step.queue_id)!, step.order_key!, kept.ticket.seq);
        yield { kept, view: ticketView(kept, { hall, waits, version, ahead, ...besides(kept) }) };
      }
    }
  }

  private *besides(
    several: readonly kepts.Kept[],
  ): Unit<(kept: kepts.Kept) => Pick<Standing, 'rated' | 'notRateable' | 'appointment'>> {
    const done = several.flatMap((k) =>
      k.visit.steps.filter((s) => s.status === 'done').map((s) => s.id),
    );
    const rated = done.length === 0 ? new Set<string>() : yield* store.ratedSteps(done);
    const unhandled = yield* notRateable(done);
    const own = yield* servedByLinkHolder(done);
    const unrateable = new Set([...unhandled, ...own]);
    const booked = several.flatMap((k) => k.ticket.appointment_id ?? []);
    const appointments = booked.length === 0 ? null : yield* store.appointmentsOf(booked);
    return ({ ticket }) => ({
      rated,
      notRateable: unrateable,
      appointment: appointments?.get(ticket.appointment_id ?? '') ?? null,
    });
  }
}
