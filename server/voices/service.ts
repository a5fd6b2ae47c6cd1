import { createHash } from 'node:crypto';
import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Problem } from '../../shared/errors.ts';
import { requireMay } from '../../shared/rights.ts';
import {
  type ListedPack,
  missingClips,
  PackCode,
  VoiceManifest,
  type VoicePack,
} from '../../shared/voices.ts';
import type { Commands } from '../command/run.ts';
import type { CommandRequest } from '../command/types.ts';
import type { Actor } from '../../shared/contract/people.ts';
import type { Ids } from '../ids.ts';
import { audioNames, audioTypeOf, isAudio } from './audio.ts';
import { foldersIn, PackFolders } from './folders.ts';

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
  private readonly bundledDir: string;
  private readonly own: PackFolders;
  private readonly d: Dependencies;
  /** Packs are put in place one after another. */
  private putting: Promise<unknown> = Promise.resolve();

  constructor(dependencies: Dependencies) {
    this.d = dependencies;
    this.bundledDir = dependencies.bundledDir;
    this.own = new PackFolders(dependencies.ownDir);
  }

  async list(): Promise<ListedPack[]> {
    await this.own.codes();
    return packsIn(this.own.root, this.bundledDir);
  }

  /**
   * A pack as one file: the site's own of this name, else the bundled one.
   *
   * @throws Problem `not_found`
   */
  async file(code: string, { bundled = false } = {}): Promise<VoicePack> {
    for (const folder of await this.foldersOf(code, bundled)) {
      const manifest = await manifestIn(folder);
      if (manifest === null) continue;
      const clips = await Promise.all(
        Object.entries(manifest.clips).map(
          async ([name, file]) =>
            [name, await readFile(join(folder, file), 'base64').catch(() => null)] as const,
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

  /** Where a pack of this name can be, the site's own first. */
  private async foldersOf(code: string, bundled: boolean): Promise<string[]> {
    const given = join(this.bundledDir, code);
    return bundled ? [given] : [await this.own.placeOf(code), given];
  }

  /**
   * One file of a pack as it is fetched to be heard: its manifest, or a clip. Nothing else that lies
   * in its folder is served.
   *
   * @returns null where there is none
   */
  async served(
    code: string,
    file: string,
    bundled: boolean,
  ): Promise<{ type: string; tag: string; bytes: () => Promise<Buffer> } | null> {
    const type = file === 'manifest.json' ? 'application/json' : audioTypeOf(file);
    if (type === null || !PackCode.safeParse(code).success || !/^[\w-][\w.-]*$/.test(file))
      return null;
    for (const folder of await this.foldersOf(code, bundled)) {
      const path = join(folder, file);
      const found = await stat(path).catch(() => null);
      if (found?.isFile() !== true) continue;
      const tag = `"${found.size.toString(36)}-${Math.floor(found.mtimeMs).toString(36)}"`;
      return { type, tag, bytes: () => readFile(path) };
    }
    return null;
  }

  /**
   * Puts a pack in place of the one of its name, whole or not at all.
   *
   * @throws Problem `forbidden`; `bad_input` where address and manifest differ, or a clip is no sound
   */
  put(code: string, pack: VoicePack, request: CommandRequest & { who: Actor }): Promise<void> {
    const put = this.putting.then(() => this.putNow(code, pack, request));
    this.putting = put.catch(() => undefined);
    return put;
  }

  private async putNow(
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
    const sounds = Object.entries(manifest.clips).map(
      ([name, file]) => ({ name, file, bytes: Buffer.from(clips[name]!, 'base64') }) as const,
    );
    const issues = sounds
      .filter(({ file, bytes }) => !isAudio(file, bytes))
      .map(({ name, file }) => ({ path: `clips.${name}`, message: `${file} is no sound` }));
    if (issues.length > 0)
      throw new Problem('bad_input', `A clip is a sound: ${audioNames}`, { issues });
    await mkdir(this.own.root, { recursive: true });
    const made = join(this.own.root, `.${this.d.ids.id()}`);
    await mkdir(made);
    try {
      for (const { file, bytes } of sounds) await writeFile(join(made, file), bytes);
      await writeFile(join(made, 'manifest.json'), JSON.stringify(manifest, null, 2));
      const digest = createHash('sha256').update(JSON.stringify({ manifest, clips })).digest('hex');
      await this.d.commands.inSite(request, () =>
        Promise.resolve({
          answer: null,
          event: { command: 'put-voice-pack', data: { pack: code, digest } },
        }),
      );
      await this.own.put(made, code);
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
