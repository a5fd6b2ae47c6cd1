import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { root } from '../../scripts/lib.mjs';

/** The first start of a file that held its key writes the file anew: minutes, of gigabytes. */
const startMs = 900_000;

export interface ServerOptions {
  readonly dataDir: string;
  /** What runs: what was built (the default), the sources, or `npm start`'s script. */
  readonly run?: 'built' | 'source' | 'start';
  /** What the environment says besides: a database, Redis, passwords. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Where it listens, for one that comes back where it was; absent: a free one. */
  readonly port?: number;
  /** For Node.js itself, e.g. a profile. */
  readonly nodeArguments?: readonly string[];
}

/** The real server in a process of its own: its process id is that of the server, not of npm. */
export class ServerProcess {
  readonly url: string;
  /** Milliseconds from the start of the process to its first answer. */
  readonly startedIn: number;
  private readonly child: ChildProcess;
  private readonly ended: Promise<unknown>;

  private constructor(child: ChildProcess, url: string, startedIn: number) {
    this.child = child;
    this.url = url;
    this.startedIn = startedIn;
    this.ended = once(child, 'exit');
  }

  /** @throws Error where the server ended before it answered, with what it said */
  static async start(options: ServerOptions): Promise<ServerProcess> {
    const port = options.port ?? (await freePort());
    const began = performance.now();
    const { DATABASE_URL: _, REDIS_URL: __, ...environment } = process.env;
    const child = spawn(
      process.execPath,
      [...(options.nodeArguments ?? []), ...programs[options.run ?? 'built']],
      {
        cwd: root,
        env: {
          ...environment,
          PORT: String(port),
          HOST: '127.0.0.1',
          DATA_DIR: options.dataDir,
          LOG_LEVEL: 'warn',
          ...options.environment,
        },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-4000)));
    const url = `http://127.0.0.1:${port}`;
    while (!(await answers(url))) {
      if (child.exitCode !== null) throw new Error(`The server ended at its start:\n${said}`);
      if (performance.now() - began > startMs) {
        child.kill('SIGKILL');
        throw new Error(`The server did not answer within a quarter of an hour:\n${said}`);
      }
      await new Promise((again) => setTimeout(again, 5));
    }
    return new ServerProcess(child, url, performance.now() - began);
  }

  get pid(): number {
    return this.child.pid!;
  }

  /** Stands still, with all that it holds, until it goes on. */
  freeze(): void {
    this.child.kill('SIGSTOP');
  }

  goOn(): void {
    this.child.kill('SIGCONT');
  }

  /** `kill -9`: no handler runs, nothing is flushed. */
  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.ended;
  }

  /** SIGTERM, as a service manager stops it. */
  async stop(): Promise<void> {
    this.child.kill('SIGTERM');
    await this.ended;
  }
}

/**
 * One of the server's programs from its source, as Node.js is told it; where everything was built a
 * moment before, as for a whole run, what was built of it, which starts in a fifth of the time.
 */
export function fromSource(
  name: 'main' | 'admin' | 'backup' | 'restore' | 'archive' | 'sums' | 'doctor' | 'move',
): readonly string[] {
  return process.env['CI'] === undefined
    ? ['--import', 'tsx', join('server', `${name}.ts`)]
    : [join('dist', 'server', `${name}.js`)];
}

const programs = {
  built: [join('dist', 'server', 'main.js')],
  source: fromSource('main'),
  start: [join('scripts', 'start.mjs')],
} as const;

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/api/halls`)).ok;
  } catch {
    return false;
  }
}

/** A port that nobody listens on at this moment. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('No free port');
  return address.port;
}
