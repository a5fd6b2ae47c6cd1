// Loaded into the server before itself: the longest turn of its loop, in processor time of its thread.
import { readFileSync, writeFileSync } from 'node:fs';

const file = process.env['STALL_FILE'] ?? '';
const path = `/proc/self/task/${process.pid}/schedstat`;
/** Milliseconds. */
const cpu = (): number => Number(readFileSync(path, 'utf8').split(' ')[0]) / 1e6;

let last = cpu();
let longest = 0;
const timer = setInterval(() => {
  const now = cpu();
  if (now - last > longest) {
    longest = now - last;
    writeFileSync(file, String(longest));
  }
  last = cpu();
}, 1);
timer.unref();
process.on('SIGCONT', () => {
  longest = 0;
  last = cpu();
  writeFileSync(file, '0');
});
