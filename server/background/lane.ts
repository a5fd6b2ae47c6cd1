import { Problem } from '../../shared/errors.ts';

type Perform = (name: string, input: unknown) => Promise<unknown>;

interface Waiting {
  readonly begin: () => Promise<void>;
  readonly reject: (problem: Problem) => void;
}

/** After so long one of those that wait has been done. */
const retrySeconds = 10;

/** One job after the other, and a queue that has an end. */
export class Lane {
  private readonly waiting: Waiting[] = [];
  private readonly perform: Perform;
  private readonly mostWaiting: number;
  private busy = false;

  constructor(perform: Perform, mostWaiting: number) {
    this.perform = perform;
    this.mostWaiting = mostWaiting;
  }

  /** @throws Problem `too_busy`, `shutting_down` */
  run(name: string, input: unknown): Promise<unknown> {
    if (this.waiting.length >= this.mostWaiting) {
      const detail = 'Others wait for reports already; try again in a moment';
      return Promise.reject(new Problem('too_busy', detail, { seconds: retrySeconds }));
    }
    return new Promise((resolve, reject) => {
      const begin = (): Promise<void> => this.perform(name, input).then(resolve, reject);
      this.waiting.push({ begin, reject });
      if (!this.busy) void this.drain();
    });
  }

  close(): void {
    for (const { reject } of this.waiting.splice(0)) reject(new Problem('shutting_down'));
  }

  private async drain(): Promise<void> {
    this.busy = true;
    for (let next = this.waiting.shift(); next !== undefined; next = this.waiting.shift())
      await next.begin();
    this.busy = false;
  }
}
