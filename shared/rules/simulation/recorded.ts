import type { HoldKind } from '../../transitions.ts';
import type { OrderSettings } from '../order.ts';

/**
 * A service day of a hall as its log has it: who came when and for what, what each window did. Instants
 * are milliseconds since the epoch; of one instant, the version of the log says what came first.
 */
export interface RecordedDay {
  readonly order: OrderSettings;
  readonly windows: readonly RecordedWindow[];
  readonly tickets: readonly RecordedTicket[];
  /** In the order of their versions. */
  readonly acts: readonly RecordedAct[];
  /** When nothing more happened. */
  readonly end: number;
}

export interface RecordedWindow {
  readonly id: string;
  readonly number: number;
  readonly serves: readonly { readonly queueId: string; readonly handicapSeconds: number }[];
}

export interface RecordedStep {
  readonly id: string;
  readonly queue: string;
  /** Positions of the steps that come before. */
  readonly after: readonly number[];
}

export interface RecordedTicket {
  readonly id: string;
  readonly number: string;
  readonly seq: number;
  readonly takenAt: number;
  /** Where it counts from: when it was taken, or the slot of an appointment that was kept. */
  readonly entry: number;
  readonly booked: boolean;
  /** As it was when it was taken. */
  readonly category: string;
  readonly creditSeconds: number;
  /** Those that it was taken with. */
  readonly steps: readonly RecordedStep[];
}

interface AtStep {
  readonly window: string;
  readonly ticket: string;
  readonly step: string;
}

/** What was done, as far as it says who is called when: announcements and beginnings do not. */
type What =
  | { readonly kind: 'take'; readonly ticket: string }
  /** It was taken at a window for who stood there. */
  | ({ readonly kind: 'open-here' } & AtStep)
  | { readonly kind: 'post'; readonly window: string; readonly open: boolean }
  | ({
      readonly kind: 'next';
      /** What it made of the ticket in hand; null: there was none. */
      readonly left: 'finish' | 'no-show' | 'put-back' | null;
    } & AtStep)
  | ({ readonly kind: 'call' | 'take-up' } & AtStep)
  | ({ readonly kind: 'leave'; readonly fate: Fate } & AtStep)
  | { readonly kind: 'return' | 'wake'; readonly ticket: string }
  /** `refer`: its visitor went on in another hall, while no window had it in hand. */
  | { readonly kind: 'cancel' | 'refer'; readonly ticket: string }
  | {
      readonly kind: 'credit';
      readonly ticket: string;
      readonly category: string;
      readonly creditSeconds: number;
    }
  | {
      readonly kind: 'move';
      readonly ticket: string;
      readonly from: string;
      readonly queue: string;
    }
  | {
      readonly kind: 'later';
      readonly ticket: string;
      readonly minutes: number | null;
      readonly places: number | null;
    }
  | {
      readonly kind: 'change';
      readonly ticket: string;
      readonly category: string;
      readonly creditSeconds: number;
      /** All steps that it has had until then, those that the change added at the end. */
      readonly steps: readonly RecordedStep[];
      /** Positions of those that the change took away. */
      readonly gone: readonly number[];
    };
export type RecordedAct = { readonly at: number; readonly version: number } & What;

/** How a ticket left the hand of a window. */
export type Fate =
  /** `refer`: to another hall, with all that was still to be done. */
  | { readonly kind: 'finish' | 'no-show' | 'put-back' | 'refer' }
  | { readonly kind: 'hold'; readonly hold: HoldKind; readonly until: number | null }
  | {
      readonly kind: 'transfer';
      /** null: as the named window serves it. */
      readonly queue: string | null;
      readonly only: string | null;
      readonly front: boolean;
    };
