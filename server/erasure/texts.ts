import { bareReason } from '../../shared/reasons.ts';

/**
 * What people write freely, and so may write a name into, where it stands in the data of a line of the
 * log. A command that logs such a text uses one of these names.
 */
const freeTexts = ['reason', 'note', 'comment', 'outcome', 'resolution', 'answer', 'wish'] as const;

const saysAny = new RegExp(`"(${freeTexts.join('|')})":`);

/** The data of a line without its free texts; a reason that was chosen stays. Null: it has none. */
export function withoutTexts(data: string): string | null {
  if (!saysAny.test(data)) return null;
  const facts = JSON.parse(data) as Record<string, unknown>;
  const isFree = (name: string): boolean => (freeTexts as readonly string[]).includes(name);
  const kept = Object.entries(facts).flatMap(([name, value]): [string, unknown][] => {
    if (!isFree(name) || typeof value !== 'string') return [[name, value]];
    const bare = bareReason(value);
    return bare === null ? [] : [[name, bare]];
  });
  const without = JSON.stringify(Object.fromEntries(kept));
  return without === JSON.stringify(facts) ? null : without;
}
