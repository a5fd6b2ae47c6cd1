/** A ticket number: the queue's prefix, then at least three digits (rules.md, "Numbers"). */
export function ticketNumber(prefix: string, count: number): string {
  return prefix + String(count).padStart(3, '0');
}

/** What a number on paper begins with: never mixed up with one that the server gave. */
const paperMark = 'P-';
/** A series of numbers on paper goes from 1 to this. */
export const lastPaperNumber = 999;

/** A number of the sheets for the day without a server: `P-A017`. */
export function paperNumber(prefix: string, count: number): string {
  return ticketNumber(paperMark + prefix, count);
}

/** The queue's prefix and the place in its series; null: no number on paper. */
export function paperNumberParts(number: string): { prefix: string; count: number } | null {
  const [, prefix, digits] = /^P-([A-Z]{1,2})(\d{3})$/.exec(number) ?? [];
  const count = Number(digits);
  return prefix === undefined || count === 0 ? null : { prefix, count };
}
