import type { FastifyBaseLogger } from 'fastify';
import { Problem } from '../../shared/errors.ts';
import { localTime } from '../../shared/rules/day.ts';
import type { Db } from '../db/open.ts';
import { isStorageAway, isStorageDamaged, storageProblem } from '../db/faults.ts';
import type { SiteClock } from '../site-clock.ts';
import { isLow, type LeastRoom, type Room, roomAt } from './disk.ts';
import type { SiteAlarms } from './site-alarms.ts';
import * as store from './store.ts';
import { ownCommand } from '../own-command.ts';

interface Dependencies {
  readonly db: Db;
  readonly clock: SiteClock;
  readonly alarms: SiteAlarms;
  readonly log: Pick<FastifyBaseLogger, 'error'>;
  /** Reads the whole file in the background; answers what is wrong with it, null: nothing. */
  readonly check: () => Promise<string | null>;
  /** Of the first hall. */
  readonly timezone: () => Promise<string>;
  readonly site: StorageSite | undefined;
}

/** What is known of this machine; absent in tests of everything else. */
export interface StorageSite {
  /** Where the data are, and where backups go. */
  readonly folders: readonly string[];
  readonly leastRoom: LeastRoom;
  /** Whether the file was read whole before the start. */
  readonly checked: boolean;
}

const logEveryMs = 60_000;
/** When nobody waits, in the time zone of the first hall. */
const nightHour = '03';
/** Unused pages that stay for what comes: 16 MB. */
const keptPages = 4000;
/** A megabyte: some milliseconds. */
const pagesAtOnce = 250;

/** Whether the data can be stored and read, and whether they will be tomorrow. */
export class StorageWatch {
  private readonly d: Dependencies;
  private damage: string | null = null;
  /** Why the last command could not be stored; null: it could. */
  private away: { readonly why: string; readonly disk: boolean } | null = null;
  private failures = 0;
  private loggedAt = -Infinity;
  private lookedAt = '';
  private night = false;
  /** The day of the last check of the whole file; null: not yet. */
  private checkedOn: string | null = null;
  private checking: Promise<void> = Promise.resolve();
  private readonly rooms = new Map<string, Room>();

  constructor(dependencies: Dependencies) {
    this.d = dependencies;
    dependencies.db.lanes.storageFailed = this.failed;
    dependencies.db.lanes.storageWell = () => {
      // A transaction that wrote nothing says nothing of a full disk: that is tried for itself.
      if (this.away !== null && !this.away.disk) this.isBack();
    };
  }

  /** What a transaction or a read threw; what is not the storage's is left alone. */
  readonly failed = (error: unknown): void => {
    if (error instanceof Problem && error.cause !== undefined) return this.failed(error.cause);
    if (!isStorageAway(error)) return;
    const message = error instanceof Error ? error.message : String(error);
    const { alarms, clock } = this.d;
    if (isStorageDamaged(error)) this.isDamaged(message);
    else if (!isHeldUp(error)) {
      this.away = { why: message, disk: isDisk(error) };
      alarms.raise('storage-away', clock.now(), message);
    }
    this.logSeldom(error);
  };

  /** The same of what was read for an answer, with what is told of it; null: it is not the storage's. */
  readonly problemOf = (error: unknown): Problem | null => {
    if (!isStorageAway(error)) return null;
    this.failed(error);
    return storageProblem(error);
  };

  /** The cause, at once and then once a minute with how often it came: not with every request. */
  private logSeldom(err: unknown): void {
    this.failures += 1;
    const now = this.d.clock.steadyMs();
    if (now - this.loggedAt < logEveryMs) return;
    const times = this.failures;
    this.failures = 0;
    this.loggedAt = now;
    this.d.log.error({ err, times }, 'the data cannot be stored or read');
  }

  private isDamaged(what: string): void {
    this.damage = what;
    this.d.alarms.raise('storage-damaged', this.d.clock.now(), what);
  }

