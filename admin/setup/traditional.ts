/**
 * A first draft of a Traditional text (of Taiwan, as in 台胞 papers), for somebody to read: the
 * dictionary is large (400 KB), so it comes only when one is asked for.
 */
export type Convert = (simplified: string) => string;

let loaded: Promise<Convert> | null = null;

export function convertText(): Promise<Convert> {
  loaded ??= load();
  // What did not arrive is asked for again the next time.
  loaded.catch(() => {
    loaded = null;
  });
  return loaded;
}

async function load(): Promise<Convert> {
  // `tw`, not `twp`: that one changes words too, and makes 視窗 of 窗口.
  const [{ ConverterFactory }, { default: from }, { default: to }] = await Promise.all([
    import('opencc-js/core'),
    import('opencc-js/from/cn'),
    import('opencc-js/to/tw'),
  ]);
  return ConverterFactory(from, to);
}
