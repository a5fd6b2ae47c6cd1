import type { FastifyRequest } from 'fastify';
import { Problem } from '../shared/errors.ts';
import type { Right } from '../shared/rights.ts';
import type { App } from './http.ts';

/** How much the process has to do, as it is measured. */
export interface Load {
  /** Milliseconds by which the event loop is late, smoothed over some seconds. */
  readonly lateMs: number;
  /** Commands that wait for the database, or are in it. */
  readonly commands: number;
  /** Milliseconds for which the command that has waited longest has waited. */
  readonly waitedMs: number;
}

/** 0: all is well. 1: strangers' reading waits. 2: strangers wait, and long reading. 3: all but the windows. */
export type Level = 0 | 1 | 2 | 3;

/** From here on it is too much, for each level. Whoever is late by less is only slow. */
const from: Readonly<Record<keyof Load, readonly [number, number, number]>> = {
  lateMs: [1000, 2500, 5000],
  commands: [800, 2000, 5000],
  waitedMs: [3000, 5000, 7000],
};
/** Seconds after which it is worth another try, by level. */
const retrySeconds = [0, 2, 4, 6] as const;

const sampleMs = 250;
/** What the newest sample weighs: one long turn of the loop is no overload. */
const weight = 0.3;

/** What is refused only when nothing else helps: it is short, and without it nobody can begin. */
const beginning: ReadonlySet<Right> = new Set<Right>(['sign-in', 'be-signed-in', 'report-health']);
/** Work at the counters: it is in progress, with a visitor before it. */
const counters: ReadonlySet<Right> = new Set<Right>([
  'work-at-window',
  'press-key',
  'manage-windows',
  'serve-visitor',
  'guide-visitor',
  'speak',
]);
const long: ReadonlySet<Right> = new Set<Right>(['read-reports', 'read-log']);

/** The level that a load stands for. */
export function levelOf(load: Load): Level {
  const reached = (Object.keys(from) as (keyof Load)[]).map(
    (what) => from[what].filter((least) => load[what] >= least).length,
  );
  return Math.max(...reached) as Level;
}

/** Whether a request is done at a level; what has no right is a page, which costs next to nothing. */
export function isDone(
  level: Level,
  asked: { readonly right: Right | undefined; readonly reads: boolean; readonly stranger: boolean },
): boolean {
  const { right, reads, stranger } = asked;
  if (level === 0 || right === undefined) return true;
  if (level === 1) return !(stranger && reads) || beginning.has(right);
  if (level === 2) return beginning.has(right) || !(stranger || long.has(right));
  return !stranger && counters.has(right);
}

/**
 * Refuses before everything stands: what is under way at the windows is done, and strangers who only
 * look are asked to come again in some seconds.
 */
export class Pressure {
  private readonly timer: NodeJS.Timeout;
  private late = 0;
  private readonly measure: () => Load;

  /**
   * @param lanes what waits for the database
   * @param measure what is held for the load; absent: as it is
   */
  constructor(
    lanes: { readonly length: () => number; readonly waitedMs: () => number },
    measure?: () => Load,
  ) {
    let last = performance.now();
    this.timer = setInterval(() => {
      const now = performance.now();
      this.late += weight * (Math.max(0, now - last - sampleMs) - this.late);
      last = now;
    }, sampleMs);
    this.timer.unref();
    this.measure =
      measure ??
      (() => ({ lateMs: this.late, commands: lanes.length(), waitedMs: lanes.waitedMs() }));
  }

  load(): Load {
    return this.measure();
  }

  level(): Level {
    return levelOf(this.measure());
  }

  /** @throws Problem `too_busy` with the seconds after which to come again */
  readonly admit = (request: FastifyRequest): void => {
    const level = this.level();
    if (level === 0) return;
    const { url = '', config } = request.routeOptions;
    if (/^\/(health\/|metrics$)/.test(url)) return;
    const asked = {
      right: config?.right,
      reads: request.method === 'GET' || request.method === 'HEAD',
      stranger: request.actor === null,
    };
    if (!isDone(level, asked))
      throw new Problem('too_busy', undefined, { seconds: retrySeconds[level] });
  };

  close(): void {
    clearInterval(this.timer);
  }
}

/** After it is known who asks. */
export function holdBack(app: App, pressure: Pressure): void {
  app.addHook('onRequest', (request, _reply, done) => {
    try {
      pressure.admit(request);
      done();
    } catch (error) {
      done(error as Error);
    }
  });
  app.addHook('onClose', (_app, done) => {
    pressure.close();
    done();
  });
}
