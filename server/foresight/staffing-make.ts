import type { Duty } from '../../shared/contract/hall.ts';
import {
  Staffing,
  type StaffingKind,
  type StaffingQueue,
  type StaffingRow,
} from '../../shared/contract/staffing.ts';
import type { Language } from '../../shared/languages.ts';
import type { DayPlan } from '../../shared/rules/calendar.ts';
import type { Instant } from '../../shared/rules/instants.ts';
import { wholeWindows } from '../../shared/rules/simulation/allotment.ts';
import {
  type AloneQueue,
  type HallKind,
  type HallStaffing,
  staffHall,
} from '../../shared/rules/simulation/hall-staffing.ts';
import { type QueueWork, staffQueue } from '../../shared/rules/simulation/staffing.ts';
import { workOfTickets } from '../../shared/rules/simulation/work-of-tickets.ts';
import { onSources } from '../archives/sources.ts';
import type { Reader } from '../db/open.ts';
import { runUnit, type Unit } from '../db/unit.ts';
import type { HallConfig } from '../hall/config.ts';
import { loadConfig } from '../hall/config-store.ts';
import { ticketsInText } from './recorded-text.ts';
import { type RunSignal, tell } from './runs.ts';
import { fareOf, staffingRow, timeOf } from './staffing-row.ts';
import { staffingXlsx } from './staffing-xlsx.ts';
import { type KindOfWindows, kindsOfWindows, partOf, workOfDays } from './work-of-days.ts';
import { importedDayWork, readDayWork } from './work-store.ts';

/** The days of a hall, as its calendar plans them. */
type Planned = (hall: HallConfig, from: string, count: number) => Unit<Iterable<DayPlan>>;

/** Which days, and what is promised; goes to another thread as it is. */
export interface StaffingWish {
  readonly hallId: string;
  /** Service days, or a file of recorded days. */
  readonly days: readonly string[] | { readonly text: string };
  readonly share: number;
  readonly minutes: number;
  readonly draws: number;
  readonly form: 'json' | 'xlsx';
  readonly language: Language;
  readonly now: Instant;
  readonly archives: string | null;
  readonly signal: RunSignal;
}

/** One seed: whoever asks again has the same answer. */
const seed = 20_260_302;

/** Reads recorded days and searches the windows that they need. @throws Problem `run_stopped`, `bad_input` */
export async function makeStaffing(
  db: Reader,
  wish: StaffingWish,
  planned: Planned,
): Promise<string | Uint8Array> {
  const hall = await loadConfig(db, wish.hallId);
  const found =
    'text' in wish.days
      ? fromFile(wish.days.text, hall.timezone)
      : await fromLog(db, hall, wish, planned);
  const options = { ...wish, seed };
  const queues: StaffingQueue[] = [];
  const alone = new Map<string, AloneQueue>();
  for (const [i, { queue, name, work, plannedAt }] of found.works.entries()) {
    tell(wish.signal, 0.2 + (0.3 * i) / found.works.length);
    // Where it is done in the thread that answers the hall, that gets its turn.
    await new Promise((resolve) => setImmediate(resolve));
    const plan = staffQueue(work, options);
    const rows = plan.map((each) => staffingRow(each, plannedAt(each.half)));
    if (rows.length === 0) continue;
    if (queue !== null) alone.set(queue, { work, plan });
    queues.push({
      ...{ queue, name, rows },
      visitors: rows.reduce((sum, row) => sum + row.visitors, 0),
      handling: meanBy(rows),
      most: Math.max(...rows.map((row) => row.windows)),
    });
  }
  // Of a file nobody knows which windows serve what.
  const hallKinds = found.kinds.map((kind) => ({ ...kind, serves: kind.serves.map(byCode(hall)) }));
  const joint = staffHall(found.source === 'file' ? new Map() : alone, hallKinds, options, (done) =>
    tell(wish.signal, 0.5 + 0.5 * done),
  );
  const kinds = joint.kinds.map(kindRows);
  for (const each of queues)
    each.rows = each.rows.map((row) => {
      const fare = joint.queues.get(each.queue ?? '')?.get(halfOf(row.from))?.fare;
      return fare === undefined ? row : { ...row, together: fareOf(fare) };
    });
  const staffing = Staffing.parse({
    hall: hall.code,
    source: found.source,
    days: found.days,
    emptyDays: found.emptyDays,
    importedDays: found.importedDays,
    ...{ share: wish.share, minutes: wish.minutes, draws: wish.draws },
    queues,
    kinds,
    total: totalOf(queues, kinds, found.works),
    proposal: proposed(queues, kinds, found.plans),
  } satisfies Staffing);
  return wish.form === 'json' ? JSON.stringify(staffing) : staffingXlsx(staffing, wish.language);
}

