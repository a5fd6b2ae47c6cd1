import type { Commands } from '../command/run.ts';
import type { Clock } from '../clock.ts';
import type { Instant } from '../../shared/rules/instants.ts';

/** Who tried, from where. */
interface Try {
  /** A user name that there is; null: what was typed is none, and may be a password. */
  readonly username: string | null;
  readonly network: string;
}

interface Tries extends Try {
  readonly since: Instant;
  readonly sinceMs: number;
  /** Not written yet. */
  count: number;
  written: boolean;
}

/** A name and a network have one line in so long, with how many it were. */
const lineEveryMs = 10 * 60_000;
/** Of more than these at a time, the others are one line without a name. */
const mostLines = 200;

/**
 * Sign-ins that failed, for the log. They are written beside the requests that failed, and however
 * many there are, the log grows by so many lines in ten minutes.
 */
export class FailedSignIns {
  private readonly tries = new Map<string, Tries>();
  private readonly d: { readonly commands: Commands; readonly clock: Clock };

  constructor(dependencies: FailedSignIns['d']) {
    this.d = dependencies;
  }

  note(username: string | null, network: string): void {
    const key = JSON.stringify([username, network]);
    const known = this.tries.get(key);
    if (known !== undefined) known.count += 1;
    else if (this.tries.size < mostLines) this.begin(key, { username, network });
    else {
      const others = this.tries.get('others');
      if (others !== undefined) others.count += 1;
      else this.begin('others', { username: null, network: 'other' });
    }
  }

  /** Writes the first of each at once, what follows when its time is over. */
  async tick(): Promise<void> {
    const now = this.d.clock.steadyMs();
    for (const [key, tries] of [...this.tries]) {
      const over = now - tries.sinceMs >= lineEveryMs || now < tries.sinceMs;
      if (over) this.tries.delete(key);
      if (tries.count > 0 && (over || !tries.written)) await this.write(tries);
    }
  }

  /** Writes what is left. */
  async end(): Promise<void> {
    for (const tries of this.tries.values()) if (tries.count > 0) await this.write(tries);
    this.tries.clear();
  }

  private begin(key: string, of: Try): void {
    const { clock } = this.d;
    const tries = {
      ...of,
      since: clock.now(),
      sinceMs: clock.steadyMs(),
      count: 1,
      written: false,
    };
    this.tries.set(key, tries);
  }

  private async write(tries: Tries): Promise<void> {
    const { username, network, since, count } = tries;
    tries.written = true;
    tries.count -= count;
    await this.d.commands.inSite({ who: { kind: 'system' } }, () =>
      Promise.resolve({
        answer: null,
        event: {
          command: 'sign-in-failed',
          data: {
            ...(username === null ? { unknownName: true } : { username }),
            network,
            count,
            since,
          },
        },
      }),
    );
  }
}
