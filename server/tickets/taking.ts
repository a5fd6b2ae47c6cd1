import { Problem } from '../../shared/errors.ts';
import { ticketNumber } from '../../shared/numbers.ts';
import type { TakeTicket, Ticket } from '../../shared/contract/ticket.ts';
import type { Estimates } from '../estimates/service.ts';
import type { Deciding, Effect } from '../hall/command.ts';
import type { Unit } from '../db/unit.ts';
import type { Ids } from '../ids.ts';
import type { SiteKey } from '../site-key.ts';
import { tokenHash } from '../tokens.ts';
import { firstStep } from '../../shared/rules/journey.ts';
import { entryReference } from '../../shared/rules/order.ts';
import { beginVisit } from '../../shared/rules/begin-waiting.ts';
import type { Admission, CheckedIn } from './admission.ts';
import type { Kept } from './kept-store.ts';
import * as lines from './line-store.ts';
import { ticketView, waitOf } from './view.ts';
import * as written from './visit-store.ts';
import { categoryOf, newStep, plan, standardsOf } from './wish.ts';

interface Dependencies {
  readonly estimates: Estimates;
  readonly admission: Admission;
  readonly ids: Ids;
  readonly key: SiteKey;
}

/** How a ticket comes to be. */
export class Taking {
  private readonly d: Dependencies;

  constructor(dependencies: Dependencies) {
    this.d = dependencies;
  }

  /** Takes a ticket inside a running command: what `take` does after the lock. */
  *takeIn(c: Deciding, wish: TakeTicket): Unit<Effect<Ticket>> {
    const { hall, day, now } = c;
    // The first request did not come through, else its answer had been given again: without the
    // number nobody could tell whether this person has a ticket already.
    if (wish.cardRead === true && wish.idNumber === undefined) throw new Problem('card_needed');
    const checkedIn =
      wish.appointment === undefined ? null : yield* this.d.admission.checkIn(c, wish.appointment);
    const planned = plan(hall, day, checkedIn?.wish ?? wish);
    const person = { idNumber: wish.idNumber, day };
    const asked = categoryOf(hall, listOf(wish.category), person, c.who);
    // What was booked stands, whoever's kiosk it is checked in at.
    const booked = checkedIn?.category ?? asked;
    const category = asked.creditSeconds > booked.creditSeconds ? asked : booked;
    const personHash =
      wish.idNumber === undefined
        ? (checkedIn?.personHash ?? null)
        : this.d.key.personHash(wish.idNumber);
    yield* this.d.admission.admit(
      c,
      planned.steps.map((s) => hall.queueById.get(s.queue)!),
      personHash,
      checkedIn !== null,
    );

    const prefix = hall.queueById.get(firstStep(planned.steps).queue)!.prefix;
    const count = yield* written.nextCount(hall.id, day, prefix);
    const reference = entryReference(now, checkedIn?.slotFrom ?? null, hall.order);
    const visit = beginVisit(
      planned.steps.map((step, position) =>
        newStep(this.d.ids.id(), position, step, category, now),
      ),
      { entry_reference: reference, credit_seconds: category.creditSeconds },
      checkedIn === null ? 'walk-in' : 'appointment',
      standardsOf(hall),
      now,
    );
    const id = this.d.ids.id();
    const ticket: written.NewTicket = {
      id,
      token_hash: tokenHash(this.d.key.ticketToken(id)),
      hall_id: hall.id,
      service_day: day,
      seq: c.version,
      prefix,
      count,
      number: ticketNumber(prefix, count),
      package_id: planned.packageId,
      category_id: category.id,
      credit_seconds: category.creditSeconds,
      language: wish.language,
      taken_at: now,
      entry_reference: reference,
      appointment_id: checkedIn?.id ?? null,
      version: c.version,
    };
    const waits = yield* this.d.estimates.at(hall, day, now);
    const ahead = new Map<string, number>();
    for (const step of visit.steps.filter((s) => s.status === 'waiting')) {
      // The step itself is not in its queue yet.
      ahead.set(step.id, yield* lines.countAhead({ ...step, callable: 0 }, ticket.seq, day));
    }
    const writes = written.newVisit(ticket, visit, (step) => {
      const before = ahead.get(step.id);
      const wait = before === undefined ? null : waitOf(step, before, { waits, now });
      return {
        person_hash: personHash,
        estimate: before === undefined || wait === null ? null : { ahead: before, ...wait },
      };
    });
    const kept: Kept = {
      ticket: { ...ticket, status: visit.status, ended_at: null, note: null, companion_id: null },
      visit,
    };
    return {
      writes: [...writes, ...(checkedIn?.writes ?? [])],
      answer: ticketView(kept, {
        hall,
        waits,
        now,
        version: c.version,
        ahead: (step) => ahead.get(step.id) ?? 0,
        rated: new Set(),
        notRateable: new Set(),
        tokenOf: this.d.key.ticketToken,
        appointment: checkedIn === null ? null : { code: checkedIn.code, from: checkedIn.slotFrom },
      }),
      event: {
        command: 'take',
        ticketId: ticket.id,
        data: {
          number: ticket.number,
          ...(checkedIn === null ? withoutId(wish) : checkedInData(checkedIn, wish)),
          category: category.code,
        },
      },
      touched: { queues: visit.steps.map((s) => s.queue_id), tickets: [ticket.id] },
    };
  }
}

function listOf(asked: TakeTicket['category']): string[] {
  if (asked === undefined) return ['general'];
  return Array.isArray(asked) ? asked : [asked];
}

/** The ID number itself is never kept, not in the log either. */
function withoutId({ idNumber: _, cardRead: __, ...wish }: TakeTicket): object {
  return wish;
}

/** The code opens the appointment: the log names it by its id, with the slot that it was for. */
function checkedInData(checkedIn: CheckedIn, { language }: TakeTicket): object {
  return {
    appointment: checkedIn.id,
    slot: checkedIn.slotFrom,
    ...checkedIn.wish,
    language,
  };
}
