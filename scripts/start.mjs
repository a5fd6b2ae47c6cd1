// npm start: installs and builds what is missing, then becomes the server.
import { ensureBuilt } from './build.mjs';
import { ensureInstalled } from './lib.mjs';

await ensureInstalled();
ensureBuilt();
process.setSourceMapsEnabled(true);
await import(new URL('../dist/server/main.js', import.meta.url).href);
