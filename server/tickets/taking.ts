import { Problem } from '../../shared/errors.ts';
import { ticketNumber } from '../../shared/numbers.ts';
import type { TakeTicket, Ticket } from '../../shared/contract/ticket.ts';
import type { Estimates } from '../estimates/service.ts';
import type { Deciding, CommandOutcome } from '../command/types.ts';
import { together, type Unit } from '../db/unit.ts';
import type { Ids } from '../ids.ts';
import type { SiteKey } from '../site-key.ts';
import { tokenHash } from '../tokens.ts';
import { firstStep } from '../../shared/rules/journey.ts';
import { entryReference } from '../../shared/rules/order.ts';
import { beginVisit } from '../../shared/rules/begin-waiting.ts';
import { weightOf } from '../../shared/rules/files.ts';
import { requireClient } from './client-store.ts';
import type { Instant } from '../../shared/rules/instants.ts';
import type { OrderReason, Visit } from '../../shared/rules/visit.ts';
import type { CategoryConfig, HallConfig } from '../hall/config.ts';
import type { Admission, CheckedIn } from './admission.ts';
import type { StoredTicket } from './kept-store.ts';
import * as lines from './line-store.ts';
import { keepPlate } from './plate-store.ts';
import { ticketView, waitOf } from './view.ts';
import * as written from './visit-store.ts';
import { packageColumns } from '../hall/ticket-packages.ts';
import {
  categoryOf,
  givenBy,
  highest,
  type Journey,
  newStep,
  plan,
  requireRegion,
  standardsOf,
} from './wish.ts';

interface Dependencies {
  readonly estimates: Estimates;
  readonly admission: Admission;
  readonly ids: Ids;
  readonly key: SiteKey;
}

/** Somebody whose place in line is known already: what was decided before goes along. */
export interface Coming {
  readonly journey: Journey;
  readonly reference: Instant;
  readonly category: CategoryConfig;
  readonly personHash: string | null;
  /** From another hall. */
  readonly referral?: {
    /** The ticket there, by its id. */
    readonly ticketId: string;
    readonly from: NonNullable<Ticket['referredFrom']>;
    /** For the log. */
    readonly reason: string;
  };
  /** With a remote ticket, by its id. */
  readonly arrival?: { readonly remote: string };
}

/** How a ticket comes to be. */
export class Taking {
  private readonly d: Dependencies;

  constructor(dependencies: Dependencies) {
    this.d = dependencies;
  }

