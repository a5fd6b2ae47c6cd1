import { z } from 'zod';

export const PrintSlip = z.strictObject({
  /** Staff choose the kiosk whose printer prints, by its id; absent: the hall's first. */
  device: z.string().max(64).optional(),
});
export type PrintSlip = z.infer<typeof PrintSlip>;

export const PrintedSlip = z
  .object({
    number: z.string(),
    /** The name of the kiosk whose printer printed. */
    device: z.string(),
    /** `unwatched`: sent to a printer that does not report; whether it came out is not known. */
    paper: z.enum(['ok', 'low', 'unwatched']),
  })
  .meta({ id: 'PrintedSlip' });
export type PrintedSlip = z.infer<typeof PrintedSlip>;
