import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { QueueState } from '../../shared/contract/hall.ts';
import { problems } from '../../shared/errors.ts';
import type { DatabaseTimes } from '../db/timings.ts';
import type { AskedFor } from '../request-log.ts';
import type { Overview } from '../overview/service.ts';

/** What is read when the figures are asked for. */
export interface Measured {
  readonly overview: Overview;
  readonly version: string;
  readonly database: 'sqlite' | 'postgres';
  /** Screens that are connected to this process, and of whom. */
  readonly liveClients: () => number;
  readonly socketsByKind: () => Readonly<Record<string, number>>;
  readonly redisConnected: (() => boolean) | undefined;
  readonly clockJumpSeconds: () => number;
  readonly clockBehindSeconds: () => number;
  readonly commandWaitMs: () => number;
  readonly commandsWaiting: () => number;
  readonly eventLoopLateMs: () => number;
  readonly pressure: () => number;
  /** Free room by folder, in bytes: of the data, and of the backups. */
  readonly rooms: () => ReadonlyMap<string, { readonly free: number }>;
  /** Null: there is no backup. */
  readonly backupAgeSeconds: () => number | null;
  readonly storageDamaged: () => boolean;
  readonly databaseBytes: () => Promise<number | null>;
  /** Null: a database without one of its own. */
  readonly walBytes: (() => Promise<number>) | null;
}

const answerSeconds = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];
const diskSeconds = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 1, 5];

/** The figures of one process, for Prometheus. */
export class Figures {
  private readonly registry = new Registry();
  private readonly requests: Histogram<'method' | 'route' | 'status'>;
  private readonly refusals: Counter<'code' | 'status'>;
  private readonly commands: Counter<'command'>;
  readonly times: DatabaseTimes;

  constructor(d: Measured) {
    const registers = [this.registry];
    collectDefaultMetrics({ register: this.registry });
    this.requests = new Histogram({
      name: 'http_request_duration_seconds',
      help: 'Time to answer a request',
      labelNames: ['method', 'route', 'status'],
      buckets: answerSeconds,
      registers,
    });
    this.refusals = new Counter({
      name: 'yihaotong_problems_total',
      help: 'Requests that were refused or failed, by the code of the answer',
      labelNames: ['code', 'status'],
      registers,
    });
    this.commands = new Counter({
      name: 'yihaotong_commands_total',
      help: 'Commands that were done: take (a ticket), call-next and call, the others of the windows, sign-in, …',
      labelNames: ['command'],
      registers,
    });
    // From zero on, so that the first of a day is an increase.
    for (const command of ['take', 'call-next', 'call', 'recall', 'finish', 'no-show'])
      this.commands.inc({ command }, 0);
    const commits = new Histogram({
      name: 'yihaotong_commit_seconds',
      help: 'Time to commit a transaction: on SQLite the sync to disk',
      buckets: diskSeconds,
      registers,
    });
    const transactions = new Histogram({
      name: 'yihaotong_transaction_seconds',
      help: 'Time of a whole transaction of commands',
      buckets: diskSeconds,
      registers,
    });
    const together = new Histogram({
      name: 'yihaotong_transaction_commands',
      help: 'Commands that shared a transaction',
      buckets: [1, 2, 4, 8, 16, 32, 64],
      registers,
    });
    this.times = {
      commit: (ms) => commits.observe(ms / 1000),
      transaction: (ms, commands) => {
        transactions.observe(ms / 1000);
        together.observe(commands);
      },
    };
    this.gauges(d);
    this.queues(d.overview);
  }

  private gauges(d: Measured): void {
    const gauge = (
      name: string,
      help: string,
      figure: () => number | null | Promise<number | null>,
    ) =>
      new Gauge({
        name: `yihaotong_${name}`,
        help,
        registers: [this.registry],
        async collect() {
          const now = await figure();
          if (now !== null) this.set(now);
        },
      });
    gauge('live_clients', 'Screens connected to this process', d.liveClients);
    if (d.redisConnected !== undefined) {
      const connected = d.redisConnected;
      gauge(
        'redis_connected',
        'Whether the other processes are heard by Redis; without it screens follow later',
        () => (connected() ? 1 : 0),
      );
    }
    gauge(
      'clock_jump_seconds',
      'By how much the clock of this machine jumped, and is not believed',
      d.clockJumpSeconds,
    );
    gauge(
      'clock_behind_seconds',
      'By how much the clock of this machine is behind what a hall has seen',
      d.clockBehindSeconds,
    );
    gauge(
      'command_wait_seconds',
      'How long the command that has waited longest has waited for the database',
      () => d.commandWaitMs() / 1000,
    );
    gauge(
      'commands_waiting',
      'Commands that wait for the database or are in it',
      d.commandsWaiting,
    );
    gauge(
      'event_loop_late_seconds',
      'By how much the event loop is late, smoothed over some seconds',
      () => d.eventLoopLateMs() / 1000,
    );
    gauge(
      'pressure',
      '0: all is well; 1: strangers who read wait; 2: strangers wait; 3: all but the windows',
      d.pressure,
    );
    new Gauge({
      name: 'yihaotong_disk_free_bytes',
      help: 'Free room on the disk of the data, and of the backups',
      labelNames: ['folder'],
      registers: [this.registry],
      collect() {
        for (const [folder, { free }] of d.rooms()) this.set({ folder }, free);
      },
    });
    gauge(
      'backup_age_seconds',
      'Time since the newest verified backup; absent where there is none',
      d.backupAgeSeconds,
    );
    gauge('storage_damaged', 'Whether the data were found damaged', () =>
      d.storageDamaged() ? 1 : 0,
    );
    gauge('database_bytes', 'Size of the database on its disk', d.databaseBytes);
    if (d.walBytes !== null)
      gauge('wal_bytes', 'Size of the log that SQLite carries into its file', d.walBytes);
    new Gauge({
      name: 'yihaotong_sockets',
      help: 'Live connections to this process, by who is at the other end',
      labelNames: ['kind'],
      registers: [this.registry],
      collect() {
        this.reset();
        for (const [kind, count] of Object.entries(d.socketsByKind())) this.set({ kind }, count);
      },
    });
    new Gauge({
      name: 'yihaotong_info',
      help: 'What runs here',
      labelNames: ['version', 'database'],
      registers: [this.registry],
    }).set({ version: d.version, database: d.database }, 1);
  }

  private queues(overview: Overview): void {
    const ofQueues = (name: string, help: string, figure: (queue: QueueState) => number): void => {
      new Gauge({
        name,
        help,
        labelNames: ['hall', 'queue'],
        registers: [this.registry],
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

  /** A request was answered. */
  request({ method, route, status, seconds, problem }: AskedFor): void {
    this.requests.observe({ method, route, status: String(status) }, seconds);
    if (problem !== null)
      this.refusals.inc({ code: problem, status: String(problems[problem][0]) });
  }

  /** A command was committed. */
  command(command: string): void {
    this.commands.inc({ command });
  }

  /** All of them, in Prometheus' text form. */
  async text(): Promise<{ type: string; text: string }> {
    return { type: this.registry.contentType, text: await this.registry.metrics() };
  }
}
