import type { DayFacts, StepFact, StepStory } from './day-facts.ts';
import { dayRange } from './day-range.ts';
import { groupBy } from './groups.ts';
import type { Instant } from './instants.ts';
import { type Stretch, totalSeconds } from './stretches.ts';
import {
  fateOfStep,
  inHandSpells,
  runningInterval,
  serviceLevelMet,
  stepTimes,
  type StepTimes,
} from './times.ts';

/** What follows from the states of each step of a day; what still runs is counted until now. */
export function storiesOf(
  facts: DayFacts,
  { now, timezone }: { readonly now: Instant; readonly timezone: string },
): StepStory[] {
  const { to: end } = dayRange(facts.day, timezone);
  const dayOver = now >= end;
  const until = dayOver ? end : now;
  const intervals = groupBy(facts.intervals, (i) => i.step_id);
  const calls = groupBy(facts.calls, (c) => c.step_id);
  const ratings = new Map(facts.ratings.map((r) => [r.step_id, r.level]));
  const inHand = inHandByTicket(facts.steps, (step) => {
    const ended = intervals.get(step.id) ?? [];
    const running = runningInterval(step, until);
    return inHandSpells(running === null ? ended : [...ended, running]);
  });
  return facts.steps.map((step): StepStory => {
    const ended = intervals.get(step.id) ?? [];
    const own = calls.get(step.id) ?? [];
    const told = stepTimes(step, {
      ended,
      running: runningInterval(step, until),
      calls: own,
      elsewhere: inHand.get(step.ticket_id) ?? [],
      dayOver,
    });
    const fate = fateOfStep(step, ended);
    const times = counted(step, told);
    return {
      step,
      times,
      fate,
      met: serviceLevelMet(step, times),
      waitAgain: times.waitsAgain.length === 0 ? null : totalSeconds(times.waitsAgain),
      handling:
        fate === 'open' || times.handling.length === 0 ? null : totalSeconds(times.handling),
      calls: own,
      rating: ratings.get(step.id) ?? null,
    };
  });
}

/**
 * Who stood at the window when the ticket was opened waited in no queue. What was dropped before it was
 * called was not kept waiting, unless it had waited longer than the standard.
 */
function counted(step: StepFact, times: StepTimes): StepTimes {
  if (step.opened_here === 1) return { ...times, wait: null, waitInVain: null };
  const late = serviceLevelMet(step, times) === false;
  return step.dropped === 1 && !late ? { ...times, waitInVain: null } : times;
}

/**
 * When each ticket of several steps was in hand. For which of them does not matter: a step that is
 * in hand does not wait.
 */
function inHandByTicket(
  steps: readonly StepFact[],
  spellsOf: (step: StepFact) => readonly Stretch[],
): Map<string, Stretch[]> {
  const inHand = new Map<string, Stretch[]>();
  for (const [ticket, own] of groupBy(steps, (s) => s.ticket_id)) {
    if (own.length > 1) inHand.set(ticket, own.flatMap(spellsOf));
  }
  return inHand;
}
