import type { EventQuery } from '../../shared/contract/events.ts';
import type { Actor } from '../../shared/contract/people.ts';
import { Problem } from '../../shared/errors.ts';
import { requireMay } from '../../shared/rights.ts';
import type { Commands } from '../command/run.ts';
import { dayRange } from '../../shared/rules/day-range.ts';
import type { EntryFilter } from './lines-store.ts';
import type { LogSearch, LogText } from './text.ts';

interface Dependencies {
  readonly commands: Commands;
  /** Where the archives of past years are; null: there can be none. */
  readonly archives: string | null;
  /** Searches away from this thread. @throws Problem `too_busy` */
  readonly search: (search: LogSearch) => Promise<LogText>;
}

/** Reading the event log, as the text of an answer. Writing it is part of every command (command/run.ts). */
export class Events {
  private readonly d: Dependencies;

  constructor(dependencies: Dependencies) {
    this.d = dependencies;
  }

  /** For managers of the hall. @throws Problem `forbidden`, `hall_not_found`, `archive_missing`; `bad_input` for a range that is turned round */
  async ofHall(hallCode: string, query: EventQuery, who: Actor): Promise<LogText> {
    requireMay(who, 'read-log', hallCode);
    const hall = await this.d.commands.hall(hallCode);
    const { day, from = day, to = day, ...rest } = query;
    if (from !== undefined && to !== undefined && to < from)
      throw new Problem('bad_input', 'The range is turned round', {
        issues: [{ path: 'to', message: 'not before from' }],
      });
    const range = {
      ...(from === undefined ? {} : { from: dayRange(from, hall.timezone).from }),
      ...(to === undefined ? {} : { to: dayRange(to, hall.timezone).to }),
    };
    const { search, archives } = this.d;
    return search({ hallId: hall.id, filter: { ...rest, ...range }, archives });
  }

  /** Signing in, people, and whatever belongs to no hall: for administrators of all halls. @throws Problem `forbidden` */
  async ofSite(query: EntryFilter, who: Actor): Promise<LogText> {
    requireMay(who, 'read-site-log');
    // The site's own log is in no archive.
    return this.d.search({ hallId: 'site', filter: query, archives: null });
  }
}
