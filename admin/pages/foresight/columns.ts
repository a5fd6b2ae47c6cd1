import { computed } from 'vue';
import type { Staffing, StaffingRow } from '../../../shared/contract/staffing.ts';
import { staffingWords } from '../../../shared/staffing-words.ts';
import { rowsOf } from '../../setup/codes.ts';
import type { Column } from '../../parts/columns.ts';
import { useTexts } from '../../texts/index.ts';

const percentOf = (share: number | null): string =>
  share === null ? '–' : `${Math.round(100 * share)}%`;

/** The columns of one queue's half-hours. */
export function useStaffingColumns() {
  const { t, language } = useTexts();
  const say = (key: keyof typeof staffingWords): string => staffingWords[key][language.value];
  const p90 = (row: StaffingRow): number | null => (row.p90 === 'never' ? Infinity : row.p90);
  return computed((): Column<StaffingRow>[] => [
    {
      key: 'from',
      title: say('from'),
      value: (r) => r.from,
      text: (r) => `${r.from}–${r.to}`,
      whole: true,
    },
    {
      key: 'visitors',
      title: say('visitors'),
      value: (r) => r.visitors,
      text: (r) => r.visitors.toFixed(1),
      figures: true,
    },
    {
      key: 'handling',
      title: say('handling'),
      value: (r) => r.handling,
      text: (r) => r.handling.toFixed(1),
      figures: true,
    },
    { key: 'needed', title: say('needed'), value: (r) => r.windows, figures: true },
    {
      key: 'share',
      title: say('share'),
      value: (r) => r.share,
      text: (r) => percentOf(r.share),
      figures: true,
    },
    {
      key: 'p90',
      title: say('p90'),
      value: p90,
      text: (r) =>
        r.p90 === 'never' ? t('foresight.never') : r.p90 === null ? '–' : String(Math.round(r.p90)),
      figures: true,
    },
    {
      key: 'together',
      title: say('together'),
      value: (r) => r.together?.share ?? null,
      text: (r) => percentOf(r.together?.share ?? null),
      figures: true,
    },
    { key: 'open', title: say('open'), value: (r) => r.asWas?.windows ?? null, figures: true },
    {
      key: 'asWas',
      title: say('asWas'),
      value: (r) => r.asWas?.share ?? null,
      text: (r) => percentOf(r.asWas?.share ?? null),
      figures: true,
    },
    { key: 'planned', title: say('planned'), value: (r) => r.planned, figures: true },
    { key: 'erlang', title: say('erlang'), value: (r) => r.erlang, figures: true },
  ]);
}

type Total = Staffing['total'][number];

/** The columns of the whole hall's half-hours. */
export function useTotalColumns() {
  const { language } = useTexts();
  const say = (key: keyof typeof staffingWords): string => staffingWords[key][language.value];
  return computed((): Column<Total>[] => [
    {
      key: 'from',
      title: say('from'),
      value: (r) => r.from,
      text: (r) => `${r.from}–${r.to}`,
      whole: true,
    },
    { key: 'needed', title: say('needed'), value: (r) => r.windows, figures: true },
    { key: 'apart', title: say('apart'), value: (r) => r.apart, figures: true },
    { key: 'open', title: say('open'), value: (r) => r.open, figures: true },
    { key: 'planned', title: say('planned'), value: (r) => r.planned, figures: true },
    { key: 'erlang', title: say('erlang'), value: (r) => r.erlang, figures: true },
  ]);
}

/** A half-hour with what each kind of window is to have in it. */
export interface KindsRow {
  readonly from: string;
  readonly to: string;
  readonly windows: readonly number[];
}

/** A column for each kind of windows, by their numbers and by what they serve. */
export function useKindColumns(kinds: () => Staffing['kinds'], nameOf: (queue: string) => string) {
  const { language } = useTexts();
  const say = (key: keyof typeof staffingWords): string => staffingWords[key][language.value];
  return computed((): Column<KindsRow>[] => [
    {
      key: 'from',
      title: say('from'),
      value: (r) => r.from,
      text: (r) => `${r.from}–${r.to}`,
      whole: true,
    },
    ...kinds().map(({ windows, serves }, i): Column<KindsRow> => {
      const comma = language.value === 'en' ? ', ' : '、';
      const numbers = windows.length === 0 ? say('none') : rowsOf(windows, comma);
      const main = serves.filter(({ handicapMinutes }) => handicapMinutes === 0);
      const names = (main.length === 0 ? serves : main).map(({ queue }) => nameOf(queue));
      return {
        key: `kind-${i}`,
        title: `${numbers} ${names.join(comma)}`,
        value: (r) => r.windows[i] ?? 0,
        figures: true,
      };
    }),
  ]);
}
