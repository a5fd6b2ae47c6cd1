import type { HallFile } from '../../shared/contract/hall.ts';
import type { SetupWorkbook } from '../../shared/contract/setup-file.ts';
import type { Issue } from '../../shared/errors.ts';
import { faultAt } from '../../shared/faults.ts';
import { readSetup } from '../setup-document/faults.ts';
import { readGrids, NoWorkbook } from './grid.ts';
import { readDocument } from './document.ts';
import { Faults, mostFaults } from './table.ts';
import type { Places } from './places.ts';

/** What stays behind in the workbook, of the present set-up. */
export interface Kept {
  readonly logo: HallFile['logo'];
}

/**
 * A workbook as a document, with every fault at its sheet and cell ("业务队列!C5"): those of a cell
 * that cannot be read, and those that the set-up itself would have. Any file at all is answered.
 */
export async function readWorkbook(file: Uint8Array, kept: Kept): Promise<SetupWorkbook> {
  try {
    const faults = new Faults();
    const { hall, catalogue, places } = readDocument(await readGrids(file), faults.add, kept);
    const seen = new Set(faults.list.map(({ path }) => path));
    const others = documentFaults(hall, catalogue, places).filter(({ path }) => !seen.has(path));
    return { hall, catalogue, faults: [...faults.list, ...others].slice(0, mostFaults) };
  } catch (error) {
    if (!(error instanceof NoWorkbook)) throw error;
    return { hall: null, catalogue: null, faults: [faultAt('', 'not_a_workbook')] };
  }
}

function documentFaults(hall: unknown, catalogue: unknown, places: Places): Issue[] {
  const { faults } = readSetup({ hall, catalogue });
  return faults.map((fault) => ({ ...fault, path: places.of(fault.path) }));
}
