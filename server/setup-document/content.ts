import type { Package } from '../../shared/contract/catalogue.ts';
import { afterOf } from '../../shared/rules/journey.ts';

/**
 * The content of a thing of a document as text that does not depend on how it was written: the order
 * of members, empty lists, and a step's `after` where it is only the usual.
 */
export function contentOf(value: unknown): string {
  return JSON.stringify(withAfter(value), (_, part: unknown) => {
    if (part === null || typeof part !== 'object' || Array.isArray(part)) return part;
    return Object.fromEntries(
      Object.entries(part)
        .filter(([, v]) => v !== undefined && !(Array.isArray(v) && v.length === 0))
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    );
  });
}

/**
 * What tickets are taken for of a package, without what is only said of it.
 *
 * @param day when it began is of no matter once it has; absent: it never is
 */
export function coreOf(file: Package, day = '9999-12-31'): string {
  const { papers: _p, guide: _g, aliases: _a, validTo: _t, version: _v, validFrom, ...core } = file;
  return contentOf({ ...core, validFrom: validFrom <= day ? 'begun' : validFrom });
}

type Steps = readonly { readonly after?: readonly number[] | undefined }[];

function withAfter(value: unknown): unknown {
  if (value === null || typeof value !== 'object' || !('steps' in value)) return value;
  const steps = value.steps as Steps;
  return { ...value, steps: steps.map((step, i) => ({ ...step, after: afterOf(step, i) })) };
}
