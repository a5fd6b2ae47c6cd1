import type { AlarmAct } from '../contract/alarm.ts';
import type { DueApplications } from '../contract/application.ts';
import type { Condition } from './alarms.ts';
import type { Instant } from './instants.ts';

/** Something that somebody has to see to by a day or an instant. */
export interface Due {
  readonly id: string;
  /** From when on it is due, and overdue; the same order as these. */
  readonly dueAt: Instant;
  readonly overdue: boolean;
}

/** Cases of bad ratings that are due today, or overdue. @param due the most urgent first */
export function dueCases(due: readonly Due[]): Condition[] {
  return dueOf('cases', due, 'case', 'go-cases');
}

/** Visits at home of today, those whose time is over, and requests that nobody took. */
export function dueVisits(due: readonly Due[]): Condition[] {
  return dueOf('visits', due, 'visit', 'go-visits');
}

/** What was handed in (办件) and is over its day, or due within two working days. */
export function dueApplications(
  { overdue, dueSoon, first }: DueApplications,
  now: Instant,
): Condition[] {
  const [urgent] = first;
  if (urgent === undefined) return [];
  return (
    [
      ['overdue', overdue],
      ['due', dueSoon],
    ] as const
  ).flatMap(([how, count]): Condition[] =>
    count === 0
      ? []
      : [
          {
            code: `applications-${how}`,
            subject: '',
            detail: String(count),
            after: 0,
            severity: how === 'overdue' ? 'urgent' : 'attention',
            about: { count },
            since: how === 'overdue' ? `${urgent.dueDay}T00:00:00.000Z` : now,
            acts: [{ act: 'go-applications' }],
          },
        ],
  );
}

/** Obstacles of walks and patrols that are over their day. @param days when they were due, the first one first */
export function overdueObstacles(days: readonly string[]): Condition[] {
  const [first] = days;
  if (first === undefined) return [];
  return [
    {
      code: 'obstacles-overdue',
      subject: '',
      detail: String(days.length),
      after: 0,
      severity: 'attention',
      about: { count: days.length },
      since: `${first}T00:00:00.000Z`,
      acts: [{ act: 'go-obstacles' }],
    },
  ];
}

/** One alarm for all that is overdue, one for all that is due, whatever their number. */
function dueOf(
  name: string,
  due: readonly Due[],
  what: 'case' | 'visit',
  go: AlarmAct['act'],
): Condition[] {
  return (['overdue', 'due'] as const).flatMap((how): Condition[] => {
    const those = due.filter(({ overdue }) => overdue === (how === 'overdue'));
    const [first] = those;
    if (first === undefined) return [];
    return [
      {
        code: `${name}-${how}`,
        subject: '',
        detail: String(those.length),
        after: 0,
        severity: how === 'overdue' ? 'urgent' : 'attention',
        about: { [what]: first.id, count: those.length },
        since: first.dueAt,
        acts: [{ act: go }],
      },
    ];
  });
}

/** The hall that is followed has changed its set-up. @param count how many things differ here */
export function setupBehind(count: number): Condition {
  return {
    code: 'setup-behind',
    subject: '',
    detail: String(count),
    severity: 'attention',
    about: { count },
    since: null,
    after: 0,
    acts: [{ act: 'go-setup' }],
  };
}
