// What the scripts share. Only Node built-ins here: this runs before anything is installed.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  accessSync,
  constants,
  existsSync,
  readFileSync,
  readdirSync,
  writeFileSync,
} from 'node:fs';
import { connect } from 'node:net';
import { constants as osConstants, setPriority } from 'node:os';
import { delimiter, dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** @param {string} text */
export const say = (text) => console.log(`[yihaotong] ${text}`);

/**
 * One hash over the contents of files and folders (given from the repository's root), names included.
 * Missing ones are left out.
 * @param {string[]} paths
 * @param {(path: string) => boolean} [keep] decides per path from the root, folders too
 */
export function hashOf(paths, keep = () => true) {
  const hash = createHash('sha256');
  /** @param {string} path */
  const add = (path) => {
    hash
      .update(relative(root, path).split(sep).join('/'))
      .update('\0')
      .update(readFileSync(path))
      .update('\0');
  };
  /** @param {string} folder */
  const walk = (folder) => {
    const entries = readdirSync(folder, { withFileTypes: true });
    entries.sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const entry of entries) {
      const path = join(folder, entry.name);
      if (entry.name.startsWith('.') || !keep(relative(root, path).split(sep).join('/'))) continue;
      if (entry.isDirectory()) walk(path);
      else if (entry.isFile()) add(path);
    }
  };
  for (const name of paths) {
    const path = join(root, name);
    if (!existsSync(path)) continue;
    try {
      walk(path);
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ENOTDIR') throw error;
      add(path);
    }
  }
  return hash.digest('hex');
}

const lockMark = () => join(root, 'node_modules', '.lock-hash');

/** Says whether what npm wrote down in node_modules is what the lock file asks for. */
function installedMatchesLock() {
  try {
    /** @param {string} path @returns {Record<string, { version?: string, optional?: boolean, peer?: boolean }>} */
    const packages = (path) => JSON.parse(readFileSync(join(root, path), 'utf8')).packages;
    const wanted = packages('package-lock.json');
    const present = packages('node_modules/.package-lock.json');
    return Object.entries(wanted).every(
      ([path, { version, optional }]) =>
        path === '' || present[path]?.version === version || (optional && !present[path]),
    );
  } catch {
    return false;
  }
}

/** Installs the packages of the lock file unless exactly these are there, built for this Node.js. */
export async function ensureInstalled() {
  const { compiled } = await beginInstalling();
  await compiled;
}

/**
 * Installs like `ensureInstalled`: what is JavaScript can be used when this comes back, what has to
 * be compiled (better-sqlite3 takes a minute or two) when `compiled` does. Ends this process when it fails.
 * @returns {Promise<{ compiled: Promise<void> }>}
 */
export async function beginInstalling() {
  const done = { compiled: Promise.resolve() };
  const abi = process.versions.modules;
  const mark = `${hashOf(['package-lock.json'])} ${abi}\n`;
  const found = existsSync(lockMark()) ? readFileSync(lockMark(), 'utf8') : undefined;
  if (found === mark) return done;

  const builtForThisNode = found === undefined || found.trim().endsWith(` ${abi}`);
  if (builtForThisNode && installedMatchesLock()) {
    writeFileSync(lockMark(), mark);
    return done;
  }
  say(
    existsSync(join(root, 'node_modules'))
      ? 'The installed packages do not match package-lock.json: installing them again. This takes a minute or two.'
      : 'First run: installing the packages. This takes a minute or two; better-sqlite3 may compile.',
  );
  await npm(['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']);
  // Stopped before it is compiled, it belongs to no Node.js and is installed again.
  writeFileSync(lockMark(), 'not compiled\n');
  const compiled = npm(['rebuild', '--loglevel=error']).then(() => {
    writeFileSync(lockMark(), mark);
    say('Packages installed.');
  });
  return { compiled };
}

/**
 * Runs npm and ends this process when it fails.
 * @param {string[]} args
 */
async function npm(args) {
  const script = process.env['npm_execpath'];
  const status =
    script && /npm-cli\.[cm]?js$/.test(script)
      ? await run(process.execPath, [script, ...args])
      : await run('npm', args);
  if (status === 0) return;
  say(`\`npm ${args.join(' ')}\` failed. Is the package registry reachable?`);
  process.exit(status);
}

/**
 * Runs a program with this terminal, passes signals on, and gives its exit code.
 * @param {string} command
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<number>}
 */
export function run(command, args, env = process.env) {
  // On Windows npm is a script of the shell.
  const shell = command === 'npm' && process.platform === 'win32';
  return ended(spawn(command, args, { cwd: root, stdio: 'inherit', env, shell }), 'exit');
}

/**
 * Passes signals on to a program, and gives its exit code.
 * @param {import('node:child_process').ChildProcess} child
 * @param {'exit' | 'close'} end `close`: its output has come, too
 * @returns {Promise<number>}
 */
function ended(child, end) {
  return new Promise((resolve, reject) => {
    /** @type {NodeJS.Signals[]} */
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
    /** @param {NodeJS.Signals} signal */
    const pass = (signal) => void child.kill(signal);
    for (const signal of signals) process.on(signal, pass);
    child.on('error', reject);
    child.on(end, (/** @type {number | null} */ code, /** @type {string | null} */ signal) => {
      for (const name of signals) process.off(name, pass);
      resolve(code ?? (signal === 'SIGINT' ? 130 : 143));
    });
  });
}

/**
 * Runs a tool of node_modules with this very Node.js.
 * @param {string} script its file inside node_modules
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 */
export const runTool = (script, args, env) =>
  run(process.execPath, [join(root, 'node_modules', script), ...args], env);

/**
 * The same beside something else: what it says is written in one piece when it ends.
 * @param {string} script its file inside node_modules
 * @param {string[]} args
 * @param {boolean} idly only on what others leave of the processors
 * @returns {Promise<number>}
 */
export async function runAside(script, args, idly) {
  const path = join(root, 'node_modules', script);
  const child = spawn(process.execPath, [path, ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (idly && child.pid !== undefined) {
    try {
      setPriority(child.pid, osConstants.priority.PRIORITY_LOW);
    } catch {
      // It has ended, or this machine knows no priorities.
    }
  }
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text) => {
      said += text;
    });
  const code = await ended(child, 'close');
  if (said !== '') process.stdout.write(said);
  return code;
}

const chromiumNames = [
  'chromium-headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
];

/** The Chromium of this machine: `CHROMIUM`, else the usual names on the PATH, first the one that has no window. */
export function findChromium() {
  const wish = process.env['CHROMIUM'];
  if (wish) return wish;
  for (const name of chromiumNames) {
    for (const folder of ['/usr/bin', ...(process.env['PATH'] ?? '').split(delimiter)]) {
      const path = join(folder, name);
      try {
        accessSync(path, constants.X_OK);
        return path;
      } catch {
        // not here
      }
    }
  }
  return undefined;
}

/**
 * @param {string} host
 * @param {number} port
 * @returns {Promise<boolean>}
 */
export function canConnect(host, port) {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 1000 });
    /** @param {boolean} answer */
    const done = (answer) => {
      socket.destroy();
      resolve(answer);
    };
    socket.on('connect', () => done(true));
    socket.on('timeout', () => done(false));
    socket.on('error', () => done(false));
  });
}
