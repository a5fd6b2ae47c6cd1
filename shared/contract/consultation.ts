import { z } from 'zod';
import { Code, Instant, WindowNumber } from './primitives.ts';

/** A question that was answered without a ticket (咨询): all of it can be left out. */
export const Consultation = z
  .strictObject({
    window: WindowNumber.optional(),
    queue: Code.optional(),
    /** Absent: that of the window, or of a queue that has one only. */
    zone: Code.optional(),
    matter: Code.optional(),
  })
  .meta({ id: 'Consultation' });
export type Consultation = z.infer<typeof Consultation>;

export const Consulted = z
  .object({
    id: z.string(),
    at: Instant,
    /** It can be taken back until then. */
    undoUntil: Instant,
    /** How many the one who asks has answered today. */
    today: z.number().int(),
  })
  .meta({ id: 'Consulted' });
export type Consulted = z.infer<typeof Consulted>;
