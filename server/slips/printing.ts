import type { Actor, Device, Printer } from '../../shared/contract/people.ts';
import type { PrintSlip, PrintedSlip, SlipPrinter } from '../../shared/contract/slip.ts';
import type { PrinterFault } from '../../shared/printer-faults.ts';
import type { Ticket } from '../../shared/contract/ticket.ts';
import { Problem } from '../../shared/errors.ts';
import { requireMay } from '../../shared/rights.ts';
import type { Clock } from '../clock.ts';
import type { Devices, DevicesHealth, PrinterHealth } from '../devices/service.ts';
import type { Commands } from '../command/run.ts';
import type { CommandContext, CommandRequest } from '../command/types.ts';
import type { HallConfig } from '../hall/config.ts';
import { secondsBetween } from '../../shared/rules/instants.ts';
import { reprintSeconds } from '../../shared/rules/limits.ts';
import type { Tickets } from '../tickets/service.ts';
import { inspect, print, PrinterTrouble, type PrinterPatience } from './printer.ts';
import type { Slips } from './service.ts';

interface Dependencies {
  readonly commands: Commands;
  readonly tickets: Tickets;
  readonly devices: Devices;
  readonly health: DevicesHealth;
  readonly slips: Slips;
  readonly clock: Clock;
  readonly patience: PrinterPatience;
}

type Outcome =
  | { readonly fault: null; readonly printed: PrintedSlip }
  | { readonly fault: PrinterFault; readonly device: string };

/** Ends the question whether a key was answered before, without a trace. */
class NotAnswered extends Error {}

/**
 * Prints slips on the kiosks' network printers. The ticket was committed long before: whatever the
 * printer does, the ticket stands, and its slip can be printed again with the same number.
 */
export class Printing {
  private readonly d: Dependencies;
  /** What is being printed: a second press gets the same slip, and a printer prints one by one. */
  private readonly underWay = new Map<string, Promise<Outcome>>();
  private readonly lastOf = new Map<string, Promise<unknown>>();

  constructor(dependencies: Dependencies) {
    this.d = dependencies;
  }

  /**
   * The kiosks that print from afar: those with a printer on the network. A kiosk that prints by its
   * own browser cannot, and is not among them.
   *
   * @throws Problem `hall_not_found`, `forbidden`
   */
  async printers(hallCode: string, who: Actor): Promise<SlipPrinter[]> {
    const hall = await this.d.commands.hall(hallCode);
    requireMay(who, 'guide-visitor', hall.code);
    const devices = await this.d.devices.withPrinter(hall.id);
    return devices.map(({ id, name }) => ({ id, name }));
  }

  /**
   * @param site the address that phones reach this server by
   * @throws Problem `ticket_not_found`, `ticket_over`, `forbidden`, `reprint_too_late`,
   *   `no_printer`; `printer_unavailable` with the `fault` among its facts
   */
  async print(
    token: string,
    wish: PrintSlip,
    site: string,
    request: CommandRequest & { who: Actor },
  ): Promise<PrintedSlip> {
    const ticket = await this.d.tickets.byToken(token);
    const hall = await this.d.commands.hall(ticket.hall);
    const device = await this.deviceFor(request.who, wish, hall);
    const job = `${device?.id ?? ''} ${ticket.id}`;
    const joined = this.underWay.get(job);
    if (joined !== undefined) {
      this.requirePrinting(request.who, hall, ticket);
      const found = await joined;
      // Its own key is answered by the same slip, too.
      if (device === null || request.key === undefined) return answerOf(found);
      return answerOf(await this.note(hall, request, ticket, device, found));
    }
    // Under way from before the key is looked up: none prints between two that look.
    const outcome = this.answeredBefore(hall, request)
      .then(async (before) => {
        if (before !== null) return before;
        this.requirePrinting(request.who, hall, ticket);
        if (device === null) throw new Problem('no_printer');
        const found = await this.printOn(device, token, site, ticket);
        return this.note(hall, request, ticket, device, found);
      })
      .finally(() => this.underWay.delete(job));
    this.underWay.set(job, outcome);
    return answerOf(await outcome);
  }

  private async answeredBefore(hall: HallConfig, request: CommandRequest): Promise<Outcome | null> {
    if (request.key === undefined) return null;
    try {
      return await this.d.commands.inHall<Outcome>(hall.id, request, () => {
        throw new NotAnswered();
      });
    } catch (error) {
      if (error instanceof NotAnswered) return null;
      throw error;
    }
  }

  private requirePrinting(who: Actor, hall: HallConfig, ticket: Ticket): void {
    requireMay(who, 'print-slip', ticket.hall);
    if (who.kind === 'staff') return;
    if (secondsBetween(ticket.takenAt, this.d.clock.now(hall.id)) > reprintSeconds)
      throw new Problem('reprint_too_late');
  }

  /** The kiosk whose printer is meant; null: it has none. */
  private async deviceFor(
    who: Actor,
    wish: PrintSlip,
    hall: HallConfig,
  ): Promise<PrintingDevice | null> {
    const able = (await this.d.devices.withPrinter(hall.id)).map(withPrinter);
    const id = who.kind === 'device' ? who.id : wish.device;
    return (id === undefined ? able[0] : able.find((device) => device.id === id)) ?? null;
  }

