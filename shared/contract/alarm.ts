import { z } from 'zod';
import { Code, Day, Instant, WindowNumber } from './primitives.ts';

/** What can be done about an alarm, from where it is shown; who may, says `actRights`. */
export const alarmActs = [
  'open-window',
  'resume-window',
  'add-queue',
  'call-clerk',
  'message-terminals',
  'message-boards',
  'reload-device',
  'go-device',
  'go-cases',
  'go-visits',
  'go-applications',
  'go-obstacles',
  'go-setup',
  'go-backups',
  'go-webhooks',
  'reopen-day',
] as const;
export type AlarmActName = (typeof alarmActs)[number];

export const AlarmAct = z
  .object({
    act: z.enum(alarmActs),
    window: WindowNumber.optional(),
    queue: Code.optional(),
    /** The device's id. */
    device: z.string().optional(),
    /** Of the boards; absent: all of the hall. */
    zone: Code.optional(),
  })
  .meta({ id: 'AlarmAct' });
export type AlarmAct = z.infer<typeof AlarmAct>;

/** `urgent`: visitors suffer, or will at once; `attention`: somebody should look at it. */
export const alarmSeverities = ['urgent', 'attention'] as const;

/** What somebody should look at now. It ends by itself when it is well again. */
export const Alarm = z
  .object({
    code: z.string(),
    /** Since when it is so. */
    at: Instant,
    severity: z.enum(alarmSeverities),
    /** What it is said of: a queue's code, a window's number, a device's name, ... */
    subject: z.string(),
    detail: z.string(),
    about: z.object({
      window: WindowNumber.optional(),
      queue: Code.optional(),
      device: z.string().optional(),
      /** A ticket's number. */
      ticket: z.string().optional(),
      /** The id of a rating case, the most urgent one. */
      case: z.string().optional(),
      /** The id of a home visit, the most urgent one. */
      visit: z.string().optional(),
      /** How many of them, where it is said of several. */
      count: z.number().int().optional(),
    }),
    /** Whom it goes to first: the leader of the team (先锋队) whose windows or zone it is of. */
    first: z.object({ team: z.string(), username: z.string(), name: z.string() }).optional(),
    acts: z.array(AlarmAct).max(12),
  })
  .meta({ id: 'Alarm' });
export type Alarm = z.infer<typeof Alarm>;

/** An alarm of a day, from when to when it stood. */
export const PastAlarm = Alarm.omit({ acts: true })
  .extend({
    /** null: it stands. */
    endedAt: Instant.nullable(),
  })
  .meta({ id: 'PastAlarm' });
export type PastAlarm = z.infer<typeof PastAlarm>;

export const PastAlarmsQuery = z.strictObject({
  /** The service day; absent: today. */
  day: Day.optional(),
  offset: z.coerce.number().int().min(0).max(100_000).default(0),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type PastAlarmsQuery = z.infer<typeof PastAlarmsQuery>;

/** The alarms that began on a day, the newest first. */
export const PastAlarmList = z
  .object({ day: z.string(), alarms: z.array(PastAlarm) })
  .meta({ id: 'PastAlarmList' });
export type PastAlarmList = z.infer<typeof PastAlarmList>;

/** What stands in a hall, the most urgent first; the acts are those that who asks may do. */
export const AlarmList = z
  .object({ at: Instant, alarms: z.array(Alarm) })
  .meta({ id: 'AlarmList' });
export type AlarmList = z.infer<typeof AlarmList>;
