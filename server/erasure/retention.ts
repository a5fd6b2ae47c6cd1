import { Retention, type RetentionChange } from '../../shared/contract/privacy.ts';
import type { Actor } from '../../shared/contract/people.ts';
import { requireMay } from '../../shared/rights.ts';
import type { Reader } from '../db/open.ts';
import type { Commands } from '../command/run.ts';
import type { CommandRequest } from '../command/types.ts';
import * as store from './store.ts';

interface Dependencies {
  readonly commands: Commands;
  readonly read: Reader;
}

/** How long what belongs to no hall is kept, for administrators of all halls. */
export class Retentions {
  private readonly d: Dependencies;

  constructor(dependencies: Dependencies) {
    this.d = dependencies;
  }

  async now(): Promise<Retention> {
    return Retention.parse(JSON.parse(await store.retention(this.d.read)));
  }

  /** @throws Problem `forbidden` */
  ofSite(who: Actor): Promise<Retention> {
    requireMay(who, 'set-retention');
    return this.now();
  }

  /** What is not said stays as it is. @throws Problem `forbidden` */
  change(change: RetentionChange, request: CommandRequest & { who: Actor }): Promise<Retention> {
    requireMay(request.who, 'set-retention');
    return this.d.commands.inSite(request, async (tx) => {
      const before = Retention.parse(JSON.parse(await store.retention(tx)));
      const after = Retention.parse({ ...before, ...change });
      await store.setRetention(tx, JSON.stringify(after));
      return { answer: after, event: { command: 'change-retention', data: { ...after, before } } };
    });
  }
}