  private async printOn(
    device: PrintingDevice,
    token: string,
    site: string,
    ticket: Ticket,
  ): Promise<Outcome> {
    const { printer } = device;
    const bytes = await this.d.slips.bytes(token, printer.width, site);
    const found = await this.inTurn(printer, () => print(printer, bytes, this.d.patience));
    return found.fault === null
      ? { fault: null, printed: { number: ticket.number, device: device.name, paper: found.paper } }
      : { fault: found.fault, device: device.name };
  }

  /**
   * A kiosk has said that it is up: was its printer in trouble, asks it again, so that an alarm ends
   * when staff have put it right and not with the next slip.
   */
  async lookAgain(who: Actor): Promise<void> {
    if (who.kind !== 'device' || who.device !== 'kiosk') return;
    const hall = await this.d.commands.hall(who.hall);
    const device = await this.deviceFor(who, {}, hall);
    if (device === null) return;
    const known = await this.d.health.alarmsOf(hall.id, device.name);
    const unwell = known['paper'] !== undefined && known['paper'] !== 'unwatched';
    if (known['printer'] === undefined && !unwell) return;
    const health = healthOf(
      await this.inTurn(device.printer, () => inspect(device.printer, this.d.patience)),
    );
    const isNews = ([code, state]: [string, string | undefined]): boolean =>
      state !== (known[code] ?? 'ok');
    if (!Object.entries(health).some(isNews)) return;
    const sharing = await this.sharing(hall, device);
    await this.d.commands.inHall(hall.id, { who }, async (c) => {
      await this.noteHealth(c, device, sharing, health);
      const data = { device: device.id, ...health };
      return { answer: null, event: { command: 'device-health', data }, touched: {} };
    });
  }

  /** A printer does one thing after the other. */
  private async inTurn({ host, port }: Printer, work: () => Promise<Paper>): Promise<Found> {
    const place = `${host}:${port}`;
    const before = this.lastOf.get(place) ?? Promise.resolve();
    const mine = before.then(work);
    const settled = mine.then(
      () => undefined,
      () => undefined,
    );
    this.lastOf.set(place, settled);
    try {
      return { fault: null, paper: await mine };
    } catch (error) {
      if (!(error instanceof PrinterTrouble)) throw error;
      return { fault: error.fault };
    } finally {
      if (this.lastOf.get(place) === settled) this.lastOf.delete(place);
    }
  }

  /** Logs what came of a print, and raises or clears the alarms of the printer. */
  private async note(
    hall: HallConfig,
    request: CommandRequest,
    ticket: Ticket,
    device: PrintingDevice,
    outcome: Outcome,
  ): Promise<Outcome> {
    const health = healthOf(
      outcome.fault === null ? { fault: null, paper: outcome.printed.paper } : outcome,
    );
    const sharing = await this.sharing(hall, device);
    return this.d.commands.inHall<Outcome>(hall.id, request, async (c) => {
      await this.noteHealth(c, device, sharing, health);
      return {
        answer: outcome,
        event: {
          command: 'print',
          ticketId: ticket.id,
          data: { number: ticket.number, device: device.id, ...health },
        },
        touched: {},
      };
    });
  }

  /** The other kiosks with the same printer. */
  private async sharing(hall: HallConfig, device: PrintingDevice): Promise<PrintingDevice[]> {
    const { host, port } = device.printer;
    return (await this.d.devices.withPrinter(hall.id))
      .map(withPrinter)
      .filter(
        ({ id, printer }) => id !== device.id && printer.host === host && printer.port === port,
      );
  }

  /** Of a printer that several kiosks share, what was heard last is what is known, whoever heard it. */
  private async noteHealth(
    c: CommandContext,
    device: PrintingDevice,
    sharing: readonly PrintingDevice[],
    health: PrinterHealth,
  ): Promise<void> {
    for (const { name } of sharing)
      await this.d.health.note(c, name, {
        printer: 'ok',
        // Whether its paper is watched is each kiosk's own setting.
        ...(health.paper === undefined || health.paper === 'unwatched'
          ? {}
          : { paper: 'ok' as const }),
      });
    await this.d.health.note(c, device.name, health);
  }
}

type Paper = PrintedSlip['paper'];
/** How a printer was found. */
type Found = { readonly fault: null; readonly paper: Paper } | { readonly fault: PrinterFault };

/** What is not said of the paper is not known. */
function healthOf(found: Found): PrinterHealth {
  if (found.fault === null) return { printer: 'ok', paper: found.paper };
  return found.fault === 'paper_out' ? { printer: 'ok', paper: 'out' } : { printer: found.fault };
}

type PrintingDevice = Device & { readonly printer: Printer };

function withPrinter(device: Device): PrintingDevice {
  return { ...device, printer: device.settings.printer! };
}

function answerOf(outcome: Outcome): PrintedSlip {
  if (outcome.fault === null) return outcome.printed;
  throw new Problem('printer_unavailable', `The printer of ${outcome.device}: ${outcome.fault}`, {
    fault: outcome.fault,
    device: outcome.device,
  });
}
