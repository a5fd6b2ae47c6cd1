import { endOfDay, instantIn, lastDayBefore, localDateTime } from '../days.ts';

/** From when to when, and where, something is shown, as it stands in a form; empty: not bounded. */
export interface BoundsForm {
  fromDay: string;
  fromTime: string;
  toDay: string;
  toTime: string;
  zones: string[];
}
interface Bounds {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly zones?: readonly string[] | undefined;
}

export const emptyBounds = (): BoundsForm => ({
  fromDay: '',
  fromTime: '',
  toDay: '',
  toTime: '',
  zones: [],
});

export function formOfBounds({ from, to, zones }: Bounds, timezone: string): BoundsForm {
  const [fromDay = '', fromTime = ''] =
    from === undefined ? [] : localDateTime(from, timezone).split(' ');
  const [toDay = '', toTime = ''] = to === undefined ? [] : localDateTime(to, timezone).split(' ');
  const wholeDay = to !== undefined && toTime === '00:00';
  return {
    fromDay,
    fromTime: fromTime === '00:00' ? '' : fromTime,
    toDay: wholeDay ? lastDayBefore(to, timezone) : toDay,
    toTime: wholeDay ? '' : toTime,
    zones: [...(zones ?? [])],
  };
}

/** A day without a time begins at midnight, and ends with the day. */
export function boundsOfForm(form: BoundsForm, timezone: string): Bounds {
  const { fromDay, fromTime, toDay, toTime, zones } = form;
  const from = fromDay === '' ? undefined : moment(fromDay, fromTime || '00:00', timezone);
  const to =
    toDay === ''
      ? undefined
      : toTime === ''
        ? endOfDay(toDay, timezone)
        : moment(toDay, toTime, timezone);
  return {
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(zones.length === 0 ? {} : { zones }),
  };
}

/** What is no time stays as it was typed: the form says that it is none. */
function moment(day: string, time: string, timezone: string): string {
  return /^([01]\d|2[0-3]):[0-5]\d$/.test(time) ? instantIn(`${day}T${time}`, timezone) : time;
}
