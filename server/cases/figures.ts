import { caseKinds } from '../../shared/case-acts.ts';
import type { CaseFigures } from '../../shared/contract/case.ts';
import { serviceDay } from '../../shared/rules/day.ts';
import type { CaseOfDay } from './store.ts';

/** Counts the cases of some days by kind; a case that was opened again is not answered. */
export function caseFigures(
  rows: readonly CaseOfDay[],
  timezone: string,
  today: string,
): CaseFigures {
  return {
    kinds: caseKinds.map((kind) => {
      const those = rows.filter((row) => row.kind === kind);
      const answered = those.flatMap(({ answered_at: at, due_day: due }) =>
        at === null ? [] : [{ inTime: serviceDay(at, timezone) <= due }],
      );
      const decided = those.filter((row) => row.justified !== null);
      return {
        kind,
        opened: those.length,
        answered: answered.length,
        answeredInTime: answered.filter(({ inTime }) => inTime).length,
        overdue: those.filter((row) => row.answered_at === null && row.due_day < today).length,
        decided: decided.length,
        justified: decided.filter((row) => row.justified === 1).length,
      };
    }),
  };
}
