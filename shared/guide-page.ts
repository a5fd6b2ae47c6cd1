import type { Catalogue, Package } from './contract/catalogue.ts';
import { papersFor } from './papers.ts';

/**
 * The page that the product itself has for a package: its steps, papers and what is done elsewhere.
 * Where a hall has given no guide of its own, its QR code leads here.
 */
export function guidePath(hall: string, code: string): string {
  return `/phone/guide?${new URLSearchParams({ hall, package: code }).toString()}`;
}

/**
 * Whether whoever opens a package's guide learns nothing from it of what to bring: the hall has given
 * no page of its own, and neither the package nor its matters name a paper. Pure.
 */
export function isGuideEmpty(pack: Package, matters: Catalogue['matters']): boolean {
  if (pack.guide !== undefined) return false;
  const wish = { package: pack.code, matters: pack.steps.flatMap((step) => step.matters) };
  return papersFor({ packages: [pack], matters }, wish).length === 0;
}
