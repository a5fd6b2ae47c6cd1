import type { z } from 'zod';
import { Problem } from '../../shared/errors.ts';
import { requireMay } from '../../shared/rights.ts';
import type {
  Actor,
  Device,
  DeviceChange,
  DeviceHealth,
  NewDevice,
} from '../../shared/contract/people.ts';
import type { Clock } from '../clock.ts';
import type { Db, Reader } from '../db/open.ts';
import type { Command, CommandRequest, Commands } from '../hall/command.ts';
import type { Ids } from '../ids.ts';
import type { SiteKey } from '../site-key.ts';
import { plus, secondsBetween } from '../../shared/rules/instants.ts';
import type { Ended } from '../sessions/service.ts';
import { tokenHash } from '../tokens.ts';
import * as store from './store.ts';

interface Dependencies {
  readonly commands: Commands;
  readonly db: Db;
  readonly read: Reader;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly key: SiteKey;
  /** Told after the commit: what is open for this device must end. */
  readonly ended: (who: Ended) => void;
}

/** How a printer was found; `unwatched`: it takes slips and never says how it is. */
export interface PrinterHealth {
  readonly printer?: string | undefined;
  readonly paper?: DeviceHealth['paper'] | 'unwatched';
}

const codeLength = 8;
const pairingSeconds = 24 * 60 * 60;
const seenEverySeconds = 60;

/** Kiosks, boards and rating pads: registered by an administrator, paired once by a code. */
export class Devices {
  private readonly d: Dependencies;

  constructor(dependencies: Dependencies) {
    this.d = dependencies;
  }

  /** @throws Problem `forbidden`, `hall_not_found`, `window_not_found`, `unknown_zone` */
  async register(
    input: z.infer<typeof NewDevice>,
    request: CommandRequest & { who: Actor },
  ): Promise<{ device: Device; pairingCode: string }> {
    const hall = await this.d.commands.hall(input.hall);
    requireMay(request.who, 'manage-devices', hall.code);
    return this.d.commands.inHall(hall.id, request, async (c) => {
      const window = input.window === undefined ? null : c.hall.windowByNumber.get(input.window);
      if (window === undefined)
        throw new Problem('window_not_found', `There is no window ${input.window}`);
      const zone =
        input.zone === undefined ? null : c.hall.zones.find((z) => z.code === input.zone);
      if (zone === undefined) throw new Problem('unknown_zone', `There is no zone "${input.zone}"`);
      if ((input.kind === 'rating' || input.kind === 'keypad') && window === null) {
        throw new Problem('bad_input', 'It belongs to a window', {
          issues: [{ path: 'window', message: 'a rating pad or keypad needs a window' }],
        });
      }
      requireToCome(input.expires, c.now);
      const pairingCode = this.d.ids.code(codeLength);
      const id = this.d.ids.id();
      await store.insert(c.tx, {
        id,
        hall_id: c.hall.id,
        kind: input.kind,
        name: input.name,
        window_id: window?.id ?? null,
        zone_id: zone?.id ?? null,
        pairing_hash: this.d.key.pairingHash(pairingCode),
        pairing_until: plus(c.now, pairingSeconds),
        expires_at: input.expires ?? null,
      });
      const device: Device = {
        id,
        hall: c.hall.code,
        kind: input.kind,
        name: input.name,
        window: window?.number ?? null,
        zone: zone?.code ?? null,
        paired: false,
        lastSeenAt: null,
        expiresAt: input.expires ?? null,
        settings: {},
      };
      return {
        answer: { device, pairingCode },
        event: {
          command: 'register-device',
          data: { device: id, kind: input.kind, name: input.name },
        },
        touched: {},
      };
    });
  }

