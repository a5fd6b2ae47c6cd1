import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { root } from '../scripts/lib.mjs';
import { languages, type Language } from '../shared/languages.ts';

// The texts of the screens, all three languages beside each other.
type Sides = Record<Language, string>;

const folders = [
  'home',
  'kiosk',
  'display',
  'window',
  'window/pad',
  'phone',
  'region',
  'window/village',
  'admin',
  'shared/ui/account',
];

/** What stands in Latin letters in Chinese too: products, keys, formats, units, addresses, settings, commands, codes of a set-up, an example of Pinyin. */
const latin = new Set(
  (
    'JPEG WebP MP WebM Chrome Edge Enter Esc JSON http https dB MB window nan also general xse Language ' +
    'BACKUP EVERY never COPY DIR npm run restore XLSX xlsx Excel WPS CSV ICS holiday cn isOffDay KB PNG SVG UTF GB'
  ).split(' '),
);
/** Where a language needs no word: counters of Chinese, the preposition of English, heads of columns with keys only. */
const mayBeEmpty = new Set([
  'display.board.beforeWindow',
  'display.board.counter',
  'display.board.counterShort',
  'display.board.people',
  'admin.appointments.column.act',
  'admin.backups.column.get',
  'admin.cases.column.open',
  'admin.staff.column.edit',
  'admin.visits.column.act',
]);

const words = (text: string): string[] =>
  text.replaceAll(/\{\w+\}/g, '').match(/[A-Za-z]{2,}/g) ?? [];
const placeholders = (text: string): string[] => [...new Set(text.match(/\{\w+\}/g))].sort();

/** Every text below, by its path. */
function leaves(tree: unknown, path: string): [string, string][] {
  if (typeof tree === 'string') return [[path, tree]];
  return Object.entries(tree as object).flatMap(([key, below]) => leaves(below, `${path}.${key}`));
}

/** The texts of an app: a file for each language, or one for each part with the three side by side. */
async function textsOf(folder: string): Promise<Map<string, Sides>> {
  const at = join(root, folder, 'texts');
  const load = async (file: string): Promise<Record<string, unknown>> =>
    (await import(pathToFileURL(join(at, file)).href)) as Record<string, unknown>;
  const files = readdirSync(at);
  const found = new Map<string, Sides>();
  const add = (path: string, sides: Record<Language, unknown>): void => {
    for (const language of languages)
      for (const [key, text] of leaves(sides[language], path))
        found.set(key, { ...found.get(key), [language]: text } as Sides);
  };
  if (files.includes('en.ts')) {
    const [zhHans, zhHant, en] = await Promise.all(languages.map((each) => load(`${each}.ts`)));
    add(folder, { 'zh-Hans': zhHans!['zhHans'], 'zh-Hant': zhHant!['zhHant'], en: en!['en'] });
    return found;
  }
  for (const file of files.filter((name) => name !== 'index.ts' && name !== 'area.ts'))
    for (const [name, sides] of Object.entries(await load(file)))
      if (typeof sides === 'object' && sides !== null && 'zh-Hans' in sides)
        add(`${folder}.${name}`, sides as Record<Language, unknown>);
  return found;
}

describe.each(folders)('the texts of %s', (folder) => {
  it('say the same in three languages, with the same placeholders, and are translated', async () => {
    const texts = await textsOf(folder);
    expect(texts.size).toBeGreaterThan(0);
    const faults: string[] = [];
    for (const [key, sides] of texts) {
      const { 'zh-Hans': hans, 'zh-Hant': hant, en } = sides;
      const missing = languages.filter((each) => sides[each] === undefined);
      if (missing.length > 0) {
        faults.push(`${key}: not in ${missing.join(', ')}`);
        continue;
      }
      const [wanted, ...others] = languages.map((each) => placeholders(sides[each]).join(' '));
      if (others.some((other) => other !== wanted))
        faults.push(`${key}: other placeholders: ${languages.map((l) => sides[l]).join(' / ')}`);
      for (const each of languages)
        if (sides[each].trim() === '' && !mayBeEmpty.has(key))
          faults.push(`${key}: empty in ${each}`);
      const left = [hans, hant].flatMap(words).filter((word) => !latin.has(word));
      if (left.length > 0) faults.push(`${key}: Latin in Chinese: ${left.join(', ')}`);
      if (/\p{Script=Han}/u.test(en)) faults.push(`${key}: Chinese in English: ${en}`);
    }
    expect(faults.join('\n')).toBe('');
  });
});
