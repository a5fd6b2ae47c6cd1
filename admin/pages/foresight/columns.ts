import { computed } from 'vue';
import type { Staffing, StaffingRow } from '../../../shared/contract/staffing.ts';
import { staffingWords } from '../../../shared/staffing-words.ts';
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
    { key: 'open', title: say('open'), value: (r) => r.open, figures: true },
    { key: 'planned', title: say('planned'), value: (r) => r.planned, figures: true },
    { key: 'erlang', title: say('erlang'), value: (r) => r.erlang, figures: true },
  ]);
}
