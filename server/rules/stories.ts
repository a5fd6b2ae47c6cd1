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
  type StepRecord,
  stepTimes,
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
  const record = (step: StepFact): Omit<StepRecord, 'elsewhere'> => ({
    ended: intervals.get(step.id) ?? [],
    running: runningInterval(step, until),
    calls: calls.get(step.id) ?? [],
    dayOver,
  });
  const inHand = inHandByTicket(facts.steps, record);
  return facts.steps.map((step): StepStory => {
    const others = inHand.get(step.ticket_id) ?? [];
    const elsewhere = others.filter((o) => o.step !== step).flatMap((o) => o.spells);
    const own = record(step);
    const times = stepTimes(step, { ...own, elsewhere });
    const fate = fateOfStep(step, own.ended);
    return {
      step,
      times,
      fate,
      met: serviceLevelMet(step, times),
      waitAgain: times.waitsAgain.length === 0 ? null : totalSeconds(times.waitsAgain),
      handling:
        fate === 'open' || times.handling.length === 0 ? null : totalSeconds(times.handling),
      calls: calls.get(step.id) ?? [],
      rating: ratings.get(step.id) ?? null,
    };
  });
}

interface InHand {
  readonly step: StepFact;
  readonly spells: readonly Stretch[];
}

/** When each ticket of several steps was in hand, and for which of them. */
function inHandByTicket(
  steps: readonly StepFact[],
  record: (step: StepFact) => Omit<StepRecord, 'elsewhere'>,
): Map<string, InHand[]> {
  const several = [...groupBy(steps, (s) => s.ticket_id)].filter(([, own]) => own.length > 1);
  return new Map(
    several.map(([ticket, own]) => [
      ticket,
      own.map((step): InHand => {
        const { ended, running } = record(step);
        return { step, spells: inHandSpells(running === null ? ended : [...ended, running]) };
      }),
    ]),
  );
}
