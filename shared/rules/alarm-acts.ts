import type { Alarm, AlarmActName } from '../contract/alarm.ts';
import { type Asking, may, type Right } from '../rights.ts';

/** Which right each act of an alarm needs: who may not is not offered it. */
export const actRights = {
  'open-window': 'manage-windows',
  'resume-window': 'manage-windows',
  'add-queue': 'change-hall',
  'call-clerk': 'send-messages',
  'message-terminals': 'send-messages',
  'message-boards': 'send-messages',
  'reload-device': 'manage-devices',
  'go-device': 'see-devices',
  'go-cases': 'manage-windows',
  'go-visits': 'receive-home-visits',
  'go-applications': 'handle-every-application',
  'go-obstacles': 'lead-walks',
  'go-setup': 'see-setup',
  'go-backups': 'manage-backups',
  'go-webhooks': 'manage-webhooks',
  'reopen-day': 'close-day',
} as const satisfies Record<AlarmActName, Right>;

/** An alarm with those of its acts that somebody may do. @param hall its code */
export function alarmFor(who: Asking, hall: string, alarm: Alarm): Alarm {
  return { ...alarm, acts: alarm.acts.filter(({ act }) => may(who, actRights[act], hall)) };
}
