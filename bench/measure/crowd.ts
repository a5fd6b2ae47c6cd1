import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Connects a socket for each wish, in `processes` processes; gives what ends them. */
export async function connectCrowd(
  url: string,
  wishes: readonly object[],
  processes: number,
): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'crowd-'));
  const share = Math.ceil(wishes.length / processes);
  const children = await Promise.all(
    Array.from({ length: processes }, async (_, i) => {
      const file = join(folder, `${i}.json`);
      await writeFile(file, JSON.stringify(wishes.slice(i * share, (i + 1) * share)));
      const child = fork(join(import.meta.dirname, 'screens.ts'), [url, file], {
        execArgv: ['--import', 'tsx'],
      });
      const [said] = (await Promise.race([once(child, 'message'), once(child, 'exit')])) as [
        unknown,
      ];
      if (said !== 'ready') throw new Error('The screens could not connect');
      return child;
    }),
  );
  return async () => {
    await Promise.all(
      children.map(async (child) => {
        const ended = once(child, 'exit');
        child.kill('SIGKILL');
        await ended;
      }),
    );
    await rm(folder, { recursive: true });
  };
}
