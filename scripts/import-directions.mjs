// Two ESLint rules: which folder may import what (the table below is the "Layers and folders" of the
// design), and that no file imports itself by way of others.
import { readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, relative, resolve, sep } from 'node:path';
import { root } from './lib.mjs';

const browser = ['vue', 'vue-i18n', 'socket.io-client', 'zod', 'uqr', '@tabler/icons-vue'];
const fonts = ['@fontsource-variable/noto-sans-sc'];
/**
 * What one app needs and no other.
 * @type {Record<string, string[]>}
 */
const own = {
  kiosk: ['@noble/hashes'],
  admin: ['vue-router', 'echarts', '@vue-flow/core', 'opencc-js', 'pinyin-pro'],
};
const apps = ['home', 'kiosk', 'display', 'window', 'phone', 'region', 'admin'];
const base = ['shared', 'server', 'shared/rules'];

/**
 * Per area: the other areas it may import (`values`), those of which it may only use the types (`types`),
 * and the packages it may import. Without `packages` any is allowed but those that `packageOwners` keeps.
 * `node` says whether Node's own modules are allowed. An area that is not listed may import everything.
 * @type {Record<string, { values: string[], types?: string[], packages?: string[], node?: false }>}
 */
const mayImport = {
  shared: { values: [], packages: ['zod'], node: false },
  'shared/ui': {
    values: ['shared', 'shared/rules'],
    packages: [...browser, ...fonts, 'pinyin-pro'],
    node: false,
  },
  ...Object.fromEntries(
    apps.map((app) => [
      app,
      {
        values: ['shared', 'shared/rules', 'shared/ui'],
        packages: [...browser, ...fonts, ...(own[app] ?? [])],
        node: false,
      },
    ]),
  ),
  'shared/rules': {
    values: ['shared'],
    packages: ['zod', 'temporal-polyfill', 'chinese-days', 'pinyin-pro'],
    node: false,
  },
  'server/db': { values: [...base, 'migrations'] },
  'server/live': {
    values: [...base, 'server/db', 'server/hall', 'server/command'],
    types: ['a feature'],
  },
  // What lies directly in server/: the clock, the configuration, what all features need.
  server: {
    values: base,
    types: ['server/db', 'server/hall', 'server/command', 'server/backups', 'server/storage'],
  },
  // What keeps the data: it knows which database it is, as server/db does.
  'server/backups': {
    values: [
      ...base,
      'server/db',
      'server/hall',
      'server/command',
      'server/storage',
      'server/archives',
    ],
  },
  'server/archives': {
    values: [
      ...base,
      'server/db',
      'server/hall',
      'server/command',
      'server/storage',
      'server/backups',
    ],
  },
  'server/storage': {
    values: [...base, 'server/db', 'server/hall', 'server/command', 'server/backups'],
  },
  // The set-up of a hall and the one path of every command: what the features stand on.
  'server/hall': { values: [...base, 'server/db'] },
  'server/command': { values: [...base, 'server/db', 'server/hall'] },
  // The set-up as a document: the one way in which features write it.
  'server/setup-document': {
    values: [...base, 'server/db', 'server/hall', 'server/command'],
    types: ["a feature's service.ts"],
  },
  // How workbooks are read and written: of the set-up, and of whatever else is a list.
  'server/workbook': {
    values: [...base, 'server/db', 'server/hall', 'server/command', 'server/setup-document'],
    types: ["a feature's service.ts"],
  },
  // Working days: what is promised in them asks the calendar of a hall.
  'server/calendar': {
    values: [...base, 'server/db', 'server/hall', 'server/command'],
    types: ["a feature's service.ts"],
  },
  // What is handed in at a window, and the plans that it belongs to: part of how a step ends.
  'server/applications': {
    values: [
      ...base,
      ...['server/db', 'server/hall', 'server/command', 'server/archives', 'server/calendar'],
      'server/setup-document',
    ],
    types: ["a feature's service.ts"],
  },
  'a feature': {
    // Where a day or a line of the log stands is asked of the archives.
    values: [
      ...base,
      ...['server/db', 'server/hall', 'server/command', 'server/archives'],
      ...['server/setup-document', 'server/workbook', 'server/applications'],
    ],
    types: [
      ...["a feature's service.ts", 'server/live', 'server/backups', 'server/storage'],
      'server/calendar',
    ],
  },
  // Of Node's own modules for hashes alone; frozen, a migration has whatever it needs in itself.
  migrations: { values: [], packages: ['kysely'] },
};

