import type { WorkFigures } from '../contract/report.ts';
import type { StepStory, WindowSpell } from './day-facts.ts';
import { groupBy, secondsBy } from './groups.ts';
import { Tallies, WorkTally } from './tally.ts';
import { coveredSeconds, totalSeconds } from './stretches.ts';
import type { Spell } from './times.ts';

/** A window or a clerk: where a call, an arrival, a stretch of work and an open window belong. */
interface Side {
  readonly tallies: Tallies<string, WorkTally>;
  readonly key: (of: {
    readonly windowId: string | null;
    readonly staffId: string | null;
  }) => string | null;
}

/** What was done at each window, and by each clerk, walk time included (lesson 25). */
export class WorkSums {
  private readonly windows: Side = {
    tallies: new Tallies(() => new WorkTally()),
    key: (of) => of.windowId,
  };
  private readonly clerks: Side = {
    tallies: new Tallies(() => new WorkTally()),
    key: (of) => of.staffId,
  };

  addDay(stories: readonly StepStory[], windowSpells: readonly WindowSpell[]): void {
    for (const side of [this.windows, this.clerks]) {
      for (const story of stories) addStep(side, story);
      addTime(side, stories, windowSpells);
    }
  }

  /** Rows by the ids of the windows and of the staff. */
  figures(): { windows: [string, WorkFigures][]; clerks: [string, WorkFigures][] } {
    const rows = ({ tallies }: Side): [string, WorkFigures][] =>
      [...tallies.all].map(([id, tally]) => [id, tally.figures()]);
    return { windows: rows(this.windows), clerks: rows(this.clerks) };
  }
}

function addStep({ tallies, key }: Side, { step, times, fate, calls, rating }: StepStory): void {
  const placeOf = (call: StepStory['calls'][number]): string | null =>
    key({ windowId: call.window_id, staffId: call.staff_id });
  const own = calls.filter((c) => c.recall === 0);
  for (const id of new Set(own.map(placeOf))) if (id !== null) tallies.of(id).called += 1;
  for (const call of calls) {
    const id = call.recall === 1 ? placeOf(call) : null;
    if (id !== null) tallies.of(id).recalls += 1;
  }
  const last = key({ windowId: step.window_id, staffId: step.staff_id });
  if (last !== null && fate === 'done') {
    tallies.of(last).done += 1;
    tallies.of(last).ratings.add(rating);
  }
  if (last !== null && fate === 'missed') tallies.of(last).missed += 1;
  if (last !== null && step.entered_later === 1) tallies.of(last).enteredLater += 1;
  if (fate !== 'open') {
    for (const [id, seconds] of secondsBy(times.handling, key)) {
      if (id !== null) tallies.of(id).handling.add(seconds);
    }
  }
  if (fate === 'expired') return;
  const firstCall = own.find((c) => c.at === step.first_called_at);
  const caller = firstCall === undefined ? null : placeOf(firstCall);
  if (caller !== null && times.wait !== null) tallies.of(caller).wait.add(times.wait);
  for (const arrival of times.arrivals) {
    const id = key(arrival);
    if (id !== null) tallies.of(id).arrivals.add(arrival);
  }
}

/** Open, paused and busy time. The busy time is inside the open time and counts each moment once. */
function addTime(side: Side, stories: readonly StepStory[], spells: readonly WindowSpell[]): void {
  const { tallies, key } = side;
  // Whatever became of the ticket afterwards: who was there was served then.
  const work = groupBy(
    stories.flatMap((s): readonly Spell[] => s.times.work),
    key,
  );
  const bySide = groupBy(spells, (s) => key({ windowId: s.window_id, staffId: s.staff_id }));
  for (const [id, own] of bySide) {
    if (id === null) continue;
    const open = own.filter((s) => s.status === 'open');
    const tally = tallies.of(id);
    tally.openSeconds += totalSeconds(open);
    tally.pausedSeconds += totalSeconds(own.filter((s) => s.status === 'paused'));
    tally.busySeconds += coveredSeconds(work.get(id) ?? [], open);
  }
}
