/** Minutes of a local day, or a day with them: as other systems write times. */
export interface SaidTime {
  /** YYYY-MM-DD; null: a time alone. */
  readonly day: string | null;
  readonly minute: number;
}

const time = String.raw`(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?`;
const orders: readonly (readonly [
  RegExp,
  (m: readonly string[]) => readonly [string, string, string],
])[] = [
  [/^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?/, ([, y, m, d]) => [y!, m!, d!]],
  // With points the day stands first everywhere; with strokes nobody can know, and it is no date.
  [/^(\d{1,2})\.(\d{1,2})\.(\d{4})/, ([, d, m, y]) => [y!, m!, d!]],
  [/^(\d{4})(\d\d)(\d\d)(?=\D|$)/, ([, y, m, d]) => [y!, m!, d!]],
];

/** A day at the beginning of a text, and what is left of it; null: there is none. */
function dayAtStart(text: string): { day: string; rest: string } | null {
  for (const [pattern, parts] of orders) {
    const found = pattern.exec(text);
    if (found === null) continue;
    const [year, month, date] = parts(found);
    const day = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
    const ms = Date.parse(`${day}T00:00:00Z`);
    if (Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== day) return null;
    return { day, rest: text.slice(found[0].length).replace(/^[\sT]+/, '') };
  }
  return null;
}

/** A day, whatever time stands behind it; null: it is none. */
export function dayOf(text: string): string | null {
  return dayAtStart(text.normalize('NFKC').trim())?.day ?? null;
}

/** A local time, with its day where that is said; null: it is none. A zone behind it is not looked at. */
export function timeOf(text: string): SaidTime | null {
  const plain = text.normalize('NFKC').trim();
  const dated = dayAtStart(plain);
  const rest = dated?.rest ?? plain;
  if (dated !== null && rest === '') return null;
  const found = new RegExp(`^${time}(?:Z|[+-]\\d\\d:?\\d\\d)?$`).exec(rest);
  if (found === null) return null;
  const [, hours, minutes, seconds = '0'] = found;
  const minute = Number(hours) * 60 + Number(minutes) + Number(seconds) / 60;
  if (Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59) return null;
  return { day: dated?.day ?? null, minute };
}

/** Minutes as a number, or as hours and minutes ("00:12:30"); null: it is none. */
export function minutesOf(text: string): number | null {
  const plain = text.normalize('NFKC').trim().replace(',', '.');
  if (/^\d{1,4}(\.\d+)?$/.test(plain)) return Number(plain);
  return timeOf(plain)?.minute ?? null;
}

const yes = new Set(['1', 'true', 'yes', 'y', 'sim', 'ja', '是', '有', 'x']);
export const isYes = (text: string): boolean => yes.has(text.trim().toLowerCase());
