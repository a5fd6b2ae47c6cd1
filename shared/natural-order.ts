/**
 * Names as people look for them: Chinese by pinyin, figures by their value (张三2 before 张三10),
 * whatever language the reader has chosen.
 */
const collator = new Intl.Collator('zh-Hans-CN-u-co-pinyin', { numeric: true });

export const compareNames = (a: string, b: string): number => collator.compare(a, b);

/** A copy, by name. */
export function byName<T>(list: readonly T[], nameOf: (item: T) => string): T[] {
  return [...list].sort((a, b) => compareNames(nameOf(a), nameOf(b)));
}
