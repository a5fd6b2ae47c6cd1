/** The more particular name stands before the one that it is built on. */
const browsers: readonly (readonly [RegExp, string])[] = [
  [/Edg(e|A|iOS)?\//, 'Edge'],
  [/QIHU|360[SE]E/, '360'],
  [/MicroMessenger\//, 'WeChat'],
  [/Firefox\/|FxiOS\//, 'Firefox'],
  [/Chrom(e|ium)\/|CriOS\//, 'Chrome'],
  [/Safari\//, 'Safari'],
];
const systems: readonly (readonly [RegExp, string])[] = [
  [/Windows/, 'Windows'],
  [/Android/, 'Android'],
  [/iPhone|iPad/, 'iOS'],
  [/Mac OS X/, 'macOS'],
  [/Linux/, 'Linux'],
];

/** What a browser calls itself, as people call it: `Chrome · Windows`; a program by its first word. */
export function browserName(said: string | null): string | null {
  if (said === null) return null;
  const names = [browsers, systems].flatMap(
    (list) => list.find(([sign]) => sign.test(said))?.[1] ?? [],
  );
  return names.length > 0 ? names.join(' · ') : (/^[^\s/]{1,30}/.exec(said)?.[0] ?? null);
}
