import type { Ticket } from '../../shared/contract/ticket.ts';
import type { Clock } from '../clock.ts';
import { together, type Unit } from '../db/unit.ts';
import type { Estimates } from '../estimates/service.ts';
import type { HallConfig } from '../hall/config.ts';
import type { Offers } from '../offers/service.ts';
import type { SiteKey } from '../site-key.ts';
import type * as kepts from './kept-store.ts';
import * as lines from './line-store.ts';
import { servedByLinkHolder } from './link-holder-store.ts';
import { notRateable } from './rateable-store.ts';
import { referralOf } from './referral-store.ts';
import * as store from './store.ts';
import { type Standing, ticketView } from './view.ts';

interface Dependencies {
  readonly estimates: Estimates;
  readonly offers: Offers;
  readonly clock: Clock;
  readonly key: SiteKey;
}

/** Tickets as their visitors see them, with their place in the lines and how long it will take. */
export class Viewing {
  private readonly d: Dependencies;

  constructor(dependencies: Dependencies) {
    this.d = dependencies;
  }

  /** One ticket as its visitor sees it. */
  *view(hall: HallConfig, kept: kepts.StoredTicket, version: number): Unit<Ticket> {
    const { ticket, visit } = kept;
    const now = this.d.clock.now(hall.id);
    const { seq, service_day: day } = ticket;
    const lining = visit.steps.filter((s) => s.status === 'waiting');
    const [waits, offers, stands, besides] = yield* together(
      this.d.estimates.at(hall, day, now),
      this.d.offers.at(hall, now),
      together(...lining.map((step) => lines.countAhead(step, seq, day))),
      this.besides(kept),
    );
    const ahead = new Map(lining.map((step, i) => [step.id, stands[i]!]));
    return ticketView(kept, {
      hall,
      waits,
      offers,
      now,
      version,
      tokenOf: this.d.key.ticketToken,
      ahead: (step) => ahead.get(step.id) ?? lines.nobody,
      ...besides,
    });
  }

  /** What a ticket's answer needs that stands elsewhere: ratings, and what was booked. */
  private *besides({
    ticket,
    visit,
  }: kepts.StoredTicket): Unit<
    Pick<Standing, 'rated' | 'notRateable' | 'appointment' | 'referral'>
  > {
    const done = visit.steps.filter((s) => s.status === 'done').map((s) => s.id);
    const booked = ticket.appointment_id;
    return {
      rated: done.length === 0 ? new Set() : yield* store.ratedSteps(done),
      notRateable: new Set([...(yield* notRateable(done)), ...(yield* servedByLinkHolder(done))]),
      appointment: booked === null ? null : yield* store.appointmentOf(booked, this.d.key),
      ...(yield* this.referral(ticket)),
    };
  }

  private *referral(ticket: kepts.TicketRow): Unit<Pick<Standing, 'referral'>> {
    if (ticket.referred_from === null && ticket.referred_to === null) return {};
    return { referral: yield* referralOf(ticket, this.d.key.ticketToken) };
  }
}
