import { computed, reactive, type Ref } from 'vue';
import type { Catalogue, Package } from '../../contract/catalogue.ts';
import { mostPackages } from '../../packages.ts';
import { afterOf, planJourney, withBeside } from '../../rules/journey.ts';
import { mergeJourneys } from '../../rules/merge-journeys.ts';
import { stepLine } from '../../steps.ts';

/** What a ticket is for when the sheet opens. */
export interface StartingWish {
  readonly packages: readonly string[];
  readonly category: string;
  readonly matters: readonly { readonly code: string; readonly finished: boolean }[];
}

/** What a visitor wants, ticked together: the matters of packages and others beside them. */
export function useWish(catalogue: Ref<Catalogue>, start: StartingWish) {
  const finished = new Set(start.matters.flatMap((m) => (m.finished ? [m.code] : [])));
  const chosen = reactive({
    packages: [...start.packages],
    category: start.category,
    ticked: new Set(start.matters.map(({ code }) => code)),
    beside: [] as string[],
  });
  /** The newest version that is on offer; an open ticket may have an older one of the same matters. */
  const packageOf = (code: string): Package | undefined =>
    catalogue.value.packages.findLast((each) => each.code === code);
  const packs = computed(() => chosen.packages.flatMap((code) => packageOf(code) ?? []));
  /** The packages with their matters; what several have stands with the first. */
  const groups = computed(() => {
    const seen = new Set<string>();
    return packs.value.map((pack) => ({
      pack,
      matters: mattersIn(pack).filter((code) => !seen.has(code) && seen.add(code)),
    }));
  });
  const ofPackages = computed(() => groups.value.flatMap(({ matters }) => matters));
  chosen.beside = start.matters
    .map(({ code }) => code)
    .filter((c) => !ofPackages.value.includes(c));

  const tick = (code: string): void => {
    if (finished.has(code)) return;
    if (!chosen.ticked.delete(code)) chosen.ticked.add(code);
  };
  const isWanted = (pack: Package): boolean =>
    mattersIn(pack).some((matter) => chosen.ticked.has(matter));
  const add = (kind: 'package' | 'matter', code: string): void => {
    const pack = kind === 'package' ? packageOf(code) : undefined;
    const wanted = pack === undefined ? [code] : mattersIn(pack);
    if (pack !== undefined && !chosen.packages.includes(code)) {
      // A package of which nothing is wanted any more makes room; one too many comes as its matters.
      chosen.packages = packs.value.filter(isWanted).map((each) => each.code);
      if (chosen.packages.length < mostPackages) chosen.packages.push(code);
    }
    for (const matter of wanted) chosen.ticked.add(matter);
    chosen.beside = [...new Set([...chosen.beside, ...wanted])].filter(
      (matter) => !ofPackages.value.includes(matter),
    );
  };
  const choose = (category: string): void => {
    chosen.category = category;
  };
  const matters = computed(() => [...chosen.ticked]);
  /** The queues that the visitor goes to from now on, as one line of their codes' names. */
  const line = (nameOf: (queue: string) => string): string => {
    const left = new Set(matters.value.filter((code) => !finished.has(code)));
    const journeys = packs.value.map(({ steps }) =>
      planJourney(
        steps.map((step, at) => ({ ...step, after: afterOf(step, at) })),
        left,
      ),
    );
    const beside = chosen.beside.flatMap((code) => {
      const matter = catalogue.value.matters.find((each) => each.code === code);
      return matter?.queue === undefined || !left.has(code)
        ? []
        : [{ matter: code, queue: matter.queue }];
    });
    const planned = withBeside(mergeJourneys(journeys), beside);
    return stepLine(
      planned,
      planned.map(({ queue }) => nameOf(queue)),
    );
  };
  /** The packages of which something is wanted, or was finished. */
  const packages = computed(() => packs.value.filter(isWanted).map(({ code }) => code));
  return { chosen, finished, groups, ofPackages, packages, matters, tick, add, choose, line };
}
const mattersIn = ({ steps }: Package): string[] => [
  ...new Set(steps.flatMap(({ matters }) => matters)),
];

export type WishSheet = ReturnType<typeof useWish>;
