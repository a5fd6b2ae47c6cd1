import { z } from 'zod';
import { Code, Reason } from './primitives.ts';

/**
 * To another hall, with what is still to be done. Where that hall has other codes for it, the package,
 * matters or queue there are said; else they are those of the ticket.
 */
export const Referral = z
  .strictObject({
    /** The code of the other hall. */
    hall: Code,
    reason: Reason,
    package: Code.optional(),
    matters: z.array(Code).min(1).max(40).optional(),
    queue: Code.optional(),
  })
  .refine((t) => t.queue === undefined || (t.package === undefined && t.matters === undefined), {
    message: 'a queue stands alone',
    path: ['queue'],
  })
  .meta({ id: 'Referral' });
export type Referral = z.infer<typeof Referral>;
