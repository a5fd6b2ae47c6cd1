// What browsers of years ago lack, made from what was built: `old/parts.js` (what scripts use) and
// `old/gaps.css` (gaps between boxes in a row). public/browser-check.js asks for them where they are
// missing; no other browser loads them.
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import postcss from 'postcss';
import { root } from './lib.mjs';

/** @param {string} folder of the built pages */
export async function makeForOldBrowsers(folder) {
  const { build } = await import('esbuild');
  mkdirSync(join(folder, 'old'), { recursive: true });
  await build({
    entryPoints: [join(root, 'scripts/old-browsers/parts.ts')],
    outfile: join(folder, 'old/parts.js'),
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'chrome80',
    logLevel: 'warning',
  });
  const assets = join(folder, 'assets');
  const sheets = readdirSync(assets).filter((name) => name.endsWith('.css'));
  const rules = sheets.map((name) => gapsOf(readFileSync(join(assets, name), 'utf8')));
  writeFileSync(join(folder, 'old/gaps.css'), rules.filter((text) => text !== '').join('\n'));
}

/**
 * Margins that stand for the gaps of a sheet's rows. They come before all other styles, so that a
 * margin of a box's own wins; a row that wraps gives half to each side and takes it back outside.
 * @param {string} css
 * @returns {string}
 */
export function gapsOf(css) {
  const from = postcss.parse(css);
  const to = postcss.root();
  from.walkRules((rule) => {
    /** @type {Map<string, string>} */
    const said = new Map();
    rule.each((node) => {
      if (node.type === 'decl') said.set(node.prop, node.value);
    });
    if (!/flex$/.test(said.get('display') ?? '')) return;
    const [row, column = row] = postcss.list.space(said.get('gap') ?? '');
    const down = said.get('row-gap') ?? row ?? '';
    const across = said.get('column-gap') ?? column ?? '';
    if (down === '' && across === '') return;
    const wraps = /wrap/.test(`${said.get('flex-wrap')} ${said.get('flex-flow')}`);
    const upright = /column/.test(`${said.get('flex-direction')} ${said.get('flex-flow')}`);
    const half = (/** @type {string} */ value) => `calc(${/^0?$/.test(value) ? '0px' : value} / 2)`;
    /** @param {string} below @param {Record<string, string>} margins */
    const add = (below, margins) => {
      const made = postcss.rule({ selectors: rule.selectors.map((each) => each + below) });
      for (const [prop, value] of Object.entries(margins)) made.append({ prop, value });
      /** @type {import('postcss').Container} */
      let place = to;
      /** @type {import('postcss').AtRule[]} */
      const around = [];
      for (let up = rule.parent; up?.type === 'atrule'; up = up.parent) around.unshift(up);
      for (const each of around) {
        const copy = postcss.atRule({ name: each.name, params: each.params });
        place.append(copy);
        place = copy;
      }
      place.append(made);
    };
    if (wraps) add(' > *', { margin: `${half(down)} ${half(across)}` });
    else if (upright) add(' > * + *', { 'margin-top': down });
    else {
      add(' > * + *', { 'margin-left': across });
      // What follows a picture may be bare words, which no margin of their own can move.
      add(' > svg:first-child', { 'margin-right': across });
      add(' > svg:first-child + *', { 'margin-left': '0' });
    }
  });
  return to.toString();
}
