import type {
  Invitation,
  InvitationChange,
  InvitationFigures,
  InvitationList,
  InvitationsQuery,
  Invite,
  InvitedPeople,
  Letter,
} from '../../../shared/contract/invitation.ts';
import type { Actor } from '../../../shared/contract/people.ts';
import { Problem } from '../../../shared/errors.ts';
import { may, requireMay, requireStaffMay } from '../../../shared/rights.ts';
import { serviceDay } from '../../../shared/rules/day.ts';
import { isExpected } from '../../../shared/rules/masking.ts';
import { onSources } from '../../archives/sources.ts';
import type { Clock } from '../../clock.ts';
import type { Reader } from '../../db/open.ts';
import type { Commands } from '../../command/run.ts';
import type { CommandContext, CommandRequest } from '../../command/types.ts';
import type { HallConfig } from '../../hall/config.ts';
import type { Ids } from '../../ids.ts';
import type { SiteKey } from '../../site-key.ts';
import type { Wish } from '../checks.ts';
import type * as appointments from '../store.ts';
import { letterOf, lettersCsv } from './letters.ts';
import type { InvitedPlacing, Placed, Placing } from './placing.ts';
import { newBookingCode } from '../booking-code.ts';
import * as store from './store.ts';
import { invitationView, invitedView } from './view.ts';

interface Dependencies {
  readonly commands: Commands;
  readonly placing: InvitedPlacing;
  readonly read: Reader;
  /** Where the archives of past years are; null: there can be none. */
  readonly archives: string | null;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly key: SiteKey;
}

type ByStaff = CommandRequest & { who: Actor };

/**
 * Appointments by invitation (预约邀请): people who are asked to come, by a list. Each has a place of the
 * day's slots and a code, and from then on an appointment like any other.
 */
export class Invitations {
  private readonly d: Dependencies;

  constructor(dependencies: Dependencies) {
    this.d = dependencies;
  }

  /**
   * Invites everybody on a list, or nobody.
   *
   * @throws Problem `forbidden`, `hall_not_found`; `bad_input` with the place of each fault
   *   (`people.3.day`)
   */
  async invite(hallCode: string, input: Invite, request: ByStaff): Promise<Invitation> {
    const hall = await this.hall(hallCode, request.who);
    const { username } = requireStaffMay(request.who, 'invite', hall.code);
    return this.d.commands.inHall(hall.id, request, async (c) => {
      const placing = await this.d.placing.of(c.tx, c.hall, c.now, input);
      refuseFaults(placing);
      const days = placing.placed.map(({ slot }) => slot.day).sort();
      const { title, kind, message } = input;
      const invitation: store.InvitationRow = {
        ...{ id: this.d.ids.id(), hall_id: c.hall.id, title, kind, message },
        wish: JSON.stringify(wishIn(input)),
        invited: placing.placed.length,
        first_day: days[0]!,
        last_day: days.at(-1)!,
        created_at: c.now,
        created_by: username,
      };
      const rows = placing.placed.map((placed) => this.rowOf(c, input, placed, invitation));
      await store.insert(c.tx, invitation, rows);
      const { id, invited, first_day, last_day } = invitation;
      const found = await store.figures(c.tx, [id], []);
      return {
        answer: invitationView(c.hall, invitation, found.get(id)),
        // Whom is nobody's business: the log keeps no names, telephones or codes.
        event: {
          command: 'invite',
          data: { invitation: id, title, count: invited, from: first_day, to: last_day },
        },
        touched: {},
      };
    });
  }

  /** @throws Problem `forbidden`, `hall_not_found`, `archive_missing` */
  async list(hallCode: string, query: InvitationsQuery, who: Actor): Promise<InvitationList> {
    const hall = await this.d.commands.hall(hallCode);
    requireMay(who, 'see-bookings', hall.code);
    const { total, rows } = await store.page(this.d.read, hall.id, query);
    const figures = await this.figures(rows);
    return { total, invitations: rows.map((row) => invitationView(hall, row, figures(row.id))) };
  }

  /** @throws Problem `forbidden`, `hall_not_found`, `not_found`, `archive_missing` */
  async people(hallCode: string, id: string, who: Actor): Promise<InvitedPeople> {
    const hall = await this.d.commands.hall(hallCode);
    requireMay(who, 'see-bookings', hall.code);
    const row = await found(this.d.read, hall, id);
    const people = await this.peopleOf(row);
    const figures = await this.figures([row]);
    const today = serviceDay(this.d.clock.now(hall.id), hall.timezone);
    const calls = may(who, 'contact-visitors', hall.code);
    return {
      invitation: invitationView(hall, row, figures(id)),
      people: people.map((person) => {
        const expected = isExpected({ status: person.status, day: person.service_day }, today);
        return invitedView(hall, person, this.d.key, calls && expected);
      }),
    };
  }

  /** @throws Problem `forbidden`, `hall_not_found`, `not_found` */
  async change(
    hallCode: string,
    id: string,
    input: InvitationChange,
    request: ByStaff,
  ): Promise<Invitation> {
    const hall = await this.hall(hallCode, request.who);
    return this.d.commands.inHall(hall.id, request, async (c) => {
      const before = await found(c.tx, c.hall, id);
      const { title = before.title, message = before.message } = input;
      await store.update(c.tx, id, { title, message });
      return this.changed(c, { ...before, title, message }, 'change-invitation', {});
    });
  }

