import type { Db } from '../db/open.ts';
import { Lane } from './lane.ts';
import { type Job, Thread } from './thread.ts';

type Jobs = Readonly<Record<string, Job>>;
type InputOf<J extends Job> = Parameters<J>[1];
type OutputOf<J extends Job> = Awaited<ReturnType<J>>;

/** Runs from source: there is no bundled worker beside this file. */
const fromSource = import.meta.url.endsWith('.ts');

/**
 * So many wait behind the one that is done; a year's report takes the better part of a minute. `upkeep`
 * is what nobody waits for: backups, checks of the whole file.
 */
const mostWaiting = { quick: 24, long: 4, upkeep: 4 } as const;
export type Pace = keyof typeof mostWaiting;

/**
 * Long reads, beside the thread that answers the hall: each on a connection of its own. What is
 * quick never waits for what is long; each kind is done one at a time, so that what they hold in
 * memory is bounded. In this thread where the data lives in this process's memory, or where the
 * server runs from its sources.
 */
export class Background<J extends Jobs> {
  private readonly threads: readonly Thread[];
  private readonly lanes: Readonly<Record<Pace, Lane>>;

  constructor(db: Db, jobs: J) {
    const { reopen, read } = db;
    const lane = (pace: Pace, perform: Thread['perform']): Lane =>
      new Lane(perform, mostWaiting[pace]);
    if (reopen === null || fromSource) {
      const here: Thread['perform'] = async (name, input) => jobs[name]!(read, input as never);
      this.threads = [];
      this.lanes = {
        quick: lane('quick', here),
        long: lane('long', here),
        upkeep: lane('upkeep', here),
      };
      return;
    }
    const [quick, long, upkeep] = [new Thread(reopen), new Thread(reopen), new Thread(reopen)];
    this.threads = [quick, long, upkeep];
    this.lanes = {
      quick: lane('quick', quick.perform),
      long: lane('long', long.perform),
      upkeep: lane('upkeep', upkeep.perform),
    };
  }

  /**
   * @throws Problem `too_busy` where too many of its kind wait already; what the job throws, or
   *   `shutting_down` where the server ends meanwhile
   */
  run<N extends keyof J & string>(
    pace: Pace,
    name: N,
    input: InputOf<J[N]>,
  ): Promise<OutputOf<J[N]>> {
    return this.lanes[pace].run(name, input) as Promise<OutputOf<J[N]>>;
  }

  async close(): Promise<void> {
    for (const lane of Object.values(this.lanes)) lane.close();
    await Promise.all(this.threads.map((thread) => thread.close()));
  }
}
