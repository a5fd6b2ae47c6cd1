import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Problem } from '../../shared/errors.ts';
import { missingClips, VoiceManifest, type VoicePack } from '../../shared/voices.ts';
import type { CommandRequest, Commands } from '../hall/command.ts';
import type { Actor } from '../../shared/contract/people.ts';
import type { Ids } from '../ids.ts';

/** A voice pack as the console lists it. */
export interface ListedPack {
  readonly pack: string;
  readonly language: string;
  readonly name: string;
  readonly synthetic: boolean;
  readonly bundled: boolean;
  /** Clips that the language needs and the pack lacks. */
  readonly missing: string[];
}

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

  async list(): Promise<ListedPack[]> {
    const packs: ListedPack[] = [];
    for (const [dir, bundled] of [
      [this.ownDir, false],
      [this.bundledDir, true],
    ] as const) {
      for (const name of await foldersIn(dir)) {
        const manifest = VoiceManifest.safeParse(
          JSON.parse(await readFile(join(dir, name, 'manifest.json'), 'utf8').catch(() => 'null')),
        );
        if (!manifest.success) continue;
        const { pack, language, synthetic } = manifest.data;
        packs.push({
          pack,
          language,
          name: manifest.data.name,
          synthetic,
          bundled,
          missing: missingClips(language, Object.keys(manifest.data.clips)),
        });
      }
    }
    return packs;
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
    if (request.who.kind !== 'staff' || !request.who.roles.includes('admin'))
      throw new Problem('forbidden');
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

async function foldersIn(dir: string): Promise<string[]> {
  const entries = await readdir(dir, { withFileTypes: true }).catch(() => []);
  return entries
    .filter((e) => e.isDirectory() && !e.name.startsWith('.'))
    .map((e) => e.name)
    .sort();
}
