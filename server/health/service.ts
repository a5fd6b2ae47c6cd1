import { Problem } from '../../shared/errors.ts';
import type { Backups } from '../backups/service.ts';
import type { Db } from '../db/open.ts';
import type { Carrier } from '../live/redis.ts';
import type { Overview } from '../overview/service.ts';
import type { Pressure } from '../pressure.ts';
import type { AskedFor } from '../request-log.ts';
import type { SiteClock } from '../site-clock.ts';
import { Figures } from './figures.ts';
import type { StorageWatch } from '../storage/service.ts';
import type { SiteAlarms } from '../storage/site-alarms.ts';
import { bytesOf } from './storage.ts';
import * as store from './store.ts';

interface Dependencies {
  readonly storage: Pick<StorageWatch, 'requireWell' | 'damaged' | 'room'>;
  readonly backups: Pick<Backups, 'ageSeconds'>;
  readonly siteAlarms: Pick<SiteAlarms, 'has'>;
  /** At the start of this process the data were older than they had been. */
  readonly wentBack: boolean;
  readonly db: Db;
  readonly clock: SiteClock;
  readonly carrier: Pick<Carrier, 'connected'> | undefined;
  readonly overview: Overview;
  readonly pressure: Pressure;
  /** Screens that are connected to this process, and who is at the other end. */
  readonly liveClients: () => number;
  readonly socketsByKind: () => Readonly<Record<string, number>>;
  /** Of the product. */
  readonly version: string;
  /** Whether figures are collected at all. */
  readonly measured: boolean;
}

/** The database counts as away after this. */
const patienceMs = 2000;
/** A difference of the clock that is told, in seconds. */
const toldSeconds = 2;

export const warnings = [
  'redis',
  'clock',
  'busy',
  'backup',
  'backup-copy',
  'report',
  'disk',
  'data',
] as const;
type Warning = (typeof warnings)[number];
/** Why nothing can be done: the database does not answer, or commands wait for it without end. */
export type Cause = 'database' | 'commands';

/** How the server is, and its figures. */
export class Health {
  private readonly d: Dependencies;
  private readonly figures: Figures | null;

  constructor(dependencies: Dependencies) {
    this.d = dependencies;
    this.figures = dependencies.measured ? figuresOf(dependencies) : null;
    if (this.figures !== null) dependencies.db.timings.heard = this.figures.times;
  }

  /** What runs here; no secret, no address. */
  facts(): { database: 'sqlite' | 'postgres'; version: string } {
    return { database: kindOf(this.d.db), version: this.d.version };
  }

  /** What is not as it should be, while the hall works. */
  warnings(): Warning[] {
    const { clock, carrier, pressure, siteAlarms, wentBack } = this.d;
    const wrong: Readonly<Record<Warning, boolean>> = {
      redis: carrier?.connected() === false,
      clock: clock.state().jumpSeconds !== 0 || clock.mostAheadSeconds() > toldSeconds,
      busy: pressure.level() > 0,
      backup: siteAlarms.has('backup-old') || siteAlarms.has('backup-failed'),
      'backup-copy': siteAlarms.has('backup-copy'),
      report: siteAlarms.has('report-failed'),
      disk: siteAlarms.has('disk-low'),
      data: wentBack,
    };
    return warnings.filter((one) => wrong[one]);
  }

  /**
   * @throws Problem `storage_unavailable` with its `causes` where the database does not answer, or a
   *   command could not be done, within two seconds, or be stored; `storage_damaged`
   */
  async requireReady(): Promise<void> {
    const { db, storage } = this.d;
    storage.requireWell();
    if (db.lanes.waitedMs() > patienceMs)
      throw notReady('commands', 'Commands wait for the database');
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(
        () => reject(notReady('database', 'The database takes too long to answer')),
        patienceMs,
      );
    });
    try {
      await Promise.race([store.ping(db.read), late]);
    } catch (error) {
      throw error instanceof Problem ? error : notReady('database', 'The database does not answer');
    } finally {
      clearTimeout(timer);
    }
  }

  /** All figures, in Prometheus' text form. @throws Problem `not_found` where none are collected */
  async metrics(): Promise<{ type: string; text: string }> {
    if (this.figures === null) throw new Problem('not_found');
    return this.figures.text();
  }

  /** A request was answered. */
  readonly heard = (asked: AskedFor): void => this.figures?.request(asked);

  /** A command was committed. */
  readonly counted = (command: string): void => this.figures?.command(command);
}

function notReady(cause: Cause, detail: string): Problem {
  return new Problem('storage_unavailable', detail, { causes: [cause] });
}

function kindOf(db: Db): 'sqlite' | 'postgres' {
  return db.reopen?.kind ?? 'sqlite';
}

function figuresOf(d: Dependencies): Figures {
  const { db, clock, carrier, pressure } = d;
  const file = db.reopen?.kind === 'sqlite' ? db.reopen.file : null;
  const isPostgres = kindOf(db) === 'postgres';
  return new Figures({
    overview: d.overview,
    version: d.version,
    database: kindOf(db),
    liveClients: d.liveClients,
    socketsByKind: d.socketsByKind,
    redisConnected: carrier === undefined ? undefined : () => carrier.connected(),
    clockJumpSeconds: () => clock.state().jumpSeconds,
    clockBehindSeconds: () => clock.mostAheadSeconds(),
    commandWaitMs: () => db.lanes.waitedMs(),
    commandsWaiting: () => db.lanes.length(),
    eventLoopLateMs: () => pressure.load().lateMs,
    pressure: () => pressure.level(),
    rooms: () => d.storage.room(),
    databaseBytes: async () => {
      if (isPostgres) return store.postgresBytes(db.read);
      return file === null ? null : bytesOf(file);
    },
    backupAgeSeconds: () => d.backups.ageSeconds(),
    storageDamaged: () => d.storage.damaged,
    walBytes: file === null ? null : () => bytesOf(`${file}-wal`),
  });
}
