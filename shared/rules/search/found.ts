import type { Language, Text } from '../../languages.ts';

export interface Found {
  readonly kind: 'package' | 'matter';
  readonly code: string;
  readonly name: Text;
  /** The everyday word by which it was found, as the hall wrote it; null: by its name. */
  readonly by: string | null;
}

/** Characters to go on with in the place of letters: how somebody writes Chinese on a keyboard of letters. */
export interface Candidate {
  readonly text: string;
  /** The query once it is chosen. */
  readonly query: string;
}

export interface Search {
  /** What fits a query of Chinese characters, pinyin, its initials, or English words; best first. */
  readonly find: (query: string) => readonly Found[];
  /** Where nothing fits: what is nearest by characters or letters; may be none. */
  readonly likely: (query: string) => readonly Found[];
  /** Words and characters of the catalogue that the letters at the end of a query may stand for. */
  readonly candidates: (query: string, language: Language) => readonly Candidate[];
  /** An everyday word as one reads it in a language; null: it says nothing there. */
  readonly wordIn: (alias: string, language: Language) => string | null;
}
