import { textIn, type Language, type Text } from './languages.ts';

/** What one announcement says, whatever the language. */
export interface Announced {
  readonly number: string;
  readonly window: number;
  /** What stands at the window instead of its number: said letter by letter. */
  readonly label?: string | undefined;
  readonly recall: boolean;
  /** The letters of the window's zone ("A" of A区), where they are to be said. */
  readonly zone?: string | undefined;
}

const digits = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/** A number read as a number, for windows: 5 → 五, 12 → 十二, 43 → 四十三; digits from 100 on. */
function spokenWindow(n: number): string {
  if (n >= 100) return [...String(n)].map((d) => digits[Number(d)]).join('');
  const tens = Math.floor(n / 10);
  const ones = n % 10;
  return (
    (tens > 1 ? digits[tens] : '') +
    (tens > 0 ? '十' : '') +
    (ones > 0 || tens === 0 ? digits[ones] : '')
  );
}

/** A window as it is read: by its label sign by sign ("A 一零三"), else by its number. */
export function spokenPlace({ window, label }: Pick<Announced, 'window' | 'label'>): string {
  return label === undefined ? spokenWindow(window) : spokenLabel(label);
}

/** A103 → "A 一零三": digits one by one, letters as letters; a hyphen is not said. */
function spokenLabel(label: string): string {
  return label
    .replace(/-/g, '')
    .replace(/\d+/g, (figures) => ` ${[...figures].map((d) => digits[Number(d)]).join('')} `)
    .trim();
}

/** In English: "window 12", "window A 1 0 3". */
function englishPlace({ window, label }: Pick<Announced, 'window' | 'label'>): string {
  return label === undefined ? String(window) : spaced(label.replace(/-/g, ''));
}

/** A ticket number read digit by digit: B027 → "B 零二七". */
export function spokenNumber(number: string): string {
  const [, letters = '', figures = ''] = /^(\D*)(\d*)$/.exec(number) ?? [];
  return `${letters} ${[...figures].map((d) => digits[Number(d)]).join('')}`.trim();
}

const spaced = (text: string): string => [...text].join(' ');

/**
 * The sentence that is spoken, and shown as the caption (screens.md, "Board"). `zone` is the name
 * of the window's zone in that language, where the board shows more than one.
 */
export function spokenText(
  call: Announced,
  language: Language,
  zone: string | null = null,
): string {
  if (language === 'en') {
    const letters = call.number.replace(/\d/g, '');
    const place = `window ${englishPlace(call)}${zone === null ? '' : `, ${zone}`}`;
    return `${call.recall ? 'Again: ' : ''}Number ${letters} ${spaced(call.number.replace(/\D/g, ''))}, please go to ${place}`;
  }
  const again = call.recall ? '再次呼叫，' : '';
  const place = `${zone === null ? '' : `${zone} `}${spokenPlace(call)}`;
  return language === 'zh-Hant'
    ? `${again}請 ${spokenNumber(call.number)} 號，到 ${place} 號窗口辦理業務`
    : `${again}请 ${spokenNumber(call.number)} 号，到 ${place} 号窗口办理业务`;
}

/** The sentence in each language; `zone`: of the window, where the board shows more than one. */
export function sentencesOf(call: Announced, zone: Text | null): Record<Language, string> {
  const said = (language: Language): string =>
    spokenText(call, language, zone === null ? null : textIn(zone, language));
  return { 'zh-Hans': said('zh-Hans'), 'zh-Hant': said('zh-Hant'), en: said('en') };
}

/** The short form, for calls that come several at once: "A 零四七，十二号". */
export function shortText(call: Announced, language: Language): string {
  if (language === 'en') {
    const letters = call.number.replace(/\d/g, '');
    return `${letters} ${spaced(call.number.replace(/\D/g, ''))}, window ${englishPlace(call)}`;
  }
  const counter = language === 'zh-Hant' ? '號' : '号';
  return `${spokenNumber(call.number)}，${spokenPlace(call)}${counter}`;
}

