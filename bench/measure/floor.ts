import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../support/server-process.ts';

export interface Floor {
  readonly url: string;
  readonly pid: number;
  readonly stop: () => Promise<void>;
}

/** Starts the floor's server on a file of its own. */
export async function startFloor(mode: 'single' | 'grouped'): Promise<Floor> {
  const folder = await mkdtemp(join(tmpdir(), 'floor-'));
  const port = await freePort();
  const child = fork(
    join(import.meta.dirname, 'floor-server.ts'),
    [join(folder, 'floor.db'), String(port), mode],
    { execArgv: ['--import', 'tsx'] },
  );
  await once(child, 'message');
  return {
    url: `http://127.0.0.1:${port}`,
    pid: child.pid!,
    stop: async () => {
      child.kill('SIGKILL');
      await once(child, 'exit');
      await rm(folder, { recursive: true });
    },
  };
}
