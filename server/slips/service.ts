import { ExampleSlip } from '../../shared/contract/slip.ts';
import { Problem } from '../../shared/errors.ts';
import { faultsOfForm } from '../../shared/faults.ts';
import { type Asking, requireMay } from '../../shared/rights.ts';
import type { Clock } from '../clock.ts';
import type { Commands } from '../command/run.ts';
import type { Tickets } from '../tickets/service.ts';
import { exampleHall, exampleTicket } from './example.ts';
import { slipBytes, slipSvg } from './render.ts';
import { type PaperWidth, slipDocument } from './slip.ts';

interface Dependencies {
  readonly commands: Commands;
  readonly tickets: Tickets;
  readonly clock: Clock;
}

/** The slip of a ticket, as a picture and as bytes for a printer. */
export class Slips {
  private readonly d: Dependencies;

  constructor(dependencies: Dependencies) {
    this.d = dependencies;
  }

  /**
   * For screen and browser printing, 8 dots a millimetre.
   *
   * @param site the address that phones reach this server by, e.g. `http://10.0.0.5:3000`
   * @throws Problem `ticket_not_found`, `ticket_over`
   */
  async svg(token: string, width: PaperWidth, site: string): Promise<string> {
    const { document, language } = await this.document(token, width, site);
    return slipSvg(document, width, language);
  }

  /** For a thermal printer. @throws Problem `ticket_not_found`, `ticket_over` */
  async bytes(token: string, width: PaperWidth, site: string): Promise<Buffer> {
    return slipBytes((await this.document(token, width, site)).document, width);
  }

  /**
   * The slip of a package that is not published yet, in a hall as it is being set up.
   *
   * @throws Problem `forbidden`, `hall_not_found`; `bad_setup` with the places under `issues`
   */
  async example(who: Asking, code: string, given: unknown, site: string): Promise<string> {
    requireMay(who, 'see-setup', code);
    const { id } = await this.d.commands.hall(code);
    const example = exampleOf(given);
    const hall = exampleHall(example);
    const now = this.d.clock.now(id);
    const ticket = exampleTicket(example, hall.windows, now);
    const address = `${site.replace(/\/+$/, '')}/phone/${ticket.token}`;
    return slipSvg(slipDocument(ticket, hall, address, 80, now), 80, example.language);
  }

  private async document(token: string, width: PaperWidth, site: string) {
    const ticket = await this.d.tickets.byToken(token);
    const hall = await this.d.commands.hall(ticket.hall);
    const address = `${site.replace(/\/+$/, '')}/phone/${encodeURIComponent(token)}`;
    const document = slipDocument(ticket, hall, address, width, this.d.clock.now(hall.id));
    return { document, language: ticket.language };
  }
}

function exampleOf(given: unknown): ExampleSlip {
  const read = ExampleSlip.safeParse(given, { reportInput: true });
  if (read.success) return read.data;
  const issues = faultsOfForm(read.error, 'body');
  const first = issues.slice(0, 5).map((f) => `${f.path}: ${f.message}`);
  throw new Problem('bad_setup', first.join('; '), { issues });
}