interface Found {
  readonly source: Staffing['source'];
  readonly days: readonly string[];
  readonly emptyDays: readonly string[];
  readonly importedDays: readonly string[];
  readonly plans: readonly DayPlan[];
  readonly kinds: readonly KindOfWindows[];
  readonly works: readonly {
    readonly queue: string | null;
    readonly name: StaffingQueue['name'];
    readonly work: QueueWork;
    readonly plannedAt: (half: number) => number | null;
  }[];
}

type FoundDays = Omit<Found, 'days' | 'emptyDays' | 'importedDays'> &
  Pick<Staffing, 'days' | 'emptyDays' | 'importedDays'>;

function fromFile(text: string, zone: string): FoundDays {
  const tickets = ticketsInText(text, zone);
  const works = [...workOfTickets(tickets)].map(([service, work]) => ({
    queue: null,
    name: { 'zh-Hans': service },
    work,
    plannedAt: () => null,
  }));
  const days = [...new Set(tickets.map(({ day }) => day))].sort();
  return { source: 'file', days, emptyDays: [], importedDays: [], plans: [], kinds: [], works };
}

async function fromLog(
  db: Reader,
  hall: HallConfig,
  { days, archives, signal, now }: StaffingWish,
  planned: Planned,
): Promise<FoundDays> {
  const list = days as readonly string[];
  const read = await onSources(db, archives, async (sources) => {
    const works = [];
    for (const [i, day] of list.entries()) {
      tell(signal, (0.2 * i) / list.length);
      works.push({ day, work: await sources.onDay(day, (at) => readDayWork(at, hall.id, day)) });
    }
    return works;
  });
  const imported: string[] = [];
  for (const each of read) {
    if (each.work.waits.length > 0) continue;
    each.work = await importedDayWork(db, hall.id, each.day);
    if (each.work.waits.length > 0) imported.push(each.day);
  }
  const seen = read.filter(({ work }) => work.waits.length > 0);
  const seenDays = seen.map(({ day }) => day);
  const plans: DayPlan[] = [];
  for (const day of seenDays) plans.push(...(await runUnit(db, planned(hall, day, 1))));
  const plannedAt = plannedBy(hall, plans);
  const works = [...workOfDays(hall, seen, now)].map(([id, work]) => {
    const { code, name } = hall.queueById.get(id)!;
    return { queue: code, name, work, plannedAt: (half: number) => plannedAt(half).get(id) ?? 0 };
  });
  const emptyDays = list.filter((day) => !seenDays.includes(day));
  const kinds = kindsOfWindows(hall, seen, now);
  return { source: 'log', days: seenDays, emptyDays, importedDays: imported, plans, kinds, works };
}

/** Which hours a half-hour of a day belongs to, by its middle; null: closed. */
function kindAt({ periods }: DayPlan, half: number): DayPlan['periods'][number]['kind'] | null {
  const middle = `${timeOf(half).slice(0, 3)}${half % 2 === 0 ? '15' : '45'}`;
  return periods.find(({ from, to }) => from <= middle && middle < to)?.kind ?? null;
}

/** Whole windows that hours and duty have for each queue, in the mean of the days: each window counts once. */
function plannedBy(
  hall: HallConfig,
  plans: readonly DayPlan[],
): (half: number) => ReadonlyMap<string, number> {
  const known = new Map<number, ReadonlyMap<string, number>>();
  return (half) => {
    const before = known.get(half);
    if (before !== undefined) return before;
    const parts = hall.queues.map(({ id }) => {
      const counts = plans.map((plan) => {
        const kind = kindAt(plan, half);
        if (kind === null) return 0;
        const duty = hall.duty.find((each) => each.kind === kind);
        const on = hall.windows.filter(
          (w) => duty === undefined || duty.windows.includes(w.number),
        );
        return on.reduce((sum, window) => sum + partOf(window, id), 0);
      });
      return counts.reduce((a, b) => a + b, 0) / Math.max(1, counts.length);
    });
    const whole = wholeWindows(parts);
    const planned = new Map(hall.queues.map(({ id }, i) => [id, whole[i]!]));
    known.set(half, planned);
    return planned;
  };
}