/** Packages of the server that only some files may import. @type {Record<string, RegExp>} */
const packageOwners = {
  'socket.io': /^server\/live\//,
  redis: /^server\/live\//,
  'better-sqlite3': /^server\/(db|backups|storage|archives|moving)\//,
  pg: /^server\/(db|backups|storage|moving)\//,
  kysely:
    /^(server\/db\/.*|migrations\/.*|server\/.*store|server\/storage\/check|server\/archives\/(file|copy))\.ts$/,
};
const browserOnly = [...browser.filter((name) => name !== 'zod' && name !== 'uqr'), ...fonts];

/** @param {string} path from the root, with slashes */
function areaOf(path) {
  const [first = '', second = ''] = path.split('/');
  if (first === 'shared') return ['ui', 'rules'].includes(second) ? `shared/${second}` : 'shared';
  if (first !== 'server') return path.includes('/') ? first : '';
  // A thread of its own is wired by hand, as the server is, and so is what moves a whole site.
  if (
    /^server\/((app|beside|main|setup|admin|backup|restore|archive|move|doctor|foresight|sums|background\/(jobs|worker))\.ts$|moving\/|wiring\/)/.test(
      path,
    )
  )
    return 'server/app';
  if (!path.slice('server/'.length).includes('/')) return 'server';
  if (second === 'projects') return 'server/applications';
  return [
    ...['db', 'live', 'hall', 'command', 'backups', 'storage', 'archives'],
    ...['setup-document', 'workbook', 'calendar', 'applications'],
  ].includes(second)
    ? `server/${second}`
    : 'a feature';
}

/** The folder of a feature. Phones are told by push what systems are told by webhook. @param {string} path */
const featureOf = (path) => path.split('/')[1]?.replace(/^push$/, 'webhooks');

/**
 * Why `file` may not import `source`, or undefined if it may.
 * @param {string} file from the root, with slashes
 * @param {string} source as written in the import
 * @param {boolean} typeOnly
 * @returns {string | undefined}
 */
export function violation(file, source, typeOnly) {
  const from = areaOf(file);
  const rule = mayImport[from];
  if (!rule) return undefined;
  const here = from === 'a feature' ? `server/${featureOf(file)}/` : from;

  if (!source.startsWith('.')) {
    if (source.startsWith('node:') || isBuiltin(source)) {
      return rule.node === false ? `${here} may not import Node's modules (${source}).` : undefined;
    }
    const name = source.split('/', source.startsWith('@') ? 2 : 1).join('/');
    if (rule.packages) {
      return rule.packages.includes(name) ? undefined : `${here} may not import ${name}.`;
    }
    const owner = packageOwners[name];
    if (owner && !owner.test(file)) return `${file} may not import ${name}: only ${owner} may.`;
    return browserOnly.includes(name) ? `The server may not import ${name}.` : undefined;
  }

  const absolute = resolve(root, dirname(file), source.replace(/\?.*$/, ''));
  const target = relative(root, absolute).split(sep).join('/');
  const to = areaOf(target);
  const same = to === from && (from !== 'a feature' || featureOf(file) === featureOf(target));
  if (same || (to !== 'a feature' && rule.values.includes(to))) return undefined;
  const types = rule.types ?? [];
  if (
    types.includes(to) ||
    (types.includes("a feature's service.ts") &&
      to === 'a feature' &&
      /\/service\.ts$/.test(target))
  ) {
    return typeOnly
      ? undefined
      : `${here} may only import the types of ${target} (import type …); what it does is passed in.`;
  }
  return `${here} may not import ${target}.`;
}

