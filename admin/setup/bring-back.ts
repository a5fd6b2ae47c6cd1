import type { Catalogue, Package } from '../../shared/contract/catalogue.ts';
import type { SetupRetired } from '../../shared/contract/setup.ts';

type Lists = Pick<Catalogue, 'departments' | 'directions' | 'matters' | 'packages'>;

const copyOf = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;
const find = <T extends { code: string }>(list: readonly T[], code: string): T | undefined =>
  list.find((each) => each.code === code);

/** Everything that a catalogue has or had, to be found by its code: what is offered goes before. Pure. */
export function everKnown(published: Lists | undefined, retired: SetupRetired): Lists {
  const stages = (direction: string) =>
    retired.stages
      .filter((stage) => stage.direction === direction)
      .map(({ code, name }) => ({ code, name }));
  return {
    departments: [...(published?.departments ?? []), ...retired.departments],
    directions: [
      ...(published?.directions ?? []).map((d) => ({
        ...d,
        stages: [...d.stages, ...stages(d.code)],
      })),
      ...retired.directions,
    ],
    matters: [...(published?.matters ?? []), ...retired.matters],
    packages: [...(published?.packages ?? []), ...retired.packages],
  };
}

/** Puts a department that was offered once into a catalogue again. */
export function bringDepartmentBack(to: Lists, known: Lists, code: string): void {
  const department = find(known.departments, code);
  if (department !== undefined && find(to.departments, code) === undefined)
    to.departments.push(copyOf(department));
}

/** A matter comes back with its department. Its queue is not brought back: a fault says that it is missing. */
export function bringMatterBack(to: Lists, known: Lists, code: string): void {
  const matter = find(known.matters, code);
  if (matter === undefined || find(to.matters, code) !== undefined) return;
  to.matters.push(copyOf(matter));
  bringDepartmentBack(to, known, matter.department);
}

/** A direction comes back with its stages. */
export function bringDirectionBack(to: Lists, known: Lists, code: string): void {
  const direction = find(known.directions, code);
  if (direction !== undefined && find(to.directions, code) === undefined)
    to.directions.push(copyOf(direction));
}

/** A stage comes back, with its direction where that is gone, too. */
export function bringStageBack(to: Lists, known: Lists, direction: string, code: string): void {
  const here = find(to.directions, direction);
  const stage = find(find(known.directions, direction)?.stages ?? [], code);
  if (here === undefined) bringDirectionBack(to, known, direction);
  else if (stage !== undefined && find(here.stages, code) === undefined)
    here.stages.push(copyOf({ code: stage.code, name: stage.name }));
}

/** A package comes back with all that it names of the catalogue; its content makes its next version. */
export function bringPackageBack(to: Lists, known: Lists, pack: Package): void {
  if (to.packages.some((p) => p.code === pack.code && p.version === pack.version)) return;
  to.packages.push(copyOf(pack));
  bringStageBack(to, known, pack.direction, pack.stage);
  const others = [...(pack.coDepartments ?? []), ...(pack.also ?? []).map((a) => a.department)];
  for (const code of [pack.lead, ...others]) bringDepartmentBack(to, known, code);
  for (const code of pack.steps.flatMap(({ matters }) => matters)) bringMatterBack(to, known, code);
}
