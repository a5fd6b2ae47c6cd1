import { meanOf } from './demand.ts';
import { halfHour, halfHourOf } from './queue-day.ts';
import type { QueueWork } from './staffing.ts';

/** One ticket of a file of recorded days. Minutes of the local day. */
export interface TicketOnFile {
  readonly day: string;
  readonly service: string;
  readonly issued: number;
  /** null: it never was. */
  readonly called: number | null;
  /** Windows open for its service when it was taken; 0: not known. */
  readonly windows: number;
}

/**
 * What tickets of recorded days say of the work of each service. A file has no handling times: while
 * somebody waits, every open window is at work, so that a visit takes window-minutes ÷ calls, by
 * half-hour, shrunk to the service's and the hall's mean; about the mean visits are spread as by chance
 * (exponentially).
 */
export function workOfTickets(tickets: readonly TicketOnFile[]): Map<string, QueueWork> {
  const byService = grouped(tickets, ({ service }) => service);
  const grid = gridOf(tickets);
  const paces = new Map([...byService].map(([service, own]) => [service, paceOf(own)]));
  const all = sumOf([...paces.values()].map(({ day }) => day));
  const hall = all.calls === 0 ? usualHandling : all.minutes / all.calls;
  return new Map(
    [...byService].map(([service, own]) => {
      const { day, byHalfHour } = paces.get(service)!;
      const mean = shrunk(day, hall);
      const days = [...grouped(own, (t) => t.day)].map(([date, list]) => ({
        day: date,
        came: list.map(({ issued: at }) => ({ at, key: at })),
      }));
      const work: QueueWork = {
        days,
        grid,
        handling: {
          all: spread(mean),
          byHalfHour: new Map(
            [...byHalfHour].flatMap(([half, pace]): [number, number[]][] =>
              pace.calls < prior ? [] : [[half, spread(shrunk(pace, mean))]],
            ),
          ),
        },
        opens: halfHourOf(
          Math.min(...own.map((t) => (t.windows > 0 ? t.issued : (t.called ?? t.issued)))),
        ),
        wereOpen: openBy(own),
      };
      return [service, work];
    }),
  );
}

/** Minutes, where nothing is known. */
const usualHandling = 6;
/** So many calls weigh as much as what is known of all. */
const prior = 10;

interface Pace {
  /** Window-minutes in which somebody waited, and the calls in them. */
  readonly minutes: number;
  readonly calls: number;
}

function shrunk({ minutes, calls }: Pace, towards: number): number {
  return (minutes + prior * towards) / (calls + prior);
}

const sumOf = (paces: readonly Pace[]): Pace => ({
  minutes: paces.reduce((sum, p) => sum + p.minutes, 0),
  calls: paces.reduce((sum, p) => sum + p.calls, 0),
});

function paceOf(tickets: readonly TicketOnFile[]): {
  day: Pace;
  byHalfHour: Map<number, Pace>;
} {
  const byHalfHour = new Map<number, { minutes: number; calls: number }>();
  const of = (half: number): { minutes: number; calls: number } => {
    let pace = byHalfHour.get(half);
    if (pace === undefined) byHalfHour.set(half, (pace = { minutes: 0, calls: 0 }));
    return pace;
  };
  for (const own of grouped(tickets, (t) => t.day).values()) {
    const issued = [...own].sort((a, b) => a.issued - b.issued);
    const busy = busyOf(issued);
    for (const { called } of own)
      if (called !== null && busy.some(([from, to]) => from < called && called <= to))
        of(halfHourOf(called)).calls += 1;
    for (const [from, to] of busy.flatMap((span) => workedIn(span, own))) {
      let at = from;
      while (at < to) {
        const windows = Math.max(1, issued.findLast((t) => t.issued <= at)?.windows ?? 1);
        const next = issued.find((t) => t.issued > at)?.issued ?? Infinity;
        const until = Math.min(to, next, (halfHourOf(at) + 1) * halfHour);
        of(halfHourOf(at)).minutes += windows * (until - at);
        at = until;
      }
    }
  }
  return { day: sumOf([...byHalfHour.values()]), byHalfHour };
}

/** When somebody waited, of tickets in the order of their issue. */
function busyOf(issued: readonly TicketOnFile[]): [number, number][] {
  const spans: [number, number][] = [];
  for (const { issued: from, called } of issued) {
    if (called === null || called <= from) continue;
    const last = spans.at(-1);
    if (last !== undefined && from <= last[1]) last[1] = Math.max(last[1], called);
    else spans.push([from, called]);
  }
  return spans;
}

/** Of a time in which somebody waited, the stretches with calls: for longer without one, nobody worked. */
function workedIn([from, to]: [number, number], tickets: readonly TicketOnFile[]) {
  const calls = tickets.flatMap(({ called }) =>
    called !== null && from < called && called <= to ? [called] : [],
  );
  const marks = [from, ...new Set(calls.sort((a, b) => a - b)), to];
  return marks
    .slice(1)
    .map((end, i): [number, number] => [marks[i]!, end])
    .filter(([start, end]) => end - start <= longestGap);
}

/** Minutes. */
const longestGap = 20;

/** So many visits stand for all: their lengths are spread exponentially about the mean. */
const points = 40;

function spread(mean: number): number[] {
  const raw = Array.from({ length: points }, (_, i) => -Math.log(1 - (i + 0.5) / points));
  const scale = mean / meanOf(raw);
  return raw.map((value) => value * scale);
}

/** Windows by half-hour, in the mean of the days; where nobody took a ticket, as many as before. */
function openBy(tickets: readonly TicketOnFile[]): Map<number, number> {
  const byHalf = grouped(
    tickets.filter(({ windows }) => windows > 0),
    (t) => String(halfHourOf(t.issued)),
  );
  const known = new Map(
    [...byHalf].map(([half, own]) => {
      const days = [...grouped(own, (t) => t.day).values()];
      return [Number(half), meanOf(days.map((day) => meanOf(day.map((t) => t.windows))))];
    }),
  );
  const halves = [...known.keys()];
  const open = new Map<number, number>();
  let last = 0;
  for (let half = Math.min(...halves); half <= Math.max(...halves); half += 1) {
    last = known.get(half) ?? last;
    open.set(half, last);
  }
  return open;
}

/** Minutes between the instants that a file knows: 0 where it knows every minute. */
function gridOf(tickets: readonly TicketOnFile[]): number {
  const gaps: number[] = [];
  for (const own of grouped(tickets, (t) => t.day).values()) {
    const instants = [...new Set(own.map((t) => t.issued))].sort((a, b) => a - b);
    instants.slice(1).forEach((at, i) => gaps.push(at - instants[i]!));
  }
  const middle = gaps.sort((a, b) => a - b)[Math.floor(gaps.length / 2)] ?? 0;
  return middle >= 4 && tickets.length > 5 * gaps.length ? Math.min(15, middle) : 0;
}

function grouped<T>(list: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of list) {
    const key = keyOf(item);
    const own = groups.get(key);
    if (own === undefined) groups.set(key, [item]);
    else own.push(item);
  }
  return groups;
}
