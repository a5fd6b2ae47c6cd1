import type { Catalogue } from '../../shared/contract/catalogue.ts';
import { languages, type Language, type Text, textIn } from '../../shared/languages.ts';

/** What a visitor comes for: a package, or a single matter. */
export interface Wish {
  readonly kind: 'package' | 'matter';
  readonly code: string;
  readonly name: Text;
}

export interface WishGroup {
  readonly name: Text;
  readonly wishes: readonly Wish[];
}

const asWish =
  (kind: Wish['kind']) =>
  ({ code, name }: { code: string; name: Text }): Wish => ({ kind, code, name });

/** The packages by stage, as the catalogue orders them; stages without any are left out. */
export function packageGroups(catalogue: Catalogue, day: string): WishGroup[] {
  return catalogue.directions
    .flatMap((direction) =>
      direction.stages.map((stage) => ({
        name: stage.name,
        wishes: catalogue.packages
          .filter((p) => p.direction === direction.code && p.stage === stage.code)
          .filter((p) => p.validTo === undefined || p.validTo >= day)
          .map(asWish('package')),
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
        .map(asWish('matter')),
    }))
    .filter((group) => group.wishes.length > 0);
}

/** Those whose name, in any language, holds the words. */
export function findWishes(groups: readonly WishGroup[], text: string): Wish[] {
  const query = text.trim().toLowerCase();
  if (query === '') return [];
  return groups
    .flatMap((group) => group.wishes)
    .filter(({ name }) => languages.some((each) => name[each]?.toLowerCase().includes(query)));
}

/** As the API asks for it. */
export function wishQuery({ kind, code }: Pick<Wish, 'kind' | 'code'>) {
  return kind === 'package' ? { package: code } : { matters: [code] };
}

export const nameIn = (wish: Wish, language: Language): string => textIn(wish.name, language);
