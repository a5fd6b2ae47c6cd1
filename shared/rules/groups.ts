import { totalSeconds } from './stretches.ts';
import type { Spell } from './times.ts';

/** The sum of the stretches of each key, in seconds. */
export function secondsBy<K>(spells: readonly Spell[], key: (spell: Spell) => K): [K, number][] {
  // Nearly always it is one: of a whole day, that is what the time goes into.
  if (spells.length < 2) return spells.map((spell) => [key(spell), totalSeconds(spells)]);
  return [...groupBy(spells, key)].map(([k, own]) => [k, totalSeconds(own)]);
}

export function groupBy<T, K>(list: readonly T[], key: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of list) {
    const k = key(item);
    const group = groups.get(k);
    if (group === undefined) groups.set(k, [item]);
    else group.push(item);
  }
  return groups;
}
