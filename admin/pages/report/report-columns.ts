import { computed } from 'vue';
import type {
  ClerkRow,
  DailyReport,
  EstimateRow,
  HourRow,
  OutOfOrder,
  Outcomes,
  PackageRow,
  QueueRow,
  Rate,
  RatingFigures,
  Spread,
  TicketFigures,
  WindowRow,
  WorkFigures,
} from '../../../shared/contract/report.ts';
import { textIn } from '../../../shared/languages.ts';
import { reasonIn } from '../../../shared/reasons.ts';
import { formatTime } from '../../../shared/ui/format.ts';
import { duration, rateText } from '../../figures.ts';
import type { Column } from '../../parts/columns.ts';
import { useTexts } from '../../texts/index.ts';
import { standardsOf } from './standards.ts';

type Day = DailyReport['days'][number];
type Title = Parameters<ReturnType<typeof useTexts>['t']>[0];

/** The columns of every table of the report, titled in the language in use. */
export function useReportColumns(report: () => DailyReport) {
  const { t, language } = useTexts();
  const title = (key: string): string => t(`report.column.${key}` as Title);

  const count = <R>(key: string, value: (row: R) => number): Column<R> => ({
    key,
    title: title(key),
    value,
    figures: true,
  });
  const length = <R>(key: string, value: (row: R) => number | null): Column<R> => ({
    key,
    title: title(key),
    value,
    text: (row) => duration(value(row)),
    figures: true,
  });
  const rate = <R>(key: string, of: (row: R) => Rate): Column<R> => ({
    key,
    title: title(key),
    value: (row) => of(row).rate,
    text: (row) => rateText(of(row)),
    figures: true,
  });
  const word = <R>(key: string, value: (row: R) => string | number | null): Column<R> => ({
    key,
    title: title(key),
    value,
  });

  const outcomes = <R extends Outcomes>(): Column<R>[] => [
    count('taken', (r) => r.taken),
    count('called', (r) => r.called),
    count('done', (r) => r.done),
    count('missed', (r) => r.missed),
    count('cancelled', (r) => r.cancelled),
    count('expired', (r) => r.expired),
    count('open', (r) => r.stillOpen),
  ];
  const waits = <R extends { wait: Spread }>(): Column<R>[] => [
    count('waits', (r) => r.wait.count),
    length('meanWait', (r) => r.wait.mean),
    length('p50Wait', (r) => r.wait.p50),
    length('p90Wait', (r) => r.wait.p90),
    length('maxWait', (r) => r.wait.max),
  ];
  const handling = <R extends { handling: Spread }>(): Column<R>[] => [
    count('handlings', (r) => r.handling.count),
    length('handling', (r) => r.handling.mean),
    length('p50Handling', (r) => r.handling.p50),
    length('p90Handling', (r) => r.handling.p90),
    length('maxHandling', (r) => r.handling.max),
  ];
  /** Who was never called stands beside the level. */
  const level = <R extends { serviceLevel: Rate; neverCalled: number }>(): Column<R>[] => [
    rate('serviceLevel', (r) => r.serviceLevel),
    count('neverCalled', (r) => r.neverCalled),
  ];
  const ratings = <R extends { ratings: RatingFigures }>(): Column<R>[] => [
    count('rated', (r) => r.ratings.rated.numerator),
    count('bad', (r) => r.ratings.bad.numerator),
  ];
  const work = <R extends WorkFigures>(): Column<R>[] => [
    count('called', (r) => r.called),
    count('recalls', (r) => r.recalls),
    count('done', (r) => r.done),
    count('missed', (r) => r.missed),
    length('meanWait', (r) => r.wait.mean),
    length('p90Wait', (r) => r.wait.p90),
    length('walk', (r) => r.walk.mean),
    ...handling<R>(),
    length('openTime', (r) => r.openSeconds),
    {
      key: 'utilisation',
      title: title('utilisation'),
      value: (r) => r.utilisation.rate,
      text: (r) =>
        r.utilisation.rate === null ? '–' : `${(r.utilisation.rate * 100).toFixed(1)}%`,
      figures: true,
    },
    ...ratings<R>(),
  ];
  const tickets = <R extends TicketFigures>(): Column<R>[] => [
    ...outcomes<R>(),
    ...waits<R>(),
    ...handling<R>(),
    length('visit', (r) => r.visit.mean),
    ...level<R>(),
  ];

  return {
    queues: computed((): Column<QueueRow>[] => [
      word('queue', (r) => textIn(r.name, language.value)),
      ...outcomes<QueueRow>(),
      count('in', (r) => r.transferredIn),
      count('out', (r) => r.transferredOut),
      ...waits<QueueRow>(),
      ...handling<QueueRow>(),
      { ...word('standard', standardsOf), figures: true },
      ...level<QueueRow>(),
    ]),
    windows: computed((): Column<WindowRow>[] => [
      word('window', (r) => r.window),
      ...work<WindowRow>(),
    ]),
    clerks: computed((): Column<ClerkRow>[] => [word('clerk', (r) => r.name), ...work<ClerkRow>()]),
    packages: computed((): Column<PackageRow>[] => [
      word('package', (r) =>
        r.name === null ? t('report.column.noPackage') : textIn(r.name, language.value),
      ),
      ...tickets<PackageRow>(),
    ]),
    hours: computed((): Column<HourRow>[] => [
      word('hour', (r) => r.hour),
      ...outcomes<HourRow>(),
      count('callsInHour', (r) => r.callsInHour),
      count('doneInHour', (r) => r.doneInHour),
      ...waits<HourRow>(),
      ...level<HourRow>(),
    ]),
    days: computed((): Column<Day>[] => [word('day', (r) => r.day), ...tickets<Day>()]),
    estimates: computed((): Column<EstimateRow>[] => [
      word('ahead', (r) => r.ahead),
      count('count', (r) => r.count),
      length('error', (r) => r.meanAbsoluteError),
      rate('within', (r) => r.withinP90),
    ]),
    outOfOrder: computed((): Column<OutOfOrder>[] => [
      {
        ...word<OutOfOrder>('at', (r) => r.at),
        text: (r) => `${r.day} ${formatTime(r.at, report().timezone, language.value)}`,
      },
      word('number', (r) => r.number),
      word('kind', (r) => t(`report.kind.${r.kind}`)),
      word('queue', (r) => queueName(report(), r.queue)),
      word('window', (r) => r.window),
      word('clerk', (r) => r.clerk),
      word('reason', (r) =>
        reasonIn(r.kind === 'call' ? 'call' : 'transfer', r.reason ?? '', language.value),
      ),
    ]),
  };

  function queueName(of: DailyReport, code: string): string {
    const row = of.queues.find((queue) => queue.queue === code);
    return row === undefined ? code : textIn(row.name, language.value);
  }
}
