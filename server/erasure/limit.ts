import type { Instant } from '../../shared/rules/instants.ts';

/** Before when something is too old to be kept: by service day, and by instant. */
export interface Before {
  readonly day: string;
  readonly instant: Instant;
}
export interface Limit {
  readonly hall: string;
  readonly details: Before;
  readonly texts: Before;
  /** The first day whose reasons were not looked through yet. */
  readonly textsSince: string;
  /** Rows of each kind, so that no command waits long behind it. */
  readonly atOnce: number;
}
