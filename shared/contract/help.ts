import { z } from 'zod';
import { Instant } from './primitives.ts';

/** `unanswered`: its time is over and nobody came; `withdrawn`: the visitor needs nobody any more. */
export const helpStatuses = ['ringing', 'taken', 'unanswered', 'withdrawn'] as const;

/** A visitor at a kiosk has asked for somebody (请人帮忙), as the kiosk sees it. */
export const HelpCall = z
  .object({
    id: z.string(),
    status: z.enum(helpStatuses),
    at: Instant,
    /** Until then it rings. */
    until: Instant,
  })
  .meta({ id: 'HelpCall' });
export type HelpCall = z.infer<typeof HelpCall>;

/** A call that rings at the guide's desk now. */
export const HelpRing = z
  .object({
    id: z.string(),
    /** The name of the kiosk. */
    device: z.string(),
    at: Instant,
    until: Instant,
  })
  .meta({ id: 'HelpRing' });
export type HelpRing = z.infer<typeof HelpRing>;
