import { Archives } from '../archives/service.ts';
import { Backups } from '../backups/service.ts';
import { ClockAlarm } from '../days/clock-alarm.ts';
import { Persons } from '../erasure/persons.ts';
import { Retentions } from '../erasure/retention.ts';
import { Erasure } from '../erasure/service.ts';
import { EveningReports } from '../evening/service.ts';
import { Pressure } from '../pressure.ts';
import { ratingOf } from '../ratings/told-store.ts';
import { StorageWatch } from '../storage/service.ts';
import { Upkeep } from '../upkeep/service.ts';
import { Deliveries } from '../webhooks/deliveries.ts';
import { EventFeed } from '../webhooks/feed.ts';
import { WebhookOutbox } from '../webhooks/outbox.ts';
import { Webhooks } from '../webhooks/service.ts';
import { isAnybodyTold } from '../webhooks/store.ts';
import type { Base } from './base.ts';
import type { Halls } from './halls.ts';
import type { Leading } from './leading.ts';
import type { Visits } from './visits.ts';

/** What keeps a site for years, and what others are told of it: erasure, backups, health, webhooks. */
export function wireUpkeep(
  base: Base,
  { tickets, calendar }: Visits,
  { reports }: Leading,
  { overview }: Halls,
) {
  const { db, read, commands, clock, ids, key, log, background, siteAlarms, options } = base;
  const { reach, archives: folder } = base;
  const halls = () => overview.halls();
  const retentions = new Retentions({ commands, read });
  const erasure = new Erasure({ commands, db, clock, retentions });
  const storage = new StorageWatch({
    ...{ db, clock, log },
    alarms: siteAlarms,
    check: () => (db.reopen?.kind === 'sqlite' ? background.run('upkeep', 'check', null) : well()),
    timezone: async () => (await halls())[0]?.timezone ?? 'UTC',
    site: options.storageSite,
  });
  const backups = new Backups({
    ...{ read, commands, clock, ids, log },
    plan: options.backupPlan,
    database: db.reopen,
    alarms: siteAlarms,
    make: (wish) => background.run('upkeep', 'backup', wish),
  });
  const pressure = new Pressure(db.lanes, options.load);
  const outbox = new WebhookOutbox({ db, commands, clock, ids, ratingOf });
  const deliveries = new Deliveries({ db, clock, ids, key, outbox, reach, log });
  return {
    ...{ retentions, erasure, storage, backups, pressure, deliveries },
    persons: new Persons({
      ...{ commands, tickets, key },
      archives: folder,
      wipe: () => erasure.wipe(),
    }),
    clockAlarm: new ClockAlarm({ commands, read, clock }),
    upkeep: new Upkeep({
      ...{ db, clock },
      answerHours: async () => (await retentions.now()).answerHours,
    }),
    archives: new Archives({
      ...{ db, commands, clock, log },
      afterYears: async () => (await retentions.now()).archiveAfterYears,
      work: (work) => background.run('upkeep', 'archive', work),
    }),
    evening: new EveningReports({
      ...{ commands, db, clock, calendar, reports, log, halls },
      folder: options.reportDir,
      isAnybodyTold: () => isAnybodyTold(read, 'report.evening'),
      language: 'zh-Hans',
      alarms: siteAlarms,
    }),
    webhooks: new Webhooks({
      ...{ commands, read, clock, ids, key, deliveries },
      allowLocal: reach.allowLocal,
    }),
    feed: new EventFeed({ commands, read }),
  };
}
export type SiteUpkeep = ReturnType<typeof wireUpkeep>;

const well = (): Promise<null> => Promise.resolve(null);
