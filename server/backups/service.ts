import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyBaseLogger } from 'fastify';
import type { BackupEntry, BackupsState } from '../../shared/contract/backups.ts';
import type { Actor } from '../../shared/contract/people.ts';
import { Problem } from '../../shared/errors.ts';
import { requireMay } from '../../shared/rights.ts';
import { type Instant, secondsBetween } from '../../shared/rules/instants.ts';
import type { BackupKind } from '../../shared/backup-kinds.ts';
import type { DatabaseOptions, Reader } from '../db/open.ts';
import type { Commands } from '../command/run.ts';
import type { CommandRequest } from '../command/types.ts';
import type { Ids } from '../ids.ts';
import type { SiteClock } from '../site-clock.ts';
import type { SiteAlarms } from '../storage/site-alarms.ts';
import type { Made, Making, Places } from './make.ts';
import { backupsIn, type Named, readName } from './names.ts';
import * as store from './store.ts';
import { ownCommand } from '../own-command.ts';

/** How often a backup is made by the clock. */
export type Every = 'hour' | 'day' | 'never';

/** Where and how often; absent in tests of everything else. */
export interface BackupPlan extends Places {
  readonly every: Every;
  readonly dataDir: string;
  readonly product: string;
}

interface Dependencies {
  readonly plan: BackupPlan | undefined;
  /** How the data are reached from elsewhere; null: they are in this process's memory. */
  readonly database: DatabaseOptions | null;
  readonly read: Reader;
  readonly commands: Commands;
  readonly clock: SiteClock;
  readonly ids: Ids;
  readonly alarms: SiteAlarms;
  readonly log: Pick<FastifyBaseLogger, 'info' | 'error'>;
  /** Makes one in the background. */
  readonly make: (wish: Making) => Promise<Made>;
}

/** From its start on, a server has so long to do what it is there for first, in milliseconds. */
const calmMs = 60_000;
/** One that failed is tried again after this. */
const againMs = 10 * 60_000;
/** The newest is too old after this; a server that was off for longer has some minutes to make one. */
const oldSeconds = { hour: 3 * 3600, day: 26 * 3600, never: Infinity } as const;

/** Makes backups by the clock and when asked, knows which there are, and tells when there are too few. */
export class Backups {
  private readonly d: Dependencies;
  private readonly startedAt: number;
  private making: Promise<void> | null = null;
  private failed: { at: Instant; why: string; since: number } | null = null;
  private copyFailed: { at: Instant; why: string } | null = null;
  private untried: string | null = null;
  private there: readonly Named[] = [];
  private lookedAt = '';

  constructor(dependencies: Dependencies) {
    this.d = dependencies;
    this.startedAt = dependencies.clock.steadyMs();
  }

  /** Begins one where it is due; does not wait for it. */
  async tick(): Promise<void> {
    const { plan, clock } = this.d;
    if (plan === undefined || this.d.database === null) return;
    const now = clock.now();
    const minute = now.slice(0, 16);
    if (minute === this.lookedAt && this.lookedAt !== '') return;
    await this.look();
    this.lookedAt = minute;
    this.tellAge(now);
    const steady = clock.steadyMs();
    if (this.making !== null || steady - this.startedAt < calmMs) return;
    if (this.failed !== null && steady - this.failed.since < againMs) return;
    if (this.isDue(plan.every, now)) void this.begin('hourly');
  }

  /** Resolves when none is being made. */
  async idle(): Promise<void> {
    await this.making;
  }

  private isDue(every: Every, now: Instant): boolean {
    if (every === 'never') return false;
    const newest = this.there[0];
    if (newest === undefined) return true;
    const length = every === 'hour' ? 13 : 10;
    return newest.at.slice(0, length) < now.slice(0, length);
  }

  private begin(kind: BackupKind): Promise<void> {
    const { clock, ids, plan, database, make, log } = this.d;
    const at = clock.now();
    const run = async (): Promise<void> => {
      try {
        const today = this.there.some((one) => one.at.slice(0, 10) === at.slice(0, 10));
        const { every: _every, ...places } = plan!;
        const made = await make({
          ...places,
          database: database!,
          // The key goes nowhere by itself: who has backup and key has everything.
          keyFile: undefined,
          at,
          kind,
          id: ids.code(8).toLowerCase(),
          tried: kind === 'asked' || !today,
        });
        this.made(made, at);
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        this.failed = { at, why, since: clock.steadyMs() };
        this.d.alarms.raise('backup-failed', at, why);
        log.error({ err: error }, 'the backup could not be made');
      } finally {
        this.making = null;
      }
      await this.look().catch(() => undefined);
      this.tellAge(clock.now());
    };
    this.making = run();
    return this.making;
  }

