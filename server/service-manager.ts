import { spawn } from 'node:child_process';

/**
 * Tells systemd how this process is, where it was started as a service that asks for it
 * (`Type=notify`, `WatchdogSec`). Node has no datagram socket of the kind that systemd listens at, so
 * its own `systemd-notify` carries the word; elsewhere nothing is done.
 *
 * @param state such as `READY=1`
 */
export function tellSystem(
  state: 'READY=1' | 'STOPPING=1' | 'WATCHDOG=1',
  environment: NodeJS.ProcessEnv = process.env,
): void {
  if (environment['NOTIFY_SOCKET'] === undefined) return;
  const teller = spawn('systemd-notify', [`--pid=${process.pid}`, state], {
    stdio: 'ignore',
    detached: false,
  });
  // The hall goes on without; systemd says itself that it heard nothing.
  teller.on('error', () => undefined);
  teller.unref();
}

/** Milliseconds between two signs of life for systemd: half of what it waits for; null: it waits for none. */
export function watchdogMs(environment: NodeJS.ProcessEnv = process.env): number | null {
  const microseconds = Number(environment['WATCHDOG_USEC']);
  if (environment['NOTIFY_SOCKET'] === undefined || !(microseconds > 0)) return null;
  return microseconds / 1000 / 2;
}
