import type { EventEntry, EventQuery } from '../../shared/contract/events.ts';
import type { Actor } from '../../shared/contract/people.ts';
import { requireMay } from '../../shared/rights.ts';
import type { Reader } from '../db/open.ts';
import type { Commands } from '../hall/command.ts';
import { dayRange } from '../rules/day-range.ts';
import * as store from './store.ts';

interface Dependencies {
  readonly commands: Commands;
  readonly read: Reader;
}

/** Reading the event log. Writing it is part of every command (hall/command.ts). */
export class Events {
  private readonly d: Dependencies;

  constructor(dependencies: Dependencies) {
    this.d = dependencies;
  }

  /** For managers of the hall. @throws Problem `forbidden`, `hall_not_found` */
  async ofHall(hallCode: string, query: EventQuery, who: Actor): Promise<EventEntry[]> {
    requireMay(who, 'read-log', hallCode);
    const hall = await this.d.commands.hall(hallCode);
    const { day, ...rest } = query;
    return store.entries(this.d.read, hall.id, {
      ...rest,
      ...(day === undefined ? {} : dayRange(day, hall.timezone)),
    });
  }

  /** Signing in, people, and whatever belongs to no hall: for administrators of all halls. @throws Problem `forbidden` */
  async ofSite(query: store.EntryFilter, who: Actor): Promise<EventEntry[]> {
    requireMay(who, 'read-site-log');
    return store.entries(this.d.read, 'site', query);
  }
}