/** @type {import('eslint').Rule.RuleModule} */
export const importDirections = {
  meta: { type: 'problem', schema: [], messages: { direction: '{{why}} See the layers table.' } },
  create(context) {
    const file = relative(root, context.filename).split(sep).join('/');
    /** @param {any} node a node with a source */
    const check = (node) => {
      const source = node.source?.value ?? node.argument?.literal?.value;
      if (typeof source !== 'string') return;
      const typeOnly =
        node.importKind === 'type' || node.exportKind === 'type' || node.type === 'TSImportType';
      const why = violation(file, source, typeOnly);
      if (why) context.report({ node, messageId: 'direction', data: { why } });
    };
    return {
      ImportDeclaration: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
      ImportExpression: check,
      TSImportType: check,
    };
  },
};

/**
 * Imports of a type from a file that uses this one: each closes a circle that is gone once the type
 * has a file of its own. What runs goes in no circle. @type {Record<string, string>}
 */
const typeOfUser = {
  'server/backups/store.ts': 'server/backups/mark.ts',
  'server/db/lanes.ts': 'server/db/open.ts',
  'server/hall/config-store.ts': 'server/hall/config.ts',
  'server/command/idempotency.ts': 'server/command/types.ts',
  'server/live/clients.ts': 'server/live/live.ts',
  'window/work/next.ts': 'window/work/terminal.ts',
  'admin/pages/events/set-up-facts.ts': 'admin/pages/events/facts.ts',
  // A text's type follows from its schema, and that from the list of languages.
  'shared/languages.ts': 'shared/contract/text.ts',
};

/** @type {Map<string, string[]>} */
const imports = new Map();

/** The files that a file imports, types too. @param {string} file from the root, with slashes */
function importsOf(file) {
  const known = imports.get(file);
  if (known) return known;
  let text = '';
  try {
    text = readFileSync(resolve(root, file), 'utf8');
  } catch {
    // A folder, or made by a build.
  }
  const sources = text.matchAll(/^(?:import|export)\s[^;'"]*?'(\.[^']+)'/gm);
  const found = [...sources].map(([, source = '']) => fileOf(file, source));
  imports.set(file, found);
  return found;
}

/** @param {string} file @param {string} source */
const fileOf = (file, source) =>
  relative(root, resolve(root, dirname(file), source.replace(/\?.*$/, '')))
    .split(sep)
    .join('/');

/**
 * The way by which a file comes to import `file`; undefined: it does not.
 * @param {string} from
 * @param {string} file
 * @param {Set<string>} [seen]
 * @returns {string[] | undefined}
 */
function way(from, file, seen = new Set()) {
  if (from === file) return [file];
  seen.add(from);
  for (const next of importsOf(from)) {
    if (seen.has(next) || typeOfUser[from] === next) continue;
    const rest = way(next, file, seen);
    if (rest) return [from, ...rest];
  }
  return undefined;
}

/** @type {import('eslint').Rule.RuleModule} */
export const importCircles = {
  meta: { type: 'problem', schema: [], messages: { circle: 'Imports in a circle: {{way}}.' } },
  create(context) {
    const file = relative(root, context.filename).split(sep).join('/');
    /** @param {any} node a node with a source */
    const check = (node) => {
      const source = node.source?.value;
      if (typeof source !== 'string' || !source.startsWith('.')) return;
      const target = fileOf(file, source);
      if (typeOfUser[file] === target) return;
      const back = way(target, file);
      if (back)
        context.report({ node, messageId: 'circle', data: { way: [file, ...back].join(' → ') } });
    };
    return {
      ImportDeclaration: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
    };
  },
};
