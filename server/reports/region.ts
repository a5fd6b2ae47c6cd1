import { ThroughputReport } from '../../shared/contract/throughput.ts';
import type { Cut } from '../../shared/contract/throughput.ts';
import { type Language, languages, type Text, textIn } from '../../shared/languages.ts';
import type { Instant } from '../../shared/rules/instants.ts';
import { periodBefore, yearBefore } from '../../shared/rules/sums/before.ts';
import { CutReport } from '../../shared/rules/sums/cut.ts';
import { firstOfCombined } from '../../shared/packages.ts';
import type { Known } from '../../shared/rules/sums/dimensions.ts';
import type { DayLines } from '../../shared/rules/sums/lines.ts';
import { onSources, type Sources } from '../archives/sources.ts';
import type { Reader } from '../db/open.ts';
import { configOf, type HallConfig } from '../hall/config.ts';
import { linesOfDays } from './day-lines.ts';
import { definitions } from './definitions.ts';
import { type Planned, periodsThen } from './hours-then.ts';
import { knownOf, type Named, namesOf, type People } from './known.ts';
import { staffNames } from './store.ts';
import { type FiguresWish, filtersOf, inForm, keysOf, namedRows, peopleIn } from './throughput.ts';

/** Which figures of which halls; goes to another thread as it is. */
export interface RegionWish extends FiguresWish {
  /** By their ids, each with its time; at least one. */
  readonly halls: readonly { readonly id: string; readonly now: Instant }[];
}

interface Part {
  readonly hall: HallConfig;
  readonly now: Instant;
  readonly people: People;
}
interface Making {
  readonly wish: RegionWish;
  readonly parts: readonly Part[];
  readonly planned: Planned;
  readonly db: Reader;
  readonly sources: Sources;
}
interface Span {
  readonly from: string;
  readonly to: string;
}

/**
 * The figures of several halls as of one: of the same sums, hall after hall. What has the same code in them is
 * one row; windows, zones and clients are of their hall. Peaks are the highest of any of the halls.
 */
export async function makeRegionThroughput(
  db: Reader,
  wish: RegionWish,
  planned: Planned,
): Promise<string | Uint8Array> {
  const staff = await staffNames(db);
  const parts: Part[] = [];
  for (const { id, now } of wish.halls) {
    const people = await peopleIn(db, wish, { hallId: id, staff });
    parts.push({ hall: await configOf(db, id), now, people });
  }
  const report = await onSources(db, wish.archives, (sources) =>
    reportOf({ wish, parts, planned, db, sources }),
  );
  return inForm(report, wish);
}

async function reportOf(making: Making): Promise<ThroughputReport> {
  const { wish, parts } = making;
  const { from, to, by } = wish;
  const naming = (cut: Cut) => namesOver(cut, making);
  const counted = await countedOf(making, { from, to });
  const before: ThroughputReport['before'] = [];
  for (const kind of wish.compare) {
    const span = kind === 'previous' ? periodBefore({ from, to }) : yearBefore({ from, to });
    const { total, rows } = (await countedOf(making, span)).figures;
    before.push({ kind, ...span, total, rows: namedRows(rows, by, naming) });
  }
  const { total, rows, waits, estimates, heat } = counted.figures;
  return ThroughputReport.parse({
    hall: 'region',
    halls: parts.map(({ hall: { code, name } }) => ({ code, name })),
    name: nameOfAll(parts.map(({ hall }) => hall.name)),
    timezone: parts[0]!.hall.timezone,
    ...{ from, to, at: parts[0]!.now, by, filters: filtersOf(wish, naming) },
    ...{ ok: counted.ok, faults: counted.faults },
    ...{ total, rows: namedRows(rows, by, naming), before, waits, estimates, heat },
    ...{ outOfOrder: [], outOfOrderNotListed: 0 },
    definitions: [...definitions],
  });
}

async function countedOf({ wish, parts, planned, db, sources }: Making, span: Span) {
  const filters = keysOf(wish);
  const isByHours = wish.by === 'duty' || filters.duty !== undefined;
  const region = new Region(parts.map(({ hall }) => hall));
  const report = new CutReport({ by: wish.by, filters, known: region.known });
  for (const { hall, now, people } of parts) {
    const periods = isByHours ? await periodsThen(db, hall, span, planned) : new Map();
    region.turnTo(hall, knownOf(hall, people, periods));
    const days = { hallId: hall.id, timezone: hall.timezone, now, ...span };
    for await (const lines of linesOfDays(sources, days)) report.add(region.inCodes(lines));
  }
  return { figures: report.figures(), ok: report.ok, faults: [...new Set(report.faults)].sort() };
}

