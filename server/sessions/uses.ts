import { Counts } from '../counts.ts';

/**
 * Which sign-ins this process has seen used, and when, by the time that nobody sets: a clock that is
 * set ahead ends nobody's work. An open line is use for as long as it is open.
 */
export class Uses {
  private readonly seen = new Map<string, number>();
  private readonly lines = new Counts();
  private readonly steadyMs: () => number;

  constructor(steadyMs: () => number) {
    this.steadyMs = steadyMs;
  }

  note(session: string): void {
    this.seen.set(session, this.steadyMs());
  }

  lineOpened(session: string): void {
    this.lines.add(session);
  }

  lineClosed(session: string): void {
    this.lines.takeOff(session);
    this.note(session);
  }

  /** Milliseconds since it was used last; null: not by way of this process. */
  idleMs(session: string): number | null {
    if (this.lines.of(session) > 0) return 0;
    const seen = this.seen.get(session);
    return seen === undefined ? null : this.steadyMs() - seen;
  }

  /** Those used within the last so many milliseconds; older ones than `keptMs` are forgotten. */
  within(ms: number, keptMs: number): string[] {
    for (const [session, seen] of this.seen)
      if (this.steadyMs() - seen > keptMs) this.seen.delete(session);
    const used = [...this.seen].filter(([, seen]) => this.steadyMs() - seen <= ms);
    return [...new Set([...used.map(([session]) => session), ...this.lines.keys()])];
  }
}
