import { Problem } from '../../shared/errors.ts';
import type { Tx } from '../db/open.ts';
import { clearAlarm, raiseAlarm } from '../hall/alarm-store.ts';
import type { Commands } from '../command/run.ts';
import { type CommandContext, type CommandOutcome, NothingDue } from '../command/types.ts';
import { loadConfig } from '../hall/config-store.ts';
import type { Ids } from '../ids.ts';
import { notApplied } from './publishing.ts';
import { documentOf } from './document.ts';
import { requireSetup } from './faults.ts';
import * as store from './revision-store.ts';
import { writeSetup } from './writer-store.ts';

/** Brings set-ups into force that were published for the next service day. */
export class PendingSetups {
  private readonly d: { readonly commands: Commands; readonly ids: Ids; readonly failed: Failed };

  constructor(dependencies: PendingSetups['d']) {
    this.d = dependencies;
  }

  /** Whether a hall's set-up of a day waits to be brought into force before its first command. */
  async due(tx: Tx, hallId: string, day: string): Promise<boolean> {
    const { next } = await store.standing(tx, hallId);
    return next !== null && next.from_day <= day;
  }

  /**
   * Brings it into force, as a command of its own: where that cannot be, the hall goes on with the
   * set-up that it has, an alarm says so, and the next day tries again.
   */
  async apply(hallId: string): Promise<void> {
    const { commands, failed } = this.d;
    let revision = 0;
    const trying = async (c: CommandContext): Promise<CommandOutcome<null>> => {
      const { next } = await store.standing(c.tx, hallId);
      if (next === null || next.from_day > c.day) throw new NothingDue();
      revision = next.revision;
      return this.bring(c, next);
    };
    try {
      await commands.whenDue(hallId, trying, { bringsSetup: true });
    } catch (error) {
      // It is not the set-up that is at fault.
      if (error instanceof Problem && error.code.startsWith('storage_')) throw error;
      failed(error);
      await commands.whenDue(hallId, (c) => this.tell(c, revision), { bringsSetup: true });
    }
  }

  private async bring(c: CommandContext, next: NonNullable<store.Standing['next']>) {
    const found = await store.find(c.tx, c.hall.id, next.revision);
    const document = requireSetup(found!.document as { hall: unknown; catalogue: unknown });
    await writeSetup(c.tx, c.hall, document, { day: c.day, newId: this.d.ids.id });
    const written = documentOf(await loadConfig(c.tx, c.hall.id), c.day);
    await store.comeIntoForce(c.tx, c.hall.id, written);
    await clearAlarm(c.tx, { hall: c.hall.id, at: c.now, ...notApplied });
    const { revision, note } = next;
    const by = next.actor.startsWith('staff:') ? next.actor.slice('staff:'.length) : next.actor;
    const data = { revision, by, ...(note === null ? {} : { note }), changes: next.changes };
    return {
      answer: null,
      event: { command: 'apply-setup', data },
      touched: { all: true as const },
    };
  }

  private async tell(c: CommandContext, revision: number): Promise<CommandOutcome<null>> {
    const at = { hall: c.hall.id, at: c.now };
    await raiseAlarm(c.tx, { ...at, ...notApplied, detail: String(revision) });
    return {
      answer: null,
      event: { command: 'setup-not-applied', data: { revision } },
      touched: { all: true },
    };
  }
}

type Failed = (error: unknown) => void;
