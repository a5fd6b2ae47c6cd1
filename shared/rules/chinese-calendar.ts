import chineseDays from 'chinese-days';
import type { Text } from '../languages.ts';

/**
 * The public holidays and make-up working days of mainland China, as the package chinese-days knows
 * them from the State Council's notices. A year without a notice yet is not there at all.
 */
export interface SeedDay {
  readonly day: string;
  readonly kind: 'holiday' | 'workday';
  readonly name: Text;
}

const firstYear = 2020;
const lastYear = 2040;

const traditional: Readonly<Record<string, string>> = {
  春节: '春節',
  劳动节: '勞動節',
  国庆节: '國慶節',
};

let known: ReadonlyMap<number, readonly SeedDay[]> | undefined;

/** Every known year with the days that differ from their weekday. They do not change while the program runs. */
export function knownChineseYears(): ReadonlyMap<number, readonly SeedDay[]> {
  return (known ??= readYears());
}

function readYears(): ReadonlyMap<number, readonly SeedDay[]> {
  const years = new Map<number, SeedDay[]>();
  for (let year = firstYear; year <= lastYear; year += 1) {
    const days = daysOf(year);
    if (days.some((d) => d.kind === 'holiday')) years.set(year, days);
  }
  return years;
}

function daysOf(year: number): SeedDay[] {
  const found: SeedDay[] = [];
  for (let at = new Date(Date.UTC(year, 0, 1)); at.getUTCFullYear() === year;) {
    // The package reads the local date of what it is given, so it is given local noon.
    const local = new Date(year, at.getUTCMonth(), at.getUTCDate(), 12);
    const { work, name } = chineseDays.getDayDetail(local);
    // A day in a notice is named "English,中文,days"; any other by its weekday alone.
    const [en, zh] = name.split(',');
    if (en !== undefined && zh !== undefined) {
      found.push({
        day: at.toISOString().slice(0, 10),
        kind: work ? 'workday' : 'holiday',
        name: { 'zh-Hans': zh, 'zh-Hant': traditional[zh] ?? zh, en },
      });
    }
    at = new Date(at.getTime() + 86_400_000);
  }
  return found;
}
