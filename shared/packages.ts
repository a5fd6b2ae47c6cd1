import { languages, type Text } from './languages.ts';

/** So many packages stand on one ticket at the most. */
export const mostPackages = 6;

/** The names of what a ticket is for as one: "开餐馆、招用员工". Null: of none. */
export function joinedName(names: readonly Text[]): Text | null {
  const [first] = names;
  if (first === undefined) return null;
  if (names.length === 1) return first;
  const joined: Text = { 'zh-Hans': names.map((name) => name['zh-Hans']).join('、') };
  for (const language of languages.slice(1)) {
    if (names.every((name) => name[language] === undefined)) continue;
    joined[language] = names
      .map((name) => name[language] ?? name['zh-Hans'])
      .join(language === 'en' ? ' + ' : '、');
  }
  return joined;
}

/*
 * In what is counted of a day a ticket is of one package, or of one combination of several: its row
 * is its own, so that a visit counts once.
 */
const [betweenIds, betweenCodes] = [' ', '+'];

/** The ids of a ticket's packages as one. */
export function combinedId(first: string | null, more: string | null): string | null {
  if (first === null || more === null) return first;
  return [first, ...(JSON.parse(more) as string[])].join(betweenIds);
}

/** The code of one package, or of a combination: "a+b". */
export function combinedCode(id: string, codeOf: (id: string) => string): string {
  return id.split(betweenIds).map(codeOf).join(betweenCodes);
}

/** The ids of a ticket's packages. */
export function idsIn(first: string | null, more: string | null): string[] {
  return combinedId(first, more)?.split(betweenIds) ?? [];
}

/** The id that a combination is told by where only one can be: the first. */
export function firstOfCombined(id: string): string {
  return id.split(betweenIds)[0]!;
}

/** The codes in that of a combination. */
export function codesIn(code: string): string[] {
  return code.split(betweenCodes);
}
