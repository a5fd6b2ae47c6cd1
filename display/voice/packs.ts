import {
  optionalClips,
  patternOf,
  shortClips,
  spokenClips,
  type Announced,
} from '../../shared/spoken.ts';
import { missingClips, VoiceManifest } from '../../shared/voices.ts';
import type { Clip, Player, Spliced } from './player.ts';
import { within } from './time-out.ts';

/** The pack lacks these clips: nothing of the sentence is said with it. */
export class MissingClips extends Error {
  constructor(pack: string, clips: readonly string[]) {
    super(`voice pack ${pack} has no clip ${clips.join(', ')}`);
    this.name = 'MissingClips';
  }
}

interface Pack {
  readonly manifest: VoiceManifest;
  readonly base: string;
  readonly clips: Map<string, Promise<Clip>>;
}

/** A breath where the sentence has a comma. */
const pauseAfter: Readonly<Record<string, number>> = { again: 0.25, please: 0.08, number: 0.16 };

async function get(url: string): Promise<Response> {
  const response = await within(5, url, fetch(url, { credentials: 'same-origin' }));
  if (!response.ok) throw new Error(`${url} answers ${response.status}`);
  return response;
}

/**
 * Voice packs as the server has them: `/voices/{pack}/`, where a pack of the hall's own stands in
 * place of a bundled one of the same name; `/voices/bundled/{pack}/` is always the bundled one.
 * Loaded clips are kept decoded: a pack is about fifty of them, half a second each.
 */
export class VoicePacks {
  private readonly packs = new Map<string, Promise<Pack>>();

  private readonly player: Player;

  constructor(player: Player) {
    this.player = player;
  }

  /**
   * Says the sentence, or its short form, with the pack at `base`. Throws MissingClips, or what
   * went wrong.
   */
  async say(base: string, language: string, call: Announced, short: boolean): Promise<void> {
    const pack = await this.load(base);
    const has = (name: string): boolean => name in pack.manifest.clips;
    const pattern = patternOf(language);
    // A pack from before there were zones speaks on, without them.
    const said = optionalClips.every(has) ? call : { ...call, zone: undefined };
    const names = short ? shortClips(said, pattern) : spokenClips(said, pattern);
    const missing = names.filter((name) => !has(name));
    if (missing.length > 0) throw new MissingClips(pack.manifest.pack, [...new Set(missing)]);
    const clips = await Promise.all(names.map((name) => this.clip(pack, name)));
    const comma = short ? call.number.length - 1 : -1;
    const spliced = clips.map((clip, i): Spliced => {
      return { clip, pause: i === comma ? 0.18 : (pauseAfter[names[i] ?? ''] ?? 0.02) };
    });
    await this.player.play(spliced);
  }

  /** Loads all of a pack before it is needed. Gives the names of the clips that it lacks. */
  async prepare(base: string): Promise<readonly string[]> {
    const pack = await this.load(base);
    const names = Object.keys(pack.manifest.clips);
    const loaded = await Promise.allSettled(names.map((name) => this.clip(pack, name)));
    const broken = names.filter((_name, i) => loaded[i]?.status === 'rejected');
    return [...missingClips(pack.manifest.language, names), ...broken];
  }

  private load(base: string): Promise<Pack> {
    return kept(this.packs, base, async () => {
      const response = await get(`${base}/manifest.json`);
      const manifest = VoiceManifest.parse(await response.json());
      return { manifest, base, clips: new Map() };
    });
  }

  private clip(pack: Pack, name: string): Promise<Clip> {
    return kept(pack.clips, name, async () => {
      const file = pack.manifest.clips[name];
      if (file === undefined) throw new MissingClips(pack.manifest.pack, [name]);
      const response = await get(`${pack.base}/${file}`);
      return this.player.decode(await within(5, file, response.arrayBuffer()));
    });
  }
}

/** Made once and kept; a failure is not kept, so that the next call tries again. */
function kept<T>(map: Map<string, Promise<T>>, name: string, make: () => Promise<T>): Promise<T> {
  const known = map.get(name);
  if (known !== undefined) return known;
  const made = make();
  map.set(name, made);
  made.catch(() => map.delete(name));
  return made;
}
