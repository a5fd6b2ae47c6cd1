import { pinyin } from 'pinyin-pro';

/**
 * A code that a name suggests: its syllables without tones, English words as they are. `taken` are
 * the codes that others have; the result is none of them.
 */
export function proposedCode(name: string, taken: readonly string[], otherwise: string): string {
  const syllables = pinyin(name, { toneType: 'none', type: 'array', nonZh: 'consecutive' });
  const plain = syllables
    .join(' ')
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 32)
    .replace(/-+$/, '');
  const stem = plain === '' ? otherwise : plain;
  for (let n = 1; ; n += 1) {
    const code = n === 1 ? stem : `${stem}-${n}`;
    if (!taken.includes(code)) return code;
  }
}

const letters = [...'ABCDEFGHJKLMNPQRSTUVWXYZ'];

/** The first prefix that no queue has: a letter, then two; I and O look like figures. */
export function freePrefix(taken: readonly string[]): string {
  const two = letters.flatMap((one) => letters.map((other) => one + other));
  return [...letters, ...two].find((prefix) => !taken.includes(prefix)) ?? '';
}

/** Numbers as people write a row of them: "1–4, 7" → 1, 2, 3, 4, 7. Null: it is none. */
export function numbersOf(text: string): number[] | null {
  const parts = text.split(/[,，、;；\s]+/).filter((part) => part !== '');
  const found = new Set<number>();
  for (const part of parts) {
    const match = /^(\d{1,3})(?:[-–—~～至到](\d{1,3}))?$/.exec(part);
    if (match === null) return null;
    const first = Number(match[1]);
    const last = Number(match[2] ?? match[1]);
    if (first < 1 || last < first || last > 999) return null;
    for (let n = first; n <= last; n += 1) found.add(n);
  }
  return found.size === 0 ? null : [...found].sort((a, b) => a - b);
}

/** The other way round: 1, 2, 3, 4, 7 → "1–4, 7". */
export function rowsOf(numbers: readonly number[], comma: string): string {
  const rows: [number, number][] = [];
  for (const n of [...numbers].sort((a, b) => a - b)) {
    const last = rows.at(-1);
    if (last?.[1] === n - 1) last[1] = n;
    else rows.push([n, n]);
  }
  return rows.map(([a, b]) => (a === b ? `${a}` : `${a}–${b}`)).join(comma);
}
