import type { Actor } from '../../shared/contract/people.ts';
import type { SetupWorkbook } from '../../shared/contract/setup-file.ts';
import type { SetupDocument } from '../../shared/contract/setup.ts';
import { requireMay } from '../../shared/rights.ts';
import { serviceDay } from '../../shared/rules/day.ts';
import type { Clock } from '../clock.ts';
import type { Commands } from '../command/run.ts';
import { documentOf } from '../setup-document/document.ts';
import type { WorkbookFile } from './job.ts';

interface Dependencies {
  readonly commands: Pick<Commands, 'hall'>;
  readonly clock: Clock;
  /** Both away from this thread. @throws Problem `too_busy` */
  readonly make: (document: SetupDocument) => Promise<Uint8Array>;
  readonly read: (file: WorkbookFile) => Promise<SetupWorkbook>;
}

/** The set-up of a hall as a workbook. */
export class Workbooks {
  private readonly d: Dependencies;

  constructor(dependencies: Dependencies) {
    this.d = dependencies;
  }

  /** @throws Problem `hall_not_found`, `forbidden`, `too_busy` */
  async file(hallCode: string, who: Actor): Promise<{ name: string; file: Uint8Array }> {
    const hall = await this.d.commands.hall(hallCode);
    requireMay(who, 'see-setup', hall.code);
    const today = serviceDay(this.d.clock.now(hall.id), hall.timezone);
    return { name: `${hall.code}-${today}`, file: await this.d.make(documentOf(hall, today)) };
  }

  /**
   * What a workbook says, as a document with its faults. Nothing is changed by it.
   *
   * @throws Problem `hall_not_found`, `forbidden`, `too_busy`
   */
  async read(hallCode: string, file: Uint8Array, who: Actor): Promise<SetupWorkbook> {
    const hall = await this.d.commands.hall(hallCode);
    requireMay(who, 'see-setup', hall.code);
    return this.d.read({ file, kept: { logo: hall.logo ?? undefined } });
  }
}
