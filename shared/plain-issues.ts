import { z } from 'zod';

const kinds: Record<string, string> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
};

/** What is wrong with a field, in words for who filled it in; undefined leaves zod's own. */
function plainWords(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined
        ? 'is needed'
        : `must be ${kinds[issue.expected] ?? issue.expected}`;
    case 'invalid_value':
      return `must be one of ${issue.values.join(', ')}`;
    case 'unrecognized_keys':
      return `${issue.keys.join(', ')}: not known here`;
    case 'too_small':
      if (issue.origin === 'string')
        return Number(issue.minimum) === 1
          ? 'must not be empty'
          : `needs at least ${issue.minimum} characters`;
      return issue.origin === 'array'
        ? `needs at least ${issue.minimum}`
        : `must be at least ${issue.minimum}`;
    case 'too_big':
      if (issue.origin === 'string') return `has room for ${issue.maximum} characters`;
      return issue.origin === 'array'
        ? `has room for ${issue.maximum}`
        : `must be at most ${issue.maximum}`;
    default:
      return undefined;
  }
}

/** Every schema of this process says in plain words what is wrong. Called once, where a process begins. */
export function sayIssuesPlainly(): void {
  z.config({ customError: plainWords });
}
