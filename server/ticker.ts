/** Does what the clock brings, again and again: one turn after another, never two at once. */
export class Ticker {
  private readonly turns: readonly (() => Promise<void>)[];
  private readonly everyMs: number;
  private readonly failed: (error: unknown) => void;
  private timer: NodeJS.Timeout | null = null;
  private turning: Promise<void> = Promise.resolve();
  private ended = false;

  /** @param failed told of what failed; the other turns are taken all the same */
  constructor(
    turns: readonly (() => Promise<void>)[],
    everyMs: number,
    failed: (error: unknown) => void,
  ) {
    this.turns = turns;
    this.everyMs = everyMs;
    this.failed = failed;
  }

  start(): void {
    this.turning = this.turn();
  }

  /** Resolves when the turn under way has come to its end. */
  async stop(): Promise<void> {
    this.ended = true;
    if (this.timer !== null) clearTimeout(this.timer);
    await this.turning;
  }

  private async turn(): Promise<void> {
    for (const one of this.turns) {
      if (this.ended) return;
      await one().catch(this.failed);
    }
    if (this.ended) return;
    this.timer = setTimeout(() => this.start(), this.everyMs);
  }
}