/** "A" of A区: what clips can say of a zone's name; null where it has other words in it. */
export function zoneLetters(name: string): string | null {
  return /^([A-Z][0-9]?)\s*[区區]$/.exec(name)?.[1] ?? null;
}

/**
 * How a language builds the sentence out of clips. Mandarin and the dialects share one order of
 * words; English has its own.
 */
export type Pattern = 'zh' | 'en';

/** The pattern of a language as `speech.languages` names it: zh-Hans, zh-Hant, en, yue, nan, … */
export function patternOf(language: string): Pattern {
  return language === 'en' || language.startsWith('en-') ? 'en' : 'zh';
}

const letterNames = Array.from({ length: 26 }, (_, i) => String.fromCharCode(65 + i));
const digitNames = Array.from({ length: 10 }, (_, i) => String(i));
const englishTens = ['20', '30', '40', '50', '60', '70', '80', '90'];

const frames: Record<Pattern, Readonly<Record<string, string>>> = {
  zh: {
    again: '再次呼叫',
    please: '请',
    number: '号',
    to: '到',
    zone: '区',
    window: '号窗口办理业务',
  },
  en: { again: 'Again', number: 'Number', 'go-to-window': 'please go to window', zone: 'Zone' },
};

/** Clips that a pack may lack: without them the sentence is said without that part. */
export const optionalClips: readonly string[] = ['zone'];

/** Every clip that a complete pack holds, by its name, with the words that are heard in it. */
export function clipTexts(pattern: Pattern): ReadonlyMap<string, string> {
  const words = new Map<string, string>();
  for (const letter of letterNames) words.set(letter, letter);
  for (const digit of digitNames) {
    words.set(digit, pattern === 'zh' ? (digits[Number(digit)] ?? digit) : digit);
  }
  if (pattern === 'zh') words.set('10', '十');
  else for (let n = 10; n < 20; n += 1) words.set(String(n), String(n));
  if (pattern === 'en') for (const tens of englishTens) words.set(tens, tens);
  for (const [name, text] of Object.entries(frames[pattern])) words.set(name, text);
  return words;
}

/** The clips of a window's number: 43 → 4 10 3 in Chinese, 40 3 in English; digits from 100 on. */
function windowClips(n: number, pattern: Pattern): string[] {
  if (n >= 100 || n < 10) return [...String(n)];
  const tens = Math.floor(n / 10);
  const ones = n % 10;
  const rest = ones > 0 ? [String(ones)] : [];
  if (pattern === 'zh') return [...(tens > 1 ? [String(tens)] : []), '10', ...rest];
  return n < 20 ? [String(n)] : [String(tens * 10), ...rest];
}

/** The clips of a window: of its label sign by sign, else of its number. */
function placeClips(
  { window, label }: Pick<Announced, 'window' | 'label'>,
  pattern: Pattern,
): string[] {
  return label === undefined ? windowClips(window, pattern) : [...label.replace(/-/g, '')];
}

/** The clips whose words, one after the other, are the sentence of `spokenText`. */
export function spokenClips(call: Announced, pattern: Pattern): string[] {
  const again = call.recall ? ['again'] : [];
  const number = [...call.number.toUpperCase()];
  const window = placeClips(call, pattern);
  const letters = [...(call.zone ?? '')];
  if (pattern === 'en') {
    const zone = letters.length > 0 ? ['zone', ...letters] : [];
    return [...again, 'number', ...number, 'go-to-window', ...window, ...zone];
  }
  const zone = letters.length > 0 ? [...letters, 'zone'] : [];
  return [...again, 'please', ...number, 'number', 'to', ...zone, ...window, 'window'];
}

/** The clips of the short form: its number, its window, and 号 or "please go to window". */
export function shortClips(call: Announced, pattern: Pattern): string[] {
  const number = [...call.number.toUpperCase()];
  const window = placeClips(call, pattern);
  return pattern === 'en'
    ? [...number, 'go-to-window', ...window]
    : [...number, ...window, 'number'];
}
