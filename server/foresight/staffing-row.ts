import type { StaffingRow } from '../../shared/contract/staffing.ts';
import type { Fare, HalfHourPlan } from '../../shared/rules/simulation/staffing.ts';

/** When a half-hour of the day begins: 16 is 08:00. */
export const timeOf = (half: number): string =>
  `${String(Math.floor(half / 2)).padStart(2, '0')}:${half % 2 === 0 ? '00' : '30'}`;

export const fareOf = <F extends Pick<Fare, 'p90'>>(fare: F) => ({
  ...fare,
  p90: fare.p90 === Infinity ? ('never' as const) : fare.p90,
});

/** A half-hour's plan as it is answered. */
export function staffingRow(plan: HalfHourPlan, planned: number | null): StaffingRow {
  const { half, visitors, handling, erlang, asWas, oneLess } = plan;
  return {
    from: timeOf(half),
    to: timeOf(half + 1),
    ...{ visitors, handling, erlang },
    ...fareOf({ windows: plan.windows, share: plan.share, p90: plan.p90 }),
    ...{ planned, together: null },
    asWas: asWas === null ? null : fareOf(asWas),
    oneLess: oneLess === null ? null : fareOf(oneLess),
  };
}
