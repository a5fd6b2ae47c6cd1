import type { Matter, Package } from '../../../shared/contract/catalogue.ts';

/** A package or a matter, of which something is said to visitors beforehand. */
export type Said =
  | { readonly kind: 'package'; readonly of: Package }
  | { readonly kind: 'matter'; readonly of: Matter };
