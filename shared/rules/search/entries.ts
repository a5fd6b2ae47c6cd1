import type { Catalogue } from '../../contract/catalogue.ts';
import { languages, type Text } from '../../languages.ts';
import type { Found } from './found.ts';
import { simplified } from './script.ts';
import { isHan, plain, type Reader, type Term, termOf } from './term.ts';

export interface Latin {
  /** A space before each word. */
  readonly text: string;
  /** As the hall wrote it, where it is an alias. */
  readonly alias: string | null;
}

export interface Entry extends Omit<Found, 'by'> {
  /** Its Chinese names and everyday words. */
  readonly terms: readonly Term[];
  /** Its names and everyday words in letters. */
  readonly latin: readonly Latin[];
  /** What a package contains, for a search by its matters. */
  readonly inside: readonly Entry[];
  /** Its place in the catalogue. */
  readonly place: number;
}

/** What is looked for by its names. */
export interface Named {
  readonly code: string;
  readonly name: Text;
  readonly aliases?: readonly string[] | undefined;
}

/** A text as terms are written: small letters, Simplified characters. */
export const written = (text: string): string => simplified(plain(text));

/** @param inside what a package contains */
export function entryOf(
  kind: Found['kind'],
  { code, name, aliases = [] }: Named,
  place: number,
  reader: Reader,
  inside: readonly Entry[] = [],
): Entry {
  const names = [...new Set(languages.map((each) => written(name[each] ?? '')))];
  return {
    kind,
    code,
    name,
    terms: [
      ...names.filter((each) => isHan.test(each)).map((each) => termOf(each, null, reader)),
      ...aliases
        .filter((alias) => isHan.test(alias))
        .map((alias) => termOf(written(alias), alias, reader)),
    ],
    latin: [
      ...names.map((text) => ({ text, alias: null })),
      ...aliases.map((alias) => ({ text: written(alias), alias })),
    ]
      .filter(({ text }) => text !== '' && !isHan.test(text))
      .map(({ text, alias }) => ({ text: ` ${text}`, alias })),
    inside,
    place,
  };
}

/** The packages, and the matters that are handled in the hall. */
export function entriesOf(catalogue: Catalogue, reader: Reader): Entry[] {
  const matters = catalogue.matters.map((m, i) => ({
    ...entryOf('matter', m, i, reader),
    mode: m.mode,
  }));
  const byCode = new Map(matters.map((each) => [each.code, each]));
  return [
    ...catalogue.packages.map((p, i) =>
      entryOf(
        'package',
        p,
        i,
        reader,
        p.steps.flatMap((s) => s.matters).flatMap((code) => byCode.get(code) ?? []),
      ),
    ),
    ...matters.filter(({ mode }) => mode === 'hall'),
  ];
}
