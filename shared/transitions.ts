/**
 * The transition table of a step (rules.md, "States"), as data. The server's checks, the buttons
 * that a window shows and the model test all read it; nothing else says what may follow what.
 */
export const stepStatuses = [
  'blocked',
  'waiting',
  'called',
  'serving',
  'held',
  'missed',
  'done',
  'cancelled',
  'expired',
  'referred',
] as const;
export type StepStatus = (typeof stepStatuses)[number];

export const openStatuses = ['blocked', 'waiting', 'called', 'serving', 'held', 'missed'] as const;
/** A ticket with a step in one of these stands at a window. */
export const inHandStatuses = ['called', 'serving'] as const;
/** While a step is in one of these, no other step of its ticket can be called. */
export const busyStatuses = ['called', 'serving', 'held', 'missed'] as const;
export const endedStatuses = ['done', 'cancelled', 'expired', 'referred'] as const;

export const holdKinds = ['any-window', 'this-window', 'until'] as const;
export type HoldKind = (typeof holdKinds)[number];

interface Transition {
  readonly from: readonly StepStatus[];
  readonly to: StepStatus;
  /** A reason must be given. */
  readonly reason?: true;
}

/**
 * What each act does to a step. `finish`, `hold` and `transfer` of a step that is only `called`
 * take the last call as its start and mark it as estimated.
 */
export const transitions = {
  unblock: { from: ['blocked'], to: 'waiting' },
  'call-next': { from: ['waiting'], to: 'called' },
  call: { from: ['waiting', 'held', 'missed'], to: 'called', reason: true },
  recall: { from: ['called'], to: 'called' },
  start: { from: ['called'], to: 'serving' },
  finish: { from: ['called', 'serving'], to: 'done' },
  'no-show': { from: ['called'], to: 'missed' },
  'put-back': { from: ['called'], to: 'waiting', reason: true },
  hold: { from: ['called', 'serving'], to: 'held' },
  'take-up': { from: ['held'], to: 'serving' },
  wake: { from: ['held'], to: 'waiting' },
  transfer: { from: ['called', 'serving'], to: 'waiting', reason: true },
  return: { from: ['missed', 'held'], to: 'waiting' },
  move: { from: ['waiting'], to: 'waiting', reason: true },
  drop: { from: ['blocked', 'waiting'], to: 'cancelled', reason: true },
  cancel: { from: ['blocked', 'waiting', 'held', 'missed'], to: 'cancelled' },
  /** Handled in another hall: a ticket there goes on with it. */
  refer: {
    from: ['blocked', 'waiting', 'called', 'serving', 'held', 'missed'],
    to: 'referred',
    reason: true,
  },
  expire: { from: ['blocked', 'waiting', 'called', 'serving', 'held'], to: 'expired' },
} as const satisfies Record<string, Transition>;
export type Act = keyof typeof transitions;

export function allows(act: Act, status: StepStatus): boolean {
  return (transitions[act].from as readonly StepStatus[]).includes(status);
}

export const windowStatuses = ['closed', 'open', 'paused'] as const;
export type WindowStatus = (typeof windowStatuses)[number];

type InHand = 'none' | (typeof inHandStatuses)[number];

export interface WindowCommandRule {
  readonly window: readonly WindowStatus[];
  readonly inHand: readonly InHand[];
}

const handOf = (act: Act): readonly InHand[] => inHandStatuses.filter((s) => allows(act, s));

/**
 * The commands of a window: in which state of the window, and with which ticket in hand, each is
 * allowed. Where a command acts on the ticket in hand, the step's transition table decides.
 */
export const windowCommandRules = {
  open: { window: ['closed'], inHand: ['none', 'called', 'serving'] },
  close: { window: ['open', 'paused'], inHand: ['none'] },
  pause: { window: ['open'], inHand: ['none'] },
  resume: { window: ['paused'], inHand: ['none'] },
  'call-next': { window: ['open'], inHand: ['none', ...handOf('finish')] },
  call: { window: ['open'], inHand: ['none'] },
  'open-ticket': { window: ['open'], inHand: ['none'] },
  recall: { window: ['open'], inHand: handOf('recall') },
  start: { window: ['open'], inHand: handOf('start') },
  finish: { window: ['open'], inHand: handOf('finish') },
  'no-show': { window: ['open'], inHand: handOf('no-show') },
  'put-back': { window: ['open'], inHand: handOf('put-back') },
  hold: { window: ['open'], inHand: handOf('hold') },
  'take-up': { window: ['open'], inHand: ['none'] },
  transfer: { window: ['open'], inHand: handOf('transfer') },
  undo: { window: ['open'], inHand: ['none', 'called', 'serving'] },
} as const satisfies Record<string, WindowCommandRule>;

export const windowCommands = Object.keys(windowCommandRules) as [
  WindowCommand,
  ...WindowCommand[],
];
export type WindowCommand = keyof typeof windowCommandRules;

/** What the table alone allows; the server further takes `undo`, `no-show` out while not due. */
export function allowedCommands(window: WindowStatus, inHand: StepStatus | null): WindowCommand[] {
  const hand = inHand ?? 'none';
  return windowCommands.filter((command) => {
    const rule: WindowCommandRule = windowCommandRules[command];
    return rule.window.includes(window) && (rule.inHand as readonly string[]).includes(hand);
  });
}

export const ticketStatuses = [
  'waiting',
  'called',
  'serving',
  'held',
  'missed',
  'done',
  'cancelled',
  'expired',
  'referred',
] as const;
export type TicketStatus = (typeof ticketStatuses)[number];

/** The state of a ticket follows from its steps: the most pressing open one, else how it ended. */
export function ticketStatus(
  steps: readonly { readonly status: StepStatus; readonly dropped: 0 | 1 }[],
): TicketStatus {
  // What was dropped says nothing of how the visit ended, unless nothing else is left.
  const kept = steps.filter((step) => step.dropped === 0);
  if (kept.length === 0) return 'cancelled';
  const has = (status: StepStatus): boolean => kept.some((step) => step.status === status);
  for (const status of ['called', 'serving', 'held', 'missed'] as const) {
    if (has(status)) return status;
  }
  if (has('waiting') || has('blocked')) return 'waiting';
  if (has('expired')) return 'expired';
  if (has('referred')) return 'referred';
  return has('cancelled') ? 'cancelled' : 'done';
}
