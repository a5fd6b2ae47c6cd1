import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { root } from '../../scripts/lib.mjs';

const web = join(root, 'dist/web');

/** Bytes, compressed, of a page with the scripts and styles that it loads at once; fonts do not count. */
function firstLoad(page: string): number {
  const html = readFileSync(join(web, page), 'utf8');
  const assets = [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+\.(?:js|css))"/g)].map(
    (match) => match[1],
  );
  return [page, ...assets]
    .map((path) => gzipSync(readFileSync(join(web, path ?? ''))).length)
    .reduce((sum, size) => sum + size, 0);
}

it.each(['kiosk/index.html', 'display/index.html', 'phone/index.html'])(
  '%s loads less than 300 KB at first',
  (page) => {
    const size = firstLoad(page);
    expect(size).toBeGreaterThan(1000);
    expect(size).toBeLessThan(300_000);
  },
);
