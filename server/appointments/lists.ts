import { may, requireMay } from '../../shared/rights.ts';
import type {
  AffectedReason,
  AppointmentsQuery,
  BookedAppointment,
  BookingList,
  BookingsQuery,
} from '../../shared/contract/appointment.ts';
import type { Actor } from '../../shared/contract/people.ts';
import { serviceDay } from '../../shared/rules/day.ts';
import { isExpected } from '../../shared/rules/masking.ts';
import { onSources } from '../archives/sources.ts';
import type { Clock } from '../clock.ts';
import type { Reader } from '../db/open.ts';
import type { Commands } from '../command/run.ts';
import type { HallConfig } from '../hall/config.ts';
import type { SiteKey } from '../site-key.ts';
import * as store from './list-store.ts';
import type { WithTicket } from './store.ts';
import { bookedView } from './view.ts';

interface Dependencies {
  readonly commands: Commands;
  readonly read: Reader;
  /** Where the archives of past years are; null: there can be none. */
  readonly archives: string | null;
  /** What stands against some bookings, by their ids. */
  readonly affected: (
    db: Reader,
    hall: HallConfig,
    rows: readonly WithTicket[],
  ) => Promise<ReadonlyMap<string, AffectedReason>>;
  readonly clock: Clock;
  readonly key: SiteKey;
}

/** The appointments of a hall as lists, for those who welcome and call their visitors. */
export class BookingLists {
  private readonly d: Dependencies;

  constructor(dependencies: Dependencies) {
    this.d = dependencies;
  }

  /**
   * Who comes on a day, in order; with `missed` the no-show list. Names and telephones are whole only
   * of those who are expected, and for who calls them. With `affected` those whose booking cannot be
   * kept, on every day to come where none is named: whom to tell.
   *
   * @throws Problem `forbidden`
   */
  async all(hallCode: string, query: AppointmentsQuery, who: Actor): Promise<BookedAppointment[]> {
    const asked = await this.asked(hallCode, query, who);
    const { rows } = await this.read(asked, { ...query, sort: 'slot' });
    return this.views(asked, rows, query.affected === true);
  }

  /**
   * The same searched, sorted and paged. A name or telephone is found only where it is shown whole.
   *
   * @throws Problem `forbidden`
   */
  async page(hallCode: string, query: BookingsQuery, who: Actor): Promise<BookingList> {
    const asked = await this.asked(hallCode, query, who);
    const { offset, limit } = query;
    if (query.affected !== true) {
      const { rows, total } = await this.read(asked, query, { offset, limit });
      return { total, items: await this.views(asked, rows, false) };
    }
    // What stands against a booking is known by the calendar and not by a statement; those to come
    // are as many as can be booked.
    const items = await this.views(asked, (await this.read(asked, query)).rows, true);
    return { total: items.length, items: items.slice(offset, offset + limit) };
  }

  private async asked(hallCode: string, query: AppointmentsQuery, who: Actor) {
    const hall = await this.d.commands.hall(hallCode);
    requireMay(who, 'see-bookings', hall.code);
    const today = serviceDay(this.d.clock.now(hall.id), hall.timezone);
    const everyDay = query.affected === true && query.day === undefined;
    const day = query.day ?? today;
    return { hall, today, day, everyDay, calls: may(who, 'contact-visitors', hall.code) };
  }

  private read(
    { hall, today, day, everyDay, calls }: Awaited<ReturnType<BookingLists['asked']>>,
    query: Pick<BookingsQuery, 'status' | 'query' | 'kind' | 'sort' | 'down'>,
    page?: { readonly offset: number; readonly limit: number },
  ): Promise<{ total: number; rows: WithTicket[] }> {
    const { query: text, ...rest } = query;
    const wish: store.Wanted = {
      ...{ ...rest, hall: hall.id, day: everyDay ? today : day, everyDay },
      text:
        text === undefined
          ? undefined
          : {
              typed: text,
              codeHash: this.d.key.bookingHash(codeOf(text)),
              namesFrom: calls ? today : null,
            },
    };
    if (everyDay) return store.list(this.d.read, wish, page);
    return onSources(this.d.read, this.d.archives, (sources) =>
      sources.onDay(day, (db) => store.list(db, wish, page)),
    );
  }

  private async views(
    { hall, today, calls }: Awaited<ReturnType<BookingLists['asked']>>,
    rows: readonly WithTicket[],
    onlyAffected: boolean,
  ): Promise<BookedAppointment[]> {
    const affected = await this.d.affected(this.d.read, hall, rows);
    return rows
      .filter((row) => !onlyAffected || affected.has(row.id))
      .map((row) => {
        const expected = isExpected({ status: row.status, day: row.service_day }, today);
        const why = affected.get(row.id) ?? null;
        return bookedView(hall, row, this.d.key, { isClear: calls && expected, affected: why });
      });
  }
}

/** As a visitor types it: any case, with blanks or hyphens. */
const codeOf = (text: string): string => text.toUpperCase().replace(/[\s-]/g, '');