/** What the set-ups of several halls say together, of lines that name everything by codes. */
class Region {
  private own: Known | null = null;
  private hall: HallConfig | null = null;
  private readonly zones = new Map<string, string>();
  private readonly stages = new Map<string, string>();
  private readonly directions = new Map<string, string>();
  private readonly departments = new Map<string, string>();
  readonly known: Known;

  constructor(halls: readonly HallConfig[]) {
    for (const { code, windowById, packages, matterById } of halls) {
      for (const { number, zone } of windowById.values())
        this.zones.set(ofHall(code, number), ofHall(code, zone.code));
      for (const pack of packages) {
        this.stages.set(pack.code, pack.stage);
        this.directions.set(pack.code, pack.direction);
      }
      for (const matter of matterById.values())
        this.departments.set(matter.code, matter.department);
    }
    const itself = (code: string): string => code;
    // Whose day is added, says: hours and periods of duty are its own.
    const own = (): Known => this.own!;
    this.known = {
      get hall() {
        return own().hall;
      },
      get periods() {
        return own().periods;
      },
      hoursOf: (begins) => own().hoursOf(begins),
      ...{
        queue: itself,
        window: itself,
        clerk: itself,
        package: itself,
        category: itself,
        client: itself,
      },
      zoneOfWindow: (window) => this.zones.get(window) ?? null,
      stageOfPackage: (code) => this.stages.get(firstOfCombined(code)) ?? null,
      directionOfPackage: (code) => this.directions.get(firstOfCombined(code)) ?? null,
      departmentOfMatter: (code) => this.departments.get(code) ?? null,
    };
  }

  /** The hall whose days come next. */
  turnTo(hall: HallConfig, known: Known): void {
    this.hall = hall;
    this.own = known;
  }

  inCodes(lines: DayLines): DayLines {
    const { code, matterById } = this.hall!;
    const own = this.own!;
    const { names } = lines;
    return {
      ...lines,
      names: {
        ...names,
        queues: names.queues.map((id) => own.queue(id)),
        windows: names.windows.map((id) => ofHall(code, own.window(id))),
        staff: names.staff.map((id) => own.clerk(id)),
        packages: names.packages.map((id) => own.package(id)),
        categories: names.categories.map((id) => own.category(id)),
        clients: names.clients.map((id) => ofHall(code, own.client(id))),
        matters: names.matters.map((id) => matterById.get(id)?.code ?? id),
      },
    };
  }
}

const ofHall = (hall: string, what: string | number): string => `${hall}/${what}`;

/** The names of the rows of a cut in several halls: of what is the same in them, the first hall's. */
function namesOver(by: Cut, { parts }: Making): ReadonlyMap<string, Named> {
  const names = new Map<string, Named>();
  for (const { hall, people } of parts)
    for (const [key, named] of namesOf(by, hall, people)) {
      if (by === 'window' || by === 'zone' || by === 'client') {
        const label = by === 'window' ? { label: named.label ?? key } : {};
        names.set(ofHall(hall.code, key), { name: beside(hall.name, named.name), ...label });
      } else if (!names.has(key)) names.set(key, named);
    }
  return names;
}

/** 幸福镇大厅 户籍窗口: what belongs to a hall, with the hall before it. */
function beside(hall: Text, what: Text): Text {
  return inEach((language) => `${textIn(hall, language)} ${textIn(what, language)}`);
}

const wordsOf: Readonly<Record<Language, (first: string, count: number) => string>> = {
  'zh-Hans': (first, count) => `${first}等 ${count} 个大厅`,
  'zh-Hant': (first, count) => `${first}等 ${count} 個大廳`,
  en: (first, count) => `${first} and ${count - 1} more`,
};
function nameOfAll(names: readonly Text[]): Text {
  const [first] = names;
  if (names.length === 1) return first!;
  return inEach((language) => wordsOf[language](textIn(first!, language), names.length));
}

function inEach(say: (language: Language) => string): Text {
  const [first, ...others] = languages;
  return {
    [first]: say(first),
    ...Object.fromEntries(others.map((language) => [language, say(language)])),
  };
}
