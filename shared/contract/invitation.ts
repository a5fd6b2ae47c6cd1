import { sortedBy } from './sorting.ts';
import { z } from 'zod';
import { appointmentKinds } from './appointment-kinds.ts';
import { BookedAppointment, PersonName, Phone } from './appointment.ts';
import { Code, Day, Id, Instant, ProblemAnswer, TimeOfDay } from './primitives.ts';
import { Language, Text } from './text.ts';

/** A list has so many people at the most, and its file so many bytes. */
export const mostInvited = 500;
export const mostInvitedBytes = 1024 * 1024;
/** People are invited further ahead than anybody books: those whose pension falls due in 60 days. */
export const mostInvitedDaysAhead = 180;

/** What becomes of who finds no place at the time wished. */
export const whenFullChoices = ['fault', 'next-free'] as const;
export type WhenFull = (typeof whenFullChoices)[number];

const wish = {
  package: Code.optional(),
  matters: z.array(Code).min(1).max(40).optional(),
  queue: Code.optional(),
};
type Wish = { readonly [K in keyof typeof wish]?: unknown };
const saysOne = (w: Wish): boolean =>
  w.queue === undefined || (w.package === undefined && w.matters === undefined);
const saysAny = (w: Wish): boolean =>
  w.queue !== undefined || w.package !== undefined || w.matters !== undefined;
const oneOf = { message: 'a package, matters, or a queue alone', path: ['package'] };

/** One row of a list; what for where it is not what the whole list is for. */
export const InvitedRow = z
  .strictObject({
    name: PersonName,
    phone: Phone,
    day: Day,
    /** When the slot begins, in the hall's own time; absent: any of that day. */
    time: TimeOfDay.optional(),
    ...wish,
  })
  .refine(saysOne, oneOf)
  .meta({ id: 'InvitedRow' });
export type InvitedRow = z.infer<typeof InvitedRow>;

const Title = z.string().trim().min(1).max(80);
/** What is written to them; `{姓名}`, `{日期}`, `{时间}`, `{办理事项}`, `{预约码}`, `{链接}`, `{大厅}` stand for what is theirs. */
const Message = z.string().trim().max(1000);

/** A list of people who are asked to come (预约邀请): invited whole, or nobody where one row has a fault. */
export const Invite = z
  .strictObject({
    title: Title,
    ...wish,
    kind: z.enum(appointmentKinds).default('window'),
    language: Language.default('zh-Hans'),
    message: Message.default(''),
    /** What becomes of who finds no place at the time wished. */
    whenFull: z.enum(whenFullChoices).default('fault'),
    /** Rows as a list has them: each is read by itself, so that every fault is told with its row. */
    people: z.array(z.unknown()).min(1).max(mostInvited),
  })
  .refine((w) => saysOne(w) && saysAny(w), oneOf)
  .meta({ id: 'Invite' });
export type Invite = z.infer<typeof Invite>;

const faults = z.array(ProblemAnswer.shape.issues.unwrap().element);

/** What a file says: the rows that can be read, and each fault with its sheet and cell. */
export const InvitedFile = z
  .object({
    people: z.array(
      z.object({
        /** Where it stands in the file, from 1; the heads are the first row. */
        row: z.number().int(),
        person: InvitedRow,
      }),
    ),
    faults,
  })
  .meta({ id: 'InvitedFile' });
export type InvitedFile = z.infer<typeof InvitedFile>;

/** What a list would do: the place of each, in the order of the list; nothing is kept by it. */
export const InvitePlan = z
  .object({
    /** Null: none, as a fault tells. */
    places: z.array(
      z
        .object({
          day: Day,
          from: Instant,
          to: Instant,
          queueName: Text,
          /** Another than the one wished, which was taken. */
          instead: z.boolean(),
        })
        .nullable(),
    ),
    /** Days whose holidays are not known yet. */
    unknownDays: z.array(Day),
    /** `path` begins with the row, from 0: `people.3.day`. */
    faults,
  })
  .meta({ id: 'InvitePlan' });
export type InvitePlan = z.infer<typeof InvitePlan>;

/** How many were invited; of these whoever is still expected, moved it, gave it up, came, was served, did not come. */
const Figures = z.object({
  invited: z.number().int(),
  expected: z.number().int(),
  moved: z.number().int(),
  cancelled: z.number().int(),
  came: z.number().int(),
  served: z.number().int(),
  missed: z.number().int(),
});
export type InvitationFigures = z.infer<typeof Figures>;

export const Invitation = z
  .object({
    id: Id,
    title: z.string(),
    kind: z.enum(appointmentKinds),
    /** What for, where a row says nothing else. */
    what: Text,
    message: z.string(),
    firstDay: Day,
    lastDay: Day,
    createdAt: Instant,
    createdBy: z.string(),
    figures: Figures,
  })
  .meta({ id: 'Invitation' });
export type Invitation = z.infer<typeof Invitation>;

export const invitationSorts = ['title', 'days', 'invited', 'created'] as const;
export const InvitationsQuery = z.strictObject({
  ...sortedBy(invitationSorts),
  offset: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});
export type InvitationsQuery = z.infer<typeof InvitationsQuery>;

export const InvitationList = z
  .object({ total: z.number().int(), invitations: z.array(Invitation) })
  .meta({ id: 'InvitationList' });
export type InvitationList = z.infer<typeof InvitationList>;

/** One list with its people, by time; names and telephones as in the list of bookings. */
export const InvitedPeople = z
  .object({
    invitation: Invitation,
    people: z.array(
      BookedAppointment.extend({
        /** The visit is done, or it was held by telephone or video. */
        served: z.boolean(),
      }),
    ),
  })
  .meta({ id: 'InvitedPeople' });
export type InvitedPeople = z.infer<typeof InvitedPeople>;

/** A word that was wrong; who is invited already has the message of then. */
export const InvitationChange = z
  .strictObject({ title: Title.optional(), message: Message.optional() })
  .refine((c) => c.title !== undefined || c.message !== undefined, {
    message: 'say what to change',
    path: ['title'],
  })
  .meta({ id: 'InvitationChange' });
export type InvitationChange = z.infer<typeof InvitationChange>;

/** What is sent to one who is still expected, to be printed or for a mail merge. */
export const Letter = z
  .object({
    name: z.string(),
    phone: z.string(),
    code: z.string(),
    day: Day,
    from: Instant,
    what: Text,
    link: z.string(),
    /** The message with what is theirs. */
    text: z.string(),
  })
  .meta({ id: 'Letter' });
export type Letter = z.infer<typeof Letter>;
