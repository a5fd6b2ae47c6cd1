import type { Catalogue } from '../../shared/contract/catalogue.ts';
import { type Language, type Text, textIn } from '../../shared/languages.ts';
import { afterOf } from '../../shared/rules/journey.ts';
import type { Found } from '../../shared/ui/search.ts';

/** What a visitor comes for: a package, or a single matter. */
export interface Wish {
  readonly kind: 'package' | 'matter';
  readonly code: string;
  readonly name: Text;
  /** The day from which it is offered, where that is still to come. */
  readonly from: string | null;
}

export interface WishGroup {
  readonly name: Text;
  readonly wishes: readonly Wish[];
}

/** The packages by stage, as the catalogue orders them; stages without any are left out. */
export function packageGroups(catalogue: Catalogue, day: string): WishGroup[] {
  return catalogue.directions
    .flatMap((direction) =>
      direction.stages.map((stage) => ({
        name: stage.name,
        wishes: catalogue.packages
          .filter((p) => p.direction === direction.code && p.stage === stage.code)
          .filter((p) => p.validTo === undefined || p.validTo >= day)
          .map((p): Wish => ({
            kind: 'package',
            code: p.code,
            name: p.name,
            from: p.validFrom > day ? p.validFrom : null,
          })),
      })),
    )
    .filter((group) => group.wishes.length > 0);
}

/** The matters that are handled in the hall, by department. */
export function matterGroups(catalogue: Catalogue): WishGroup[] {
  return catalogue.departments
    .map((department) => ({
      name: department.name,
      wishes: catalogue.matters
        .filter((m) => m.department === department.code && m.mode === 'hall')
        .map(({ code, name }): Wish => ({ kind: 'matter', code, name, from: null })),
    }))
    .filter((group) => group.wishes.length > 0);
}

/** Those that a search found, in its order. */
export function wishesFound(groups: readonly WishGroup[], found: readonly Found[]): Wish[] {
  const all = new Map(groups.flatMap((g) => g.wishes).map((w) => [`${w.kind} ${w.code}`, w]));
  return found.flatMap(({ kind, code }) => all.get(`${kind} ${code}`) ?? []);
}

/**
 * What a package leads through: 户籍 ＋ 社保 → 不动产. A → stands before what comes after something
 * else, a ＋ between what is done in any order. One step needs no line.
 */
export function stepsText(
  catalogue: Catalogue,
  { kind, code }: Pick<Wish, 'kind' | 'code'>,
  language: Language,
): string {
  const steps = catalogue.packages.find((p) => p.code === code)?.steps ?? [];
  if (kind !== 'package' || steps.length < 2) return '';
  const departmentOf = (step: (typeof steps)[number]): string => {
    const matter = catalogue.matters.find((m) => m.code === step.matters[0]);
    const department = catalogue.departments.find((d) => d.code === matter?.department);
    return department === undefined ? '' : textIn(department.name, language);
  };
  const names = steps.map(departmentOf);
  if (names.some((name) => name === '')) return '';
  return names
    .map((name, i) => {
      if (i === 0) return name;
      const free = afterOf(steps[i]!, i).length === 0;
      return `${free ? (language === 'en' ? ' + ' : ' ＋ ') : ' → '}${name}`;
    })
    .join('');
}

/** As the API asks for it. */
export function wishQuery({ kind, code }: Pick<Wish, 'kind' | 'code'>) {
  return kind === 'package' ? { package: code } : { matters: [code] };
}

/** The package and the matters in it. */
export function contentsOf({ kind, code }: Pick<Wish, 'kind' | 'code'>) {
  return kind === 'package' ? { package: code, matters: [] } : { package: null, matters: [code] };
}

export const nameIn = (wish: Wish, language: Language): string => textIn(wish.name, language);
