import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';
import { connect } from 'node:net';
import { freePort } from '../../bench/support/server-process.ts';

/** Where a program is, of those that Debian's packages bring; undefined: it is not there. */
export function findProgram(name: string): string | undefined {
  return (process.env['PATH'] ?? '')
    .split(':')
    .concat('/usr/bin')
    .map((folder) => join(folder, name))
    .find((path) => {
      try {
        accessSync(path, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}

/** A Redis of the test's own, on a port of its own, that can be ended and started again. */
export class OwnRedis {
  readonly url: string;
  private readonly program: string;
  private readonly port: number;
  private child: ChildProcess | null = null;

  private constructor(program: string, port: number) {
    this.program = program;
    this.port = port;
    this.url = `redis://127.0.0.1:${port}`;
  }

  /** Not started yet. */
  static async on(program: string): Promise<OwnRedis> {
    return new OwnRedis(program, await freePort());
  }

  async start(): Promise<void> {
    const options = { port: String(this.port), bind: '127.0.0.1', save: '', appendonly: 'no' };
    const words = Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]);
    this.child = spawn(this.program, words, { stdio: 'ignore' });
    while (!(await listens(this.port))) await new Promise((again) => setTimeout(again, 10));
  }

  async stop(): Promise<void> {
    const { child } = this;
    if (child === null) return;
    this.child = null;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }
}

/** Whether somebody listens on a port of this machine. */
export async function listens(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
