import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import { root } from './lib.mjs';

/** The files of the Chinese font with the characters of each: `U+4e00-4e10,U+4e12`. */
function fontParts(): { readonly file: string; readonly ranges: readonly [number, number][] }[] {
  const require = createRequire(import.meta.url);
  const css = readFileSync(require.resolve('@fontsource-variable/noto-sans-sc/wght.css'), 'utf8');
  const faces = css.matchAll(/url\(\.\/files\/([^)]+)\)[^}]*?unicode-range: ([^;]+);/g);
  return [...faces].map(([, file = '', list = '']) => ({
    file,
    ranges: list.split(',').map((range) => {
      const [from = '', to = from] = range.replace('U+', '').split('-');
      return [parseInt(from, 16), parseInt(to, 16)];
    }),
  }));
}

/**
 * Lets a page ask for the parts of the Chinese font that its first screen shows before its scripts
 * have run. Without them a machine that has no Chinese font of its own draws empty boxes first, and
 * the screen is laid out once more as each part comes.
 *
 * @param page as Vite names it, e.g. `kiosk/index.html`
 * @param text what the first screen says; characters beyond it are fetched as they are met
 */
export function preloadFonts(page: string, text: string): Plugin {
  const wanted = [...new Set(text)].map((character) => character.codePointAt(0) ?? 0);
  const files = fontParts()
    .filter(({ ranges }) => wanted.some((c) => ranges.some(([from, to]) => from <= c && c <= to)))
    .map(({ file }) => file);
  return {
    name: 'yihaotong-preload-fonts',
    transformIndexHtml: {
      order: 'post',
      handler: (_html, { filename, bundle = {} }) => {
        if (filename !== join(root, page)) return [];
        const built = Object.values(bundle).filter((part) => part.type === 'asset');
        return built
          .filter(({ names }) => names.some((name) => files.includes(name)))
          .map(({ fileName }) => ({
            tag: 'link',
            injectTo: 'head' as const,
            attrs: {
              rel: 'preload',
              as: 'font',
              type: 'font/woff2',
              crossorigin: '',
              href: `/${fileName}`,
            },
          }));
      },
    },
  };
}
