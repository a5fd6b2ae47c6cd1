import type { TellAppointment, Told } from '../../shared/contract/appointment.ts';
import type { Actor } from '../../shared/contract/people.ts';
import { Problem } from '../../shared/errors.ts';
import { requireStaffMay } from '../../shared/rights.ts';
import { runUnit } from '../db/unit.ts';
import type { Commands } from '../command/run.ts';
import type { CommandRequest } from '../command/types.ts';
import * as store from './store.ts';

/** 已告知: whoever calls those who are booked notes that one knows of what stands against the time. */
export class AppointmentTelling {
  private readonly commands: Commands;

  constructor({ commands }: { readonly commands: Commands }) {
    this.commands = commands;
  }

  /** @throws Problem `forbidden`, `appointment_not_found`; `appointment_over` where nobody is expected */
  async tell(
    hallCode: string,
    id: string,
    { told }: TellAppointment,
    request: CommandRequest & { who: Actor },
  ): Promise<Told> {
    const hall = await this.commands.hall(hallCode);
    const { username } = requireStaffMay(request.who, 'contact-visitors', hall.code);
    return this.commands.inHall(hall.id, request, async (c) => {
      const row = await runUnit(c.tx, store.byId(c.hall.id, id));
      if (row === null) throw new Problem('appointment_not_found');
      if (row.status !== 'booked')
        throw new Problem('appointment_over', undefined, {
          day: row.service_day,
          from: row.slot_from,
          state: row.status,
        });
      const [told_at, told_by] = told ? [c.now, username] : [null, null];
      await store.update(c.tx, id, { told_at, told_by, changed_at: c.now });
      return {
        answer: { told: told ? { at: c.now, by: username } : null },
        event: { command: 'tell-appointment', data: { appointment: id, told } },
        touched: {},
      };
    });
  }
}
