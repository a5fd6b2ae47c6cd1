import type { Instant } from './instants.ts';

/** What is shown in some zones only, or from one instant to another (half-open), where said. */
interface Bounded {
  readonly from?: Instant | undefined;
  readonly to?: Instant | undefined;
  readonly zones?: readonly string[] | undefined;
}
export type Showing = 'now' | 'to-come' | 'over';

/** Where something stands in its time. */
export function showingAt({ from, to }: Bounded, now: Instant): Showing {
  if (to !== undefined && to <= now) return 'over';
  return from !== undefined && from > now ? 'to-come' : 'now';
}

/**
 * Whether something is shown at a moment in a zone. What is of some zones is theirs alone: a board
 * of the whole hall and a kiosk (`zone` null) do not show it.
 */
export function isShown(item: Bounded, zone: string | null, now: Instant): boolean {
  if (showingAt(item, now) !== 'now') return false;
  return item.zones === undefined || (zone !== null && item.zones.includes(zone));
}

/** Changes when the clock begins or ends one of them. */
export function showingSign(items: readonly Bounded[], now: Instant): string {
  return items.map((item) => (showingAt(item, now) === 'now' ? '1' : '0')).join('');
}
