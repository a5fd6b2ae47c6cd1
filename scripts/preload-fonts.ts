import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import { root } from './lib.mjs';

interface FontPart {
  readonly face: string;
  readonly file: string;
  /** Code points, from and to. */
  readonly ranges: readonly (readonly [number, number])[];
}

/** The hundred files of the Chinese font, each with its rule and its characters. */
function fontParts(): FontPart[] {
  const require = createRequire(import.meta.url);
  const css = readFileSync(require.resolve('@fontsource-variable/noto-sans-sc/wght.css'), 'utf8');
  const faces = css.matchAll(
    /@font-face \{[^}]*?\.\/files\/([^)]+)\)[^}]*?unicode-range: ([^;]+);\s*\}/g,
  );
  return [...faces].map(([face, file = '', list = '']) => ({
    face,
    file,
    ranges: list.split(',').map((range) => {
      const [from = '', to = from] = range.replace('U+', '').split('-');
      return [parseInt(from, 16), parseInt(to, 16)];
    }),
  }));
}

/**
 * Gives a page the parts of the Chinese font that its first screen shows, asked for before its
 * scripts have run. Without them a machine that has no Chinese font of its own draws empty boxes
 * first, and the screen is laid out once more as each part comes. The page loads
 * `shared/ui/fonts.css` when it has been painted: to take note of all parts costs a slow processor
 * a third of a second.
 *
 * @param page as Vite names it, e.g. `kiosk/index.html`
 * @param text what the first screen says
 */
export function preloadFonts(page: string, text: string): Plugin {
  const wanted = [...new Set(text)].map((character) => character.codePointAt(0) ?? 0);
  const parts = fontParts().filter(({ ranges }) =>
    wanted.some((c) => ranges.some(([from, to]) => from <= c && c <= to)),
  );
  return {
    name: 'yihaotong-preload-fonts',
    transformIndexHtml: {
      order: 'post',
      handler: (_html, { filename, bundle }) => {
        if (filename !== join(root, page) || bundle === undefined) return [];
        const assets = Object.values(bundle).filter((asset) => asset.type === 'asset');
        const addressOf = (file: string): string => {
          const asset = assets.find(({ names }) => names.includes(file));
          if (asset === undefined) throw new Error(`${file} is not built`);
          return `/${asset.fileName}`;
        };
        const links = parts.map(({ file }) => ({
          tag: 'link',
          attrs: { rel: 'preload', as: 'font', crossorigin: '', href: addressOf(file) },
          injectTo: 'head' as const,
        }));
        const faces = parts.map(({ face, file }) =>
          face.replace(/\s+/g, ' ').replace(`./files/${file}`, addressOf(file)),
        );
        return [
          ...links,
          { tag: 'style', children: `\n${faces.join('\n')}\n`, injectTo: 'head' as const },
        ];
      },
    },
  };
}
