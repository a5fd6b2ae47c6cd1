// Builds what is stale: the browser apps into dist/web, the server into dist/server.
// `npm run build` builds what changed, `npm run build -- --force` everything.
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { ensureInstalled, hashOf, root, say } from './lib.mjs';

const dist = join(root, 'dist');
const record = join(dist, '.build.json');
const always = ['package-lock.json', 'package.json', 'tsconfig.json', 'scripts/build.mjs'];
const webConfig = [
  'vite.config.ts',
  'scripts/font',
  'scripts/old-browsers.mjs',
  'scripts/old-browsers',
  'data/hall.json',
  'data/catalogue.json',
];
/** Programs of the server: itself, and what administrators call beside it. */
const commands = [
  'main',
  'admin',
  'doctor',
  'backup',
  'restore',
  'archive',
  'move',
  'sums',
  'foresight',
];
const apps = ['home', 'kiosk', 'display', 'window', 'phone', 'region', 'admin'];

/** @type {Record<string, { result: string, hash: () => string, build: (outDir: string, hash: string) => Promise<void> }>} */
const parts = {
  server: {
    result: 'server/main.js',
    hash: () =>
      hashOf([...always, 'server', 'shared', 'migrations'], (path) => path !== 'shared/ui'),
    build: buildServer,
  },
  web: {
    result: 'web/home/index.html',
    hash: () => hashOf([...always, ...webConfig, 'shared', 'public', ...apps]),
    build: buildWeb,
  },
};

/** @returns {Record<string, string>} the hash of the sources that each part was built from */
function built() {
  try {
    return JSON.parse(readFileSync(record, 'utf8'));
  } catch {
    return {};
  }
}

/** The parts whose sources changed since they were built. */
export function staleParts() {
  const before = built();
  return Object.entries(parts)
    .filter(([name, part]) => before[name] !== part.hash() || !existsSync(join(dist, part.result)))
    .map(([name]) => name);
}

/**
 * Builds what is stale in a process of its own, so that the caller stays small. Ends this process when that fails.
 * @returns {void}
 */
export function ensureBuilt() {
  if (staleParts().length === 0) return;
  const { status } = spawnSync(process.execPath, [fileURLToPath(import.meta.url)], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status !== 0) process.exit(status || 1);
}

/** @param {string} outdir */
async function buildServer(outdir) {
  const { build } = await import('esbuild');
  const workers = readdirSync(join(root, 'server'), { recursive: true, encoding: 'utf8' })
    .filter((path) => /(^|[\\/])worker\.ts$/.test(path))
    .map((path) => join(root, 'server', path));
  const entries = commands
    .map((name) => join(root, `server/${name}.ts`))
    .filter((path) => existsSync(path));
  const { metafile } = await build({
    metafile: true,
    entryPoints: [...entries, ...workers],
    outbase: join(root, 'server'),
    outdir,
    bundle: true,
    packages: 'external',
    format: 'esm',
    platform: 'node',
    target: 'node20',
    sourcemap: true,
    logLevel: 'warning',
  });
  // What it needs of node_modules: a release takes that and no more.
  const packages = new Set(
    Object.values(metafile.outputs)
      .flatMap(({ imports }) => imports)
      .filter(({ external, path }) => external === true && !isBuiltin(path))
      .map(({ path }) => path.split('/', path.startsWith('@') ? 2 : 1).join('/')),
  );
  writeFileSync(join(outdir, 'packages.json'), JSON.stringify([...packages].sort()));
}

/**
 * @param {string} outDir
 * @param {string} hash of the sources: each page says it, so that one of another build knows itself
 */
async function buildWeb(outDir, hash) {
  const { build } = await import('vite');
  const said = {
    name: 'yihaotong-build',
    /** @returns {import('vite').HtmlTagDescriptor[]} */
    transformIndexHtml: () => [
      { tag: 'meta', attrs: { name: 'build', content: hash.slice(0, 12) }, injectTo: 'head' },
    ],
  };
  for (const mode of ['screens', 'kiosk']) {
    await build({
      root,
      mode,
      plugins: [said],
      configFile: join(root, 'vite.config.ts'),
      logLevel: 'warn',
      build: { outDir, emptyOutDir: mode === 'screens', copyPublicDir: mode === 'screens' },
    });
  }
  // What it stands on is installed by now, and was not when this file was read.
  const { makeForOldBrowsers } = await import('./old-browsers.mjs');
  await makeForOldBrowsers(outDir);
  await compress(outDir);
}

/**
 * Puts .br and .gz beside what compresses, so that the server only has to pick (`preCompressed`).
 * @param {string} folder
 */
async function compress(folder) {
  const [br, gz] = [promisify(brotliCompress), promisify(gzip)];
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter(
      (path) => /\.(js|css|html|svg|json|webmanifest)$/.test(path) && statSync(path).size > 1024,
    );
  for (const path of files) {
    const text = readFileSync(path);
    const [small, plain] = await Promise.all([
      br(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
      gz(text, { level: 9 }),
    ]);
    writeFileSync(`${path}.br`, small);
    writeFileSync(`${path}.gz`, plain);
  }
}

/**
 * @param {string} name
 * @param {(typeof parts)[string]} part
 */
async function buildPart(name, part) {
  const start = performance.now();
  say(`Building the ${name === 'web' ? 'browser apps' : name}…`);
  mkdirSync(dist, { recursive: true });
  // Built aside and then moved, so that a server or test that runs from dist/ meets no half of it.
  const aside = join(dist, `.${name}-${process.pid}`);
  const old = `${aside}-old`;
  const hash = part.hash();
  try {
    await part.build(aside, hash);
    if (existsSync(join(dist, name))) renameSync(join(dist, name), old);
    renameSync(aside, join(dist, name));
  } finally {
    for (const path of [aside, old]) rmSync(path, { recursive: true, force: true });
  }
  writeFileSync(record, `${JSON.stringify({ ...built(), [name]: hash }, null, 2)}\n`);
  say(`Built in ${((performance.now() - start) / 1000).toFixed(1)} s.`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await ensureInstalled();
  const stale = process.argv.includes('--force') ? Object.keys(parts) : staleParts();
  if (stale.length === 0) say('Nothing to build: dist/ is up to date.');
  for (const [name, part] of Object.entries(parts)) {
    if (!stale.includes(name)) continue;
    await buildPart(name, part).catch((/** @type {Error} */ error) => {
      console.error(error.message);
      say(`Building the ${name} failed.`);
      process.exitCode = 1;
    });
  }
}