  /** Nobody of a list is expected any more; whoever has come has come. @throws Problem `forbidden`, `hall_not_found`, `not_found` */
  async cancel(hallCode: string, id: string, request: ByStaff): Promise<Invitation> {
    const hall = await this.hall(hallCode, request.who);
    return this.d.commands.inHall(hall.id, request, async (c) => {
      const row = await found(c.tx, c.hall, id);
      const count = await store.cancel(c.tx, id, c.now);
      return this.changed(c, row, 'cancel-invitation', { count });
    });
  }

  /**
   * What is sent to those who are still expected: names, telephones, codes and links, for whoever sends
   * them. Each such look stands in the log.
   *
   * @param site where phones reach this server
   * @throws Problem `forbidden`, `hall_not_found`, `not_found`
   */
  async letters(
    hallCode: string,
    id: string,
    site: string,
    request: ByStaff,
  ): Promise<{ letters: Letter[]; csv: string }> {
    const hall = await this.hall(hallCode, request.who);
    // Never kept for a key: it would keep the codes, too.
    return this.d.commands.inHall(hall.id, { who: request.who }, async (c) => {
      const row = await found(c.tx, c.hall, id);
      const people = await store.people(c.tx, id, []);
      const letters = people
        .filter(({ status, service_day: day }) => status === 'booked' && day >= c.day)
        .flatMap((each) => letterOf(c.hall, each, row.message, { key: this.d.key, site }) ?? []);
      return {
        answer: { letters, csv: lettersCsv(c.hall, letters) },
        event: {
          command: 'take-letters',
          data: { invitation: id, title: row.title, count: letters.length },
        },
        touched: {},
      };
    });
  }

  private async changed(
    c: CommandContext,
    row: store.InvitationRow,
    command: string,
    data: object,
  ) {
    const figures = await store.figures(c.tx, [row.id], []);
    return {
      answer: invitationView(c.hall, row, figures.get(row.id)),
      event: { command, data: { invitation: row.id, title: row.title, ...data } },
      touched: {},
    };
  }

  private async hall(code: string, who: Actor): Promise<HallConfig> {
    const hall = await this.d.commands.hall(code);
    requireMay(who, 'invite', hall.code);
    return hall;
  }

  private peopleOf(row: store.InvitationRow): Promise<store.InvitedRow[]> {
    return onSources(this.d.read, this.d.archives, async (sources) => {
      const since = Number(row.first_day.slice(0, 4));
      const all = await store.people(sources.main, row.id, sources.years);
      for (const year of sources.years)
        if (year >= since - 1)
          all.push(...(await sources.onYear(year, (db) => store.people(db, row.id, []))));
      return all.sort((a, b) => (a.slot_from < b.slot_from ? -1 : 1));
    });
  }

  /** What became of those on some lists, wherever their days stand. */
  private async figures(
    rows: readonly store.InvitationRow[],
  ): Promise<(id: string) => Omit<InvitationFigures, 'invited'> | undefined> {
    const ids = rows.map(({ id }) => id);
    const since = Math.min(...rows.map(({ first_day: day }) => Number(day.slice(0, 4))));
    const parts = await onSources(this.d.read, this.d.archives, async (sources) => {
      const all = [await store.figures(sources.main, ids, sources.years)];
      for (const year of sources.years)
        if (year >= since - 1)
          all.push(await sources.onYear(year, (db) => store.figures(db, ids, [])));
      return all;
    });
    return (id) =>
      parts
        .flatMap((part) => part.get(id) ?? [])
        .reduce(
          (a, b) => ({
            expected: a.expected + b.expected,
            moved: a.moved + b.moved,
            cancelled: a.cancelled + b.cancelled,
            came: a.came + b.came,
            served: a.served + b.served,
            missed: a.missed + b.missed,
          }),
          none,
        );
  }

  private rowOf(
    c: CommandContext,
    input: Invite,
    { guest, slot }: Placed,
    invitation: store.InvitationRow,
  ): appointments.AppointmentRow {
    const { row, wish } = guest;
    return {
      id: this.d.ids.id(),
      ...newBookingCode(this.d),
      hall_id: c.hall.id,
      service_day: slot.day,
      queue_id: guest.queue.id,
      slot_from: slot.from,
      slot_to: slot.to,
      package_id: guest.packageId,
      matters: wish.matters === undefined ? null : JSON.stringify(wish.matters),
      category_id: c.hall.categoryByCode.get('general')!.id,
      language: input.language,
      name: row.name,
      phone: row.phone,
      phone_hash: guest.phoneHash,
      person_hash: null,
      status: 'booked',
      created_at: c.now,
      created_by: invitation.created_by,
      changed_at: c.now,
      kind: input.kind,
      ...{ link: null, started_at: null, ended_at: null, outcome: null },
      ...{ invitation_id: invitation.id, moves: 0, told_at: null, told_by: null },
    };
  }
}

const none = { expected: 0, moved: 0, cancelled: 0, came: 0, served: 0, missed: 0 };

/** @throws Problem `not_found` */
async function found(db: Reader, hall: HallConfig, id: string): Promise<store.InvitationRow> {
  const row = await store.byId(db, hall.id, id);
  if (row === null) throw new Problem('not_found', 'There is no such list');
  return row;
}

function wishIn({ package: pack, matters, queue }: Invite): Wish {
  return { package: pack, matters, queue };
}

/** @throws Problem `bad_input` */
function refuseFaults({ faults }: Placing): void {
  if (faults.length === 0) return;
  const detail = faults
    .slice(0, 5)
    .map(({ path, message }) => `${path}: ${message}`)
    .join('; ');
  throw new Problem('bad_input', detail, { issues: faults });
}
