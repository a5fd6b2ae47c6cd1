import { Catalogue } from '../../shared/contract/catalogue.ts';
import { HallFile } from '../../shared/contract/hall.ts';
import { type Issue, Problem } from '../../shared/errors.ts';
import { faultsOfForm } from '../../shared/faults.ts';
import { catalogueFaults, hallFaults } from './check.ts';

/**
 * Reads a hall file and its catalogue: whole or not at all.
 *
 * @throws Problem `bad_catalogue` with the place of each fault under `issues`
 */
export function readHallFiles(
  hallFile: unknown,
  catalogueFile: unknown,
): { hall: HallFile; catalogue: Catalogue } {
  const hall = HallFile.safeParse(hallFile, { reportInput: true });
  const catalogue = Catalogue.safeParse(catalogueFile, { reportInput: true });
  const faults: Issue[] = [
    ...(hall.success ? hallFaults(hall.data) : faultsOfForm(hall.error, 'hall')),
    ...(catalogue.success
      ? hall.success
        ? catalogueFaults(catalogue.data, new Set(hall.data.queues.map((q) => q.code)))
        : []
      : faultsOfForm(catalogue.error, 'catalogue')),
  ];
  if (faults.length > 0 || !hall.success || !catalogue.success) {
    throw new Problem(
      'bad_catalogue',
      faults
        .slice(0, 5)
        .map((f) => `${f.path}: ${f.message}`)
        .join('; '),
      { issues: faults },
    );
  }
  return { hall: hall.data, catalogue: catalogue.data };
}
