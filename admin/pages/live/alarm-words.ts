import type { Alarm, AlarmAct } from '../../../shared/contract/alarm.ts';
import type { HallState } from '../../../shared/contract/hall.ts';
import { textIn } from '../../../shared/languages.ts';
import { printerFaults } from '../../../shared/printer-faults.ts';
import {
  formatAbout,
  formatElapsed,
  formatMinutes,
  formatTime,
} from '../../../shared/ui/format.ts';
import { windowName } from '../../../shared/ui/window-labels.ts';
import { localDateTime } from '../../days.ts';
import { useTexts } from '../../texts/index.ts';
import { waitOf } from './alarms.ts';

type Said = Pick<Alarm, 'code' | 'subject' | 'detail' | 'about'>;
const pastNames = {
  'queue-unserved': 'unserved',
  'queue-late': 'late',
  'queue-expected': 'expected',
  'queue-paused': 'paused',
} as const;
type AboutQueue = 'queue-unserved' | 'queue-late' | 'queue-expected' | 'queue-paused';
const isAboutQueue = (code: string): code is AboutQueue =>
  ['queue-unserved', 'queue-late', 'queue-expected', 'queue-paused'].includes(code);
const isScreen = (kind: string): kind is 'display' | 'kiosk' | 'rating' =>
  ['display', 'kiosk', 'rating'].includes(kind);

