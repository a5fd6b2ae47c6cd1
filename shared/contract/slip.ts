import { z } from 'zod';
import { Matter, Package } from './catalogue.ts';
import { HallFile } from './hall.ts';
import { Language } from './text.ts';

export const PrintSlip = z.strictObject({
  /** Staff choose the kiosk whose printer prints, by its id; absent: the hall's first. */
  device: z.string().max(64).optional(),
});
export type PrintSlip = z.infer<typeof PrintSlip>;

/** A kiosk whose network printer prints slips for whoever works here. */
export const SlipPrinter = z
  .object({ id: z.string(), name: z.string() })
  .meta({ id: 'SlipPrinter' });
export type SlipPrinter = z.infer<typeof SlipPrinter>;

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

/** A package of a set-up that is not published yet, with what its slip says of the hall. */
export const ExampleSlip = z.strictObject({
  hall: HallFile.pick({
    name: true,
    logo: true,
    timezone: true,
    zones: true,
    queues: true,
    windows: true,
    settings: true,
  }),
  package: Package,
  /** Those of its steps. */
  matters: z.array(Matter.pick({ code: true, name: true })).max(400),
  language: Language,
});
export type ExampleSlip = z.infer<typeof ExampleSlip>;

export const DrawnSlip = z.object({ svg: z.string() }).meta({ id: 'DrawnSlip' });
