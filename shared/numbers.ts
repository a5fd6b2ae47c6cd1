/** A ticket number: the queue's prefix, then at least three digits (rules.md, "Numbers"). */
export function ticketNumber(prefix: string, count: number): string {
  return prefix + String(count).padStart(3, '0');
}
