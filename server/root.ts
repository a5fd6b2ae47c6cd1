import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));

/** The product's folder, from `server/` as well as from `dist/server/`. */
export const root = here.endsWith(join('dist', 'server'))
  ? join(here, '..', '..')
  : join(here, '..');
