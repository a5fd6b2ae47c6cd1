import { Problem } from '../../shared/errors.ts';
import { requireMay } from '../../shared/rights.ts';
import type { HandleAppointment, RemoteAppointment } from '../../shared/contract/appointment.ts';
import type { Actor } from '../../shared/contract/people.ts';
import type { Clock } from '../clock.ts';
import type { Reader } from '../db/open.ts';
import { runUnit } from '../db/unit.ts';
import type { Commands } from '../command/run.ts';
import type { CommandRequest } from '../command/types.ts';
import { serviceDay } from '../../shared/rules/day.ts';
import { type Instant, plus } from '../../shared/rules/instants.ts';
import type { SiteKey } from '../site-key.ts';
import * as store from './store.ts';
import { remoteView } from './view.ts';

interface Dependencies {
  readonly commands: Commands;
  readonly read: Reader;
  readonly clock: Clock;
  readonly key: SiteKey;
}

/** So long (seconds) before their time whom to call is told whole; before that nobody needs it. */
const clearSeconds = 15 * 60;

/** Appointments by telephone and video: a list at the windows of their queue, and what became of each. */
export class RemoteAppointments {
  private readonly d: Dependencies;

  constructor(dependencies: Dependencies) {
    this.d = dependencies;
  }

  /** Those of today for the queues of a window. @throws Problem `forbidden`, `window_not_found` */
  async ofWindow(hallCode: string, number: number, who: Actor): Promise<RemoteAppointment[]> {
    const hall = await this.d.commands.hall(hallCode);
    requireMay(who, 'handle-remote-visits', hall.code);
    const window = hall.windowByNumber.get(number);
    if (window === undefined) throw new Problem('window_not_found');
    const now = this.d.clock.now(hall.id);
    const queues = window.serves.map((s) => s.queueId);
    const rows = await store.remoteOf(this.d.read, queues, serviceDay(now, hall.timezone));
    return rows.map((row) => remoteView(hall, row, this.d.key, isTime(row, now)));
  }

  /**
   * Notes that it begins, how it ended, or where it is held.
   *
   * @throws Problem `forbidden`, `appointment_not_found`; `appointment_over` where it has ended, was
   *   cancelled or is of another day; `not_allowed` for one at the window
   */
  async handle(
    hallCode: string,
    id: string,
    { act, link }: HandleAppointment,
    request: CommandRequest & { who: Actor },
  ): Promise<RemoteAppointment> {
    const hall = await this.d.commands.hall(hallCode);
    requireMay(request.who, 'handle-remote-visits', hall.code);
    return this.d.commands.inHall(hall.id, request, async (c) => {
      const row = await runUnit(c.tx, store.byId(c.hall.id, id));
      if (row === null) throw new Problem('appointment_not_found');
      if (row.kind === 'window') throw new Problem('not_allowed', 'It is held at the window');
      const early = act !== undefined && row.service_day !== c.day;
      if (row.status !== 'booked' || early)
        throw new Problem('appointment_over', undefined, {
          day: row.service_day,
          from: row.slot_from,
          state: row.status,
        });
      const ends = act === 'done' || act === 'not-reached';
      const change = {
        changed_at: c.now,
        ...(link === undefined ? {} : { link }),
        // Whoever ends it without a beginning has called just now.
        ...(act === undefined ? {} : { started_at: row.started_at ?? c.now }),
        ...(ends
          ? {
              status: act === 'done' ? ('checked-in' as const) : ('missed' as const),
              ended_at: c.now,
              outcome: act,
            }
          : {}),
      };
      await store.update(c.tx, id, change);
      return {
        answer: remoteView(c.hall, { ...row, ...change }, this.d.key, !ends && isTime(row, c.now)),
        event: {
          command: 'handle-appointment',
          data: { appointment: id, kind: row.kind, act: act ?? 'link' },
        },
        touched: {},
      };
    });
  }
}

function isTime(row: store.AppointmentRow, now: Instant): boolean {
  return row.status === 'booked' && plus(row.slot_from, -clearSeconds) <= now;
}