  /**
   * Takes a ticket inside a running command: what `take` does after the lock.
   *
   * @param begun what becomes of the visit with its first moment; absent: it waits
   * @param coming who comes from another hall, or with a remote ticket; absent: nobody
   */
  *takeIn(
    c: Deciding,
    wish: TakeTicket,
    begun: (visit: Visit) => Visit = (visit) => visit,
    coming?: Coming,
  ): Unit<CommandOutcome<Ticket> & { readonly kept: StoredTicket }> {
    const { hall, day, now } = c;
    // The first request did not come through, else its answer had been given again: without the
    // number nobody could tell whether this person has a ticket already.
    if (wish.cardRead === true && wish.idNumber === undefined) throw new Problem('card_needed');
    const checkedIn =
      wish.appointment === undefined ? null : yield* this.d.admission.checkIn(c, wish.appointment);
    const planned = coming?.journey ?? plan(hall, day, checkedIn?.wish ?? wish);
    requireRegion(hall, wish.region, planned.steps);
    const client = wish.client === undefined ? null : yield* requireClient(hall.id, wish.client);
    const person = { idNumber: wish.idNumber, day };
    const asked = highest([
      coming?.category ?? categoryOf(hall, listOf(wish.category), person, c.who),
      ...givenBy(hall, planned.steps, client !== null),
    ]);
    // What was booked stands, whoever's kiosk it is checked in at.
    const booked = checkedIn?.category ?? asked;
    const category = asked.creditSeconds > booked.creditSeconds ? asked : booked;
    const personHash =
      wish.idNumber === undefined
        ? (checkedIn?.personHash ?? coming?.personHash ?? null)
        : this.d.key.personHash(wish.idNumber);
    // Who took a place before was counted when it was taken.
    const placed = checkedIn !== null || coming?.arrival !== undefined;
    const files = wish.files ?? 1;
    const prefix = hall.queueById.get(firstStep(planned.steps).queue)!.prefix;
    const reference =
      coming?.reference ?? entryReference(now, checkedIn?.slotFrom ?? null, hall.order);
    const waiting = beginVisit(
      planned.steps.map((step, position) =>
        newStep(this.d.ids.id(), position, step, category, now),
      ),
      { entry_reference: reference, credit_seconds: category.creditSeconds },
      orderReason(checkedIn, coming),
      standardsOf(hall),
      now,
    );
    const visit = begun(waiting);
    const lining = visit.steps.filter((s) => s.status === 'waiting');
    const [offers, count, waits, stands] = yield* together(
      this.d.admission.admit(c, planned.steps, personHash, placed),
      written.nextCount(hall.id, day, prefix),
      this.d.estimates.at(hall, day, now),
      // The step itself is not in its queue yet, and its number is the newest.
      together(...lining.map((s) => lines.countAhead({ ...s, callable: 0 }, c.version, day))),
    );
    const ahead = new Map(lining.map((step, i) => [step.id, stands[i]!]));
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
      ...packageColumns(planned.packageIds),
      category_id: category.id,
      credit_seconds: category.creditSeconds,
      language: wish.language,
      taken_at: now,
      entry_reference: reference,
      appointment_id: checkedIn?.id ?? null,
      // The steward goes along, and is told when the ticket is called.
      companion_id: client?.steward_id ?? null,
      client_id: client?.id ?? null,
      agent: wish.agent === true ? 1 : 0,
      files,
      region: wish.region ?? null,
      referred_from: coming?.referral?.ticketId ?? null,
      version: c.version,
    };
    const writes = written.newVisit(ticket, visit, (step) => {
      const before = ahead.get(step.id);
      const wait = before === undefined ? null : waitOf(step, before, { waits, now });
      return {
        person_hash: personHash,
        weight: weightOf(files),
        estimate:
          before === undefined || wait === null
            ? null
            : { ahead: before.people, ...wait, base: waits.base(step.queue_id, before.turns) },
      };
    });
    const kept: StoredTicket = {
      ticket: { ...ticket, status: visit.status, ended_at: null, ...nothingLater },
      visit,
    };
    return {
      kept,
      writes: [
        ...writes,
        ...(checkedIn?.writes ?? []),
        ...(wish.plate === undefined
          ? []
          : [keepPlate({ ticket_id: id, hall_id: hall.id, service_day: day, plate: wish.plate })]),
      ],
      answer: ticketView(kept, {
        hall,
        waits,
        offers,
        now,
        version: c.version,
        ahead: (step) => ahead.get(step.id) ?? lines.nobody,
        rated: new Set(),
        notRateable: new Set(),
        tokenOf: this.d.key.ticketToken,
        appointment: checkedIn === null ? null : { code: checkedIn.code, from: checkedIn.slotFrom },
        ...(coming?.referral === undefined
          ? {}
          : { referral: { referredFrom: coming.referral.from } }),
      }),
      event: {
        command: commandFor(coming),
        ticketId: ticket.id,
        data: {
          number: ticket.number,
          ...(checkedIn === null ? withoutId(wish) : checkedInData(checkedIn, wish)),
          ...(coming === undefined ? {} : comingData(hall, coming)),
          category: category.code,
          ...(client === null ? {} : { client: client.code }),
        },
      },
      touched: {
        queues: visit.steps.map((s) => s.queue_id),
        tickets: [ticket.id],
        ...(client === null ? {} : { stewards: [client.steward] }),
      },
    };
  }
}

/** What is not said of a ticket when it is taken. */
const nothingLater = { note: null, later_count: 0, referred_to: null } as const;

function orderReason(checkedIn: CheckedIn | null, coming: Coming | undefined): OrderReason {
  if (coming?.referral !== undefined) return 'referred';
  return checkedIn === null ? 'walk-in' : 'appointment';
}

function commandFor(coming: Coming | undefined): 'take' | 'refer-in' | 'arrive' {
  if (coming === undefined) return 'take';
  return coming.referral === undefined ? 'arrive' : 'refer-in';
}

/** Where somebody comes from, as the log has it: the halls by their codes, the tickets by their numbers. */
function comingData(hall: HallConfig, { referral, arrival, journey, reference }: Coming): object {
  const { packageIds, steps } = journey;
  const [pack, ...more] = packageIds.map((id) => hall.packageById.get(id)!.code);
  return {
    ...(referral === undefined
      ? {}
      : {
          fromHall: referral.from.hall,
          fromNumber: referral.from.number,
          reason: referral.reason,
        }),
    ...arrival,
    reference,
    ...(pack === undefined ? {} : { package: pack }),
    ...(more.length === 0 ? {} : { packages: [pack, ...more] }),
    queues: steps.map(({ queue }) => hall.queueById.get(queue)!.code),
    matters: steps.flatMap(({ matters }) => matters.map((id) => hall.matterById.get(id)!.code)),
  };
}

function listOf(asked: TakeTicket['category']): string[] {
  if (asked === undefined) return ['general'];
  return Array.isArray(asked) ? asked : [asked];
}

/** The ID number itself is never kept, not in the log either; nor does the plate stand there. */
function withoutId({ idNumber: _, cardRead: __, plate: ___, ...wish }: TakeTicket): object {
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
