import { computed } from 'vue';
import type {
  ClerkRow,
  DailyReport,
  DutyRow,
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
import { dutyWords, units, type Word } from '../../../shared/report-words.ts';
import { formatTime } from '../../../shared/ui/format.ts';
import { duration, percent, rateText } from '../../figures.ts';
import type { Column } from '../../parts/columns.ts';
import { useTexts } from '../../texts/index.ts';
import { useReportWords } from './report-words.ts';
import { standardsOf } from './standards.ts';

type Day = DailyReport['days'][number];

/** The columns of every table of the report, titled in the language in use. */
export function useReportColumns(report: () => DailyReport) {
  const { language } = useTexts();
  const say = useReportWords();
  type Title = Word | readonly Word[];
  /** Between words a head may be broken, which Chinese does not say by itself. */
  const mayBreak = '\u200b';
  const titled = (title: Title): { key: string; title: string } => {
    const words = typeof title === 'string' ? [title] : title;
    const head =
      language.value === 'en' ? say(...words) : words.map((each) => say(each)).join(mayBreak);
    return { key: words.join('_'), title: head };
  };

  const count = <R>(title: Title, value: (row: R) => number): Column<R> => ({
    ...titled(title),
    value,
    figures: true,
  });
  const length = <R>(title: Title, value: (row: R) => number | null): Column<R> => ({
    ...titled(title),
    value,
    text: (row) => duration(value(row)),
    figures: true,
  });
  const rate = <R>(title: Title, of: (row: R) => Rate): Column<R> => ({
    ...titled(title),
    value: (row) => of(row).rate,
    text: (row) => rateText(of(row)),
    figures: true,
  });
  const word = <R>(title: Title, value: (row: R) => string | number | null): Column<R> => ({
    ...titled(title),
    value,
  });

  const outcomes = <R extends Outcomes>(): Column<R>[] => [
    count('taken', (r) => r.taken),
    count('called', (r) => r.called),
    count('done', (r) => r.done),
    count('missed', (r) => r.missed),
    count('cancelled', (r) => r.cancelled),
    count('expired', (r) => r.expired),
    count('referred', (r) => r.referred),
    count('stillOpen', (r) => r.stillOpen),
    count('enteredLater', (r) => r.enteredLater),
  ];
  const waits = <R extends { wait: Spread }>(): Column<R>[] => [
    count(['wait', 'count'], (r) => r.wait.count),
    length(['mean', 'wait'], (r) => r.wait.mean),
    length(['p50', 'wait'], (r) => r.wait.p50),
    length(['p90', 'wait'], (r) => r.wait.p90),
    length(['max', 'wait'], (r) => r.wait.max),
  ];
  const handling = <R extends { handling: Spread }>(): Column<R>[] => [
    count(['handling', 'count'], (r) => r.handling.count),
    length(['mean', 'handling'], (r) => r.handling.mean),
    length(['p50', 'handling'], (r) => r.handling.p50),
    length(['p90', 'handling'], (r) => r.handling.p90),
    length(['max', 'handling'], (r) => r.handling.max),
  ];
  /** Who was never called stands beside the level, and both in view before what may have to be scrolled. */
  const level = <R extends { serviceLevel: Rate; neverCalled: number }>(): Column<R>[] => [
    rate('serviceLevel', (r) => r.serviceLevel),
    count('neverCalled', (r) => r.neverCalled),
  ];
  const ratings = <R extends { ratings: RatingFigures }>(): Column<R>[] => [
    count('ratings', (r) => r.ratings.rated.numerator),
    count('badCount', (r) => r.ratings.bad.numerator),
  ];
  const work = <R extends WorkFigures>(): Column<R>[] => [
    count('called', (r) => r.called),
    count('recalls', (r) => r.recalls),
    count('done', (r) => r.done),
    count('missed', (r) => r.missed),
    count('enteredLater', (r) => r.enteredLater),
    length(['mean', 'wait'], (r) => r.wait.mean),
    length(['p90', 'wait'], (r) => r.wait.p90),
    length(['mean', 'walk'], (r) => r.walk.mean),
    ...handling<R>(),
    length('openSeconds', (r) => r.openSeconds),
    {
      ...titled('utilisation'),
      value: (r) => r.utilisation.rate,
      text: (r) => percent(r.utilisation.rate),
      figures: true,
    },
    ...ratings<R>(),
  ];
  const tickets = <R extends TicketFigures>(): Column<R>[] => [
    ...outcomes<R>(),
    ...level<R>(),
    ...waits<R>(),
    ...handling<R>(),
    length(['mean', 'visit'], (r) => r.visit.mean),
  ];

  return {
    queues: computed((): Column<QueueRow>[] => [
      word('queue', (r) => textIn(r.name, language.value)),
      ...outcomes<QueueRow>(),
      count('transferredIn', (r) => r.transferredIn),
      count('transferredOut', (r) => r.transferredOut),
      {
        ...word('serviceLevelSeconds', standardsOf),
        title: `${say('serviceLevelSeconds')}${mayBreak}${units.minutes[language.value]}`,
        figures: true,
      },
      ...level<QueueRow>(),
      ...waits<QueueRow>(),
      ...handling<QueueRow>(),
    ]),
    windows: computed((): Column<WindowRow>[] => [
      word('window', (r) => r.label ?? r.window),
      ...work<WindowRow>(),
    ]),
    clerks: computed((): Column<ClerkRow>[] => [word('clerk', (r) => r.name), ...work<ClerkRow>()]),
    packages: computed((): Column<PackageRow>[] => [
      word('package', (r) =>
        r.name === null ? say('withoutPackage') : textIn(r.name, language.value),
      ),
      ...tickets<PackageRow>(),
    ]),
    hours: computed((): Column<HourRow>[] => [
      word('hour', (r) => r.hour),
      ...outcomes<HourRow>(),
      count('callsInHour', (r) => r.callsInHour),
      count('doneInHour', (r) => r.doneInHour),
      ...level<HourRow>(),
      ...waits<HourRow>(),
    ]),
    duty: computed((): Column<DutyRow>[] => [
      word('period', (r) => say(dutyWords[r.kind])),
      ...tickets<DutyRow>(),
    ]),
    days: computed((): Column<Day>[] => [word('day', (r) => r.day), ...tickets<Day>()]),
    estimates: computed((): Column<EstimateRow>[] => [
      word('ahead', (r) => r.ahead),
      count('count', (r) => r.count),
      length('meanAbsoluteError', (r) => r.meanAbsoluteError),
      rate('withinP90', (r) => r.withinP90),
    ]),
    outOfOrder: computed((): Column<OutOfOrder>[] => [
      {
        ...word<OutOfOrder>('time', (r) => r.at),
        text: (r) => `${r.day} ${formatTime(r.at, report().timezone, language.value)}`,
      },
      word('number', (r) => r.number),
      word('kind', (r) => say(r.kind)),
      word('queue', (r) => queueName(report(), r.queue)),
      word('window', (r) => r.label ?? r.window),
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