  /** A new pairing code for a device; what was paired before is signed out. @throws Problem `not_found` */
  async renew(
    id: string,
    request: CommandRequest & { who: Actor },
  ): Promise<{ device: Device; pairingCode: string }> {
    const found = await this.found(id, request.who);
    const renewed = await this.d.commands.inHall(found.hall_id, request, async (c) => {
      const pairingCode = this.d.ids.code(codeLength);
      await store.renewCode(
        c.tx,
        id,
        this.d.key.pairingHash(pairingCode),
        plus(c.now, pairingSeconds),
      );
      const row = (await store.byId(c.tx, id))!;
      return {
        answer: { device: store.view(row), pairingCode },
        event: { command: 'renew-device', data: { device: id } },
        touched: {},
      };
    });
    this.d.ended({ device: id });
    return renewed;
  }

  /** One that this administrator may change. @throws Problem `forbidden`, `not_found` */
  private async found(id: string, who: Actor): Promise<store.DeviceRow> {
    requireMay(who, 'manage-devices');
    const row = await store.byId(this.d.read, id);
    if (row === null) throw new Problem('not_found');
    requireMay(who, 'manage-devices', row.hall);
    return row;
  }

  /** Another name, or other settings, such as a kiosk's printer. @throws Problem `forbidden`, `not_found` */
  async change(
    id: string,
    input: z.infer<typeof DeviceChange>,
    request: CommandRequest & { who: Actor },
  ): Promise<Device> {
    const found = await this.found(id, request.who);
    const { expires } = input;
    return this.d.commands.inHall(found.hall_id, request, async (c) => {
      requireToCome(expires, c.now);
      await store.change(c.tx, id, {
        ...(expires === undefined ? {} : { expires_at: expires }),
        ...(input.name === undefined ? {} : { name: input.name }),
        ...(input.settings === undefined ? {} : { settings: JSON.stringify(input.settings) }),
      });
      const now = store.view((await store.byId(c.tx, id))!);
      // What was said of its printer was said of another one.
      if (
        JSON.stringify(now.settings.printer) !== JSON.stringify(store.view(found).settings.printer)
      )
        await this.note(c, found.name, { printer: 'ok', paper: 'ok' });
      if (now.name !== found.name) await this.carryAlarms(c, found.name, now.name);
      if (now.settings.printer?.reports === false)
        await this.note(c, now.name, { paper: 'unwatched' });
      return {
        answer: now,
        event: {
          command: 'change-device',
          data: { device: id, ...input, before: { name: found.name } },
        },
        touched: {},
      };
    });
  }

  /** The devices of a hall that can print, by name. */
  async withPrinter(hallId: string): Promise<Device[]> {
    const all = (await store.ofHall(this.d.read, hallId)).map(store.view);
    return all.filter((device) => (device.settings.printer ?? null) !== null);
  }

  /** Inside a command: raises or clears the alarms of what a device was found to be like. */
  async note(c: Command, subject: string, health: PrinterHealth): Promise<void> {
    for (const [code, faulty] of Object.entries(faultsOf(health))) {
      const alarm = { hall: c.hall.id, code, subject, at: c.now };
      if (faulty !== null) await store.raiseAlarm(c.tx, { ...alarm, detail: faulty });
      else await store.clearAlarm(c.tx, alarm);
    }
  }

  /** What is wrong with a device stands under its new name. */
  private async carryAlarms(c: Command, from: string, to: string): Promise<void> {
    const at = { hall: c.hall.id, at: c.now };
    for (const alarm of await store.openAlarms(c.tx, c.hall.id, from)) {
      await store.clearAlarm(c.tx, { ...at, code: alarm.code, subject: from });
      await store.raiseAlarm(c.tx, { ...at, ...alarm, subject: to });
    }
  }

  /** What is wrong with a device now, by code. */
  async alarmsOf(hallId: string, subject: string): Promise<Partial<Record<string, string>>> {
    const open = await store.openAlarms(this.d.read, hallId, subject);
    return Object.fromEntries(open.map(({ code, detail }) => [code, detail]));
  }

