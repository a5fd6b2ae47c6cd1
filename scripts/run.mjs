// node scripts/run.mjs <file.ts> [arguments]: runs a TypeScript file of this repository.
import { ensureInstalled, root, run, say } from './lib.mjs';

const [file, ...args] = process.argv.slice(2);
if (!file) {
  say('Usage: node scripts/run.mjs <file.ts> [arguments]');
  process.exit(2);
}
await ensureInstalled();
process.exitCode = await run(process.execPath, ['--import', 'tsx', `${root}/${file}`, ...args]);
