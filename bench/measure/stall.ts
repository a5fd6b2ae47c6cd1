import { readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';

/** Runs in the server before its own code: says at SIGWINCH how long its loop stood still since the last time. */
const watcher = `
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { writeFileSync } from 'node:fs';
const seen = monitorEventLoopDelay({ resolution: 2 });
seen.enable();
process.on('SIGWINCH', () => {
  writeFileSync(process.env.STALL_FILE, String(seen.max / 1e6));
  seen.reset();
});`;

const mostLooks = 1500;

/** Asks a server's process how long its loop stood still. */
export class Stall {
  private readonly file = join(tmpdir(), `stall-${randomUUID()}`);
  readonly environment = { STALL_FILE: this.file };
  readonly nodeArguments = ['--import', `data:text/javascript,${encodeURIComponent(watcher)}`];

  /** Milliseconds, since it was asked last. */
  async longest(pid: number): Promise<number> {
    process.kill(pid, 'SIGWINCH');
    for (let looks = 0; looks < mostLooks; looks += 1) {
      const said = await readFile(this.file, 'utf8').catch(() => '');
      if (said !== '') {
        await rm(this.file);
        return Number(said);
      }
      await new Promise((again) => setTimeout(again, 20));
    }
    throw new Error('The server does not say how long its loop stood still');
  }
}
