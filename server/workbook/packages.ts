import type { Places } from './places.ts';
import { type Fault, type ReadRow, tellUnknown } from './table.ts';

type Thing = Record<string, unknown>;

/** What belongs to packages and matters, and stands in sheets of its own. */
export class PackagesRead {
  private readonly packages: readonly Thing[];
  private readonly byCode = new Map<unknown, number[]>();
  private readonly matterByCode: ReadonlyMap<unknown, number>;
  private readonly matters: readonly Thing[];
  private readonly steps = new Map<number, ReadRow[]>();
  private readonly fault: Fault;
  private readonly places: Places;

  constructor(packages: readonly Thing[], matters: readonly Thing[], fault: Fault, places: Places) {
    this.packages = packages;
    this.matters = matters;
    this.fault = fault;
    this.places = places;
    packages.forEach(({ code }, i) => {
      this.byCode.set(code, [...(this.byCode.get(code) ?? []), i]);
    });
    this.matterByCode = new Map(matters.map(({ code }, i) => [code, i]));
  }

  step(row: ReadRow): void {
    const at = this.owner(row, 'package');
    if (at === null) return;
    this.steps.set(at, [...(this.steps.get(at) ?? []), row]);
  }

  /** Steps name each other by their numbers, which may stand in any order: put in place together. */
  endSteps(): void {
    this.packages.forEach((pack, at) => {
      const rows = this.steps.get(at) ?? [];
      const numberOf = (row: ReadRow, i: number): unknown => row.value['step'] ?? i + 1;
      const position = new Map<unknown, number>();
      rows.forEach((row, i) => {
        const number = numberOf(row, i);
        if (position.has(number))
          this.fault(row.cell('step'), 'stands_twice', { code: String(number) });
        else position.set(number, i);
      });
      pack['steps'] = rows.map((row, i) => {
        const { package: _, version: __, step: ___, after, ...step } = row.value;
        this.places.row(`catalogue.packages.${at}.steps.${i}`, row);
        if (!Array.isArray(after)) return step;
        const before = (after as unknown[]).flatMap((number) => {
          const found = position.get(number);
          if (found === undefined)
            this.fault(row.cell('after'), 'unknown_step_number', { step: String(number) });
          return found ?? [];
        });
        return { ...step, after: before };
      });
    });
  }

  also(row: ReadRow): void {
    const at = this.owner(row, 'package');
    if (at === null) return;
    const { package: _, version: __, ...item } = row.value;
    this.add(`catalogue.packages.${at}`, this.packages[at]!, 'also', item, row);
  }

  paper(row: ReadRow): void {
    const { owner, code, paper, guide } = row.value;
    if (owner === 'matter') {
      const at = this.matterByCode.get(code);
      if (guide !== undefined) this.fault(row.cell('guide'), 'guide_of_packages_only');
      if (at === undefined) tellUnknown(this.fault, row.cell('code'), 'unknown_matter', code);
      else if (paper !== undefined)
        this.add(`catalogue.matters.${at}`, this.matters[at]!, 'papers', paper, row, 'paper');
      return;
    }
    if (owner !== 'package') {
      if (row.raw('owner') === null) this.fault(row.cell('owner'), 'missing');
      return;
    }
    const at = this.owner(row, 'code');
    if (at === null) return;
    const pack = this.packages[at]!;
    if (paper !== undefined)
      this.add(`catalogue.packages.${at}`, pack, 'papers', paper, row, 'paper');
    if (guide === undefined) return;
    if (pack['guide'] !== undefined && pack['guide'] !== guide)
      this.fault(row.cell('guide'), 'guide_twice');
    pack['guide'] = guide;
    this.places.cell(`catalogue.packages.${at}.guide`, row.cell('guide'));
  }

  /** The package that a row belongs to: by its code, and its version where there are several. */
  private owner(row: ReadRow, key: string): number | null {
    const code = row.value[key];
    const version = row.value['version'];
    const all = this.byCode.get(code) ?? [];
    if (all.length === 0) {
      tellUnknown(this.fault, row.cell(key), 'unknown_package_code', code);
      return null;
    }
    const fits = all.filter(
      (i) => version === undefined || this.packages[i]!['version'] === version,
    );
    if (fits.length === 1 || (fits.length > 1 && version !== undefined)) return fits[0]!;
    this.fault(row.cell('version'), version === undefined ? 'version_needed' : 'unknown_package', {
      code: String(code),
    });
    return null;
  }

  private add(
    path: string,
    owner: Thing,
    member: string,
    thing: unknown,
    row: ReadRow,
    column?: string,
  ): void {
    const things = (owner[member] ??= []) as unknown[];
    const place = `${path}.${member}.${things.length}`;
    if (column === undefined) this.places.row(place, row);
    else
      for (const language of ['zh-Hans', 'zh-Hant', 'en'])
        this.places.cell(`${place}.${language}`, row.cell(`${column}.${language}`));
    things.push(thing);
  }
}
