// npm run dev: the server under tsx, restarted when it changes, and Vite in front of it.
import { ensureInstalled, runTool } from './lib.mjs';

await ensureInstalled();
const codes = await Promise.all([
  runTool('tsx/dist/cli.mjs', [
    'watch',
    '--clear-screen=false',
    'server/main.ts',
    ...process.argv.slice(2),
  ]),
  runTool('vite/bin/vite.js', []),
]);
process.exitCode = Math.max(...codes);
