import type { ZxcvbnFactory } from '@zxcvbn-ts/core';

export interface Judged {
  /** How many tries a good guesser needs. */
  readonly guesses: number;
  /** Whether a name that everybody knows, or a list of common passwords, is what it is made of. */
  readonly madeOf: 'name' | 'common' | null;
}

/** More of it tells nothing and takes longer: judging grows with the square of the length. */
const judgedCharacters = 40;

let factory: Promise<ZxcvbnFactory> | undefined;

/** Its lists are megabytes: they are read where they are needed first. */
async function readLists(): Promise<ZxcvbnFactory> {
  const [{ ZxcvbnFactory }, { adjacencyGraphs, dictionary }] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
  ]);
  return new ZxcvbnFactory({ dictionary: { ...dictionary }, graphs: adjacencyGraphs });
}

/** A name with a year or a sign at its end. */
const nameWithFigures = 10_000;
const spelled = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
const letters = (text: string): string => text.toLowerCase().replace(/[^\p{L}]/gu, '');

/** @param input `names`: the user name, the person's, the hall's: what a guesser tries first */
export async function judgePassword(input: {
  readonly password: string;
  readonly names: readonly string[];
}): Promise<Judged> {
  factory ??= readLists();
  const password = input.password.slice(0, judgedCharacters);
  const names = input.names.map((name) => name.toLowerCase()).filter((name) => name.length > 2);
  const { guesses, sequence } = (await factory).check(password, names);
  const like = (reduced: (text: string) => string): boolean =>
    reduced(password) !== '' && names.some((name) => reduced(password) === reduced(name));
  const lists = sequence.map((part) =>
    'dictionaryName' in part ? String(part.dictionaryName) : '',
  );
  if (like(spelled)) return { guesses: 1, madeOf: 'name' };
  if (like(letters)) return { guesses: Math.min(guesses, nameWithFigures), madeOf: 'name' };
  if (lists.some((list) => list.startsWith('userInputs'))) return { guesses, madeOf: 'name' };
  const isCommon = sequence.length === 1 && lists[0]?.startsWith('passwords') === true;
  return { guesses, madeOf: isCommon ? 'common' : null };
}
