import type { StaffingRow } from '../../shared/contract/staffing.ts';
import type { Fare, HalfHourPlan } from '../../shared/rules/simulation/staffing.ts';

/** When a half-hour of the day begins: 16 is 08:00. */
export const timeOf = (half: number): string =>
  `${String(Math.floor(half / 2)).padStart(2, '0')}:${half % 2 === 0 ? '00' : '30'}`;

const fareOf = ({ windows, share, p90 }: Fare) => ({
  windows,
  share,
  p90: p90 === Infinity ? ('never' as const) : p90,
});

/** A half-hour's plan as it is answered. */
export function staffingRow(plan: HalfHourPlan, planned: number | null): StaffingRow {
  const { half, visitors, handling, erlang, asWas, oneLess } = plan;
  return {
    from: timeOf(half),
    to: timeOf(half + 1),
    ...{ visitors, handling, erlang },
    ...fareOf(plan),
    planned,
    asWas: asWas === null ? null : fareOf(asWas),
    oneLess: oneLess === null ? null : fareOf(oneLess),
  };
}
