import { archiveFolder } from '../archives/file.ts';
import { jobs } from '../background/jobs.ts';
import { Background } from '../background/service.ts';
import { Commands } from '../command/run.ts';
import type { CloseDays, Publish } from '../command/types.ts';
import { Configs } from '../hall/config.ts';
import { usualLimits } from '../limits.ts';
import type { Live } from '../live/live.ts';
import { Proxies } from '../proxies.ts';
import type { Ended } from '../sessions/service.ts';
import { TableTally } from '../sessions/tally-store.ts';
import { PendingSetups } from '../setup-document/pending.ts';
import { SiteClock } from '../site-clock.ts';
import { SiteKey } from '../site-key.ts';
import { SiteAlarms } from '../storage/site-alarms.ts';
import { OwnTally } from '../tally.ts';
import type { Reach } from '../webhooks/send.ts';
import type { AppOptions } from './options.ts';

/** Who is told of what happens: known once all is wired; nobody before. */
export interface Told {
  publish: Publish;
  /** Ends the sockets of somebody whose rights have ended. */
  ended: (who: Ended) => void;
  reload: Live['reload'];
  counted: (command: string) => void;
}

/** What the whole server stands on: the one path of commands, the clock, the key, what works beside. */
export function wireBase(options: AppOptions) {
  const { db, ids } = options;
  const { read } = db;
  const log = options.logger === false ? silent : options.logger;
  const clock = new SiteClock(options.clock);
  const told: Told = {
    publish: () => undefined,
    ended: () => undefined,
    reload: () => undefined,
    counted: () => undefined,
  };
  // A day is closed by its first command's successor, which those of a visit know.
  const days: { close?: CloseDays } = {};
  const configs = new Configs(db);
  const commands = new Commands({
    ...{ db, configs, clock, ids },
    publish: (...change) => told.publish(...change),
    closeDays: (command, openDay) => days.close!(command, openDay),
    waitingSetups: {
      due: (tx, hallId, day) => pendingSetups.due(tx, hallId, day),
      apply: (hallId) => pendingSetups.apply(hallId),
    },
    counted: (command) => told.counted(command),
  });
  const pendingSetups: PendingSetups = new PendingSetups({
    ...{ commands, ids },
    failed: (err) => log.error({ err }, 'a set-up that waited for this day could not be applied'),
  });
  return {
    ...{ options, db, read, ids, log, clock, configs, commands, told, days },
    key: new SiteKey(options.secret),
    archives: archiveFolder(db.reopen),
    background: new Background(db, jobs),
    siteAlarms: new SiteAlarms(),
    limits: { ...usualLimits, ...options.limits },
    proxies: options.proxies ?? new Proxies(),
    reach: { allowLocal: false, timeoutMs: 10_000, ...options.reach } satisfies Reach,
    tally: db.reopen?.kind === 'postgres' ? new TableTally(read) : new OwnTally(clock),
  };
}
export type Base = ReturnType<typeof wireBase>;

const silent = { info: () => undefined, error: () => undefined };
