import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Problem } from '../../shared/errors.ts';
import { requireMay } from '../../shared/rights.ts';
import {
  type ListedPack,
  missingClips,
  VoiceManifest,
  type VoicePack,
} from '../../shared/voices.ts';
import type { CommandRequest, Commands } from '../hall/command.ts';
import type { Actor } from '../../shared/contract/people.ts';
import type { Ids } from '../ids.ts';

interface Dependencies {
  readonly commands: Commands;
  readonly ids: Ids;
  /** The packs that come with the product. */
  readonly bundledDir: string;
  /** The packs that the site recorded or imported. */
  readonly ownDir: string;
}

/** Voice packs: folders of clips with a manifest. */
export class Voices {
  readonly bundledDir: string;
  readonly ownDir: string;
  private readonly d: Dependencies;

  constructor(dependencies: Dependencies) {
    this.d = dependencies;
    this.bundledDir = dependencies.bundledDir;
    this.ownDir = dependencies.ownDir;
  }

  list(): Promise<ListedPack[]> {
    return packsIn(this.ownDir, this.bundledDir);
  }

  /**
   * A pack as one file: the site's own of this name, else the bundled one.
   *
   * @throws Problem `not_found`
   */
  async file(code: string, { bundled = false } = {}): Promise<VoicePack> {
    for (const dir of bundled ? [this.bundledDir] : [this.ownDir, this.bundledDir]) {
      const manifest = await manifestIn(join(dir, code));
      if (manifest === null) continue;
      const clips = await Promise.all(
        Object.entries(manifest.clips).map(
          async ([name, file]) =>
            [name, await readFile(join(dir, code, file), 'base64').catch(() => null)] as const,
        ),
      );
      // A clip whose file is gone is missing, and said to be: the rest can still be exported.
      const there = clips.filter((clip): clip is [string, string] => clip[1] !== null);
      const files = there.map(([name]) => [name, manifest.clips[name]!] as const);
      return {
        manifest: { ...manifest, clips: Object.fromEntries(files) },
        clips: Object.fromEntries(there),
      };
    }
    throw new Problem('not_found', `There is no voice pack "${code}"`);
  }

  /**
   * Puts a pack in place of the one of its name, whole or not at all.
   *
   * @throws Problem `forbidden`; `bad_input` where address and manifest differ
   */
  async put(
    code: string,
    { manifest, clips }: VoicePack,
    request: CommandRequest & { who: Actor },
  ): Promise<void> {
    requireMay(request.who, 'manage-voices');
    if (manifest.pack !== code) {
      throw new Problem('bad_input', undefined, {
        issues: [{ path: 'manifest.pack', message: `the address says "${code}"` }],
      });
    }
    await mkdir(this.ownDir, { recursive: true });
    const made = join(this.ownDir, `.${this.d.ids.id()}`);
    await mkdir(made);
    try {
      for (const [name, file] of Object.entries(manifest.clips)) {
        await writeFile(join(made, file), Buffer.from(clips[name]!, 'base64'));
      }
      await writeFile(join(made, 'manifest.json'), JSON.stringify(manifest, null, 2));
      const digest = createHash('sha256').update(JSON.stringify({ manifest, clips })).digest('hex');
      await this.d.commands.inSite(request, () =>
        Promise.resolve({
          answer: null,
          event: { command: 'put-voice-pack', data: { pack: code, digest } },
        }),
      );
      const place = join(this.ownDir, code);
      await rm(place, { recursive: true, force: true });
      await rename(made, place);
    } finally {
      await rm(made, { recursive: true, force: true });
    }
  }
}

/** Null where there is none, or none that can be read: one bad folder does not hide the others. */
/** The site's own packs and the bundled ones, with what each lacks. */
export async function packsIn(ownDir: string, bundledDir: string): Promise<ListedPack[]> {
  const packs: ListedPack[] = [];
  for (const [dir, bundled] of [
    [ownDir, false],
    [bundledDir, true],
  ] as const) {
    for (const name of await foldersIn(dir)) {
      const manifest = await manifestIn(join(dir, name));
      if (manifest === null) continue;
      const { pack, language, synthetic, clips } = manifest;
      packs.push({
        pack,
        language,
        name: manifest.name,
        synthetic,
        bundled,
        missing: missingClips(language, Object.keys(clips)),
      });
    }
  }
  return packs;
}

async function manifestIn(folder: string): Promise<VoiceManifest | null> {
  try {
    const text = await readFile(join(folder, 'manifest.json'), 'utf8');
    return VoiceManifest.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

async function foldersIn(dir: string): Promise<string[]> {
  const entries = await readdir(dir, { withFileTypes: true }).catch(() => []);
  return entries
    .filter((e) => e.isDirectory() && !e.name.startsWith('.'))
    .map((e) => e.name)
    .sort();
}
