import type { TicketStatus } from '../transitions.ts';
import type { Instant } from './instants.ts';
import type { CallMade, Fate, StateInterval, StepTimes, TimedStep } from './times.ts';

/** What is known of one service day, with everything that was undone left out. */
export interface DayFacts {
  readonly day: string;
  /** Numbers that the counters gave out, and those on paper that were entered. */
  readonly numbersGiven: number;
  readonly tickets: readonly TicketFact[];
  readonly steps: readonly StepFact[];
  readonly intervals: readonly (StateInterval & { readonly step_id: string })[];
  readonly calls: readonly CallFact[];
  readonly windowSpells: readonly WindowSpell[];
  readonly ratings: readonly { readonly step_id: string; readonly level: number }[];
  readonly transfersToFront: number;
}

export interface TicketFact {
  readonly id: string;
  readonly status: TicketStatus;
  /** Of several packages their ids as one (`combinedId`). */
  readonly package_id: string | null;
  readonly category_id: string;
  readonly language: string;
  /** Of a steward; null: of none. */
  readonly client_id: string | null;
  /** The code of the region that it is for; null: this one. */
  readonly region: string | null;
  readonly taken_at: Instant;
}

export interface StepFact extends TimedStep {
  readonly id: string;
  readonly ticket_id: string;
  /** Its place in the visit, from 0. */
  readonly position: number;
  /** What it is for, as JSON: a list of things with an `id`. */
  readonly matters: string;
  readonly first_queue_id: string;
  readonly estimate_ahead: number | null;
  readonly estimate_p50: number | null;
  readonly estimate_p90: number | null;
  /** 1: its end was entered afterwards. */
  readonly entered_later: 0 | 1;
  /** 1: no part any more of what its visitor came for. */
  readonly dropped: 0 | 1;
  /** 1: opened for who stood at the window: it is in no figure of waiting. */
  readonly opened_here: 0 | 1;
}

export interface CallFact extends CallMade {
  readonly step_id: string;
  /** Of the step when it was called. */
  readonly queue_id: string;
  readonly window_id: string;
  readonly staff_id: string | null;
  readonly recall: 0 | 1;
  /** It was not the next one's turn: a chosen ticket. */
  readonly chosen: boolean;
}

/** A window open or paused under a clerk. */
export interface WindowSpell {
  readonly window_id: string;
  readonly staff_id: string;
  readonly status: 'open' | 'paused';
  readonly from: Instant;
  readonly to: Instant;
}

/** A step with what follows from its states. */
export interface StepStory {
  readonly step: StepFact;
  readonly times: StepTimes;
  readonly fate: Fate;
  /** Whether the wait was within the service level; null: does not count. */
  readonly met: boolean | null;
  /** Seconds of waiting after the first call; null: none. */
  readonly waitAgain: number | null;
  /** Seconds of handling, once the step is over; null: none, or not over. */
  readonly handling: number | null;
  readonly calls: readonly CallFact[];
  /** null: unrated. */
  readonly rating: number | null;
}
