import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The version of the product, as its package says it. */
export async function productVersion(root: string): Promise<string> {
  const text = await readFile(join(root, 'package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
