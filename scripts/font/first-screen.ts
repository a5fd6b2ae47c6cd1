import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import subsetFont from 'subset-font';
import type { Plugin } from 'vite';
import { joinFonts } from './join.ts';
import { root } from '../lib.mjs';

const require = createRequire(import.meta.url);

interface FontPart {
  readonly path: string;
  /** Whether the part holds a character. */
  readonly has: (character: string) => boolean;
}

/** The hundred files that the Chinese font comes in. */
function fontParts(): FontPart[] {
  const css = require.resolve('@fontsource-variable/noto-sans-sc/wght.css');
  const faces = readFileSync(css, 'utf8').matchAll(
    /url\((\.\/files\/[^)]+)\)[^}]*?unicode-range: ([^;]+);/g,
  );
  return [...faces].map(([, file = '', list = '']) => {
    const ranges = list.split(',').map((range) => {
      const [from = '', to = from] = range.replace('U+', '').split('-');
      return [parseInt(from, 16), parseInt(to, 16)] as const;
    });
    return {
      path: join(dirname(css), file),
      has: (character) => {
        const code = character.codePointAt(0) ?? 0;
        return ranges.some(([from, to]) => from <= code && code <= to);
      },
    };
  });
}

/** One font with the shapes of these characters in all weights, as woff2. */
async function fontFor(text: string): Promise<Buffer> {
  const cut: Buffer[] = [];
  let left = [...text];
  for (const { path, has } of fontParts()) {
    const own = left.filter(has);
    if (own.length === 0) continue;
    left = left.filter((character) => !own.includes(character));
    cut.push(await subsetFont(readFileSync(path), own.join(''), { targetFormat: 'truetype' }));
  }
  return subsetFont(joinFonts(cut), text, { targetFormat: 'woff2' });
}

/**
 * Gives a page the characters of its first screen as one small font, a family of its own. They lie
 * in more than a dozen of the hundred parts of the Chinese font: to take note of the parts and to
 * read these takes a slow processor most of a second. The page loads the parts
 * (`shared/ui/fonts.css`) once it has been painted; a character that is not among these is drawn
 * by the machine's own font until then.
 *
 * @param page as Vite names it, e.g. `kiosk/index.html`
 * @param family as the page's style names it, before the Chinese font
 * @param text what the first screen says
 */
export function firstScreenFont(page: string, family: string, text: string): Plugin {
  const characters = [...new Set(text)].sort().join('');
  const name = 'first-screen.woff2';
  return {
    name: 'yihaotong-first-screen-font',
    apply: 'build',
    async buildStart() {
      this.emitFile({ type: 'asset', name, source: await fontFor(characters) });
    },
    transformIndexHtml: {
      order: 'post',
      handler: (_html, { filename, bundle }) => {
        if (filename !== join(root, page)) return [];
        const assets = Object.values(bundle ?? {}).filter((each) => each.type === 'asset');
        const file = assets.find(({ names }) => names.includes(name))?.fileName;
        if (file === undefined) throw new Error(`${name} is not built`);
        const ranges = [...characters].map((each) => `U+${each.codePointAt(0)?.toString(16)}`);
        const face =
          `@font-face{font-family:'${family}';font-weight:100 900;font-display:swap;` +
          `src:url(/${file}) format('woff2');unicode-range:${ranges.join()}}`;
        return [
          {
            tag: 'link',
            attrs: { rel: 'preload', as: 'font', crossorigin: '', href: `/${file}` },
            injectTo: 'head-prepend',
          },
          { tag: 'style', children: face, injectTo: 'head' },
        ];
      },
    },
  };
}
