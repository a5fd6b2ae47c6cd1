// node start.mjs [command] [arguments]: the server, or what administrators call beside it
// (doctor, admin, backup, …). Node.js is all that it needs.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (!((major === 20 && minor >= 20) || major >= 22)) {
  console.error(
    `Node.js 20.20 or a later 20, or 22 and newer, is needed; this is ${process.versions.node}.`,
  );
  console.error(
    `需要 Node.js 20.20 以上的 20 版，或 22 以上版本；当前为 ${process.versions.node}。`,
  );
  process.exit(1);
}
const [, , first = 'main'] = process.argv;
const command = /^[a-z][a-z-]*$/.test(first) ? first : 'main';
const program = new URL(`dist/server/${command}.js`, import.meta.url);
if (!existsSync(fileURLToPath(program))) {
  console.error(`There is no command "${command}". 没有“${command}”这个命令。`);
  process.exit(2);
}
process.argv.splice(2, process.argv[2] === command ? 1 : 0);
process.setSourceMapsEnabled(true);
await import(program.href);
