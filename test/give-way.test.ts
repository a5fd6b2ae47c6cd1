import { readFileSync } from 'node:fs';
import { getPriority } from 'node:os';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { expect, it } from 'vitest';

/** The niceness of a thread of this process, by its number. */
const nicenessOf = (thread: number): number => {
  const stat = readFileSync(`/proc/self/task/${thread}/stat`, 'utf8');
  // What stands in brackets is a name that may hold anything; the nineteenth member is the niceness.
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[16]);
};

it.runIf(process.platform === 'linux')(
  'a background thread gives way to the one that answers, which stays as it was',
  async () => {
    const before = getPriority();
    const source = `
      const { parentPort } = require('node:worker_threads');
      require('tsx/cjs');
      const { giveWay } = require('./server/background/give-way.ts');
      const { readlinkSync } = require('node:fs');
      parentPort.postMessage([giveWay(), Number(readlinkSync('/proc/thread-self').split('/').at(-1))]);
      setInterval(() => undefined, 1000);
    `;
    const worker = new Worker(source, { eval: true });
    try {
      const [[gives, thread]] = (await once(worker, 'message')) as [[boolean, number]];
      expect([gives, nicenessOf(thread) - before]).toEqual([true, 5]);
      expect(getPriority()).toBe(before);
      expect(nicenessOf(process.pid)).toBe(before);
    } finally {
      await worker.terminate();
    }
  },
);
