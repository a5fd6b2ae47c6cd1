import { isBookingCode } from './codes.ts';

/*
 * The papers by which a person is known, by the form of their numbers. A number is written down
 * nowhere: it becomes a keyed hash (rules.md, "Privacy").
 */

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** From this age, in full years, a visitor is a senior. */
export const seniorFrom = 60;

/**
 * Whether a text is a number by the resident card's rules: form, date and check character
 * (GB 11643: birth date in places 7 to 14, check character by ISO 7064 MOD 11-2).
 */
export function isIdNumber(text: string): boolean {
  const id = text.trim().toUpperCase();
  if (!/^\d{17}[\dX]$/.test(id)) return false;
  const sum = weights.reduce((total, weight, i) => total + weight * Number(id[i]), 0);
  return '10X98765432'[sum % 11] === id[17] && isDay(birthOf(id));
}

function birthOf(id: string): string {
  return `${id.slice(6, 10)}-${id.slice(10, 12)}-${id.slice(12, 14)}`;
}

function isDay(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/** Full years of age on a day, YYYY-MM-DD, of the bearer of a valid ID number. */
export function ageOn(idNumber: string, day: string): number {
  const birth = birthOf(idNumber.trim());
  const years = Number(day.slice(0, 4)) - Number(birth.slice(0, 4));
  return day.slice(5) < birth.slice(5) ? years - 1 : years;
}

export type PaperKind = 'resident' | 'taiwan' | 'hongkong-macao' | 'foreign';
export interface Paper {
  readonly kind: PaperKind;
  /** As it is for life, whatever was issued anew since: one person is one number. */
  readonly number: string;
}

/** The first two digits of a residence permit of Hong Kong, Macao, Taiwan (国务院令 700). */
const regions: Readonly<Record<string, PaperKind>> = {
  '81': 'hongkong-macao',
  '82': 'hongkong-macao',
  '83': 'taiwan',
};

/**
 * Forms of numbers, each with the part that stays for life:
 * 台湾居民来往大陆通行证 (8 digits; with 2 more for how often it was issued, and in brackets who issued it),
 * 港澳居民来往内地通行证 (H or M and 8 digits; with 2 more), 外国人永久居留身份证 (before 2017 three letters
 * and 12 digits), and passports (ICAO 9303: 9 characters; some countries use a letter and 7 digits).
 */
const forms: readonly (readonly [RegExp, PaperKind])[] = [
  [/^(\d{8})(?:\d{2})?(?:\([A-Z]\))?$/, 'taiwan'],
  [/^([HM]\d{8})(?:\d{2})?$/, 'hongkong-macao'],
  [/^([A-Z]{3}\d{12})$/, 'foreign'],
  [/^([A-Z]\d{7}|(?=(?:.*\d){5})[A-Z0-9]{9})$/, 'foreign'],
];

/** ICAO 9303: weights 7, 3, 1; letters count from 10, the filler 0. */
function checkDigit(text: string): number {
  const value = (sign: string): number => (sign === '<' ? 0 : parseInt(sign, 36));
  return [...text].reduce((sum, sign, i) => sum + value(sign) * ([7, 3, 1][i % 3] ?? 0), 0) % 10;
}

/** The second line of a passport's data page, as a reader of documents types it. */
function passportLine(text: string): Paper | null {
  const [, number = '', check] =
    /^([A-Z0-9<]{9})(\d)[A-Z<]{3}\d{7}[MFX<][A-Z0-9<]{23}$/.exec(text) ?? [];
  if (number === '' || checkDigit(number) !== Number(check)) return null;
  return { kind: 'foreign', number: number.replaceAll('<', '') };
}

const tidy = (text: string): string => text.normalize('NFKC').toUpperCase().replace(/[\s-]/g, '');

/** The paper whose number a text is; null: none that is known. */
export function paperOf(text: string): Paper | null {
  const number = tidy(text);
  if (isIdNumber(number)) return { kind: regions[number.slice(0, 2)] ?? 'resident', number };
  for (const [form, kind] of forms) {
    const life = form.exec(number)?.[1];
    if (life !== undefined) return { kind, number: life };
  }
  return passportLine(number);
}

/** What a scanner or card reader has typed. */
export type Read =
  | { readonly is: 'person'; readonly paper: Paper }
  | { readonly is: 'code'; readonly code: string }
  /** A card or code that did not come through whole. */
  | { readonly is: 'nothing' };

/**
 * Tells a person's papers from a booking code. A code is made so that it has the form of no paper
 * (`isTellingCode`); where a code is asked for, one from before that rule is taken for a code.
 *
 * @param code that what was read may hold: itself, or the end of an address
 */
export function readOf(text: string, code: string, codeAskedFor: boolean): Read {
  const paper = paperOf(text);
  if (isBookingCode(code) && (paper === null || codeAskedFor)) return { is: 'code', code };
  return paper === null ? { is: 'nothing' } : { is: 'person', paper };
}

/** Whether a new booking code cannot be taken for the number of a paper. */
export const isTellingCode = (code: string): boolean => paperOf(code) === null;
