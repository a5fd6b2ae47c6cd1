import { Problem } from '../../shared/errors.ts';
import type {
  CalendarChange,
  CalendarChanged,
  CalendarChanges,
  HolidayPreview,
} from '../../shared/contract/calendar.ts';
import type { Actor } from '../../shared/contract/people.ts';
import type { Text } from '../../shared/contract/text.ts';
import { requireMay } from '../../shared/rights.ts';
import { daysApart, daysBetween, weekdayOf } from '../../shared/rules/calendar.ts';
import type { Reader } from '../db/open.ts';
import type { Commands } from '../command/run.ts';
import type { CommandRequest } from '../command/types.ts';
import { type HolidayDay, readHolidayFile } from './holiday-file.ts';
import * as store from './store.ts';

interface Dependencies {
  readonly commands: Commands;
  readonly read: Reader;
}

const mostDays = 800;
const traditional: Readonly<Record<string, string>> = {
  春节: '春節',
  劳动节: '勞動節',
  国庆节: '國慶節',
};

/** Changes of many days of a calendar at once: a range, or a whole year's holidays from a file. */
export class CalendarRanges {
  private readonly d: Dependencies;

  constructor(dependencies: Dependencies) {
    this.d = dependencies;
  }

  /**
   * All of it or nothing, and one line of the log.
   *
   * @throws Problem `forbidden`, `hall_not_found`; `bad_input` for a day that stands twice, or more
   *   than 800 days
   */
  async put(
    hallCode: string,
    { entries, years }: CalendarChanges,
    request: CommandRequest & { who: Actor },
  ): Promise<CalendarChanged> {
    const hall = await this.d.commands.hall(hallCode);
    requireMay(request.who, 'change-hall', hall.code);
    const days = daysOf(entries);
    return this.d.commands.inHall(hall.id, request, async (c) => {
      const before = await store.entriesOn(c.tx, hall.id, [...days.keys()]);
      for (const [day, change] of days) {
        if (change === null) await store.removeEntry(c.tx, hall.id, day);
        else await store.putEntry(c.tx, rowOf(hall.id, day, change));
      }
      if (years !== undefined) {
        const known = await store.knownYears(c.tx, hall.id);
        await store.setKnownYears(c.tx, hall.id, new Set([...known, ...years]));
      }
      const span = spanOf([...days.keys()]);
      const booked = await store.bookedBetween(c.tx, hall.id, span);
      return {
        answer: { days: days.size, booked: booked.filter(({ day }) => days.has(day)) },
        event: {
          command: 'set-calendar-days',
          data: {
            entries,
            days: days.size,
            ...(years === undefined ? {} : { years }),
            before: { entries: before.map(entryOf) },
          },
        },
        touched: { all: true },
      };
    });
  }

  /**
   * What a holiday file would change; nothing is changed by it. Days that a published calendar put
   * there and that the file's years do not have any more would be as their weekdays again; what a
   * hall entered itself is touched only where the file says something of that day.
   *
   * @throws Problem `forbidden`, `hall_not_found`
   */
  async preview(hallCode: string, text: string, who: Actor): Promise<HolidayPreview> {
    const hall = await this.d.commands.hall(hallCode);
    requireMay(who, 'change-hall', hall.code);
    const { years, days, faults } = readHolidayFile(text);
    if (faults.length > 0 || days.length === 0)
      return { years: [...years], days: [], faults: [...faults] };
    const all = years.flatMap((year) => [`${year}-01-01`, `${year}-12-31`]);
    const span = spanOf([...days.map(({ day }) => day), ...all]);
    const rows = await store.between(this.d.read, { hall: hall.id, ...span });
    const before = new Map(rows.map((row) => [row.day, row]));
    const booked = await store.bookedBetween(this.d.read, hall.id, span);
    const bookedOn = new Map(booked.map((each) => [each.day, each.booked]));
    const inFile = new Set(days.map(({ day }) => day));
    const gone = rows.filter(
      ({ day, source }) =>
        source !== 'manual' && !inFile.has(day) && years.includes(Number(day.slice(0, 4))),
    );
    const wanted = [
      ...days.map((each) => ({ day: each.day, kind: each.kind, name: textOf(each) })),
      ...gone.map(({ day }) => ({ day, kind: 'regular' as const, name: null })),
    ].sort((a, b) => (a.day < b.day ? -1 : 1));
    return {
      years: [...years],
      days: wanted.map((each) => {
        const row = before.get(each.day);
        const name = nameOf(row);
        const kept = name !== null && name['zh-Hans'] === each.name?.['zh-Hans'] ? name : each.name;
        const kind = row?.kind ?? 'regular';
        return {
          ...each,
          name: kept,
          weekday: weekdayOf(each.day),
          before: { kind, name },
          same: kind === each.kind && kept === name && (row?.hours ?? null) === null,
          booked: bookedOn.get(each.day) ?? 0,
        };
      }),
      faults: [],
    };
  }
}

function daysOf(entries: CalendarChanges['entries']): Map<string, CalendarChange | null> {
  const days = new Map<string, CalendarChange | null>();
  entries.forEach(({ from, to = from, change }, i) => {
    const refuse = (message: string): never => {
      throw new Problem('bad_input', message, {
        issues: [{ path: `entries.${i}.from`, message }],
      });
    };
    if (days.size + daysApart(from, to) >= mostDays) refuse(`${mostDays} days at the most`);
    for (const day of daysBetween(from, to)) {
      if (days.has(day)) refuse(`${day} stands twice`);
      days.set(day, change);
    }
  });
  return days;
}

function spanOf(days: readonly string[]): { from: string; to: string } {
  const sorted = [...days].sort();
  return { from: sorted[0]!, to: sorted.at(-1)! };
}

/** A day as it stood, as an entry is given. */
function entryOf(row: Awaited<ReturnType<typeof store.entriesOn>>[number]) {
  const { day, kind, name, hours } = row;
  return {
    from: day,
    change: {
      kind,
      ...(name === null ? {} : { name: JSON.parse(name) as unknown }),
      ...(hours === null ? {} : { hours: JSON.parse(hours) as unknown }),
    },
  };
}

function rowOf(hall: string, day: string, { kind, name, hours }: CalendarChange) {
  return {
    hall_id: hall,
    day,
    kind,
    name: name === undefined ? null : JSON.stringify(name),
    hours: hours === undefined ? null : JSON.stringify(hours),
    source: 'manual',
  };
}

function textOf({ name }: HolidayDay): Text | null {
  if (name === '') return null;
  const hant = traditional[name];
  return { 'zh-Hans': name, ...(hant === undefined ? {} : { 'zh-Hant': hant }) };
}

function nameOf(row: store.CalendarRow | undefined): Text | null {
  return row === undefined || row.name === null ? null : (JSON.parse(row.name) as Text);
}
