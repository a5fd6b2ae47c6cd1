import { readlinkSync } from 'node:fs';
import { setPriority } from 'node:os';

/** The niceness of a thread that may take its time; 0 is that of the thread that answers the hall. */
const niceness = 5;

/**
 * Lets this thread give way to the one that answers the hall where both want the same processor. Linux knows
 * each thread by a number of its own; elsewhere all threads stay equal.
 *
 * @returns whether it does
 */
export function giveWay(): boolean {
  try {
    // "4711/task/4713": the link is read in the thread that asks.
    setPriority(Number(readlinkSync('/proc/thread-self').split('/').at(-1)), niceness);
    return true;
  } catch {
    return false;
  }
}
