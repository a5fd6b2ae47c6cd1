import { shallowRef } from 'vue';
import type { z } from 'zod';
import { useTexts } from '../texts/index.ts';

/** Checks a form with the schema of the contract, and says what is wrong at each field. */
export function useFaults(schema: z.ZodType) {
  const { t } = useTexts();
  const faults = shallowRef<ReadonlyMap<string, z.core.$ZodIssue>>(new Map());

  /** Whether the input is good; else `faultAt` tells the place of each fault. */
  function check(input: unknown): boolean {
    const parsed = schema.safeParse(input, { reportInput: true });
    faults.value = new Map(
      parsed.success ? [] : parsed.error.issues.map((issue) => [issue.path.join('.'), issue]),
    );
    return parsed.success;
  }
  function faultAt(path: string): string | undefined {
    const issue = faults.value.get(path);
    return issue === undefined ? undefined : sentence(issue);
  }
  function sentence(issue: z.core.$ZodIssue): string {
    if (issue.input === '') return t('fault.missing');
    switch (issue.code) {
      case 'too_small':
        return issue.origin === 'string' || issue.origin === 'array'
          ? Number(issue.minimum) <= 1
            ? t('fault.missing')
            : t('fault.short', { n: Number(issue.minimum) })
          : t('fault.small', { n: Number(issue.minimum) });
      case 'too_big':
        return issue.origin === 'string' || issue.origin === 'array'
          ? t('fault.long', { n: Number(issue.maximum) })
          : t('fault.big', { n: Number(issue.maximum) });
      case 'invalid_type':
        return t('fault.missing');
      default:
        return t('fault.form');
    }
  }
  return { faults, check, faultAt };
}
