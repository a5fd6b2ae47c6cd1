import type {
  Peak,
  Rate,
  RatingFigures,
  Spread,
  TicketFigures,
  WorkFigures,
} from '../../shared/contract/report.ts';
import type { Word } from '../../shared/report-words.ts';

export type Cell = string | number | null;
/** `seconds`: a length; `percent`: 0 to 1. */
export type CellKind = 'text' | 'count' | 'seconds' | 'percent';

/** A column of a table; its heading is made of the words. */
export interface Column<R> {
  readonly key: string;
  readonly heading: readonly Word[];
  readonly kind: CellKind;
  readonly of: (row: R) => Cell;
}

export function column<R>(
  heading: Word | readonly Word[],
  kind: CellKind,
  of: (row: R) => Cell,
): Column<R> {
  const list = typeof heading === 'string' ? [heading] : heading;
  return { key: list.join('_'), heading: list, kind, of };
}

/** One column for each of the counts that the rows have under these names. */
export function counts<F extends Word>(...fields: readonly F[]): Column<Record<F, number>>[] {
  return fields.map((field) => column(field, 'count', (row) => row[field]));
}

/** Five columns for each: count, mean, P50, P90, maximum. */
export function spreads<F extends Word>(...fields: readonly F[]): Column<Record<F, Spread>>[] {
  return fields.flatMap((field) => [
    column([field, 'count'], 'count', (row: Record<F, Spread>) => row[field].count),
    ...(['mean', 'p50', 'p90', 'max'] as const).map((figure) =>
      column([figure, field], 'seconds', (row: Record<F, Spread>) => row[field][figure]),
    ),
  ]);
}

/** Three columns for each: the rate with its numerator and its denominator. */
export function rates<F extends Word>(...fields: readonly F[]): Column<Record<F, Rate>>[] {
  return fields.flatMap((field) => rateColumns(field, (row: Record<F, Rate>) => row[field]));
}

export function rateColumns<R>(heading: Word, rate: (row: R) => Rate): Column<R>[] {
  return [
    column(heading, 'percent', (row) => rate(row).rate),
    column([heading, 'numerator'], 'count', (row) => rate(row).numerator),
    column([heading, 'denominator'], 'count', (row) => rate(row).denominator),
  ];
}

/** @param local an instant as the hall's clock shows it */
export function peakColumns<R>(
  heading: Word,
  peak: (row: R) => Peak,
  local: (instant: string) => string,
): Column<R>[] {
  return [
    column(heading, 'count', (row) => peak(row).count),
    column([heading, 'from'], 'text', (row) => {
      const { from } = peak(row);
      return from === null ? null : local(from);
    }),
  ];
}

export const ratingColumns: readonly Column<{ readonly ratings: RatingFigures }>[] = [
  column('served', 'count', ({ ratings }) => ratings.served),
  column('unrated', 'count', ({ ratings }) => ratings.unrated),
  ...([5, 4, 3, 2, 1] as const).map((level) =>
    column(
      `level${level}`,
      'count',
      ({ ratings }: { readonly ratings: RatingFigures }) =>
        ratings.levels.find((l) => l.level === level)?.count ?? 0,
    ),
  ),
  ...rateColumns('rated', ({ ratings }: { readonly ratings: RatingFigures }) => ratings.rated),
  ...rateColumns('bad', ({ ratings }: { readonly ratings: RatingFigures }) => ratings.bad),
];

export const outcomes = counts(
  'taken',
  'called',
  'done',
  'missed',
  'cancelled',
  'expired',
  'referred',
  'stillOpen',
  'enteredLater',
);
export const stepRates = [
  ...rates('serviceLevel'),
  ...counts('neverCalled'),
  ...rates('noShow', 'abandonment', 'estimatedStarts'),
];
export const stepSpreads = spreads('wait', 'waitAgain', 'walk', 'handling');
export const ticketColumns: Column<TicketFigures>[] = [
  ...outcomes,
  ...stepRates,
  ...stepSpreads,
  ...spreads('visit'),
];
export const workColumns: Column<WorkFigures>[] = [
  ...counts('called', 'recalls', 'done', 'missed', 'enteredLater'),
  column('openSeconds', 'seconds', (r) => r.openSeconds),
  column('pausedSeconds', 'seconds', (r) => r.pausedSeconds),
  ...rates('utilisation', 'noShow', 'estimatedStarts'),
  ...spreads('wait', 'walk', 'handling'),
  ...ratingColumns,
];
