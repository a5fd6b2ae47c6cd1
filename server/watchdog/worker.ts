import { readFileSync, writeSync } from 'node:fs';
import { workerData } from 'node:worker_threads';
import { tellSystem, watchdogMs } from '../service-manager.ts';
import { isStuck, type Seen } from './stuck.ts';

const { beats, pid } = workerData as { beats: SharedArrayBuffer; pid: number };
const beat = new Int32Array(beats);
const everyMs = 5000;

/** Processor time of the process's main thread in milliseconds; null where the system does not tell. */
function mainThreadMs(): number | null {
  try {
    const stat = readFileSync(`/proc/${pid}/task/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    // utime and stime, in hundredths of a second.
    return (Number(fields[11]) + Number(fields[12])) * 10;
  } catch {
    return null;
  }
}

// A loop that is stuck is ended here; systemd ends a process whose threads all stand still.
const tellEveryMs = watchdogMs();
if (tellEveryMs !== null) setInterval(() => tellSystem('WATCHDOG=1'), tellEveryMs);

let last: Seen | null = null;
setInterval(() => {
  const now: Seen = { beat: Atomics.load(beat, 0), atMs: performance.now(), cpuMs: mainThreadMs() };
  if (last === null || last.beat !== now.beat) last = now;
  else if (isStuck(last, now)) {
    writeSync(
      2,
      `{"level":60,"msg":"the server computes without end and answers nobody: it is ended"}\n`,
    );
    process.kill(pid, 'SIGKILL');
  }
}, everyMs);
