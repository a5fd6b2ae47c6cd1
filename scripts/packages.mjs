// Which packages of node_modules something stands on, and under which licences.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './lib.mjs';

/**
 * @typedef {{ version: string, license?: string, dependencies?: Record<string, string>,
 *   optionalDependencies?: Record<string, string>, peerDependencies?: Record<string, string>,
 *   peerDependenciesMeta?: Record<string, { optional?: boolean }> }} Locked
 * @typedef {{ path: string, name: string, version: string, license: string }} Package
 */

/** Packages that only build: nothing of them is in what is delivered. */
export const buildTools = ['vite', '@vitejs/plugin-vue', 'esbuild', 'subset-font'];

/** @returns {Record<string, any>} */
const json = (/** @type {string} */ path) => JSON.parse(readFileSync(path, 'utf8'));

/** The packages that the product names, without those that only build it. */
export const delivered = () =>
  Object.keys(json(join(root, 'package.json'))['dependencies']).filter(
    (name) => !buildTools.includes(name),
  );

/**
 * Packages with all that they need, as they lie in node_modules; what is not for this machine is left out.
 * @param {readonly string[]} names
 * @returns {Package[]} by path
 */
export function withNeeds(names) {
  /** @type {Record<string, Locked>} */
  const locked = json(join(root, 'package-lock.json'))['packages'];
  /** @type {Map<string, Package>} */
  const found = new Map();
  /** @param {string} name @param {string} from */
  const add = (name, from) => {
    const path = placeOf(name, from, locked);
    if (path === undefined || found.has(path) || !existsSync(join(root, path))) return;
    const one = /** @type {Locked} */ (locked[path]);
    found.set(path, { path, name, version: one.version, license: licenceOf(path) });
    const peers = Object.keys(one.peerDependencies ?? {}).filter(
      (peer) => one.peerDependenciesMeta?.[peer]?.optional !== true,
    );
    for (const next of [
      ...Object.keys(one.dependencies ?? {}),
      ...Object.keys(one.optionalDependencies ?? {}),
      ...peers,
    ])
      add(next, path);
  };
  for (const name of names) add(name, '');
  return [...found.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/**
 * Where Node.js finds a package that is asked for by another.
 * @param {string} name @param {string} from @param {Record<string, Locked>} locked
 */
function placeOf(name, from, locked) {
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
    const path = `${at === '' ? '' : `${at}/`}node_modules/${name}`;
    if (locked[path] !== undefined) return path;
    if (at === '') return undefined;
  }
}

/** What a package means that does not say it in the words of SPDX: read in its own licence. @type {Record<string, string>} */
const read = { 'node_modules/dialog-polyfill': 'BSD-3-Clause' };

/** @param {string} path @returns {string} an SPDX expression, or what stands there */
function licenceOf(path) {
  const { license, licenses } = json(join(root, path, 'package.json'));
  const said = license ?? licenses;
  if (typeof said === 'string') return read[path] ?? said;
  const list = [said ?? []].flat().map((one) => String(one?.type ?? one));
  return list.length === 0 ? 'none' : list.join(' OR ');
}

/** Licences under which a package may be delivered with this product; MPL-2.0 asks for nothing while its files stay as they are. */
const allowed = new Set(
  (
    'MIT MIT-0 ISC 0BSD BSD-2-Clause BSD-3-Clause Apache-2.0 Unlicense CC0-1.0 CC-BY-4.0 ' +
    'BlueOak-1.0.0 Zlib Python-2.0 OFL-1.1 MPL-2.0'
  ).split(' '),
);

/**
 * Whether a licence lets a package be delivered: of those joined by OR one is enough, of those joined
 * by AND all are needed. What is not known is not allowed.
 * @param {string} expression SPDX
 * @returns {boolean}
 */
export function isAllowed(expression) {
  const text = expression.trim();
  const inside = /^\((.*)\)$/.exec(text)?.[1];
  if (inside !== undefined && !inside.includes('(')) return isAllowed(inside);
  if (/\sOR\s/.test(text)) return text.split(/\sOR\s/).some(isAllowed);
  if (/\sAND\s/.test(text)) return text.split(/\sAND\s/).every(isAllowed);
  return allowed.has(text);
}

/** The texts of all licences, each once with the packages it is of. @param {readonly Package[]} packages */
export function licenceTexts(packages) {
  /** @type {Map<string, string[]>} */
  const byText = new Map();
  for (const { path, name, version, license } of packages) {
    const files = readdirSync(join(root, path)).filter((file) =>
      /^(licen[cs]e|copying|notice|ofl)([.-].*)?$/i.test(file),
    );
    const text =
      files
        .sort()
        .map((file) => readFileSync(join(root, path, file), 'utf8').trim())
        .join('\n\n') || `No text in the package; its licence is ${license}.`;
    byText.set(text, [...(byText.get(text) ?? []), `${name} ${version} (${license})`]);
  }
  const line = '-'.repeat(78);
  return [...byText]
    .map(([text, of]) => `${line}\n${of.join('\n')}\n${line}\n\n${text}\n`)
    .join('\n');
}
