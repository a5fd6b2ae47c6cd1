import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../support/server-process.ts';
import { makeSite } from '../support/site.ts';

export interface Floor {
  readonly url: string;
  readonly pid: number;
  readonly stop: () => Promise<void>;
}

/** Starts a floor's server on a file of its own; for the statements of a ticket, on a hall's file. */
export async function startFloor(
  mode: 'single' | 'grouped',
  what: 'insert' | 'ticket' = 'insert',
): Promise<Floor> {
  const place = what === 'ticket' ? await ofAHall() : await ofItsOwn();
  const port = await freePort();
  const child = fork(
    join(import.meta.dirname, 'floor-server.ts'),
    [place.file, String(port), mode, what],
    { execArgv: ['--import', 'tsx'] },
  );
  await once(child, 'message');
  return {
    url: `http://127.0.0.1:${port}`,
    pid: child.pid!,
    stop: async () => {
      child.kill('SIGKILL');
      await once(child, 'exit');
      await place.remove();
    },
  };
}

interface Place {
  readonly file: string;
  readonly remove: () => Promise<void>;
}

async function ofItsOwn(): Promise<Place> {
  const folder = await mkdtemp(join(tmpdir(), 'floor-'));
  return { file: join(folder, 'floor.db'), remove: () => rm(folder, { recursive: true }) };
}

function ofAHall(): Promise<Place> {
  return makeSite({ takers: 0, clerks: 0 });
}
