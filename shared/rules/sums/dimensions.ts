import type { Cut } from '../../contract/throughput.ts';
import { weekdayOf } from '../calendar.ts';
import type { Period } from '../calendar.ts';
import { dutyOf } from './duty.ts';
import type { DayLines } from './lines.ts';
import { type HoursOfDay, listed, type TicketKeys } from './ticket-keys.ts';

/** What the set-up says of the ids in the lines: codes of what they are and of what that belongs to. */
export interface Known {
  /** The code of the hall that the lines are of. */
  readonly hall: string;
  readonly hoursOf: HoursOfDay;
  readonly queue: (id: string) => string;
  /** By its number. */
  readonly window: (id: string) => string;
  readonly zoneOfWindow: (id: string) => string | null;
  /** By user name. */
  readonly clerk: (id: string) => string;
  readonly package: (id: string) => string;
  readonly stageOfPackage: (id: string) => string | null;
  readonly directionOfPackage: (id: string) => string | null;
  readonly category: (id: string) => string;
  /** Of a steward, by its code. */
  readonly client: (id: string) => string;
  readonly departmentOfMatter: (id: string) => string | null;
  readonly periods: ReadonlyMap<string, readonly Period[]>;
}

const dayCuts = ['day', 'week', 'month', 'weekday', 'hall'] as const;
const ticketCuts = [
  'hour',
  'duty',
  'direction',
  'stage',
  'package',
  'category',
  'language',
  'client',
  'region',
] as const;
export type DayCut = (typeof dayCuts)[number];
type TicketCutName = (typeof ticketCuts)[number];

export const isDayCut = (cut: Cut): cut is DayCut => (dayCuts as readonly Cut[]).includes(cut);
export const isTicketCut = (cut: Cut): cut is TicketCutName =>
  (ticketCuts as readonly Cut[]).includes(cut);

/** The key of a whole day of a hall. */
export function keyOfDay(cut: DayCut, day: string, { hall }: Pick<Known, 'hall'>): string {
  switch (cut) {
    case 'day':
      return day;
    case 'week':
      return weekOf(day);
    case 'month':
      return day.slice(0, 7);
    case 'weekday':
      return String(weekdayOf(day));
    case 'hall':
      return hall;
  }
}

/** ISO 8601: a week belongs to the year that its Thursday is in. */
function weekOf(day: string): string {
  const at = Date.parse(day);
  const weekday = (new Date(at).getUTCDay() + 6) % 7;
  const thursday = new Date(at + (3 - weekday) * 86_400_000);
  const year = thursday.getUTCFullYear();
  const week = Math.floor((thursday.getTime() - Date.UTC(year, 0, 1)) / (7 * 86_400_000)) + 1;
  return `${year}-W${String(week).padStart(2, '0')}`;
}

/** The key of each ticket of a day. */
export function keysOfTickets(cut: TicketCutName, lines: DayLines, known: Known): TicketKeys {
  const { tickets } = lines.of;
  const { names } = lines;
  switch (cut) {
    case 'hour':
      return known.hoursOf(lines.begins).of(tickets.taken);
    case 'duty':
      return dutyOf(lines, known.periods.get(lines.day) ?? []);
    case 'package':
      return listed(tickets.package, names.packages.map(known.package));
    case 'stage':
      return listed(tickets.package, names.packages.map(known.stageOfPackage));
    case 'direction':
      return listed(tickets.package, names.packages.map(known.directionOfPackage));
    case 'category':
      return listed(tickets.category, names.categories.map(known.category));
    case 'language':
      return listed(tickets.language, names.languages);
    case 'client':
      return listed(tickets.client, names.clients.map(known.client));
    case 'region':
      return listed(tickets.region, names.regions);
  }
}

/** A step of a package by the package and its place in it, from 1. */
export function stepKey(packageCode: string | null, position: number): string | null {
  return packageCode === null ? null : `${packageCode}/${position + 1}`;
}
