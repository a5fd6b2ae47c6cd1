import { z } from 'zod';
import { Text } from './text.ts';

/** The years that a hall knows: text order is time order only while every year has four digits. */
export const firstYear = 2000;
export const lastYear = 2100;
const years = `a year from ${firstYear} to ${lastYear}`;
const isKnownYear = (text: string): boolean => {
  const year = Number(text.slice(0, 4));
  return year >= firstYear && year <= lastYear;
};

/** ISO 8601 UTC with milliseconds: fixed width, so that text order is time order. */
export const Instant = z.iso.datetime({ precision: 3 });
/** An instant as others send it; stored in the fixed width. */
export const InstantInput = z.iso
  .datetime({ offset: true })
  .transform((text) => new Date(text).toISOString())
  .refine(isKnownYear, years);
/** A local date of the hall, YYYY-MM-DD. */
export const Day = z.iso.date().refine(isKnownYear, years);
/** A local time of the hall, HH:MM. */
export const TimeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time as HH:MM');
export const Code = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/, 'letters, digits and hyphens');
/** What the product itself names a row by: a device, a booking, a key. */
export const Id = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, 'letters, digits and hyphens');
export const WindowNumber = z.number().int().min(1).max(999);
/** What stands at a window instead of its number: at most seven signs. */
export const WindowLabel = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-Z]{0,2}-?\d{1,4}[A-Z]?$/, 'letters and digits, such as A103');
export const Reason = z.string().trim().min(1).max(200);
export const Seconds = z.number().nonnegative();
export const TicketNumber = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-Z]{1,2}\d{3,6}$/, 'a number such as A001');

/** Minutes from now until called, in seconds: half are called by p50, nine in ten by p90. */
export const Estimate = z.object({ p50: Seconds, p90: Seconds });
export type Estimate = z.infer<typeof Estimate>;

/** Grows with each change of a hall's set-up: names, windows, settings, the catalogue, notices. */
export const SetupVersion = z.number().int();

export const Named = z.object({ code: Code, name: Text });

/** RFC 9457. Facts for the sentence on a screen stand beside the fixed members. */
export const ProblemAnswer = z
  .object({
    type: z.string(),
    status: z.number().int(),
    title: z.string(),
    detail: z.string(),
    code: z.string(),
    issues: z
      .array(
        z.object({
          path: z.string(),
          message: z.string(),
          code: z.string().optional(),
          facts: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
        }),
      )
      .optional(),
  })
  .loose()
  .meta({ id: 'Problem' });
export type ProblemAnswer = z.infer<typeof ProblemAnswer>;