  private made({ name, bytes, copy, untried }: Made, at: Instant): void {
    const { alarms, log } = this.d;
    this.failed = null;
    this.untried = untried;
    alarms.clear('backup-failed');
    const error = copy?.error ?? null;
    if (error === null) {
      this.copyFailed = null;
      alarms.clear('backup-copy');
    } else {
      this.copyFailed = { at, why: error };
      alarms.raise('backup-copy', at, error);
    }
    log.info(
      { backup: name, bytes, ...(error === null ? {} : { copy: error }) },
      'a backup was made',
    );
  }

  private async look(): Promise<void> {
    const { plan, read } = this.d;
    if (plan === undefined) return;
    const uid = await store.siteUid(read);
    // A folder that cannot be read has none that could be restored; making one says what is wrong with it.
    this.there = uid === null ? [] : await backupsIn(plan.dir, uid).catch(() => []);
  }

  private tellAge(now: Instant): void {
    const { plan, alarms, clock } = this.d;
    const age = this.ageSeconds(now);
    const calm = clock.steadyMs() - this.startedAt < againMs;
    if ((age ?? Infinity) <= oldSeconds[plan!.every]) alarms.clear('backup-old');
    else if (plan!.every !== 'never' && !calm)
      alarms.raise('backup-old', now, this.there[0]?.at ?? '');
  }

  /** Seconds since the newest backup; null: there is none, or this server makes none. */
  ageSeconds(now: Instant = this.d.clock.now()): number | null {
    const newest = this.there[0];
    return newest === undefined ? null : Math.max(0, secondsBetween(newest.at, now));
  }

  /** @throws Problem `forbidden`, `backups_off` */
  async state(who: Actor): Promise<BackupsState> {
    requireMay(who, 'manage-backups');
    const plan = this.plan();
    await this.look();
    const entries = await Promise.all(this.there.map((one) => this.entry(plan, one)));
    return {
      every: plan.every,
      keep: plan.keep,
      dir: plan.dir,
      copyDir: plan.copyDir ?? null,
      restore: ownCommand('restore', 'yihaotong-….tar.gz'),
      sameDisk: await isSameDisk(plan),
      making: this.making !== null,
      failed: this.failed === null ? null : { at: this.failed.at, why: this.failed.why },
      copyFailed: this.copyFailed,
      untried: this.untried,
      backups: entries.filter((entry): entry is BackupEntry => entry !== null),
    };
  }

  private async entry(plan: BackupPlan, { name, at, kind }: Named): Promise<BackupEntry | null> {
    const [own, copy] = await Promise.all([
      stat(join(plan.dir, name)).catch(() => null),
      plan.copyDir === undefined ? null : stat(join(plan.copyDir, name)).catch(() => null),
    ]);
    return own === null ? null : { name, at, kind, bytes: own.size, copied: copy !== null };
  }

  /**
   * Begins a backup that somebody asked for, and logs by whom; its end is seen in the state.
   *
   * @throws Problem `forbidden`, `backups_off`; `backup_running` where one is being made already
   */
  async ask(request: CommandRequest & { who: Actor }): Promise<void> {
    requireMay(request.who, 'manage-backups');
    this.plan();
    if (this.making !== null) throw new Problem('backup_running');
    await this.d.commands.inSite(request, () =>
      Promise.resolve({ answer: null, event: { command: 'back-up', data: {} } }),
    );
    void this.begin('asked');
  }

  /**
   * A backup's file, for whoever carries it away; logged before a byte of it is read.
   *
   * @throws Problem `forbidden`, `backups_off`, `not_found`
   */
  async file(
    name: string,
    request: CommandRequest & { who: Actor },
  ): Promise<{ path: string; bytes: number }> {
    requireMay(request.who, 'manage-backups');
    const { dir } = this.plan();
    await this.look();
    if (readName(name) === null || !this.there.some((one) => one.name === name))
      throw new Problem('not_found', 'There is no such backup');
    const path = join(dir, name);
    const found = await stat(path).catch(() => null);
    if (found === null) throw new Problem('not_found', 'There is no such backup');
    await this.d.commands.inSite(request, () =>
      Promise.resolve({ answer: null, event: { command: 'download-backup', data: { name } } }),
    );
    return { path, bytes: found.size };
  }

  private plan(): BackupPlan {
    const { plan, database } = this.d;
    if (plan === undefined || database === null) throw new Problem('backups_off');
    return plan;
  }
}

/** A second place on the first disk is none. */
async function isSameDisk({ dir, copyDir }: Places): Promise<boolean> {
  if (copyDir === undefined) return false;
  const [one, other] = await Promise.all([dir, copyDir].map((d) => stat(d).catch(() => null)));
  return one !== null && one !== undefined && one.dev === other?.dev;
}
