import type { DayFacts, StepStory } from '../day-facts.ts';
import { dayRange } from '../day-range.ts';
import { groupBy } from '../groups.ts';
import { hourLabels } from '../local-hour.ts';
import { coveredSeconds, type Stretch, totalMs } from '../stretches.ts';
import type { Spell } from '../times.ts';
import type { Filling } from './filling.ts';
import type { Named } from './lines.ts';

/** A piece of the day that lies in one hour of the hall's clock. */
interface HourOfDay extends Stretch {
  readonly hour: number;
}

/** Where the lines go. */
interface Making {
  readonly filling: Filling;
  readonly place: (list: Named, name: string | null) => number;
}

interface Day {
  readonly facts: DayFacts;
  readonly stories: readonly StepStory[];
  readonly timezone: string;
}

/**
 * How long each window, and each person, was open, paused and busy, hour by hour. The busy time is inside
 * the open time and counts each moment once; whatever became of the ticket afterwards.
 */
export function addWorkHours(making: Making, { facts, stories, timezone }: Day): void {
  const hours = hoursOfDay(facts.day, timezone);
  const work = stories.flatMap((s): readonly Spell[] => s.times.work);
  const sides = [
    { group: 'windows', list: 'windows', spell: 'window_id', done: 'windowId' },
    { group: 'people', list: 'staff', spell: 'staff_id', done: 'staffId' },
  ] as const;
  for (const { group, list, spell: key, done } of sides) {
    const busy = groupBy(work, (w) => w[done]);
    const spells = [...groupBy(facts.windowSpells, (s) => s[key])];
    for (const [id, own] of spells.sort(([a], [b]) => (a < b ? -1 : 1))) {
      const open = own.filter((s) => s.status === 'open');
      const paused = own.filter((s) => s.status === 'paused');
      for (const hour of hours) {
        const openThen = within(open, hour);
        const times = { open: totalMs(openThen), paused: totalMs(within(paused, hour)) };
        // Most hours of a day have neither: what was handled is not looked for in them.
        if (times.open + times.paused === 0) continue;
        const worked = within(busy.get(id) ?? [], hour);
        const busyMs = Math.round(coveredSeconds(worked, openThen) * 1000);
        const place = making.place(list, id);
        const at = { hour: hour.hour, ...times, busy: busyMs };
        if (group === 'windows') making.filling.add('windows', { window: place, ...at });
        else making.filling.add('people', { staff: place, ...at });
      }
    }
  }
}

const quarterMs = 900_000;

/** The hours of a day; the first and the last have no end, whatever a clock has put beyond them. */
function hoursOfDay(day: string, timezone: string): HourOfDay[] {
  const { from, to } = dayRange(day, timezone);
  const hourOf = hourLabels(timezone);
  const hours: { from: string; to: string; hour: number }[] = [];
  for (let at = Date.parse(from); at < Date.parse(to); at += quarterMs) {
    const begins = new Date(at).toISOString();
    const hour = Number(hourOf(begins).slice(0, 2));
    const last = hours.at(-1);
    if (last?.hour === hour) continue;
    if (last !== undefined) last.to = begins;
    hours.push({ from: begins, to, hour });
  }
  hours[0]!.from = '0000';
  hours.at(-1)!.to = '9999';
  return hours;
}

function within(stretches: readonly Stretch[], { from, to }: Stretch): Stretch[] {
  const found: Stretch[] = [];
  for (const s of stretches) {
    if (s.to <= from || s.from >= to) continue;
    const begins = s.from > from ? s.from : from;
    const ends = s.to < to ? s.to : to;
    if (begins < ends) found.push({ from: begins, to: ends });
  }
  return found;
}
