import { computed } from 'vue';
import type { Catalogue } from '../../../../shared/contract/catalogue.ts';
import { textIn, type Text } from '../../../../shared/languages.ts';
import { draft } from '../../../setup/draft.ts';
import { useSetupDocument } from '../../../setup/using.ts';
import { useTexts } from '../../../texts/index.ts';

export interface Known {
  readonly code: string;
  readonly name: Text;
}
type ListName = 'directions' | 'departments' | 'matters' | 'packages';

/**
 * A code that no thing has, nor had: `department-k7f2q`. Not by counting: what was retired long ago would
 * come back under the name of the new one.
 */
export function freeCode(stem: string): string {
  const signs = [...crypto.getRandomValues(new Uint8Array(5))].map((n) => letters[n % 32]);
  return `${stem}-${signs.join('')}`;
}
/** Without those that look like others. */
const letters = '23456789abcdefghijkmnpqrstuvwxyz';

/** The names of what the draft holds, in the reader's language; a code where there is no such thing. */
export function useNames() {
  const { language } = useTexts();
  const document = useSetupDocument();
  const maps = computed(() => {
    const of = (list: readonly Known[]): ReadonlyMap<string, Text> =>
      new Map(list.map(({ code, name }) => [code, name]));
    const { hall, catalogue } = document.value;
    return {
      queue: of(hall.queues),
      department: of(catalogue.departments),
      direction: of(catalogue.directions),
      matter: of(catalogue.matters),
    };
  });
  const nameIn =
    (kind: keyof (typeof maps)['value']) =>
    (code: string): string => {
      const name = maps.value[kind].get(code);
      return name === undefined ? code : textIn(name, language.value) || code;
    };
  const stage = (direction: string, code: string): string => {
    const stages = document.value.catalogue.directions.find((d) => d.code === direction)?.stages;
    const found = stages?.find((each) => each.code === code);
    return found === undefined ? code : textIn(found.name, language.value);
  };
  /** What a thing is called; its code while it has no name. */
  const nameOf = ({ code, name }: Known): string => textIn(name, language.value) || code;
  return {
    queue: nameIn('queue'),
    department: nameIn('department'),
    direction: nameIn('direction'),
    matter: nameIn('matter'),
    stage,
    nameOf,
  };
}

/** Whether a catalogue in force has or had it: then its code stays, as tickets refer to it. */
export function isPublished(list: ListName, code: string): boolean {
  const catalogue: Catalogue | undefined = draft.published.value?.catalogue;
  const known: readonly Known[] = [...(catalogue?.[list] ?? []), ...draft.retired.value[list]];
  return known.some((each) => each.code === code);
}

/** Where the things of the draft are used: what is in use is not taken away. */
export function useUses() {
  const document = useSetupDocument();
  const count = (codes: readonly string[]): ReadonlyMap<string, number> => {
    const uses = new Map<string, number>();
    for (const code of codes) uses.set(code, (uses.get(code) ?? 0) + 1);
    return uses;
  };
  return computed(() => {
    const { departments: _, matters, packages } = document.value.catalogue;
    return {
      department: {
        matters: count(matters.map(({ department }) => department)),
        packages: count(
          packages.flatMap((pack) => [
            ...new Set([
              pack.lead,
              ...(pack.coDepartments ?? []),
              ...(pack.also ?? []).map(({ department }) => department),
            ]),
          ]),
        ),
      },
      matter: count(
        packages.flatMap(({ steps }) => [...new Set(steps.flatMap(({ matters: m }) => m))]),
      ),
      stage: count(packages.map(({ direction, stage }) => `${direction}/${stage}`)),
    };
  });
}
