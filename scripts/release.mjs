// npm run release: one archive that runs on a machine with Node.js only, without npm and internet.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { ensureBuilt } from './build.mjs';
import { ensureInstalled, root, say } from './lib.mjs';
import { delivered, isAllowed, licenceTexts, withNeeds } from './packages.mjs';

await ensureInstalled();
ensureBuilt();

/** @type {{ name: string, version: string, engines: object, license: string }} */
const product = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const name = `yihaotong-${product.version}-${process.platform}-${process.arch}`;
const out = join(root, 'release');
const folder = join(out, name);
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });

/** Who is in the archive: built into the pages, or beside the server. */
const inside = withNeeds(delivered());
const forbidden = inside.filter(({ license }) => !isAllowed(license));
if (forbidden.length > 0) {
  for (const one of forbidden)
    say(`${one.name} ${one.version}: ${one.license} may not be delivered.`);
  process.exit(1);
}

copyProduct();
copyPackages();
writeFileSync(join(folder, 'THIRD-PARTY-LICENSES'), licenceTexts(inside));
writeFileSync(join(folder, 'sbom.cdx.json'), `${JSON.stringify(billOfMaterials(), null, 1)}\n`);
writeSums();
pack();

function copyProduct() {
  for (const path of ['dist/server', 'dist/web', 'migrations', 'ops', 'LICENSE'])
    cpSync(join(root, path), join(folder, path), { recursive: true, filter: isWanted });
  for (const path of [
    'README.md',
    'README.zh-CN.md',
    ...readdirSync(join(root, 'docs')).map((file) => `docs/${file}`),
  ])
    if (path.endsWith('.md')) copyText(path);
    else if (path.endsWith('.png')) copy(path, path);
  // A hall that runs from this folder keeps its own data there, too.
  for (const path of ['data/hall.json', 'data/catalogue.json', 'data/README.md', 'data/voices'])
    cpSync(join(root, path), join(folder, path), { recursive: true });
  copy('ops/start.mjs', 'start.mjs');
  copy('ops/yihaotong', 'yihaotong');
  chmodSync(join(folder, 'yihaotong'), 0o755);
  const { version, engines, license } = product;
  const said = { name: 'yihaotong', version, private: true, type: 'module', license, engines };
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(said, null, 2)}\n`);
}

/** The packages that the server reads at run time; those of the pages are built into them. */
function copyPackages() {
  /** @type {string[]} */
  const needed = JSON.parse(readFileSync(join(root, 'dist/server/packages.json'), 'utf8'));
  for (const { path } of withNeeds(needed))
    cpSync(join(root, path), join(folder, path), {
      recursive: true,
      filter: (from) =>
        isWanted(from) && !from.slice(join(root, path).length).includes('/node_modules'),
    });
}

/** Sources of what is compiled, types and other machines' programs are not needed to run. @param {string} path */
function isWanted(path) {
  const inside = path.slice(root.length + 1).replaceAll('\\', '/');
  if (/\.(d\.[cm]?ts|map|tsbuildinfo)$/.test(inside) && !inside.startsWith('dist/')) return false;
  if (/\/better-sqlite3\/(deps|src)(\/|$)/.test(inside)) return false;
  if (/\/better-sqlite3\/build\//.test(inside))
    return /\/build\/Release(\/better_sqlite3\.node)?$/.test(inside);
  const prebuilt = /\/prebuilds\/([^/]+)/.exec(inside)?.[1];
  return prebuilt === undefined || prebuilt.startsWith(`${process.platform}-${process.arch}`);
}

/** CycloneDX, as npm writes it, of what is in the archive. */
function billOfMaterials() {
  const { stdout, status, stderr } = spawnSync(
    'npm',
    ['sbom', '--sbom-format', 'cyclonedx', '--sbom-type', 'application', '--omit', 'dev'],
    { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  );
  if (status !== 0) {
    say(`npm sbom failed: ${stderr}`);
    process.exit(1);
  }
  const bill = JSON.parse(stdout);
  const kept = new Set(inside.map((one) => `${one.name}@${one.version}`));
  const component = bill.metadata.component;
  component.name = 'yihaotong';
  /** @param {{ 'bom-ref': string }} one */
  const isKept = (one) => kept.has(one['bom-ref'].split('|').at(-1) ?? '');
  bill.components = bill.components.filter(isKept);
  const refs = new Set([
    component['bom-ref'],
    ...bill.components.map((/** @type {any} */ c) => c['bom-ref']),
  ]);
  bill.dependencies = bill.dependencies
    .filter((/** @type {any} */ one) => refs.has(one.ref))
    .map((/** @type {any} */ one) => ({
      ...one,
      dependsOn: (one.dependsOn ?? []).filter((/** @type {string} */ ref) => refs.has(ref)),
    }));
  // The machine and moment of the build tell nobody anything, and would make each archive another one.
  delete bill.serialNumber;
  delete bill.metadata.timestamp;
  return bill;
}

function writeSums() {
  const lines = filesIn(folder).map(
    (path) => `${sha256(readFileSync(join(folder, path)))}  ${path}`,
  );
  writeFileSync(join(folder, 'SHA256SUMS'), `${lines.join('\n')}\n`);
}

function pack() {
  const archive = `${name}.tar.gz`;
  const time = spawnSync('git', ['log', '-1', '--format=%ct'], { cwd: root, encoding: 'utf8' });
  const { status } = spawnSync(
    'tar',
    [
      ...['--sort=name', '--owner=0', '--group=0', '--numeric-owner', '--mode=u+w,go-w,a+rX'],
      ...[`--mtime=@${time.status === 0 ? time.stdout.trim() : '0'}`, '-I', 'gzip -n -6'],
      ...['-cf', join(out, archive), '-C', out, name],
    ],
    { stdio: 'inherit' },
  );
  if (status !== 0) process.exit(1);
  writeFileSync(
    join(out, `${archive}.sha256`),
    `${sha256(readFileSync(join(out, archive)))}  ${archive}\n`,
  );
  const megabytes = (statSync(join(out, archive)).size / 1024 ** 2).toFixed(1);
  say(`release/${archive}, ${megabytes} MB, ${filesIn(folder).length} files`);
  if (!process.argv.includes('--keep')) rmSync(folder, { recursive: true });
}

/** Where there is no npm a page says what is typed there: `yihaotong backup`. @param {string} path */
function copyText(path) {
  copy(path, path);
  const text = readFileSync(join(folder, path), 'utf8');
  const own = /npm run (admin|archive|backup|doctor|foresight|move|restore|sums)\b( -- )?/g;
  writeFileSync(
    join(folder, path),
    text.replace(own, (_, name, args) => `yihaotong ${name}${args === undefined ? '' : ' '}`),
  );
}

/** @param {string} from @param {string} to */
function copy(from, to) {
  mkdirSync(dirname(join(folder, to)), { recursive: true });
  if (existsSync(join(root, from))) copyFileSync(join(root, from), join(folder, to));
}

/** @param {string} of */
function filesIn(of) {
  return readdirSync(of, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(of.length + 1))
    .sort();
}

/** @param {Buffer} bytes */
function sha256(bytes) {
  return createHash('sha256').update(bytes).digest('hex');
}
