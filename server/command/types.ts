import type { Actor } from '../../shared/contract/people.ts';
import type { Instant } from '../../shared/rules/instants.ts';
import type { Tx } from '../db/open.ts';
import { type Bound, Unchanged } from '../db/unit.ts';
import type { HallConfig } from '../hall/config.ts';
import type { KeyedRequest } from './idempotency.ts';

/** Who acts: a person or a device that signed in, a visitor with a ticket's token, or the clock. */
export type Who = Actor | { readonly kind: 'visitor' } | { readonly kind: 'system' };

/** What a command has at hand, inside its transaction and after the hall's row was taken. */
export interface CommandContext {
  readonly tx: Tx;
  readonly hall: HallConfig;
  /** The hall's service day. */
  readonly day: string;
  /** Whether the hall came to this day with this command. */
  readonly opensDay: boolean;
  /** The hall's time: never before that of an earlier command. */
  readonly now: Instant;
  /** The version of the hall that this command makes, and of its event. */
  readonly version: number;
  readonly who: Who;
}

/** What changed, so that only the screens concerned are built anew. */
export interface Touched {
  readonly queues?: readonly string[];
  readonly windows?: readonly string[];
  readonly tickets?: readonly string[];
  /** Whose clients have come, by user name. */
  readonly stewards?: readonly string[];
  /** Everything: the set-up or the day changed. */
  readonly all?: true;
}

export interface CommandOutcome<T> {
  readonly answer: T;
  readonly event: LoggedEvent;
  readonly touched: Touched;
  /** What is left to be written, with the event. */
  readonly writes?: readonly Bound[];
}

export interface LoggedEvent {
  readonly command: string;
  readonly ticketId?: string | null;
  readonly stepId?: string | null;
  readonly windowId?: string | null;
  readonly data: object;
}

/** What a command of two halls does in one of them. */
export type Part = Omit<CommandOutcome<unknown>, 'answer'>;

/** Thrown inside a command of the clock's: it was done already, so its transaction changes nothing. */
export class NothingDue extends Unchanged {
  constructor() {
    super('nothing is due');
  }
}

export interface CommandRequest {
  readonly who: Who;
  /** Present where the client sent an `Idempotency-Key`. */
  readonly key?: KeyedRequest | undefined;
  /** It brings a set-up into force that waited, or says why not: it waits for none. */
  readonly bringsSetup?: true | undefined;
}

/** Set-ups that were published for the next service day. */
export interface WaitingSetups {
  readonly due: (tx: Tx, hallId: string, day: string) => Promise<boolean>;
  readonly apply: (hallId: string) => Promise<void>;
}

export type Publish = (hallId: string, version: number, touched: Touched) => void;
/** Ends the days before today that are still open; part of the first command of a day. */
export type CloseDays = (
  command: CommandContext,
  openDay: string,
) => Promise<CommandOutcome<unknown>>;

/** What a command has at hand that decides in a unit: everything but the transaction. */
export type Deciding = Omit<CommandContext, 'tx'>;