  /**
   * @throws Problem `storage_damaged`, or `storage_unavailable` where the last command could not be
   *   stored and nothing could since
   */
  requireWell(): void {
    if (this.damage !== null)
      throw new Problem(
        'storage_damaged',
        `The data are damaged (${this.damage}): end the server and restore a backup with ${ownCommand('restore')}`,
      );
    if (this.away !== null)
      throw new Problem('storage_unavailable', `The data cannot be stored: ${this.away.why}`);
  }

  get damaged(): boolean {
    return this.damage !== null;
  }

  /** Bytes that are free, by folder. */
  room(): ReadonlyMap<string, Room> {
    return this.rooms;
  }

  /** Tries whether what was away is back; each minute how much room there is; each night the whole file. */
  async tick(): Promise<void> {
    if (this.away !== null) await this.tryAgain();
    else if (this.night) await this.shrink();
    const minute = this.d.clock.now().slice(0, 16);
    if (minute === this.lookedAt) return;
    this.lookedAt = minute;
    await this.lookForRoom();
    const { day, hour } = await this.localHour();
    this.night = hour === nightHour;
    if (this.checkedOn === null && this.d.site?.checked === true) this.checkedOn = day;
    if (this.checkedOn !== null && (!this.night || this.checkedOn === day)) return;
    this.checkedOn = day;
    this.checking = this.checkAll();
  }

  /** Gives what erased details and old answers left unused back to the disk, in steps nobody waits for. */
  private async shrink(): Promise<void> {
    const { db } = this.d;
    const { shrink } = db;
    if (shrink === null) return;
    const left = await db.lanes.run('site', {
      run: () => Promise.resolve(shrink(0) > keptPages ? shrink(pagesAtOnce) : 0),
    });
    if (left <= keptPages) this.night = false;
  }

  /** Resolves when no check is running: for whoever ends the server, and for tests. */
  idle(): Promise<void> {
    return this.checking;
  }

  private isBack(): void {
    this.away = null;
    this.d.alarms.clear('storage-away');
  }

  private async tryAgain(): Promise<void> {
    const { db } = this.d;
    try {
      await db.lanes.run('site', { run: (tx) => store.tryToWrite(tx) });
      this.isBack();
    } catch (error) {
      this.failed(error);
    }
  }

  private async lookForRoom(): Promise<void> {
    const { site, alarms, clock } = this.d;
    if (site === undefined) return;
    let low: { folder: string; free: number } | null = null;
    for (const folder of site.folders) {
      const room = await roomAt(folder);
      if (room === null) continue;
      this.rooms.set(folder, room);
      if (isLow(room, site.leastRoom) && room.free < (low?.free ?? Infinity))
        low = { folder, free: room.free };
    }
    if (low === null) alarms.clear('disk-low');
    // In whole tens of megabytes: it need not be said anew with every page.
    else alarms.raise('disk-low', clock.now(), String(Math.floor(low.free / 1e7) * 10), low.folder);
  }

  private async checkAll(): Promise<void> {
    if (this.d.site === undefined) return;
    try {
      const found = await this.d.check();
      if (found === null) return;
      this.isDamaged(found);
      this.logSeldom(new Error(found));
    } catch (error) {
      this.failed(error);
    }
  }

  private async localHour(): Promise<{ day: string; hour: string }> {
    const { day, time } = localTime(this.d.clock.now(), await this.d.timezone());
    return { day, hour: time.slice(0, 2) };
  }
}

/** Somebody else held a row or the file too long: that is over, and no matter of the storage. */
function isHeldUp(error: unknown): boolean {
  return /^(SQLITE_BUSY|55P03|57014|25P0)/.test(codeOf(error));
}

function isDisk(error: unknown): boolean {
  return /^(SQLITE_(FULL|IOERR|READONLY)|E(NOSPC|ROFS|DQUOT|IO)|53100)/.test(codeOf(error));
}

function codeOf(error: unknown): string {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' ? code : '';
}
