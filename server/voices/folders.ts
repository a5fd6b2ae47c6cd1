import { readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Whole and logged, about to come into place; and what stood there before. */
const ready = '.ready-';
const before = '.before-';

/**
 * The folders of the site's own packs. A folder cannot be put in the place of another at one stroke,
 * so the old one steps aside first; a process that is killed in between leaves both, and whoever
 * comes next brings the new one into place.
 */
export class PackFolders {
  readonly root: string;
  private settled: Promise<void> | null = null;

  constructor(root: string) {
    this.root = root;
  }

  /** Where a pack is, once what was left half-way is done. */
  async placeOf(code: string): Promise<string> {
    this.settled ??= this.settle();
    await this.settled;
    return join(this.root, code);
  }

  /** Puts a folder that is whole in the place of a pack. */
  async put(made: string, code: string): Promise<void> {
    await this.placeOf(code);
    await rename(made, join(this.root, ready + code));
    await this.finish(code);
  }

  /** The codes of the packs that are there. */
  async codes(): Promise<string[]> {
    await this.placeOf('');
    return foldersIn(this.root);
  }

  private async settle(): Promise<void> {
    for (const name of await readdir(this.root).catch(() => [])) {
      if (name.startsWith(ready)) await this.finish(name.slice(ready.length));
    }
  }

  private async finish(code: string): Promise<void> {
    const place = join(this.root, code);
    const aside = join(this.root, before + code);
    if (await isThere(place)) {
      await rm(aside, { recursive: true, force: true });
      await rename(place, aside);
    }
    await rename(join(this.root, ready + code), place);
    await rm(aside, { recursive: true, force: true });
  }
}

/** Those that are no half-made ones, in order. */
export async function foldersIn(dir: string): Promise<string[]> {
  const entries = await readdir(dir, { withFileTypes: true }).catch(() => []);
  return entries
    .filter((e) => e.isDirectory() && !e.name.startsWith('.'))
    .map((e) => e.name)
    .sort();
}

function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
