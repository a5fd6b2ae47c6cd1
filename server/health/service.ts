import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { QueueState } from '../../shared/contract/hall.ts';
import { Problem } from '../../shared/errors.ts';
import type { Backups } from '../backups/service.ts';
import type { Reader } from '../db/open.ts';
import type { Carrier } from '../live/redis.ts';
import type { Overview } from '../overview/service.ts';
import type { SiteClock } from '../site-clock.ts';
import type { StorageWatch } from '../storage/service.ts';
import type { SiteAlarms } from '../storage/site-alarms.ts';
import * as store from './store.ts';

interface Dependencies {
  readonly storage: Pick<StorageWatch, 'requireWell' | 'damaged' | 'room'>;
  readonly backups: Pick<Backups, 'ageSeconds'>;
  readonly siteAlarms: Pick<SiteAlarms, 'has'>;
  /** At the start of this process the data were older than they had been. */
  readonly wentBack: boolean;
  readonly read: Reader;
  readonly clock: SiteClock;
  /** Milliseconds for which the command that has waited longest has waited to be done. */
  readonly waitedMs: () => number;
  readonly carrier: Pick<Carrier, 'connected'> | undefined;
  readonly overview: Overview;
  /** Screens that are connected to this process. */
  readonly liveClients: () => number;
  /** Whether figures are collected at all. */
  readonly measured: boolean;
}

/** The database counts as away after this. */
const patienceMs = 2000;
/** A difference of the clock that is told, in seconds. */
const toldSeconds = 2;

export const warnings = ['redis', 'clock', 'backup', 'backup-copy', 'disk', 'data'] as const;
type Warning = (typeof warnings)[number];

/** How the server is, and its figures. */
export class Health {
  private readonly d: Dependencies;
  private readonly registry = new Registry();
  private readonly requests: Histogram<'method' | 'route' | 'status'>;

  constructor(dependencies: Dependencies) {
    this.d = dependencies;
    const { overview, liveClients, carrier, clock, waitedMs } = dependencies;
    const registers = [this.registry];
    this.requests = new Histogram({
      name: 'http_request_duration_seconds',
      help: 'Time to answer a request',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
      registers,
    });
    if (!dependencies.measured) return;
    collectDefaultMetrics({ register: this.registry });
    new Gauge({
      name: 'yihaotong_live_clients',
      help: 'Screens connected to this process',
      registers,
      collect() {
        this.set(liveClients());
      },
    });
    if (carrier !== undefined)
      new Gauge({
        name: 'yihaotong_redis_connected',
        help: 'Whether the other processes are heard by Redis; without it screens follow later',
        registers,
        collect() {
          this.set(carrier.connected() ? 1 : 0);
        },
      });
    new Gauge({
      name: 'yihaotong_clock_jump_seconds',
      help: 'By how much the clock of this machine jumped, and is not believed',
      registers,
      collect() {
        this.set(clock.state().jumpSeconds);
      },
    });
    new Gauge({
      name: 'yihaotong_clock_behind_seconds',
      help: 'By how much the clock of this machine is behind what a hall has seen',
      registers,
      collect() {
        this.set(clock.mostAheadSeconds());
      },
    });
    new Gauge({
      name: 'yihaotong_command_wait_seconds',
      help: 'How long the command that has waited longest has waited for the database',
      registers,
      collect() {
        this.set(waitedMs() / 1000);
      },
    });
    const { storage, backups } = dependencies;
    new Gauge({
      name: 'yihaotong_backup_age_seconds',
      help: 'Time since the newest verified backup; absent where there is none',
      registers,
      collect() {
        this.reset();
        const age = backups.ageSeconds();
        if (age === null) this.remove();
        else this.set(age);
      },
    });
    new Gauge({
      name: 'yihaotong_storage_damaged',
      help: 'Whether the data were found damaged',
      registers,
      collect() {
        this.set(storage.damaged ? 1 : 0);
      },
    });
    new Gauge({
      name: 'yihaotong_disk_free_bytes',
      help: 'What may still be written to the disk of the data, and of the backups',
      labelNames: ['folder'],
      registers,
      collect() {
        for (const [folder, { free }] of storage.room()) this.set({ folder }, free);
      },
    });
    const ofQueues = (name: string, help: string, figure: (queue: QueueState) => number): void => {
      new Gauge({
        name,
        help,
        labelNames: ['hall', 'queue'],
        registers,
        async collect() {
          for (const { code } of await overview.halls()) {
            for (const queue of await overview.queues(code))
              this.set({ hall: code, queue: queue.queue }, figure(queue));
          }
        },
      });
    };
    ofQueues('yihaotong_waiting', 'Visitors who wait, by queue', (q) => q.waiting);
    ofQueues('yihaotong_longest_wait_seconds', 'The longest wait now', (q) => q.longestSeconds);
    ofQueues('yihaotong_queue_open_windows', 'Open windows of a queue', (q) => q.openWindows);
  }

  /** What is not as it should be, while the hall works. */
  warnings(): Warning[] {
    const { clock, carrier, siteAlarms, wentBack } = this.d;
    return [
      ...(carrier?.connected() === false ? ['redis' as const] : []),
      ...(clock.state().jumpSeconds === 0 && clock.mostAheadSeconds() <= toldSeconds
        ? []
        : ['clock' as const]),
      ...(siteAlarms.has('backup-old') || siteAlarms.has('backup-failed')
        ? ['backup' as const]
        : []),
      ...(siteAlarms.has('backup-copy') ? ['backup-copy' as const] : []),
      ...(siteAlarms.has('disk-low') ? ['disk' as const] : []),
      ...(wentBack ? ['data' as const] : []),
    ];
  }

  /**
   * @throws Problem `storage_unavailable` where the database does not answer, or a command could not
   *   be done, within two seconds, or be stored; `storage_damaged`
   */
  async requireReady(): Promise<void> {
    this.d.storage.requireWell();
    if (this.d.waitedMs() > patienceMs)
      throw new Problem('storage_unavailable', 'Commands wait for the database');
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Problem('storage_unavailable')), patienceMs);
    });
    try {
      await Promise.race([store.ping(this.d.read), late]);
    } catch (error) {
      throw error instanceof Problem
        ? error
        : new Problem('storage_unavailable', 'The database does not answer');
    } finally {
      clearTimeout(timer);
    }
  }

  /** All figures, in Prometheus' text form. */
  async metrics(): Promise<{ type: string; text: string }> {
    return { type: this.registry.contentType, text: await this.registry.metrics() };
  }

  observe(request: { method: string; route: string; status: number; seconds: number }): void {
    const { method, route, status, seconds } = request;
    this.requests.observe({ method, route, status: String(status) }, seconds);
  }
}
