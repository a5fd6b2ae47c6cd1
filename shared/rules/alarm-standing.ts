import type { Alarm } from '../contract/alarm.ts';
import { type Condition, keyOf } from './alarms.ts';
import { type Instant, latest, plus } from './instants.ts';

/** Since when each condition is so, and each alarm stands, by `keyOf`. */
export interface Memory {
  readonly seen: ReadonlyMap<string, Instant>;
  readonly standing: ReadonlyMap<string, Instant>;
}
export const noMemory: Memory = { seen: new Map(), standing: new Map() };

/**
 * What of all that is so has lasted long enough to be an alarm, the urgent first, the older first;
 * an alarm that goes on keeps the instant since when it stands.
 */
export function standingOf(
  conditions: readonly Condition[],
  before: Memory,
  now: Instant,
): { readonly alarms: Alarm[]; readonly memory: Memory } {
  const seen = new Map<string, Instant>();
  const standing = new Map<string, Instant>();
  const alarms: Alarm[] = [];
  for (const { since, after, counted, ...facts } of conditions) {
    const key = keyOf(facts);
    const began = since ?? before.standing.get(key) ?? before.seen.get(key) ?? now;
    seen.set(key, began);
    const lasts = counted === undefined ? began : latest(began, counted);
    if (plus(lasts, after) > now) continue;
    const kept = before.standing.get(key);
    const at = kept !== undefined && kept < began ? kept : began;
    standing.set(key, at);
    alarms.push({ ...facts, at });
  }
  const weight = ({ severity }: Alarm): number => (severity === 'urgent' ? 0 : 1);
  alarms.sort((a, b) => weight(a) - weight(b) || (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  return { alarms, memory: { seen, standing } };
}
