import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { QueueState } from '../../shared/contract/hall.ts';
import { Problem } from '../../shared/errors.ts';
import type { Reader } from '../db/open.ts';
import type { Overview } from '../overview/service.ts';
import * as store from './store.ts';

interface Dependencies {
  readonly read: Reader;
  readonly overview: Overview;
  /** Screens that are connected to this process. */
  readonly liveClients: () => number;
  /** Whether figures are collected at all. */
  readonly measured: boolean;
}

/** The database counts as away after this. */
const patienceMs = 2000;

/** How the server is, and its figures. */
export class Health {
  private readonly d: Dependencies;
  private readonly registry = new Registry();
  private readonly requests: Histogram<'method' | 'route' | 'status'>;

  constructor(dependencies: Dependencies) {
    this.d = dependencies;
    const { overview, liveClients } = dependencies;
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

  /** @throws Problem `storage_unavailable` where the database does not answer within two seconds */
  async requireReady(): Promise<void> {
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
