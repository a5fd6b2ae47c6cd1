import type { Insertable } from 'kysely';
import type { Matter, Package } from '../../shared/contract/catalogue.ts';
import type { HallChange } from '../../shared/contract/change.ts';
import type { Tx } from '../db/open.ts';
import type { Database } from '../db/schema.ts';
import { afterOf } from '../../shared/rules/journey.ts';

const text = JSON.stringify;
const rowsAStatement = 50;

/** The ids of what packages name, by their codes; stages by `direction stage`. */
export interface Named {
  readonly queues: ReadonlyMap<string, string>;
  readonly departments: ReadonlyMap<string, string>;
  readonly stages: ReadonlyMap<string, string>;
  readonly matters: ReadonlyMap<string, string>;
}

/** None is said as if nothing were. */
const papersOf = (papers: readonly unknown[] = []): string | null =>
  papers.length === 0 ? null : text(papers);

/** What a matter of a catalogue file says, as columns. */
export function matterColumns(
  m: Matter,
  { queues, departments }: Pick<Named, 'queues' | 'departments'>,
) {
  return {
    name: text(m.name),
    department_id: departments.get(m.department)!,
    queue_id: m.queue === undefined ? null : queues.get(m.queue)!,
    mode: m.mode,
    place: m.place === undefined ? null : text(m.place),
    papers: papersOf(m.papers),
    aliases: text(m.aliases ?? []),
    promised_days: m.promisedWorkingDays ?? null,
    regions: m.regions === true ? (1 as const) : (0 as const),
  };
}

/** Writes new versions of packages with their steps and matters, each with its place in the catalogue. */
export async function insertPackages(
  tx: Tx,
  hallId: string,
  list: readonly { readonly file: Package; readonly position: number }[],
  named: Named,
  newId: () => string,
): Promise<void> {
  const packages = list.map((item) => ({ id: newId(), ...item }));
  await insertMany(
    tx,
    'packages',
    packages.map(({ id, position, file }) => ({
      id,
      hall_id: hallId,
      code: file.code,
      version: file.version,
      name: text(file.name),
      valid_from: file.validFrom,
      valid_to: file.validTo ?? null,
      stage_id: named.stages.get(`${file.direction} ${file.stage}`)!,
      lead_id: named.departments.get(file.lead)!,
      co_departments: text(file.coDepartments ?? []),
      also: text(file.also ?? []),
      guide: file.guide ?? null,
      papers: papersOf(file.papers),
      aliases: text(file.aliases ?? []),
      position,
    })),
  );
  const steps = packages.flatMap(({ id, file }) =>
    file.steps.map((step, position) => ({ id, step, position })),
  );
  await insertMany(
    tx,
    'package_steps',
    steps.map(({ id, step, position }) => ({
      package_id: id,
      position,
      queue_id: named.queues.get(step.queue)!,
      after_steps: text(afterOf(step, position)),
    })),
  );
  await insertMany(
    tx,
    'package_matters',
    steps.flatMap(({ id, step, position }) =>
      step.matters.map((code, place) => ({
        package_id: id,
        step: position,
        position: place,
        matter_id: named.matters.get(code)!,
      })),
    ),
  );
}

/** What is said about a version of a package; what is not given stays as it is. */
export async function putPackageTexts(
  tx: Tx,
  hallId: string,
  { code, version, papers, guide, aliases }: NonNullable<HallChange['packages']>[number],
): Promise<void> {
  const values = {
    ...(papers === undefined
      ? {}
      : { papers: papers.length === 0 ? null : JSON.stringify(papers) }),
    ...(guide === undefined ? {} : { guide }),
    ...(aliases === undefined ? {} : { aliases: text(aliases) }),
  };
  if (Object.keys(values).length === 0) return;
  await tx
    .updateTable('packages')
    .set(values)
    .where('hall_id', '=', hallId)
    .where('code', '=', code)
    .where('version', '=', version)
    .execute();
}

/** Inserts many rows in statements of a bounded size; none where the list is empty. */
export async function insertMany<T extends keyof Database>(
  tx: Tx,
  table: T,
  rows: readonly Insertable<Database[T]>[],
): Promise<void> {
  for (let at = 0; at < rows.length; at += rowsAStatement) {
    await tx
      .insertInto(table)
      .values(rows.slice(at, at + rowsAStatement))
      .execute();
  }
}
