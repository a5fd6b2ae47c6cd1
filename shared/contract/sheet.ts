import { z } from 'zod';
import { Day, Id, Instant } from './primitives.ts';

/** A month as YYYY-MM. */
export const Month = z
  .string()
  .regex(/^20\d{2}-(0[1-9]|1[0-2])$/, 'a month as YYYY-MM')
  .meta({ id: 'Month' });

/** Whose sheet: a clerk's, by the user name, or a window's, by its number. */
export const sheetKinds = ['clerk', 'window'] as const;
export type SheetKind = (typeof sheetKinds)[number];

/** An item that points are given or taken for, out of the hall's own list. */
export const SheetItem = z.strictObject({
  code: Id,
  name: z.string().trim().min(1).max(40),
  /** The heading that it stands under. */
  group: z.string().trim().min(1).max(40),
  /** What an entry may give or take, as points. */
  least: z.number().min(-100).max(100),
  most: z.number().min(-100).max(100),
});
export type SheetItem = z.infer<typeof SheetItem>;

export const SheetItems = z
  .strictObject({
    items: z
      .array(
        SheetItem.refine(({ least, most }) => least <= most, {
          message: 'least ≤ most',
          path: ['most'],
        }),
      )
      .max(100)
      .refine((items) => new Set(items.map(({ code }) => code)).size === items.length, {
        message: 'a code stands there twice',
      }),
  })
  .meta({ id: 'SheetItems' });
export type SheetItems = z.infer<typeof SheetItems>;

const Reason = z.string().trim().min(1).max(200);

export const NewSheetEntry = z
  .strictObject({
    kind: z.enum(sheetKinds),
    /** A user name, or a window's number. */
    subject: z.string().trim().min(1).max(64),
    item: Id,
    points: z.number().multipleOf(0.5).min(-100).max(100),
    reason: Reason,
    /** The day that it is about; absent: today. */
    day: Day.optional(),
    /** The proposal that it takes up. */
    proposal: z.string().min(1).max(120).optional(),
  })
  .meta({ id: 'NewSheetEntry' });
export type NewSheetEntry = z.infer<typeof NewSheetEntry>;

export const SheetAppeal = z.strictObject({ reason: Reason }).meta({ id: 'SheetAppeal' });
export type SheetAppeal = z.infer<typeof SheetAppeal>;
/** What becomes of an entry that was appealed against. */
export const SheetVerdict = z
  .strictObject({ verdict: z.enum(['upheld', 'withdrawn']), answer: Reason })
  .meta({ id: 'SheetVerdict' });
export type SheetVerdict = z.infer<typeof SheetVerdict>;

const Person = z.object({ username: z.string(), name: z.string() });

export const SheetEntry = z
  .object({
    id: z.string(),
    kind: z.enum(sheetKinds),
    subject: z.string(),
    item: z.string(),
    itemName: z.string(),
    points: z.number(),
    reason: z.string(),
    day: Day,
    by: Person.nullable(),
    at: Instant,
    /** It counts no more. */
    withdrawn: z.boolean(),
    appeal: z.string().nullable(),
    verdict: z.enum(['upheld', 'withdrawn']).nullable(),
    answer: z.string().nullable(),
    /** Whether who asks may appeal against it now. */
    mayAppeal: z.boolean(),
  })
  .meta({ id: 'SheetEntry' });
export type SheetEntry = z.infer<typeof SheetEntry>;

export const SheetQuery = z.strictObject({ month: Month.optional() });
export type SheetQuery = z.infer<typeof SheetQuery>;

/** The sheets of a month: each with its points, and the entries behind them. */
export const MonthSheets = z
  .object({
    month: Month,
    closed: z.boolean(),
    closedAt: Instant.nullable(),
    items: z.array(SheetItem),
    sheets: z.array(
      z.object({
        kind: z.enum(sheetKinds),
        subject: z.string(),
        name: z.string(),
        points: z.number(),
        appeals: z.number().int(),
        entries: z.array(SheetEntry),
      }),
    ),
  })
  .meta({ id: 'MonthSheets' });
export type MonthSheets = z.infer<typeof MonthSheets>;

/**
 * What can propose an entry. None of these is made from handling time or from the number served, and
 * there is no place for one that is (rules.md, "Those who lead").
 */
export const proposalKinds = ['bad-rating', 'late-opening'] as const;

export const SheetProposal = z
  .object({
    key: z.string(),
    what: z.enum(proposalKinds),
    kind: z.enum(sheetKinds),
    subject: z.string(),
    name: z.string(),
    day: Day,
    /** How late it was opened, in minutes; null: not of that kind. */
    minutes: z.number().int().nullable(),
  })
  .meta({ id: 'SheetProposal' });
export type SheetProposal = z.infer<typeof SheetProposal>;

/** Nobody is bound to take one. */
export const SheetProposals = z
  .object({ items: z.array(SheetProposal) })
  .meta({ id: 'SheetProposals' });
export type SheetProposals = z.infer<typeof SheetProposals>;
