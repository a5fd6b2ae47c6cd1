import { readFileSync } from 'node:fs';

/** The kernel counts in hundredths of a second. */
const ticksASecond = 100;

/**
 * Seconds of processor time that a process has used, all its threads together; null where the
 * system does not tell (only Linux does, under /proc). Unlike the clock on the wall it hardly
 * depends on what else the machine does.
 */
export function cpuSecondsOf(pid: number): number | null {
  let text: string;
  try {
    text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return null;
  }
  // The name, in parentheses, may hold spaces: the fields are counted from behind it.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const [user, system] = [Number(fields[11]), Number(fields[12])];
  return (user + system) / ticksASecond;
}
