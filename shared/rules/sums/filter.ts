import { codesIn } from '../../packages.ts';
import { type Cut, cuts } from '../../contract/throughput.ts';
import {
  isDayCut,
  isTicketCut,
  keyOfDay,
  keysOfTickets,
  type Known,
  stepKey,
} from './dimensions.ts';
import type { DayLines } from './lines.ts';
import { type SelectedDay, wholeDay } from './selected.ts';

/** The keys that are counted, by cut; null is what has none. */
export type Filters = Partial<Readonly<Record<Cut, ReadonlySet<string | null>>>>;

/**
 * What of a day is counted: tickets by what they are and when they were taken; of these the steps at
 * the named queues, windows, by the clerks … A ticket of which no step is counted is not either.
 *
 * @param except filters that choose rows and not tickets: those of the cut itself
 * @returns null: nothing of the day
 */
export function selectedOf(
  lines: DayLines,
  { filters, known, except }: { filters: Filters; known: Known; except: ReadonlySet<Cut> },
): SelectedDay | null {
  const day = wholeDay(lines);
  const { tickets, steps } = lines.of;
  let [chosen, chosenSteps]: [Uint8Array | null, Uint8Array | null] = [null, null];
  for (const cut of cuts) {
    const keys = filters[cut];
    if (keys === undefined || except.has(cut)) continue;
    if (isDayCut(cut)) {
      if (!keys.has(keyOfDay(cut, lines.day, known))) return null;
    } else if (isTicketCut(cut)) {
      const { keys: own, at } = keysOfTickets(cut, lines, known);
      const isIn = cut === 'package' ? ofPackages(keys) : (key: string) => keys.has(key);
      // The first place is of those that have no key.
      const is = [keys.has(null), ...own.map(isIn)];
      chosen ??= new Uint8Array(tickets.taken.length).fill(1);
      for (let t = 0; t < chosen.length; t += 1) if (!is[at[t]! + 1]!) chosen[t] = 0;
    } else {
      const matches = stepMatches(cut, { day, known, keys });
      chosenSteps ??= new Uint8Array(steps.queue.length).fill(1);
      for (let s = 0; s < chosenSteps.length; s += 1) if (!matches(s)) chosenSteps[s] = 0;
    }
  }
  if (chosen === null && chosenSteps === null) return day;
  return combined(day, chosen, chosenSteps);
}

/** A ticket for several packages is one of each. */
function ofPackages(keys: ReadonlySet<string | null>): (key: string) => boolean {
  return (key) => keys.has(key) || codesIn(key).some((code) => keys.has(code));
}

function combined(
  day: SelectedDay,
  chosen: Uint8Array | null,
  chosenSteps: Uint8Array | null,
): SelectedDay {
  const { taken } = day.lines.of.tickets;
  const steps = chosenSteps ?? new Uint8Array(day.lines.of.steps.queue.length).fill(1);
  const tickets = chosen ?? new Uint8Array(taken.length).fill(1);
  for (let t = 0; t < taken.length; t += 1) {
    const [from, to] = [day.stepsFrom[t]!, day.stepsFrom[t + 1]!];
    if (tickets[t] === 0) steps.fill(0, from, to);
    else if (chosenSteps !== null && !steps.subarray(from, to).includes(1)) tickets[t] = 0;
  }
  return { ...day, tickets, steps };
}

type StepCut = 'queue' | 'window' | 'clerk' | 'zone' | 'step' | 'department';

interface Matching {
  readonly day: SelectedDay;
  readonly known: Known;
  readonly keys: ReadonlySet<string | null>;
}

function stepMatches(cut: StepCut, { day, known, keys }: Matching): (s: number) => boolean {
  const { lines, parts } = day;
  const { steps } = lines.of;
  switch (cut) {
    case 'queue': {
      const is = lines.names.queues.map((id) => keys.has(known.queue(id)));
      return (s) => is[steps.firstQueue[s]!]! || is[steps.queue[s]!]!;
    }
    case 'window':
      return workMatches(
        day,
        'window',
        lines.names.windows.map((id) => keys.has(known.window(id))),
      );
    case 'zone':
      return workMatches(
        day,
        'window',
        lines.names.windows.map((id) => keys.has(known.zoneOfWindow(id))),
      );
    case 'clerk':
      return workMatches(
        day,
        'staff',
        lines.names.staff.map((id) => keys.has(known.clerk(id))),
      );
    case 'step': {
      const keyOf = stepKeys(day, known);
      return (s) => keys.has(keyOf(s));
    }
    case 'department': {
      const { matter } = lines.of.matters;
      const is = lines.names.matters.map((id) => keys.has(known.departmentOfMatter(id)));
      return (s) => {
        const [from, to] = [parts.matters[s]!, parts.matters[s + 1]!];
        if (from === to) return keys.has(null);
        for (let m = from; m < to; m += 1) if (is[matter[m]!]!) return true;
        return false;
      };
    }
  }
}

/** Called there, or handled there in part, or last in hand there. */
function workMatches(
  { lines, parts }: SelectedDay,
  column: 'window' | 'staff',
  is: readonly boolean[],
): (s: number) => boolean {
  const { steps, calls, handled } = lines.of;
  const one = (place: number): boolean => place >= 0 && is[place]!;
  return (s) => {
    if (one(steps[column][s]!)) return true;
    for (let c = parts.calls[s]!; c < parts.calls[s + 1]!; c += 1)
      if (one(calls[column][c]!)) return true;
    for (let h = parts.handled[s]!; h < parts.handled[s + 1]!; h += 1)
      if (one(handled[column][h]!)) return true;
    return false;
  };
}

/** The key of each step of a day among those of its package. */
export function stepKeys(
  { lines, stepsFrom }: SelectedDay,
  known: Known,
): (s: number) => string | null {
  const { tickets, steps } = lines.of;
  const codes = lines.names.packages.map(known.package);
  const packageOf = new Int32Array(steps.queue.length);
  for (let t = 0; t < tickets.taken.length; t += 1)
    packageOf.fill(tickets.package[t]!, stepsFrom[t], stepsFrom[t + 1]);
  const keys = new Map<number, string>();
  return (s) => {
    const place = packageOf[s]!;
    if (place < 0) return null;
    const at = place * 256 + steps.position[s]!;
    let key = keys.get(at);
    if (key === undefined) keys.set(at, (key = stepKey(codes[place]!, steps.position[s]!)!));
    return key;
  };
}
