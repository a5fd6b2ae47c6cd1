import type { Catalogue } from '../../shared/contract/catalogue.ts';
import { mostInRegion, type RegionOffer, type RegionOffers } from '../../shared/contract/region.ts';
import { serviceDay } from '../../shared/rules/day.ts';
import type { Search } from '../../shared/rules/search/found.ts';
import type { Clock } from '../clock.ts';
import type { Reader } from '../db/open.ts';
import type { Commands } from '../command/run.ts';
import { matterInFile, packageInFile } from '../hall/catalogue-view.ts';
import { type HallConfig, packageOn } from '../hall/config.ts';
import * as store from './store.ts';

interface Dependencies {
  readonly commands: Commands;
  readonly read: Reader;
  readonly clock: Clock;
}

type Offered = Omit<RegionOffer, 'by'>;
interface Index {
  readonly mark: string;
  readonly search: Search;
  readonly offers: ReadonlyMap<string, Offered>;
  /** What was found for a query already. */
  readonly found: Map<string, RegionOffers>;
}

const mostFound = 20;
/** So many queries are remembered; then all are looked for anew. */
const mostQueries = 1000;

/** What is offered where: one search over the packages and matters of all halls. */
export class RegionSearch {
  private readonly d: Dependencies;
  private index: Promise<Index> | null = null;
  private mark = '';

  constructor(dependencies: Dependencies) {
    this.d = dependencies;
  }

  /** By characters, pinyin, its initials or English words, the best first; nothing asked: what most halls offer. */
  async find(query: string): Promise<RegionOffers> {
    const index = await this.indexNow();
    const known = index.found.get(query);
    if (known !== undefined) return known;
    const items = query === '' ? mostOffered(index) : foundIn(index, query);
    if (index.found.size >= mostQueries) index.found.clear();
    index.found.set(query, { items });
    return { items };
  }

  /** Read anew when a set-up or the day has changed. */
  private async indexNow(): Promise<Index> {
    const { read, clock } = this.d;
    const rows = await store.versions(read, mostInRegion);
    const day = serviceDay(clock.now(), 'UTC');
    const mark = [day, ...rows.map((row) => `${row.id} ${row.config_version}`)].join();
    if (this.index === null || this.mark !== mark) {
      this.mark = mark;
      const reading = this.read(
        mark,
        rows.map(({ code }) => code),
      );
      // What went wrong is tried again with the next question.
      reading.catch(() => {
        this.mark = '';
      });
      this.index = reading;
    }
    return this.index;
  }

  private async read(mark: string, codes: readonly string[]): Promise<Index> {
    const offers = new Map<string, Offered>();
    const all: Catalogue = { directions: [], departments: [], matters: [], packages: [] };
    for (const code of codes) {
      const hall = await this.d.commands.hall(code);
      collect(all, offers, hall, serviceDay(this.d.clock.now(hall.id), hall.timezone));
    }
    // The dictionary is large: only where somebody searches.
    const { engineOf } = await import('../../shared/rules/search/engine.ts');
    return { mark, search: engineOf(all), offers, found: new Map() };
  }
}

/** Adds what a hall offers: the same name is the same thing, whatever code it has there. */
function collect(
  all: Catalogue,
  offers: Map<string, Offered>,
  hall: HallConfig,
  day: string,
): void {
  const add = (kind: Offered['kind'], { code, name }: { code: string; name: Offered['name'] }) => {
    const key = keyOf(kind, name['zh-Hans']);
    const known = offers.get(key);
    if (known === undefined) offers.set(key, { kind, name, halls: [{ hall: hall.code, code }] });
    else if (!known.halls.some((each) => each.hall === hall.code))
      known.halls.push({ hall: hall.code, code });
    return { key, isNew: known === undefined };
  };
  const keys = new Map<string, string>();
  for (const matter of hall.matters) {
    if (!matter.active || matter.mode !== 'hall') continue;
    const { key, isNew } = add('matter', matter);
    keys.set(matter.code, key);
    if (isNew) all.matters.push({ ...matterInFile(hall, matter), code: key });
  }
  for (const code of new Set(hall.packages.map((pack) => pack.code))) {
    const pack = packageOn(hall, code, day);
    if (pack === null) continue;
    const { key, isNew } = add('package', pack);
    const file = packageInFile(hall, pack);
    const steps = file.steps.map((step) => ({
      ...step,
      matters: step.matters.flatMap((each) => keys.get(each) ?? []),
    }));
    if (isNew) all.packages.push({ ...file, code: key, steps });
  }
}

const keyOf = (kind: string, name: string): string => `${kind} ${name}`;

function foundIn({ search, offers }: Index, query: string): RegionOffer[] {
  const exact = search.find(query);
  return (exact.length > 0 ? exact : search.likely(query))
    .slice(0, mostFound)
    .map(({ code, by }) => ({ ...offers.get(code)!, by }));
}

function mostOffered({ offers }: Index): RegionOffer[] {
  return [...offers.values()]
    .filter(({ kind }) => kind === 'package')
    .sort((a, b) => b.halls.length - a.halls.length)
    .slice(0, mostFound)
    .map((offer) => ({ ...offer, by: null }));
}
