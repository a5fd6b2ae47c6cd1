import type { AlarmAct } from '../../shared/contract/alarm.ts';
import type { Condition } from '../../shared/rules/alarms.ts';
import type { SiteAlarm } from '../storage/site-alarms.ts';
import type { RaisedAlarm } from './store.ts';

/** What visitors do not feel yet; all else that is raised is urgent. */
const canWait = new Set([
  'paper low',
  'paper unwatched',
  'disk-low',
  'backup-old',
  'backup-failed',
  'backup-copy',
  'report-failed',
  'sums-failed',
  'restore-backup',
]);

/** Where something raised is seen to: by its code. */
function actsOf(code: string, device: string | null): AlarmAct[] {
  if (code.startsWith('backup-') || code.startsWith('restore-')) return [{ act: 'go-backups' }];
  if (code === 'setup-not-applied') return [{ act: 'go-setup' }];
  if (code === 'day-ahead') return [{ act: 'reopen-day' }];
  return device === null ? [] : [{ act: 'go-device', device }];
}

/** What a device, or the server for this hall, has raised. */
export function raisedCondition(alarm: RaisedAlarm): Condition {
  const { code, subject, detail, raised_at: since, device } = alarm;
  const eased = canWait.has(code) || canWait.has(`${code} ${detail}`);
  return {
    code,
    subject,
    detail,
    severity: eased ? 'attention' : 'urgent',
    about: device === null ? {} : { device },
    since,
    after: 0,
    acts: actsOf(code, device),
  };
}

/** What is wrong with the machine, in every hall. */
export function siteCondition({ code, subject, detail, at }: SiteAlarm): Condition {
  return raisedCondition({ code, subject, detail, raised_at: at, device: null });
}
