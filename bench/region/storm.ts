import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Stormed } from './storm-takers.ts';

interface Target {
  readonly url: string;
  /** Of the hall. */
  readonly path: string;
  readonly queue: string;
  readonly token: string;
  readonly takers: number;
}

/** A storm in one hall, which comes and goes, made by a process of its own. */
export class Storm {
  private readonly child: ChildProcess;

  private constructor(child: ChildProcess) {
    this.child = child;
  }

  static async ready({ url, path, queue, token, takers }: Target): Promise<Storm> {
    const child = fork(
      join(import.meta.dirname, 'storm-takers.ts'),
      [url, path, queue, token, String(takers)],
      { execArgv: ['--import', 'tsx'] },
    );
    const storm = new Storm(child);
    await storm.heard();
    return storm;
  }

  /** @returns what `measure` found while it lasted, and what the storm took */
  async during<T>(measure: () => Promise<T>): Promise<Stormed & { readonly measured: T }> {
    const begun = this.heard();
    this.child.send('begin');
    await begun;
    const measured = await measure();
    const ended = this.heard() as Promise<Stormed>;
    this.child.send('end');
    return { ...(await ended), measured };
  }

  /** What it says next. @throws Error where it ends instead */
  private async heard(): Promise<unknown> {
    const over = new AbortController();
    const { signal } = over;
    const died = once(this.child, 'exit', { signal }).then(() => {
      throw new Error('the storm has ended by itself');
    });
    try {
      const [said] = (await Promise.race([once(this.child, 'message', { signal }), died])) as [
        unknown,
      ];
      return said;
    } finally {
      died.catch(() => undefined);
      over.abort();
    }
  }

  async end(): Promise<void> {
    const gone = once(this.child, 'exit');
    this.child.send('leave');
    await gone;
  }
}
