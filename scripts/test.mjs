// npm test: installs and builds what is missing, then runs every test. What follows `npm test --` goes to vitest.
// With --check (npm run check): formatting, lint, types and unused code first.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import { ensureBuilt } from './build.mjs';
import { beginInstalling, canConnect, findChromium, root, runAside, runTool, say } from './lib.mjs';

const args = process.argv.slice(2).filter((arg) => arg !== '--check');
const check = process.argv.includes('--check');
const results = join(root, 'test-output', 'results.json');

const { compiled } = await beginInstalling();
// On a fresh machine something compiles meanwhile.
const chromium = ensureChromium();
// On a machine with room they run beside the tests, on what those leave idle of the processors.
const roomy = totalmem() > 12 * 1024 ** 3;
const checked = check ? runChecks(roomy) : Promise.resolve([]);
if (!roomy) await checked;
await compiled;

const env = { ...process.env };
if (chromium) env['CHROMIUM'] = chromium;
const database = await findDatabase();
if (database) env['TEST_DATABASE_URL'] = database;
else delete env['TEST_DATABASE_URL'];
const redis = await findRedis();
if (redis) env['TEST_REDIS_URL'] = redis;
else delete env['TEST_REDIS_URL'];
ensureBuilt();

mkdirSync(join(root, 'test-output'), { recursive: true });
rmSync(results, { force: true });
let code = await runTool(
  'vitest/vitest.mjs',
  [
    'run',
    '--reporter=default',
    '--reporter=./scripts/second-tries.mjs',
    '--reporter=json',
    `--outputFile.json=${results}`,
    ...args,
  ],
  env,
);
const { passed, failed, skipped } = count();
const failedChecks = await checked;

if (!chromium) sayLoudly('Chromium is missing: the browser tests were SKIPPED.');
if (!database) say('PostgreSQL was not reachable: the PostgreSQL half of the tests was skipped.');
if (failedChecks.length > 0) say(`Failed checks: ${failedChecks.join(', ')}.`);
if (code !== 0 && failed === 0) say('No test failed, but vitest reported an error: see above.');
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
if (code === 0 && failedChecks.length > 0) code = 1;
process.exitCode = code;

/**
 * Runs all checks, as many side by side as most machines have cores, and gives the names of those that failed.
 * @param {boolean} idly only on what others leave of the processors
 */
async function runChecks(idly) {
  const native = 'typescript-native/bin/tsc';
  /** The longest first. @type {[string, string, string[]][]} */
  const checks = [
    ['types of the screens', 'vue-tsc/bin/vue-tsc.js', ['--noEmit', '-p', 'tsconfig.vue.json']],
    ['lint', 'eslint/bin/eslint.js', ['.', '--max-warnings', '0']],
    ['types', native, ['--noEmit', '-p', 'tsconfig.json']],
    ['types of the server', native, ['--noEmit', '-p', 'tsconfig.server.json']],
    ['lint by types', 'oxlint/bin/oxlint', ['--type-aware', '--deny-warnings']],
    ['format', 'prettier/bin/prettier.cjs', ['--check', '--log-level=warn', '.']],
    ['unused', 'knip/bin/knip.js', []],
  ];
  say(`Checking: ${checks.map(([name]) => name).join(', ')}`);
  /** @type {string[]} */
  const failed = [];
  const left = checks.values();
  const some = async () => {
    for (const [name, script, scriptArgs] of left) {
      const code = await runAside(script, scriptArgs, idly);
      if (code !== 0) failed.push(name);
      say(`Checked ${name}: ${code === 0 ? 'well' : 'FAILED'}`);
    }
  };
  await Promise.all([some(), some()]);
  return failed;
}

/**
 * Finds Chromium, or installs it where that takes no question: as root on a machine with apt. The
 * tests take half the time in the one without windows; it is Chromium but for those.
 */
function ensureChromium() {
  const small = 'chromium-headless-shell';
  const found = findChromium();
  if (found && (process.env['CHROMIUM'] || found.endsWith(small))) return found;
  if (process.getuid?.() === 0 && spawnSync('apt-get', ['--version']).status === 0) {
    say(`Installing ${small} with apt-get for the browser tests.`);
    const install = 'apt-get install -y -qq --no-install-recommends';
    const script = `apt-get update -qq; ${install} ${small} ${found ? '' : `|| ${install} chromium`}`;
    spawnSync('sh', ['-c', script], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
    const installed = findChromium();
    if (installed) return installed;
  }
  if (found) return found;
  sayLoudly(
    'Chromium is missing: the browser tests will be SKIPPED. ' +
      `Install it (Debian, Ubuntu: apt-get install ${small}) or set CHROMIUM to its path.`,
  );
  return undefined;
}

/** The PostgreSQL to test on: TEST_DATABASE_URL, else database `test` of user `root` on this machine. */
async function findDatabase() {
  const url = process.env['TEST_DATABASE_URL'] || 'postgres://root@127.0.0.1:5432/test';
  const { hostname, port } = new URL(url);
  if (await canConnect(hostname, Number(port || 5432))) return url;
  say(
    `PostgreSQL is not reachable at ${hostname}:${port || 5432}: its half of the tests is skipped.`,
  );
  say('Set TEST_DATABASE_URL to test on PostgreSQL too.');
  return undefined;
}

/** The Redis to test several server processes with: TEST_REDIS_URL, else the one on this machine. */
async function findRedis() {
  const url = process.env['TEST_REDIS_URL'] || 'redis://127.0.0.1:6379';
  const { hostname, port } = new URL(url);
  if (await canConnect(hostname, Number(port || 6379))) return url;
  say(
    `Redis is not reachable at ${hostname}:${port || 6379}: tests of several servers are skipped.`,
  );
  return undefined;
}

/** Counts from vitest's JSON report; a file that failed to load counts as one failure. */
function count() {
  try {
    const report = JSON.parse(readFileSync(results, 'utf8'));
    /** @type {{ status: string, assertionResults: { status: string }[] }[]} */
    const files = report.testResults;
    const brokenFiles = files.filter(
      (file) =>
        file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
    );
    return {
      passed: report.numPassedTests,
      failed: report.numFailedTests + brokenFiles.length,
      skipped: report.numPendingTests + report.numTodoTests,
    };
  } catch {
    return { passed: 0, failed: 0, skipped: 0 };
  }
}

/** @param {string} text */
function sayLoudly(text) {
  const line = '!'.repeat(Math.min(text.length + 12, 100));
  console.log(`\n${line}`);
  say(text);
  console.log(`${line}\n`);
}
