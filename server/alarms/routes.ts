import { z } from 'zod';
import { AlarmList, PastAlarmList, PastAlarmsQuery } from '../../shared/contract/alarm.ts';
import { Code, ProblemAnswer } from '../../shared/contract/primitives.ts';
import { actorOf, type App } from '../http.ts';
import type { AlarmWatch } from './watch.ts';

/** What somebody should look at in a hall now. */
export function alarmRoutes(app: App, { alarms }: { alarms: AlarmWatch }): void {
  app.get(
    '/api/halls/:hall/alarms',
    {
      config: { right: 'see-hall-now' },
      schema: {
        tags: ['halls'],
        summary: 'What stands in a hall now, each with what can be done about it',
        params: z.object({ hall: Code }),
        response: { 200: AlarmList, default: ProblemAnswer },
      },
    },
    (request) => alarms.list(request.params.hall, actorOf(request)),
  );
  app.get(
    '/api/halls/:hall/alarms/past',
    {
      config: { right: 'read-log' },
      schema: {
        tags: ['halls'],
        summary: 'The alarms that began on a day, from when to when each stood',
        params: z.object({ hall: Code }),
        querystring: PastAlarmsQuery,
        response: { 200: PastAlarmList, default: ProblemAnswer },
      },
    },
    (request) => alarms.past(request.params.hall, request.query, actorOf(request)),
  );
}
