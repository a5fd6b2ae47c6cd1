import type { SetupDocument } from '../../shared/contract/setup.ts';
import type { Text } from '../../shared/languages.ts';
import type { Convert } from './traditional.ts';

/** What a text of the set-up belongs to: one kind a list of the document, `hall` for what has no list. */
export const textKinds = [
  'hall',
  'zones',
  'queues',
  'windows',
  'categories',
  'notices',
  'departments',
  'directions',
  'matters',
  'packages',
] as const;
export type TextKind = (typeof textKinds)[number];

/** One text of the document, and what it is of. */
export interface HallText {
  readonly kind: TextKind;
  /** Its place in the document: `catalogue.packages.3.papers.0`. */
  readonly path: string;
  /** The place of the thing: `catalogue.packages.3`. */
  readonly thing: string;
  readonly thingName: Text;
  readonly text: Text;
}

const isText = (value: object): value is Text =>
  typeof (value as Partial<Text>)['zh-Hans'] === 'string';

/** Every text of a set-up, in the order of the document. */
export function textsOf({ hall, catalogue }: SetupDocument): HallText[] {
  const found: HallText[] = [];
  const walk = (value: unknown, path: string, about: Omit<HallText, 'path' | 'text'>): void => {
    if (typeof value !== 'object' || value === null) return;
    if (isText(value)) found.push({ ...about, path, text: value });
    else for (const [key, each] of Object.entries(value)) walk(each, `${path}.${key}`, about);
  };
  walk(hall.name, 'hall.name', { kind: 'hall', thing: 'hall', thingName: hall.name });
  const lists = { hall, catalogue };
  for (const kind of textKinds) {
    for (const [part, of] of Object.entries(lists)) {
      const list = (of as unknown as Record<string, unknown>)[kind];
      if (!Array.isArray(list)) continue;
      list.forEach((item: Text | { name: Text }, i) => {
        const thing = `${part}.${kind}.${i}`;
        walk(item, thing, { kind, thing, thingName: 'name' in item ? item.name : item });
      });
    }
  }
  return found;
}

/** Proposed by the machine, and read by nobody yet. */
export const isUnread = (document: SetupDocument, text: Text | undefined): boolean =>
  text?.['zh-Hant'] !== undefined && (document.hall.proposed ?? []).includes(text['zh-Hant']);

export function unreadTexts(document: SetupDocument): HallText[] {
  const proposed = new Set(document.hall.proposed ?? []);
  return textsOf(document).filter(({ text }) => proposed.has(text['zh-Hant'] ?? ''));
}

export const withoutTraditional = (document: SetupDocument): HallText[] =>
  textsOf(document).filter(({ text }) => !text['zh-Hant'] && text['zh-Hans'].trim() !== '');

export const withoutEnglish = (document: SetupDocument): HallText[] =>
  textsOf(document).filter(({ text }) => !text.en && text['zh-Hans'].trim() !== '');

/** Notes Traditional texts as proposed: but for what stands elsewhere, where somebody has read it. */
function note(
  document: SetupDocument,
  strings: readonly string[],
  read: ReadonlySet<string>,
): void {
  const now = new Set(textsOf(document).map(({ text }) => text['zh-Hant']));
  const all = [...(document.hall.proposed ?? []), ...strings.filter((each) => !read.has(each))];
  // What stands nowhere any more needs no reader.
  document.hall.proposed = [...new Set(all)].filter((each) => now.has(each));
}

function readStrings(document: SetupDocument): Set<string> {
  const proposed = new Set(document.hall.proposed ?? []);
  const all = textsOf(document).flatMap(({ text }) => text['zh-Hant'] ?? []);
  return new Set(all.filter((each) => !proposed.has(each)));
}

/** Writes a proposal into each text given, and marks it as one. */
export function propose(document: SetupDocument, texts: readonly Text[], convert: Convert): void {
  const read = readStrings(document);
  const made = texts.map((text) => (text['zh-Hant'] = convert(text['zh-Hans'].trim())));
  note(document, made, read);
}

/** Somebody has read them. */
export function confirm(document: SetupDocument, texts: readonly Text[]): void {
  const read = new Set(texts.flatMap((text) => text['zh-Hant'] ?? []));
  document.hall.proposed = (document.hall.proposed ?? []).filter((each) => !read.has(each));
}
