import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Of the styles that stand in the built pages of a folder, the hashes by which browsers let them in. */
export async function stylesIn(root: string): Promise<string[]> {
  const hashes = new Set<string>();
  for (const page of await pagesIn(root)) {
    const text = await readFile(page, 'utf8');
    for (const [, style = ''] of text.matchAll(/<style[^>]*>([^]*?)<\/style>/g))
      hashes.add(`sha256-${createHash('sha256').update(style).digest('base64')}`);
  }
  return [...hashes];
}

/** The pages of the apps, each in a folder of its own. */
async function pagesIn(root: string): Promise<string[]> {
  const entries = await readdir(root, { withFileTypes: true }).catch(() => []);
  const pages: string[] = [];
  for (const folder of entries.filter((e) => e.isDirectory())) {
    const names = await readdir(join(root, folder.name));
    pages.push(...names.filter((n) => n.endsWith('.html')).map((n) => join(root, folder.name, n)));
  }
  return pages;
}
