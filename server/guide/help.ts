import { Problem } from '../../shared/errors.ts';
import { requireMay } from '../../shared/rights.ts';
import type { HelpCall, HelpRing } from '../../shared/contract/help.ts';
import type { Actor } from '../../shared/contract/people.ts';
import type { Clock } from '../clock.ts';
import type { Reader } from '../db/open.ts';
import type { Commands } from '../command/run.ts';
import type { CommandRequest, CommandOutcome } from '../command/types.ts';
import type { HallConfig } from '../hall/config.ts';
import type { Ids } from '../ids.ts';
import { helpRate, helpStatus, ringSeconds } from '../../shared/rules/help.ts';
import { type Instant, plus, secondsBetween } from '../../shared/rules/instants.ts';
import * as store from './help-store.ts';

interface Dependencies {
  readonly commands: Commands;
  readonly read: Reader;
  readonly clock: Clock;
  readonly ids: Ids;
}

type ByActor = CommandRequest & { who: Actor };

/** 请人帮忙: a visitor at a kiosk calls the guide's desk, which rings until somebody takes the call. */
export class Help {
  private readonly d: Dependencies;

  constructor(dependencies: Dependencies) {
    this.d = dependencies;
  }

  /**
   * Calls the desk. A kiosk whose call still rings has that one.
   *
   * @throws Problem `forbidden`; `too_many_requests`, with the seconds to wait
   */
  async call(hallCode: string, request: ByActor): Promise<HelpCall> {
    const hall = await this.d.commands.hall(hallCode);
    const device = requireKiosk(request.who, hall);
    return this.d.commands.inHall(hall.id, request, async (c) => {
      const recent = await store.ofDevice(c.tx, device, {
        since: plus(c.now, -helpRate.seconds),
        now: c.now,
      });
      const rings = recent.find((row) => helpStatus(row, c.now) === 'ringing');
      if (rings !== undefined) return effect('call-help', rings, c.now);
      // Whom somebody came to has called for a reason.
      const oldest = recent.filter((row) => row.taken_at === null)[helpRate.calls - 1];
      if (oldest !== undefined) {
        const seconds = helpRate.seconds - secondsBetween(oldest.called_at, c.now);
        throw new Problem('too_many_requests', `Try again in ${seconds} s`, { seconds });
      }
      const row = {
        id: this.d.ids.id(),
        hall_id: c.hall.id,
        device_id: device,
        called_at: c.now,
        rings_until: plus(c.now, ringSeconds),
        taken_at: null,
        taken_by: null,
        withdrawn_at: null,
      };
      await store.insert(c.tx, row);
      return effect('call-help', row, c.now);
    });
  }

  /** How a kiosk's own call stands. @throws Problem `forbidden`, `not_found` */
  async state(hallCode: string, id: string, who: Actor): Promise<HelpCall> {
    const hall = await this.d.commands.hall(hallCode);
    const device = requireKiosk(who, hall);
    return view(await found(this.d.read, id, { device_id: device }), this.d.clock.now(hall.id));
  }

  /** The visitor needs nobody any more. @throws Problem `forbidden`, `not_found` */
  async withdraw(hallCode: string, id: string, request: ByActor): Promise<HelpCall> {
    const hall = await this.d.commands.hall(hallCode);
    const device = requireKiosk(request.who, hall);
    return this.d.commands.inHall(hall.id, request, async (c) => {
      const row = { ...(await found(c.tx, id, { device_id: device })), withdrawn_at: c.now };
      await store.update(c.tx, id, { withdrawn_at: c.now });
      return effect('withdraw-help', row, c.now);
    });
  }

  /**
   * Somebody goes: the desks fall silent. Late is better than never, also after the ringing.
   *
   * @throws Problem `forbidden`, `not_found`; `not_allowed` where somebody else goes already, or
   *   nobody is needed any more
   */
  async take(hallCode: string, id: string, request: ByActor): Promise<HelpCall> {
    const hall = await this.d.commands.hall(hallCode);
    requireMay(request.who, 'guide-visitor', hall.code);
    return this.d.commands.inHall(hall.id, request, async (c) => {
      const row = await found(c.tx, id, { hall_id: c.hall.id });
      if (row.taken_at !== null || row.withdrawn_at !== null) throw new Problem('not_allowed');
      const taken = { taken_at: c.now, taken_by: request.who.id };
      await store.update(c.tx, id, taken);
      return effect('take-help', { ...row, ...taken }, c.now);
    });
  }

  /** What rings in a hall now. */
  async ringing(hall: HallConfig): Promise<HelpRing[]> {
    const rows = await store.ringing(this.d.read, hall.id, this.d.clock.now(hall.id));
    return rows.map((row) => ({
      id: row.id,
      device: row.device,
      at: row.called_at,
      until: row.rings_until,
    }));
  }
}

async function found(
  db: Reader,
  id: string,
  whose: Partial<store.HelpRow>,
): Promise<store.HelpRow> {
  const row = await store.byId(db, id);
  const is = (name: 'device_id' | 'hall_id'): boolean =>
    whose[name] === undefined || row?.[name] === whose[name];
  if (row === null || !is('device_id') || !is('hall_id')) throw new Problem('not_found');
  return row;
}

function view(row: store.HelpRow, now: Instant): HelpCall {
  return {
    id: row.id,
    status: helpStatus(row, now),
    at: row.called_at,
    until: row.rings_until,
  };
}

function effect(command: string, row: store.HelpRow, now: Instant): CommandOutcome<HelpCall> {
  return {
    answer: view(row, now),
    event: { command, data: { help: row.id, device: row.device_id } },
    touched: {},
  };
}

/** @throws Problem `forbidden` */
function requireKiosk(who: Actor, hall: HallConfig): string {
  if (who.kind === 'device' && who.device === 'kiosk' && who.hall === hall.code) return who.id;
  throw new Problem('forbidden');
}
