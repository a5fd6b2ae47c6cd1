import { isYes, minutesOf, timeOf } from './times.ts';
import { dayOf } from './times.ts';

/** A ticket of another system: times in minutes of its local day. */
export interface PastTicket {
  readonly day: string;
  readonly service: string;
  readonly number: string;
  readonly taken: number;
  /** Null: nobody called it. */
  readonly called: number | null;
  /** Null: not known, or nobody came. */
  readonly ended: number | null;
}

/** What a row cannot be read for: its field, and which fault (`shared/faults.ts`). */
export interface RowFault {
  readonly field: string;
  readonly code: 'missing' | 'not_a_day' | 'not_a_time' | 'ends_before_it_begins' | 'bad_form';
}

/** A visit is no longer than this, in minutes: a longer one is a mistake of the other system. */
const longest = 14 * 60;

/**
 * Reads one row. What is not written follows from what is: a call from the end less the handling, the
 * taking from the call less the wait, and the other way round.
 *
 * @param said what a field's column has; '': nothing
 */
export function pastTicketOf(said: (field: string) => string): PastTicket | RowFault[] {
  const faults: RowFault[] = [];
  const timeAt = (field: string): { day: string | null; minute: number } | null => {
    const text = said(field);
    if (text === '') return null;
    const time = timeOf(text);
    if (time === null) faults.push({ field, code: 'not_a_time' });
    return time;
  };
  const lasted = (field: string): number | null => {
    const text = said(field);
    if (text === '') return null;
    const minutes = minutesOf(text);
    if (minutes === null || minutes > longest) faults.push({ field, code: 'bad_form' });
    return minutes;
  };
  const [takenAt, calledAt, endedAt] = [timeAt('taken'), timeAt('called'), timeAt('ended')];
  const day =
    said('day') === ''
      ? (takenAt?.day ?? calledAt?.day ?? endedAt?.day ?? null)
      : dayOf(said('day'));
  if (day === null)
    faults.push({ field: 'day', code: said('day') === '' ? 'missing' : 'not_a_day' });
  const [waited, handled] = [lasted('waitedMinutes'), lasted('handledMinutes')];
  if (faults.length > 0) return faults;
  // A visit that goes past midnight is counted on from its own day.
  const minute = (time: ReturnType<typeof timeOf>): number | null =>
    time === null ? null : time.minute + (time.day === null ? 0 : daysApart(day!, time.day) * 1440);
  let [taken, called, ended] = [minute(takenAt), minute(calledAt), minute(endedAt)];
  called ??= ended !== null && handled !== null ? ended - handled : null;
  called ??= taken !== null && waited !== null ? taken + waited : null;
  taken ??= called !== null && waited !== null ? called - waited : null;
  ended ??= called !== null && handled !== null ? called + handled : null;
  if (taken === null) return [{ field: 'taken', code: 'missing' }];
  if (isYes(said('missed'))) ended = null;
  const service = said('service').replaceAll(/\s+/g, ' ').trim();
  if (service === '') faults.push({ field: 'service', code: 'missing' });
  if (taken < 0 || taken >= 1440) faults.push({ field: 'taken', code: 'bad_form' });
  if (called !== null && (called < taken || called - taken > longest))
    faults.push({ field: 'called', code: 'ends_before_it_begins' });
  // An end without a call is that of one who left.
  if (called === null) ended = null;
  if (ended !== null && (ended < called! || ended - called! > longest))
    faults.push({ field: 'ended', code: 'ends_before_it_begins' });
  if (faults.length > 0) return faults;
  const number = `${said('prefix')}${said('number')}`.trim().slice(0, 40);
  return { day: day!, service: service.slice(0, 200), number, taken, called, ended };
}

const daysApart = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
