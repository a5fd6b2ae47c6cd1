import type { Consultation, Consulted } from '../../shared/contract/consultation.ts';
import type { Actor } from '../../shared/contract/people.ts';
import { Problem } from '../../shared/errors.ts';
import { requireStaffMay } from '../../shared/rights.ts';
import { plus } from '../../shared/rules/instants.ts';
import type { Commands } from '../command/run.ts';
import type { CommandRequest } from '../command/types.ts';
import type { HallConfig } from '../hall/config.ts';
import type { Ids } from '../ids.ts';
import * as store from './consultation-store.ts';

interface Dependencies {
  readonly commands: Commands;
  readonly ids: Ids;
}

type ByStaff = CommandRequest & { who: Actor };

/** A slip of the finger can be taken back for so long. */
const undoSeconds = 30;

/** Questions answered without a ticket (咨询), counted by one key. */
export class Consultations {
  private readonly d: Dependencies;

  constructor(dependencies: Dependencies) {
    this.d = dependencies;
  }

  /**
   * @throws Problem `forbidden`; `window_not_found`, `unknown_queue`, `unknown_zone`, `unknown_matter`
   */
  async count(hallCode: string, input: Consultation, request: ByStaff): Promise<Consulted> {
    const hall = await this.d.commands.hall(hallCode);
    const staff = requireStaffMay(request.who, 'count-consultation', hall.code);
    return this.d.commands.inHall(hall.id, request, async (c) => {
      const id = this.d.ids.id();
      const { event, ...place } = placeOf(c.hall, input);
      await store.insert(c.tx, {
        id,
        hall_id: c.hall.id,
        service_day: c.day,
        at: c.now,
        staff_id: staff.id,
        ...place,
      });
      const today = await store.countOf(c.tx, c.hall.id, c.day, staff.id);
      return {
        answer: { id, at: c.now, undoUntil: plus(c.now, undoSeconds), today },
        event: { command: 'consult', windowId: place.window_id, data: event },
        touched: {},
      };
    });
  }

  /**
   * Takes back what one counted by mistake.
   *
   * @throws Problem `forbidden`, `not_found`; `undo_too_late` after 30 seconds or a second time
   */
  async undo(hallCode: string, id: string, request: ByStaff): Promise<Consulted> {
    const hall = await this.d.commands.hall(hallCode);
    const staff = requireStaffMay(request.who, 'count-consultation', hall.code);
    return this.d.commands.inHall(hall.id, request, async (c) => {
      const row = await store.byId(c.tx, c.hall.id, id);
      if (row === null || row.staff_id !== staff.id)
        throw new Problem('not_found', 'There is no such consultation of yours');
      const undoUntil = plus(row.at, undoSeconds);
      if (row.undone === 1 || c.now > undoUntil) throw new Problem('undo_too_late');
      await store.undo(c.tx, id);
      const today = await store.countOf(c.tx, c.hall.id, row.service_day, staff.id);
      return {
        answer: { id, at: row.at, undoUntil, today },
        event: { command: 'undo-consultation', windowId: row.window_id, data: {} },
        touched: {},
      };
    });
  }
}

/** Where it was answered; a window's zone, and that of a queue which has one only, need not be said. */
function placeOf(hall: HallConfig, { window, queue, zone, matter }: Consultation) {
  const at = window === undefined ? null : hall.windowByNumber.get(window);
  if (at === undefined) throw new Problem('window_not_found', `There is no window ${window}`);
  const line = queue === undefined ? null : hall.queueByCode.get(queue);
  if (line === undefined) throw new Problem('unknown_queue', `There is no queue "${queue}"`);
  const about = matter === undefined ? null : hall.matterByCode.get(matter);
  if (about === undefined) throw new Problem('unknown_matter', `There is no matter "${matter}"`);
  const only = line?.zoneCodes.length === 1 ? line.zoneCodes[0] : undefined;
  const code = zone ?? at?.zone.code ?? only;
  const within = hall.zones.find((each) => each.code === code) ?? null;
  if (zone !== undefined && within === null)
    throw new Problem('unknown_zone', `There is no zone "${zone}"`);
  return {
    window_id: at?.id ?? null,
    queue_id: line?.id ?? null,
    zone_id: within?.id ?? null,
    matter_id: about?.id ?? null,
    event: {
      ...(within === null ? {} : { zone: within.code }),
      ...(queue === undefined ? {} : { queue }),
      ...(matter === undefined ? {} : { matters: [matter] }),
    },
  };
}
