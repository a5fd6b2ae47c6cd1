import { Catalogue } from '../../shared/contract/catalogue.ts';
import type { CatalogueRenewal } from '../../shared/contract/change.ts';
import type { Actor } from '../../shared/contract/people.ts';
import { type Issue, Problem } from '../../shared/errors.ts';
import { requireMay } from '../../shared/rights.ts';
import { faultsOfForm } from '../../shared/faults.ts';
import type { Clock } from '../clock.ts';
import type { Commands } from '../command/run.ts';
import type { CommandContext, CommandRequest } from '../command/types.ts';
import type { HallConfig } from '../hall/config.ts';
import type { Ids } from '../ids.ts';
import { serviceDay } from '../../shared/rules/day.ts';
import { publishChange, waitingDocument } from '../setup-document/publishing.ts';
import { catalogueFaults } from '../setup-document/check.ts';
import { renewalOf } from './renewal.ts';

interface Dependencies {
  readonly commands: Commands;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** The catalogue of a hall: departments, matters, directions and packages. */
export class Catalogues {
  private readonly d: Dependencies;

  constructor(dependencies: Dependencies) {
    this.d = dependencies;
  }

  /**
   * Takes a new catalogue file, whole or not at all. Open tickets keep what they were taken for.
   *
   * @throws Problem `forbidden`; `bad_catalogue` with the place of each fault under `issues`
   */
  async renew(
    hallCode: string,
    file: unknown,
    request: CommandRequest & { who: Actor },
  ): Promise<CatalogueRenewal> {
    const hall = await this.d.commands.hall(hallCode);
    requireMay(request.who, 'import-catalogue', hall.code);
    return this.d.commands.inHall(hall.id, request, async (c) => {
      const { catalogue, renewal } = read(c.hall, file, c.day);
      await requireFits(c, catalogue);
      await publishChange(c, this.d.ids.id, (document) => ({ ...document, catalogue }));
      return {
        answer: renewal,
        event: { command: 'import-catalogue', data: renewal },
        touched: { all: true },
      };
    });
  }

  /** What the file would change; changes nothing. @throws Problem as `renew` */
  async check(hallCode: string, file: unknown, who: Actor): Promise<CatalogueRenewal> {
    const hall = await this.d.commands.hall(hallCode);
    requireMay(who, 'import-catalogue', hall.code);
    return read(hall, file, serviceDay(this.d.clock.now(hall.id), hall.timezone)).renewal;
  }
}

function read(
  hall: HallConfig,
  file: unknown,
  day: string,
): { catalogue: Catalogue; renewal: CatalogueRenewal } {
  const parsed = Catalogue.safeParse(file, { reportInput: true });
  if (!parsed.success) throw bad(faultsOfForm(parsed.error, 'catalogue'));
  const { faults, renewal } = renewalOf(hall, parsed.data, day);
  if (faults.length > 0) throw bad(faults);
  return { catalogue: parsed.data, renewal };
}

/** A set-up that waits for its day gets the file, too. @throws Problem `bad_catalogue` */
async function requireFits(c: CommandContext, catalogue: Catalogue): Promise<void> {
  const waiting = await waitingDocument(c);
  if (waiting === null) return;
  const queues = new Set(waiting.document.hall.queues.map((q) => q.code));
  const faults = catalogueFaults(catalogue, queues);
  if (faults.length > 0) throw bad(faults);
}

function bad(faults: readonly Issue[]): Problem {
  const first = faults.slice(0, 5).map((f) => `${f.path}: ${f.message}`);
  return new Problem('bad_catalogue', first.join('; '), { issues: faults });
}
