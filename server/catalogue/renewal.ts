import type { Catalogue } from '../../shared/contract/catalogue.ts';
import type { CatalogueRenewal } from '../../shared/contract/change.ts';
import type { Issue } from '../../shared/errors.ts';
import { faultAt } from '../../shared/faults.ts';
import { matterInFile, packageInFile } from '../hall/catalogue-view.ts';
import type { HallConfig } from '../hall/config.ts';
import { contentOf } from '../setup-document/content.ts';
import { catalogueFaults } from '../setup-document/check.ts';

type Package = Catalogue['packages'][number];
interface Named {
  readonly code: string;
  readonly name: unknown;
}

/**
 * What a new catalogue file changes in a hall, and its faults. Pure. A version of a package that
 * exists stays as it is, since open tickets were taken for it: other content is another version.
 * Papers to bring, the guide and everyday words are only said, and follow the file like the texts of a matter.
 *
 * @param day the hall's service day
 */
export function renewalOf(
  hall: HallConfig,
  catalogue: Catalogue,
  day: string,
): { faults: Issue[]; renewal: CatalogueRenewal } {
  const faults = catalogueFaults(catalogue, new Set(hall.queues.map((q) => q.code)));
  const added: CatalogueRenewal['packages']['added'] = [];
  const reworded: string[] = [];
  let unchanged = 0;
  catalogue.packages.forEach((pack, i) => {
    const known = hall.packages.filter((p) => p.code === pack.code);
    const same = known.find((p) => p.version === pack.version);
    const newest = Math.max(0, ...known.map((p) => p.version));
    const path = `packages.${i}.version`;
    if (same !== undefined) {
      const had = packageInFile(hall, same);
      if (contentOf(pack) === contentOf(had)) unchanged += 1;
      else if (contentOf(withoutTexts(pack)) === contentOf(withoutTexts(had)))
        reworded.push(pack.code);
      else
        faults.push(
          faultAt(path, 'version_has_other_content', {
            code: pack.code,
            version: pack.version,
            next: newest + 1,
          }),
        );
    } else if (pack.version < newest) {
      faults.push(faultAt(path, 'version_too_old', { code: pack.code, newest }));
    } else {
      added.push({ code: pack.code, version: pack.version, validFrom: pack.validFrom });
    }
  });
  const inFile = new Set(catalogue.packages.map((p) => p.code));
  const matterCodes = new Set(catalogue.matters.map((m) => m.code));
  return {
    faults,
    renewal: {
      departments: named(hall.departments, catalogue.departments),
      directions: named(hall.directions, catalogue.directions),
      matters: {
        ...changes(hall.matters, catalogue.matters, (matter, file) =>
          matter.active ? contentOf(matterInFile(hall, matter)) === contentOf(file) : false,
        ),
        retired: hall.matters
          .filter((m) => m.active && !matterCodes.has(m.code))
          .map((m) => m.code),
      },
      packages: {
        added,
        unchanged,
        reworded,
        ended: [
          ...new Set(
            hall.packages
              .filter((p) => !inFile.has(p.code) && (p.validTo === null || p.validTo >= day))
              .map((p) => p.code),
          ),
        ],
      },
    },
  };
}

function named(
  had: readonly (Named & { readonly stages?: readonly Named[] })[],
  file: readonly (Named & { readonly stages?: readonly Named[] })[],
): { added: string[]; changed: string[] } {
  const content = ({
    code,
    name,
    stages,
  }: Named & { readonly stages?: readonly Named[] }): string =>
    contentOf({ code, name, stages: stages?.map((s) => ({ code: s.code, name: s.name })) });
  return changes(had, file, (a, b) => content(a) === content(b));
}

function changes<H extends { readonly code: string }, F extends { readonly code: string }>(
  had: readonly H[],
  file: readonly F[],
  same: (had: H, file: F) => boolean,
): { added: string[]; changed: string[] } {
  const known = new Map(had.map((item) => [item.code, item]));
  const added: string[] = [];
  const changed: string[] = [];
  for (const item of file) {
    const before = known.get(item.code);
    if (before === undefined) added.push(item.code);
    else if (!same(before, item)) changed.push(item.code);
  }
  return { added, changed };
}

function withoutTexts(pack: Package): object {
  const { papers: _papers, guide: _guide, aliases: _aliases, ...rest } = pack;
  return rest;
}