/** Alarms in sentences, and what can be done about them in a word or two. */
export function useAlarmWords(
  d: () => { readonly state: HallState; readonly age: number; readonly timezone: string },
) {
  const { t, language } = useTexts();
  const minutes = (count: number): string => formatMinutes(count * 60, language.value);

  /** Some seconds say nothing as minutes. */
  function timeOf(seconds: number): string {
    return seconds < 120
      ? t('live.alarms.seconds', { n: seconds })
      : formatMinutes(seconds, language.value);
  }

  function queueAlarm(code: AboutQueue, name: string): string | null {
    const { state, age, timezone } = d();
    const queue = state.queues.find((each) => each.queue === name);
    if (queue === undefined) return null;
    const said = { queue: textIn(queue.name, language.value) };
    if (code === 'queue-unserved') return t('live.alarms.unserved', { ...said, n: queue.waiting });
    if (code === 'queue-paused') {
      const time = formatTime(queue.pausedSince ?? state.at, timezone, language.value);
      return t('live.alarms.paused', { ...said, time, n: queue.waiting });
    }
    const limit = minutes(queue.serviceLevelMinutes);
    if (code === 'queue-late')
      return t('live.alarms.late', { ...said, time: formatElapsed(waitOf(queue, age)), limit });
    const p50 = queue.estimate?.p50 ?? queue.serviceLevelMinutes * 60;
    return t('live.alarms.expected', {
      ...{ ...said, limit },
      time: formatAbout({ p50 }, language.value),
    });
  }

  /** The same of what is over: how long the waits were then, nobody knows any more. */
  function pastQueueAlarm(code: AboutQueue, name: string): string {
    const found = d().state.queues.find((each) => each.queue === name);
    const queue = found === undefined ? name : textIn(found.name, language.value);
    return t(`alarm.past.${pastNames[code]}`, { queue });
  }

  /** What is wrong in the hall: windows, tickets, screens, what is due. */
  function hallAlarm({ code, subject, detail, about }: Said): string | null {
    const n = about.count ?? 0;
    const window = about.window === undefined ? '' : windowName(about.window);
    switch (code) {
      case 'no-window':
        return t('live.alarms.noWindow');
      case 'window-idle':
        return t('alarm.windowIdle', { window, n });
      case 'ticket-long':
        return t('alarm.ticketLong', {
          window,
          number: about.ticket ?? '',
          time: minutes(Number(detail)),
        });
      case 'device-silent':
        return isScreen(detail) ? t(`alarm.deviceSilent.${detail}`, { subject }) : null;
      case 'devices-silent':
        return t('alarm.devicesSilent', { n });
      case 'calls-still':
        return t('alarm.callsStill', { n, time: minutes(Number(detail)) });
      case 'cases-overdue':
        return t('alarm.casesOverdue', { n });
      case 'cases-due':
        return t('alarm.casesDue', { n });
      case 'visits-overdue':
        return t('alarm.visitsOverdue', { n });
      case 'visits-due':
        return t('alarm.visitsDue', { n });
      case 'applications-overdue':
        return t('alarm.applicationsOverdue', { n });
      case 'applications-due':
        return t('alarm.applicationsDue', { n });
      case 'obstacles-overdue':
        return t('alarm.obstaclesOverdue', { n });
      default:
        return null;
    }
  }

  /** What is wrong with the server itself: its data, its disk, its backups, its clock. */
  function machineAlarm({ code, subject, detail }: Said): string | null {
    const time = (): string => localDateTime(detail, d().timezone);
    switch (code) {
      case 'storage-damaged':
        return t('live.alarms.storageDamaged', { detail });
      case 'storage-away':
        return t('live.alarms.storageAway', { detail });
      case 'disk-low':
        return t('live.alarms.diskLow', { folder: subject, size: detail });
      case 'backup-old':
        return detail === ''
          ? t('live.alarms.backupNone')
          : t('live.alarms.backupOld', { time: time() });
      case 'backup-failed':
        return t('live.alarms.backupFailed', { detail });
      case 'backup-copy':
        return t('live.alarms.backupCopy', { detail });
      case 'report-failed':
        return t('live.alarms.reportFailed', { day: subject, detail });
      case 'sums-failed':
        return t('live.alarms.sumsFailed', { days: subject, detail });
      case 'restore-backup':
        return t('live.alarms.restored', { time: time() });
      case 'data-went-back':
        return t('live.alarms.wentBack');
      case 'day-ahead':
        return t('live.alarms.dayAhead');
      case 'clock-ahead':
        return t('live.alarms.clockAhead', { subject, time: timeOf(Number(detail)) });
      case 'clock-back':
        return t('live.alarms.clockBack', { subject, time: timeOf(Number(detail)) });
      case 'setup-not-applied':
        return t('live.alarms.setupNotApplied', { detail });
      case 'setup-behind':
        return t('alarm.setupBehind', { n: detail });
      case 'webhook-failing':
        return t('alarm.webhookFailing', { subject });
      case 'webhook-disabled':
        return t('alarm.webhookDisabled', { subject });
      default:
        return null;
    }
  }

  /** What a device says of itself. */
  function deviceAlarm({ code, subject, detail }: Said): string | null {
    if (code === 'paper' && (detail === 'low' || detail === 'out' || detail === 'unwatched'))
      return t(`live.alarms.paper.${detail}`, { subject });
    if (code === 'kiosk-rate') return t('live.alarms.kioskRate', { subject, n: detail });
    const fault = printerFaults.find((known) => code === 'printer' && known === detail);
    if (fault !== undefined) return t(`live.alarms.printer.${fault}`, { subject });
    if (code !== 'audio') return null;
    const how = detail.startsWith('blocked') ? 'blocked' : 'failed';
    return t(`live.alarms.audio.${how}`, { subject });
  }

  function otherAlarm(alarm: Said): string {
    const { subject, detail } = alarm;
    return (
      hallAlarm(alarm) ??
      machineAlarm(alarm) ??
      deviceAlarm(alarm) ??
      t('live.alarms.other', { subject, detail })
    );
  }
  const sentence = (alarm: Said): string =>
    (isAboutQueue(alarm.code) ? queueAlarm(alarm.code, alarm.subject) : null) ?? otherAlarm(alarm);
  const past = (alarm: Said): string =>
    isAboutQueue(alarm.code) ? pastQueueAlarm(alarm.code, alarm.subject) : otherAlarm(alarm);

  /** What a key says; null: it is a part of the page that has words of its own. */
  function actWords({ act, window: number }: AlarmAct): string | null {
    const window = number === undefined ? '' : windowName(number);
    switch (act) {
      case 'open-window':
        return t('alarm.act.open', { window });
      case 'resume-window':
        return t('alarm.act.resume', { window });
      case 'add-queue':
        return t('alarm.act.addQueue', { window });
      case 'call-clerk':
        return t('alarm.act.callClerk', { window });
      case 'message-terminals':
        return t('alarm.act.terminals');
      case 'message-boards':
        return t('alarm.act.boards');
      case 'reload-device':
        return t('alarm.act.reload');
      case 'go-device':
        return t('alarm.act.device');
      case 'go-cases':
        return t('alarm.act.cases');
      case 'go-applications':
      case 'go-obstacles':
      case 'go-visits':
        return t('alarm.act.visits');
      case 'go-setup':
        return t('alarm.act.setup');
      case 'go-backups':
        return t('alarm.act.backups');
      case 'go-webhooks':
        return t('alarm.act.webhooks');
      case 'reopen-day':
        return null;
    }
  }
  return { sentence, past, actWords };
}
