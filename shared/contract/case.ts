import { Flag } from './sorting.ts';
import { z } from 'zod';
import { caseActs, caseKinds, caseStatuses, staffCaseActs } from '../case-acts.ts';
import { Phone } from './appointment.ts';
import { Username } from './people.ts';
import { Code, Day, Instant, TicketNumber, WindowNumber } from './primitives.ts';
import { Text } from './text.ts';

const words = z.string().trim().min(1).max(1000);
const Person = z.object({ username: z.string(), name: z.string() });

/** 办不成事: what somebody came for and did not get, told by guide or clerk. */
export const OpenCase = z
  .strictObject({
    kind: z.literal('not-done'),
    /** A ticket of today; a clerk's is the one in hand. */
    number: TicketNumber.optional(),
    matter: Code.optional(),
    text: words,
    phone: Phone.optional(),
  })
  .meta({ id: 'OpenCase' });
export type OpenCase = z.infer<typeof OpenCase>;

/** The same by the visitor, of his visit. */
export const ReportNotDone = z
  .strictObject({ text: words, phone: Phone.optional() })
  .meta({ id: 'ReportNotDone' });
export type ReportNotDone = z.infer<typeof ReportNotDone>;

export const AskAgain = z.strictObject({ text: words }).meta({ id: 'AskAgain' });
export type AskAgain = z.infer<typeof AskAgain>;

export const CaseChange = z
  .strictObject({
    /** Who follows it up. */
    owner: Username.optional(),
    /** What was done about it, in words for the visitor. */
    resolution: words.optional(),
    note: words.optional(),
    /** Whether the visitor was reached. */
    contacted: z.boolean().optional(),
    /** Whether it counts against whom it is about. */
    justified: z.boolean().optional(),
  })
  .meta({ id: 'CaseChange' });
export type CaseChange = z.infer<typeof CaseChange>;

export const CaseStep = z.object({
  at: Instant,
  act: z.enum(['open', ...caseActs]),
  /** Null: the visitor. */
  by: Person.nullable(),
  note: z.string().nullable(),
});

/** Something that somebody has to see to. What would tell a clerk who rated is null for him. */
export const Case = z
  .object({
    id: z.string(),
    kind: z.enum(caseKinds),
    status: z.enum(caseStatuses),
    /** Of a bad rating. */
    level: z.number().int().nullable(),
    reasons: z.array(z.string()),
    /** What the visitor said. */
    text: z.string().nullable(),
    phone: z.string().nullable(),
    queue: Code.nullable(),
    queueName: Text.nullable(),
    matter: Code.nullable(),
    matterName: Text.nullable(),
    window: WindowNumber.nullable(),
    clerk: Person.nullable(),
    /** The ticket, for managers only, and of what could not be done for who follows it up. */
    number: z.string().nullable(),
    day: Day.nullable(),
    /** Null for whom it is about: it tells the day. */
    dueDay: Day.nullable(),
    overdue: z.boolean(),
    owner: Person.nullable(),
    resolution: z.string().nullable(),
    contacted: z.boolean().nullable(),
    justified: z.boolean().nullable(),
    appeal: z.string().nullable(),
    appealOpen: z.boolean(),
    /** It is about who asks: shown without all that tells who rated. */
    aboutMe: z.boolean(),
    openedAt: Instant.nullable(),
    answeredAt: Instant.nullable(),
    closedAt: Instant.nullable(),
    allowed: z.array(z.enum(staffCaseActs)),
  })
  .meta({ id: 'Case' });
export type Case = z.infer<typeof Case>;

export const CaseWithSteps = Case.extend({ steps: z.array(CaseStep) }).meta({
  id: 'CaseWithSteps',
});
export type CaseWithSteps = z.infer<typeof CaseWithSteps>;

export const caseSorts = ['due', 'newest', 'oldest'] as const;
/** Columns of the list, with `down`. */
export const caseColumns = ['kind', 'status', 'number', 'opened', 'due'] as const;
export const CasesQuery = z.strictObject({
  kind: z.enum(caseKinds).optional(),
  /** `unfinished`: open or in progress. */
  status: z.enum([...caseStatuses, 'unfinished']).optional(),
  /** Over its day, or due within two working days. */
  due: z.enum(['overdue', 'soon']).optional(),
  window: z.coerce.number().pipe(WindowNumber).optional(),
  clerk: Username.optional(),
  owner: Username.optional(),
  appeal: z.literal('open').optional(),
  sort: z.enum([...caseSorts, ...caseColumns]).default('due'),
  down: Flag.optional(),
  offset: z.coerce.number().int().min(0).max(100_000).default(0),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type CasesQuery = z.infer<typeof CasesQuery>;

export const CaseList = z
  .object({ total: z.number().int(), cases: z.array(Case) })
  .meta({ id: 'CaseList' });
export type CaseList = z.infer<typeof CaseList>;

/** A case as its visitor follows it. */
export const VisitorCase = z
  .object({
    id: z.string(),
    kind: z.enum(caseKinds),
    status: z.enum(caseStatuses),
    text: z.string().nullable(),
    dueDay: Day,
    resolution: z.string().nullable(),
    openedAt: Instant,
    answeredAt: Instant.nullable(),
    canAskAgain: z.boolean(),
  })
  .meta({ id: 'VisitorCase' });
export type VisitorCase = z.infer<typeof VisitorCase>;

export const VisitorCases = z
  .object({ canReport: z.boolean(), cases: z.array(VisitorCase) })
  .meta({ id: 'VisitorCases' });
export type VisitorCases = z.infer<typeof VisitorCases>;

/** Service days, both included, at most a year. */
export const CaseFiguresQuery = z
  .strictObject({ from: Day, to: Day })
  .refine(
    ({ from, to }) => from <= to && Date.parse(to) - Date.parse(from) < 366 * 86_400_000,
    'a range of at most 366 days, first day first',
  );

/** The cases of some service days, by kind. Every rate is made of two of these counts. */
export const CaseFigures = z
  .object({
    kinds: z.array(
      z.object({
        kind: z.enum(caseKinds),
        opened: z.number().int(),
        /** Answered or closed; of these, those by the end of their due day. */
        answered: z.number().int(),
        answeredInTime: z.number().int(),
        /** Neither, though their day is over. */
        overdue: z.number().int(),
        /** Of which it was said whether they count against the clerk; those that do. */
        decided: z.number().int(),
        justified: z.number().int(),
      }),
    ),
  })
  .meta({ id: 'CaseFigures' });
export type CaseFigures = z.infer<typeof CaseFigures>;
