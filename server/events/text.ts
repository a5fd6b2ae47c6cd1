import { z } from 'zod';
import { EventEntry } from '../../shared/contract/events.ts';
import { onSources } from '../archives/sources.ts';
import type { Reader } from '../db/open.ts';
import type { EntryFilter } from './lines-store.ts';
import { entries } from './store.ts';

/** What of which log; goes to another thread as it is. */
export interface LogSearch {
  readonly hallId: string;
  readonly filter: EntryFilter;
  /** Where the archives of past years are; null: there can be none. */
  readonly archives: string | null;
}

const Entries = z.array(EventEntry);

export interface LogText {
  readonly text: string;
  /** As `Found` says. */
  readonly searchedTo: number | null;
}

/** The lines of a log, as the answer says them: read, checked and written away from the hall's thread. */
export async function logText(
  db: Reader,
  { hallId, filter, archives }: LogSearch,
): Promise<LogText> {
  const found = await onSources(db, archives, (sources) => entries(sources, hallId, filter));
  return { text: JSON.stringify(Entries.parse(found.entries)), searchedTo: found.searchedTo };
}
