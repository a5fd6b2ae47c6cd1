import type { HallChange } from '../../shared/contract/change.ts';
import type { Tx } from '../db/open.ts';

/** What is said about a version of a package; what is not given stays as it is. */
export async function putPackageTexts(
  tx: Tx,
  hallId: string,
  { code, version, papers, guide }: NonNullable<HallChange['packages']>[number],
): Promise<void> {
  const values = {
    ...(papers === undefined
      ? {}
      : { papers: papers.length === 0 ? null : JSON.stringify(papers) }),
    ...(guide === undefined ? {} : { guide }),
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
