import type { Actor } from '../../shared/contract/people.ts';
import type { Clock } from '../clock.ts';
import type { Db } from '../db/open.ts';
import * as store from './store.ts';

/** Nobody needs to know it to the minute, and a write is not free. */
const everyMs = 10 * 60 * 1000;

/** When devices and keys were last used: noted in memory at each use, written seldom. */
export class Seen {
  private readonly d: { readonly db: Db; readonly clock: Clock };
  private readonly written = new Map<string, number>();
  private readonly keys = new Set<string>();
  private readonly devices = new Set<string>();

  constructor(dependencies: Seen['d']) {
    this.d = dependencies;
  }

  /** Somebody asked for something. */
  note(who: Actor): void {
    if (who.kind === 'staff') return;
    const last = this.written.get(who.id);
    if (last !== undefined && this.d.clock.steadyMs() - last < everyMs) return;
    (who.kind === 'key' ? this.keys : this.devices).add(who.id);
  }

  async tick(): Promise<void> {
    if (this.keys.size + this.devices.size === 0) return;
    const { db, clock } = this.d;
    const [keys, devices] = [[...this.keys], [...this.devices]];
    this.keys.clear();
    this.devices.clear();
    const now = clock.now();
    for (const id of [...keys, ...devices]) this.written.set(id, clock.steadyMs());
    await db.lanes.run('site', {
      run: (tx) => store.markUsed(tx, { keys, devices }, now),
    });
  }
}
