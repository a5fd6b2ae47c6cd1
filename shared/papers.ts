import type { Catalogue } from './contract/catalogue.ts';
import type { Text } from './languages.ts';

/** What to bring for a package and the matters chosen, each paper once. Pure. */
export function papersFor(
  { packages, matters }: Pick<Catalogue, 'packages' | 'matters'>,
  wish: { readonly package: string | null; readonly matters: readonly string[] },
): Text[] {
  const all = [
    ...packages.filter((p) => p.code === wish.package),
    ...matters.filter((m) => wish.matters.includes(m.code)),
  ].flatMap(({ papers }) => papers ?? []);
  return [...new Map(all.map((paper) => [paper['zh-Hans'], paper])).values()];
}
