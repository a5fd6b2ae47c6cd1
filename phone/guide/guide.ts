import type { AlsoItem, Catalogue } from '../../shared/contract/catalogue.ts';
import type { Text } from '../../shared/contract/text.ts';
import { papersFor } from '../../shared/papers.ts';
import { stepRows } from '../../shared/steps.ts';

/** What is done at a visit: rows one after the other, in a row in any order. */
export interface GuideStep {
  readonly turn: number;
  readonly queue: string;
  readonly matters: readonly { readonly name: Text; readonly department: Text | null }[];
}
export interface Guide {
  readonly name: Text;
  readonly steps: readonly GuideStep[];
  readonly anyOrder: boolean;
  readonly papers: readonly Text[];
  readonly also: readonly (AlsoItem & { readonly departmentName: Text | null })[];
  readonly departments: readonly Text[];
  /** The hall's own guide, where it has given one. */
  readonly page: string | null;
  /** From which day it can be done, where that is still to come. */
  readonly from: string | null;
}

/** A package as its guide tells it; null: there is none of this code. Pure. */
export function guideOf(catalogue: Catalogue, code: string, day: string): Guide | null {
  const versions = catalogue.packages.filter((p) => p.code === code);
  const pack = versions.find((p) => p.validFrom <= day) ?? versions[0];
  if (pack === undefined) return null;
  const departmentName = (of: string): Text | null =>
    catalogue.departments.find((d) => d.code === of)?.name ?? null;
  const rows = stepRows(pack.steps);
  const matters = pack.steps.flatMap((step) => step.matters);
  return {
    name: pack.name,
    steps: pack.steps.map((step, i) => ({
      turn: 1 + rows.findIndex((row) => row.includes(i)),
      queue: step.queue,
      matters: step.matters.flatMap((each) => {
        const matter = catalogue.matters.find((m) => m.code === each);
        return matter === undefined
          ? []
          : [{ name: matter.name, department: departmentName(matter.department) }];
      }),
    })),
    anyOrder: pack.steps.length > 1 && rows.length === 1,
    papers: papersFor(catalogue, { package: code, matters }),
    also: (pack.also ?? []).map((item) => ({
      ...item,
      departmentName: departmentName(item.department),
    })),
    departments: [pack.lead, ...(pack.coDepartments ?? [])].flatMap(
      (each) => departmentName(each) ?? [],
    ),
    page: pack.guide ?? null,
    from: pack.validFrom > day ? pack.validFrom : null,
  };
}