  /** @throws Problem `wrong_pairing_code`: unknown, used up, older than a day, or of a device that has ended */
  async pair(
    pairingCode: string,
    request: Omit<CommandRequest, 'who'>,
  ): Promise<{ token: string; device: Device }> {
    const codeKey = this.d.key.pairingHash(pairingCode);
    const found = await store.byCode(this.d.read, codeKey);
    // A code that was used up may be asked again with the same idempotency key: the command answers.
    const hallId = found?.hall_id ?? (await store.anyHall(this.d.read));
    return this.d.commands.inHall(hallId, { ...request, who: { kind: 'system' } }, async (c) => {
      const row = await store.byCode(c.tx, codeKey);
      if (
        row === null ||
        row.pairing_until === null ||
        row.pairing_until < c.now ||
        isOver(row, c.now)
      )
        throw new Problem('wrong_pairing_code');
      const token = this.d.ids.token();
      await store.pair(c.tx, row, tokenHash(token), c.now);
      return {
        answer: { token, device: { ...store.view(row), paired: true, lastSeenAt: c.now } },
        event: { command: 'pair-device', data: { device: row.id } },
        touched: {},
      };
    });
  }

  async list(hallCode: string, who: Actor): Promise<Device[]> {
    const hall = await this.d.commands.hall(hallCode);
    requireMay(who, 'see-devices', hall.code);
    return (await store.ofHall(this.d.read, hall.id)).map(store.view);
  }

  private async changesAlarms(
    hallId: string,
    subject: string,
    health: DeviceHealth,
  ): Promise<boolean> {
    const open = await this.alarmsOf(hallId, subject);
    return Object.entries(faultsOf(health)).some(
      ([code, faulty]) => (open[code] ?? null) !== faulty,
    );
  }

  /** The device says how it is. What is wrong is an alarm at the console until it is well again. */
  async health(who: Actor, health: DeviceHealth): Promise<void> {
    if (who.kind !== 'device') throw new Problem('forbidden');
    const row = (await store.byId(this.d.read, who.id))!;
    const now = this.d.clock.now(row.hall_id);
    const same = row.health === JSON.stringify(health);
    if (
      same &&
      row.last_seen_at !== null &&
      secondsBetween(row.last_seen_at, now) < seenEverySeconds
    )
      return;
    const { db } = this.d;
    if (!(await this.changesAlarms(row.hall_id, who.name, health))) {
      // A sign of life is no command: there is nothing in it for the log or a screen.
      await db.lanes.run(db.laneOf(row.hall_id), {
        run: (tx) => store.setHealth(tx, who.id, JSON.stringify(health), now),
      });
      return;
    }
    await this.d.commands.inHall(row.hall_id, { who }, async (c) => {
      await store.setHealth(c.tx, who.id, JSON.stringify(health), c.now);
      await this.note(c, who.name, health);
      return {
        answer: null,
        event: { command: 'device-health', data: { device: who.id, ...health } },
        touched: {},
      };
    });
  }
}

/** Per alarm: what is wrong, or null where the device says that it is well. */
function faultsOf(
  health: PrinterHealth & Pick<DeviceHealth, 'audio' | 'detail'>,
): Record<string, string | null> {
  const faults: Record<string, string | null> = {};
  if (health.audio !== undefined)
    faults[`audio`] =
      health.audio === 'ok' ? null : `${health.audio} ${health.detail ?? ''}`.trim();
  if (health.paper !== undefined) faults['paper'] = health.paper === 'ok' ? null : health.paper;
  if (health.printer !== undefined)
    faults['printer'] = health.printer === 'ok' ? null : health.printer;
  return faults;
}

function isOver({ expires_at }: Pick<store.DeviceRow, 'expires_at'>, now: string): boolean {
  return expires_at !== null && expires_at <= now;
}

/** @throws Problem `bad_input` for an end that has passed */
function requireToCome(expires: string | null | undefined, now: string): void {
  if (expires === null || expires === undefined || expires > now) return;
  throw new Problem('bad_input', undefined, {
    issues: [{ path: 'expires', message: 'in the future' }],
  });
}
