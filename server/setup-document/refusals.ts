import { type Issue, Problem } from '../../shared/errors.ts';
import type { Reader } from '../db/open.ts';
import * as store from './revision-store.ts';

/** What a document would retire is in use: each with its place. */
export function inUse(holds: readonly Issue[]): Problem {
  return new Problem('in_use', holds.map((h) => h.message).join('; '), { issues: holds });
}

/** Somebody has published since: who, when and which revision. */
export async function setupChanged(read: Reader, at: store.Standing): Promise<Problem> {
  const newest = at.next ?? at.current;
  if (newest === null) return new Problem('setup_changed', 'No revision was kept yet: send 0');
  const names = await store.namesOf(read, [newest.actor]);
  const { revision, by, byName, at: when, note } = store.revisionOf(newest, names);
  const detail = `Revision ${revision} was published by ${byName ?? by} at ${when}`;
  return new Problem('setup_changed', detail, { revision, by, byName, at: when, note });
}
