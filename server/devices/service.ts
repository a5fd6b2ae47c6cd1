import type { z } from 'zod';
import { Problem } from '../../shared/errors.ts';
import { requireMay } from '../../shared/rights.ts';
import type {
  Actor,
  Device,
  DeviceChange,
  DeviceHealth,
  DeviceKind,
  ListedDevice,
  NewDevice,
} from '../../shared/contract/people.ts';
import type { Clock } from '../clock.ts';
import type { Db, Reader } from '../db/open.ts';
import { changedOnly } from '../hall/changed.ts';
import type { Commands } from '../command/run.ts';
import type { CommandContext, CommandRequest } from '../command/types.ts';
import type { HallConfig } from '../hall/config.ts';
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
  /** The screen of this device is to load anew. */
  readonly reload: (device: string) => void;
}

/** How a printer was found; `unwatched`: it takes slips and never says how it is. */
export interface PrinterHealth {
  readonly printer?: string | undefined;
  readonly paper?: DeviceHealth['paper'] | 'unwatched';
}

const codeLength = 8;
const pairingSeconds = 24 * 60 * 60;
/** Well below the minute after which a screen says again how it is: none that does looks silent. */
const seenEverySeconds = 30;

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
      const { window, zone } = placeIn(c.hall, input.kind, input);
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
        movedAt: null,
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
    if (row === null || row.active === 0) throw new Problem('not_found');
    requireMay(who, 'manage-devices', row.hall);
    return row;
  }

  /**
   * Another name, other settings such as a kiosk's printer, or another place: its token stays, and
   * its screen is told.
   *
   * @throws Problem `forbidden`, `not_found`, `window_not_found`, `unknown_zone`
   */
  async change(
    id: string,
    input: z.infer<typeof DeviceChange>,
    request: CommandRequest & { who: Actor },
  ): Promise<Device> {
    const found = await this.found(id, request.who);
    const { expires } = input;
    const moves = input.window !== undefined || input.zone !== undefined;
    const changed = await this.d.commands.inHall(found.hall_id, request, async (c) => {
      requireToCome(expires, c.now);
      const place = moves
        ? placeIn(c.hall, found.kind, {
            window: input.window === undefined ? found.window : input.window,
            zone: input.zone === undefined ? found.zone : input.zone,
          })
        : null;
      await store.change(c.tx, id, {
        ...(place === null
          ? {}
          : {
              window_id: place.window?.id ?? null,
              zone_id: place.zone?.id ?? null,
              moved_at: c.now,
            }),
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
          data: {
            device: id,
            ...changedOnly(loggedOf(store.view(found)), loggedOf(now)),
          },
        },
        touched: {},
      };
    });
    // It connects anew as what it is now, is told its place, and asks what is set of it.
    const { screenTimes } = store.view(found).settings;
    const otherTimes =
      JSON.stringify(screenTimes ?? null) !== JSON.stringify(changed.settings.screenTimes ?? null);
    if (moves || otherTimes) this.d.ended({ device: id });
    return changed;
  }

  /** Takes a device away: its token is good for nothing at once. @throws Problem `forbidden`, `not_found` */
  async remove(id: string, request: CommandRequest & { who: Actor }): Promise<void> {
    const found = await this.found(id, request.who);
    await this.d.commands.inHall(found.hall_id, request, async (c) => {
      await store.remove(c.tx, id);
      for (const { code } of await store.openAlarms(c.tx, c.hall.id, found.name))
        await store.clearAlarm(c.tx, { hall: c.hall.id, code, subject: found.name, at: c.now });
      return {
        answer: null,
        event: { command: 'remove-device', data: { device: id, name: found.name } },
        touched: {},
      };
    });
    this.d.ended({ device: id });
  }

  /** Its screen loads anew once nobody uses it. @throws Problem `forbidden`, `not_found` */
  async reload(id: string, request: CommandRequest & { who: Actor }): Promise<void> {
    const found = await this.found(id, request.who);
    await this.d.commands.inHall(found.hall_id, request, () =>
      Promise.resolve({
        answer: null,
        event: { command: 'reload-device', data: { device: id } },
        touched: {},
      }),
    );
    this.d.reload(id);
  }

  /** The devices of a hall that can print, by name. */
  async withPrinter(hallId: string): Promise<Device[]> {
    const all = (await store.ofHall(this.d.read, hallId)).map(store.view);
    return all.filter((device) => (device.settings.printer ?? null) !== null);
  }

  /** Inside a command: raises or clears the alarms of what a device was found to be like. */
  async note(c: CommandContext, subject: string, health: PrinterHealth): Promise<void> {
    for (const [code, faulty] of Object.entries(faultsOf(health))) {
      const alarm = { hall: c.hall.id, code, subject, at: c.now };
      if (faulty !== null) await store.raiseAlarm(c.tx, { ...alarm, detail: faulty });
      else await store.clearAlarm(c.tx, alarm);
    }
  }

  /** What is wrong with a device stands under its new name. */
  private async carryAlarms(c: CommandContext, from: string, to: string): Promise<void> {
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

  /**
   * A new address by which a device starts, again and again, until it is renewed or taken away: for
   * a machine that keeps nothing over night. Told once, kept as a hash.
   *
   * @throws Problem `forbidden`, `not_found`; `bad_input` for a keypad, which opens no page
   */
  async makeStart(
    id: string,
    request: CommandRequest & { who: Actor },
  ): Promise<{ device: Device; start: string }> {
    const found = await this.found(id, request.who);
    if (found.kind === 'keypad') throw new Problem('bad_input', 'A keypad opens no page');
    return this.d.commands.inHall(found.hall_id, request, async (c) => {
      const start = this.d.ids.token();
      await store.setStart(c.tx, id, { hash: tokenHash(start), at: c.now });
      return {
        answer: { device: store.view(found), start },
        event: { command: 'make-start-address', data: { device: id } },
        touched: {},
      };
    });
  }

  /** The start address leads nowhere any more; who has started by it stays. @throws as `makeStart` */
  async endStart(id: string, request: CommandRequest & { who: Actor }): Promise<void> {
    const found = await this.found(id, request.who);
    await this.d.commands.inHall(found.hall_id, request, async (c) => {
      await store.setStart(c.tx, id, null);
      return {
        answer: null,
        event: { command: 'end-start-address', data: { device: id } },
        touched: {},
      };
    });
  }

  /**
   * A machine starts as a device, by its start address. Whoever had this device before has it no
   * more: a machine that forgot everything over night cannot be told from a second one, and refusing
   * would lock it out.
   *
   * @throws Problem `wrong_start_address`: unknown, renewed, or of a device that has ended
   */
  async start(
    start: string,
    request: Omit<CommandRequest, 'who'>,
  ): Promise<{ token: string; device: Device }> {
    const hash = tokenHash(start);
    const found = await store.byStart(this.d.read, hash);
    if (found === null) throw new Problem('wrong_start_address');
    const system = { ...request, who: { kind: 'system' } } as const;
    const started = await this.d.commands.inHall(found.hall_id, system, async (c) => {
      const row = await store.byStart(c.tx, hash);
      if (row === null || isOver(row, c.now)) throw new Problem('wrong_start_address');
      const token = this.d.ids.token();
      await store.pair(c.tx, row, tokenHash(token), c.now);
      return {
        answer: { token, device: { ...store.view(row), paired: true, lastSeenAt: c.now } },
        event: { command: 'start-device', data: { device: row.id } },
        touched: {},
      };
    });
    this.d.ended({ device: found.id });
    return started;
  }

  /** A device about itself. @throws Problem `forbidden` for whoever is none */
  async own(who: Actor): Promise<Device> {
    if (who.kind !== 'device') throw new Problem('forbidden');
    return store.view((await store.byId(this.d.read, who.id))!);
  }

  async list(hallCode: string, who: Actor): Promise<ListedDevice[]> {
    const hall = await this.d.commands.hall(hallCode);
    requireMay(who, 'see-devices', hall.code);
    const { read, clock } = this.d;
    const faults = new Map<string, Record<string, string>>();
    for (const { code, subject, detail } of await store.alarmsInHall(read, hall.id))
      faults.set(subject, { ...faults.get(subject), [code]: detail });
    const now = clock.now(hall.id);
    return (await store.ofHall(read, hall.id)).map((row) =>
      store.listed(row, now, faults.get(row.name) ?? {}),
    );
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
      await db.lanes.run(row.hall_id, {
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

/**
 * Where a device stands. @throws Problem `window_not_found`, `unknown_zone`; `bad_input` for a pad or
 *   keypad without a window
 */
function placeIn(
  hall: HallConfig,
  kind: DeviceKind,
  place: { readonly window?: number | null | undefined; readonly zone?: string | null | undefined },
) {
  const window = (place.window ?? null) === null ? null : hall.windowByNumber.get(place.window!);
  if (window === undefined)
    throw new Problem('window_not_found', `There is no window ${place.window}`);
  const zone = (place.zone ?? null) === null ? null : hall.zones.find((z) => z.code === place.zone);
  if (zone === undefined) throw new Problem('unknown_zone', `There is no zone "${place.zone}"`);
  if ((kind === 'rating' || kind === 'keypad') && window === null) {
    throw new Problem('bad_input', 'It belongs to a window', {
      issues: [{ path: 'window', message: 'a rating pad or keypad needs a window' }],
    });
  }
  return { window, zone };
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

/** What the log says of a device that is changed; its settings member by member. */
function loggedOf({ name, window, zone, expiresAt, settings }: Device) {
  return { name, window, zone, expiresAt, ...settings };
}
