import type { HallSettings } from '../contract/hall.ts';
import { type Instant, plus } from './instants.ts';
import type { Step } from './visit.ts';

/** What a window serves: 0 is its main work. */
interface Serving {
  readonly serves: readonly { readonly queueId: string; readonly handicapSeconds: number }[];
}

/**
 * Where a queue's visitors are sent: the windows whose main work it is, else all that help out. A
 * steward who does everything is nobody's main window.
 */
export function windowsShown<W extends Serving>(windows: readonly W[], queueId: string): W[] {
  const at = windows.filter((w) => w.serves.some((s) => s.queueId === queueId));
  const ownWork = (w: W): number => w.serves.filter((s) => s.handicapSeconds === 0).length;
  const main = at.filter((w) =>
    w.serves.some((s) => s.queueId === queueId && s.handicapSeconds === 0),
  );
  const fewest = Math.min(...main.map(ownWork));
  return main.length > 0 ? main.filter((w) => ownWork(w) === fewest) : at;
}

/** At a named window a step keeps its queue where the window serves it, else joins its main work. */
export function queueAtWindow(window: Serving, present: string): string {
  if (window.serves.some((s) => s.queueId === present)) return present;
  const [main] = [...window.serves].sort((a, b) => a.handicapSeconds - b.handicapSeconds);
  return main?.queueId ?? present;
}

/**
 * What "next" does with the ticket in hand where nobody said it: a service ends, and for one who
 * was called and has not come somebody decides, never silently "done" (rules.md, "States").
 */
export function fateOnNext(
  step: Step,
  settings: Pick<HallSettings, 'noShowMinCalls' | 'noShowMinSeconds' | 'noShowOnNext'>,
  now: Instant,
): 'finish' | 'no-show' | null {
  if (step.status !== 'called') return 'finish';
  const from = settings.noShowOnNext ? noShowFrom(step, settings) : null;
  return from !== null && now >= from ? 'no-show' : null;
}

/**
 * When `no-show` becomes possible: after so many calls and so many seconds since the first of them.
 *
 * @returns null while more calls are needed, or where the step is not called
 */
export function noShowFrom(
  step: Step,
  settings: { readonly noShowMinCalls: number; readonly noShowMinSeconds: number },
): Instant | null {
  if (step.status !== 'called' || step.round_calls < settings.noShowMinCalls) return null;
  return plus(step.status_since, settings.noShowMinSeconds);
}
