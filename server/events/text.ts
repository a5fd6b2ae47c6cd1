import { z } from 'zod';
import { EventEntry } from '../../shared/contract/events.ts';
import type { Reader } from '../db/open.ts';
import { entries, type EntryFilter } from './store.ts';

/** What of which log; goes to another thread as it is. */
export interface LogSearch {
  readonly hallId: string;
  readonly filter: EntryFilter;
}

const Entries = z.array(EventEntry);

/** The lines of a log, as the answer says them: read, checked and written away from the hall's thread. */
export async function logText(db: Reader, { hallId, filter }: LogSearch): Promise<string> {
  return JSON.stringify(Entries.parse(await entries(db, hallId, filter)));
}