/** Minutes, by visitors. */
function meanBy(rows: readonly StaffingRow[]): number {
  const visitors = rows.reduce((sum, row) => sum + row.visitors, 0);
  if (visitors === 0) return 0;
  return rows.reduce((sum, row) => sum + row.visitors * row.handling, 0) / visitors;
}

function totalOf(
  queues: readonly StaffingQueue[],
  kinds: readonly StaffingKind[],
  works: Found['works'],
): Staffing['total'] {
  const all = queues.flatMap(({ rows }) => rows);
  const times = [...new Set(all.map(({ from }) => from))].sort();
  return times.map((from) => {
    const rows = all.filter((row) => row.from === from);
    const half = halfOf(from);
    const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
    const apart = sum(rows.map((row) => row.windows));
    // Also of queues to which nobody comes then.
    const open = works.map(({ work }) => Math.round(work.wereOpen.get(half) ?? 0));
    const planned = works.map(({ plannedAt }) => plannedAt(half));
    return {
      from,
      to: rows[0]!.to,
      windows: kinds.length === 0 ? apart : sum(kinds.map((kind) => neededAt(kind, from))),
      apart,
      erlang: sum(rows.map((row) => row.erlang)),
      open: open.every((count) => count === 0) ? null : sum(open),
      planned: planned.includes(null) ? null : sum(planned.map((count) => count ?? 0)),
    };
  });
}

const halfOf = (time: string): number =>
  Number(time.slice(0, 2)) * 2 + (time.endsWith('30') ? 1 : 0);

const neededAt = ({ rows }: StaffingKind, from: string): number =>
  rows.find((row) => row.from === from)?.windows ?? 0;

const byCode =
  (hall: HallConfig) =>
  ({ queue, handicapMinutes }: HallKind['serves'][number]) => ({
    queue: hall.queueById.get(queue)!.code,
    handicapMinutes,
  });

function kindRows({ kind, serves, halves }: HallStaffing<KindOfWindows>['kinds'][number]) {
  return {
    windows: [...(kind?.numbers ?? [])],
    serves: [...serves],
    rows: halves.map(({ half, windows, oneLess }) => ({
      ...{ from: timeOf(half), to: timeOf(half + 1), windows },
      open: kind?.wereOpen.get(half) ?? 0,
      oneLess:
        oneLess === null
          ? null
          : { queue: oneLess.queue, from: timeOf(oneLess.half), share: oneLess.share },
    })),
  };
}

/** Duty by these figures, of the kinds that the days' hours have: of each kind of window the lowest numbers. */
function proposed(
  queues: readonly StaffingQueue[],
  kinds: readonly StaffingKind[],
  plans: readonly DayPlan[],
): Duty[] {
  const hours = [...new Set(plans.flatMap(({ periods }) => periods.map(({ kind }) => kind)))];
  return hours.flatMap((hour): Duty[] => {
    if (hour === 'regular') return [];
    const isIn = ({ from }: { readonly from: string }): boolean =>
      plans.some((plan) => kindAt(plan, halfOf(from)) === hour);
    const on = kinds.flatMap(({ windows, serves, rows }) => {
      const needed = Math.max(0, ...rows.filter(isIn).map((row) => row.windows));
      const taken = [...windows].sort((a, b) => a - b).slice(0, needed);
      return taken.length === 0 ? [] : [{ taken, serves }];
    });
    const windows = on.flatMap(({ taken }) => taken).sort((a, b) => a - b);
    const served = new Set(on.flatMap(({ serves }) => serves.map(({ queue }) => queue)));
    const wanted = queues.filter(({ rows }) => rows.some((row) => isIn(row) && row.visitors > 0));
    const open = wanted.flatMap(({ queue }) =>
      queue !== null && served.has(queue) ? [queue] : [],
    );
    return windows.length === 0 || open.length === 0 ? [] : [{ kind: hour, queues: open, windows }];
  });
}
