import { isOneOrSeveral, isQueueAlone, oneOrSeveral, Packages, queueAlone } from './ticket.ts';
import { z } from 'zod';
import { holdKinds, ticketStatuses, windowCommands, windowStatuses } from '../transitions.ts';
import { Files } from './client.ts';
import {
  Code,
  Instant,
  InstantInput,
  Reason,
  Seconds,
  SetupVersion,
  TicketNumber,
  WindowLabel,
  WindowNumber,
} from './primitives.ts';
import { Username } from './people.ts';
import { TerminalMessage } from './message.ts';
import { NewApplications } from './application.ts';
import { Language } from './text.ts';
import { NextPlace, TicketInHand } from './ticket.ts';

/** What becomes of the ticket in hand when the next one is called. */
const inHandFates = ['ask', 'finish', 'no-show', 'put-back'] as const;
export type InHandFate = (typeof inHandFates)[number];

/** What each command of a window takes. Unknown members are refused, so that a typo is seen. */
export const commandInputs = {
  open: z.strictObject({
    takeOver: z.boolean().optional(),
    /** Whose window it becomes, by user name, where a manager opens it for a clerk; absent: one's own. */
    clerk: Username.optional(),
  }),
  close: z.strictObject({ reason: Reason.optional() }),
  pause: z.strictObject({ reason: Reason }),
  resume: z.strictObject({}),
  'call-next': z.strictObject({
    /**
     * What becomes of the ticket in hand. Absent: `finish`, as a program means it. A key that a
     * person presses sends `ask`: who is being served is finished, and for one who was called and
     * never came the answer is 409 `decide_first`, unless the hall says that it is then a no-show.
     */
    inHand: z.enum(inHandFates).optional(),
    /** With `put-back`: why. */
    reason: Reason.optional(),
    /** With the end of the ticket in hand: what was handed in there. */
    applications: NewApplications.optional(),
  }),
  call: z.strictObject({ number: TicketNumber, reason: Reason }),
  /** A ticket for who stands at the window, in hand at once; with nothing said for its first queue. */
  'open-ticket': z
    .strictObject({
      package: Code.optional(),
      /** Several as one ticket, in place of `package`. */
      packages: Packages.optional(),
      matters: z.array(Code).min(1).max(40).optional(),
      queue: Code.optional(),
      category: Code.optional(),
      language: Language.default('zh-Hans'),
    })
    .refine(isQueueAlone, queueAlone)
    .refine(isOneOrSeveral, oneOrSeveral),
  recall: z.strictObject({}),
  start: z.strictObject({}),
  finish: z.strictObject({
    /** How it ended; with a matter left undone this, or `reason`, says why. */
    outcome: Reason.optional(),
    /** The matters that are finished; absent: all of the step. */
    matters: z.array(Code).optional(),
    reason: Reason.optional(),
    /** Passed on to the next window. */
    note: z.string().trim().max(500).optional(),
    /** What was handed in (办件), a line each. */
    applications: NewApplications.optional(),
    /** How many people's files there were; absent: as the ticket says. */
    files: Files.optional(),
  }),
  'no-show': z.strictObject({}),
  'put-back': z.strictObject({ reason: Reason }),
  hold: z.strictObject({
    kind: z.enum(holdKinds),
    until: InstantInput.optional(),
    reason: Reason.optional(),
    note: z.string().trim().max(500).optional(),
  }),
  'take-up': z.strictObject({ number: TicketNumber }),
  transfer: z.strictObject({
    queue: Code.optional(),
    window: WindowNumber.optional(),
    place: z.enum(['in-order', 'front']).default('in-order'),
    reason: Reason,
    note: z.string().trim().max(500).optional(),
  }),
  undo: z.strictObject({}),
} as const;
export type CommandInputs = {
  [C in keyof typeof commandInputs]: z.infer<(typeof commandInputs)[C]>;
};

/** One who waits, as the terminal lists them: why it stands where it stands. */
export const WaitingTicket = z.object({
  number: z.string(),
  queue: Code,
  category: Code,
  /** The reference minus the credit plus the window's handicap: the smallest goes first. */
  orderedBy: Instant,
  waitSeconds: Seconds,
  reason: z.enum([
    'walk-in',
    'appointment',
    'later-step',
    'returned',
    'transferred',
    'put-back',
    'front',
    'later',
    'back-here',
    'referred',
  ]),
});

export const ParkedTicket = z.object({
  number: z.string(),
  queue: Code,
  status: z.enum(['held', 'missed']),
  holdKind: z.enum(holdKinds).nullable(),
  until: Instant.nullable(),
  since: Instant,
  /** Held or missed at this window. */
  here: z.boolean(),
});
export type WaitingTicket = z.infer<typeof WaitingTicket>;

/** What a clerk has done today, for themselves. */
export const ClerkDay = z
  .object({
    served: z.number().int(),
    /** The mean handling of those served; null: none yet. */
    handlingSeconds: z.number().nullable(),
  })
  .meta({ id: 'ClerkDay' });
export type ClerkDay = z.infer<typeof ClerkDay>;

/** Whose step the last command ended, and where they go next: the clerk tells them. */
export const FinishedTicket = z
  .object({
    number: z.string(),
    status: z.enum(ticketStatuses),
    /** null: nowhere, or they are at a window already. */
    next: NextPlace.nullable(),
  })
  .meta({ id: 'FinishedTicket' });
export type FinishedTicket = z.infer<typeof FinishedTicket>;

export const WindowState = z
  .object({
    version: z.number().int(),
    at: Instant,
    /** Given on the live line. */
    setup: SetupVersion.optional(),
    window: WindowNumber,
    label: WindowLabel.optional(),
    /** False: others are on duty now; who opens it works beside them, and nobody is sent here. */
    onDuty: z.boolean(),
    zone: Code,
    status: z.enum(windowStatuses),
    clerk: z.string().nullable(),
    /** The name that the clerk is known by. */
    clerkName: z.string().nullable(),
    pauseReason: z.string().nullable(),
    since: Instant.nullable(),
    ticket: TicketInHand.nullable(),
    finished: FinishedTicket.nullable(),
    allowed: z.array(z.enum(windowCommands)),
    waiting: z.array(
      z.object({
        queue: Code,
        count: z.number().int(),
        longestSeconds: Seconds,
        handicapMinutes: z.number(),
      }),
    ),
    /** Tickets that this window could take up, or have come back. */
    parked: z.array(ParkedTicket),
    /** From the manager, read by nobody yet; the oldest first. */
    messages: z.array(TerminalMessage),
    /** Until when the last command can be undone. */
    undoUntil: Instant.nullable(),
    undoCommand: z.string().nullable(),
  })
  .meta({ id: 'WindowState' });
export type WindowState = z.infer<typeof WindowState>;
