/** Said of anything: they tell nothing. */
const hollow: ReadonlySet<string> = new Set(
  'a an the my your of for to in on at and or i me we is it do how want need get make apply new'.split(
    ' ',
  ),
);

/** The words of an English text that say something. */
export const englishWords = (text: string): string[] =>
  text.split(' ').filter((word) => word.length > 1 && !hollow.has(word));

/** So many letters two words share at least that are of one kind: register, registration. */
const sharedLetters = 5;
const sharedPart = 3 / 4;

function isWordFor(asked: string, word: string): boolean {
  if (word.startsWith(asked)) return true;
  const shorter = Math.min(asked.length, word.length);
  let shared = 0;
  while (shared < shorter && asked[shared] === word[shared]) shared += 1;
  return shared >= sharedLetters && shared >= shorter * sharedPart;
}

/** Whether a name has every word asked for, in whatever order. */
export function isEnglishFor(asked: readonly string[], name: string): boolean {
  const words = name.split(' ');
  return asked.length > 0 && asked.every((each) => words.some((word) => isWordFor(each, word)));
}
