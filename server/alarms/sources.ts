import {
  type AlarmMoment,
  alarmAfter,
  callsStill,
  type Condition,
  idleWindows,
  longInHand,
  queueWaits,
  silentDevices,
} from '../../shared/rules/alarms.ts';
import { type Due, dueCases, dueVisits } from '../../shared/rules/alarm-due.ts';
import { serviceDay } from '../../shared/rules/day.ts';
import { type Instant, plus } from '../../shared/rules/instants.ts';
import type { Reader } from '../db/open.ts';
import type { HallConfig } from '../hall/config.ts';
import { raisedCondition } from './raised.ts';
import * as store from './store.ts';

/** What a source is asked with, beside the hall and what its live page has read already. */
export interface SourceMoment extends AlarmMoment {
  /** Since when this process hears devices. */
  readonly listeningSince: Instant;
}

/** What one part of the product finds to be so in a hall now. It reads a bounded number of rows. */
export type AlarmSource = (
  db: Reader,
  hall: HallConfig,
  at: SourceMoment,
) => Promise<Condition[]> | Condition[];

const windowsAndQueues: AlarmSource = (_, hall, at) => [
  ...queueWaits(at),
  ...idleWindows(at),
  ...longInHand(at, hall.settings.longInHandMinutes),
];

const calls: AlarmSource = async (db, hall, at) => {
  const waits = at.queues.some(({ waitingSince }) => waitingSince !== null);
  if (!waits || at.openSince === null) return [];
  const last = await store.lastCall(db, hall.id, at.day);
  return callsStill(at, last, hall.settings.callsStillMinutes);
};

const devices: AlarmSource = async (db, hall, at) => {
  if (!at.opened || at.openSince === null) return [];
  return silentDevices(at, await store.devices(db, hall.id), at.listeningSince);
};

/** What devices and the server have raised: it stands until they say that it is well. */
const raised: AlarmSource = async (db, hall) =>
  (await store.raised(db, hall.id)).map(raisedCondition);

/** Another system hears nothing: by its host, since a path may hold what opens it. */
const webhooks: AlarmSource = async (db, hall) =>
  (await store.troubledWebhooks(db, hall.id)).map((row): Condition => {
    const isOver = row.status === 'disabled';
    return {
      code: isOver ? 'webhook-disabled' : 'webhook-failing',
      subject: new URL(row.url).host,
      detail: row.disabled_why ?? '',
      severity: 'attention',
      about: {},
      since: row.disabled_at ?? row.failing_since,
      after: isOver ? 0 : alarmAfter.webhookFailing,
      acts: [{ act: 'go-webhooks' }],
    };
  });

const ratingCases: AlarmSource = async (db, hall, { day, now }) => {
  const rows = await store.dueCases(db, hall.id, day);
  return dueCases(
    rows.map(({ id, due_day }): Due => {
      const overdue = due_day < day;
      return { id, overdue, dueAt: overdue ? `${due_day}T00:00:00.000Z` : now };
    }),
  );
};

const homeVisits: AlarmSource = async (db, hall, { day, now }) => {
  const unanswered = await store.visitsAskedBefore(db, hall.id, {
    before: plus(now, -alarmAfter.visitUnanswered),
  });
  const scheduled = await store.visitsScheduledBefore(db, hall.id, { before: plus(now, aDay) });
  return dueVisits([
    ...scheduled.flatMap(({ id, at }): Due[] => {
      const late = plus(at, alarmAfter.visitOverdue);
      if (late <= now) return [{ id, dueAt: late, overdue: true }];
      return serviceDay(at, hall.timezone) > day ? [] : [{ id, dueAt: now, overdue: false }];
    }),
    ...unanswered.map(({ id, at }): Due => {
      return { id, dueAt: plus(at, alarmAfter.visitUnanswered), overdue: true };
    }),
  ]);
};
const aDay = 24 * 60 * 60;

/** All that alarms come from. A part of the product that knows of something due adds its source here. */
export const alarmSources: readonly AlarmSource[] = [
  windowsAndQueues,
  calls,
  devices,
  raised,
  webhooks,
  ratingCases,
  homeVisits,
];
