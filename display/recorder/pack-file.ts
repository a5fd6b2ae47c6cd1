import { at } from '../../shared/ui/base.ts';
import { VoiceManifest, VoicePack } from '../../shared/voices.ts';
import { measured, type Sound } from './sound.ts';

/** What a pack is called and where it comes from. */
export type PackHead = Pick<VoiceManifest, 'pack' | 'language' | 'name' | 'synthetic'> & {
  readonly source: string;
};

/** A pack as the recorder holds it. */
export interface Opened {
  readonly head: PackHead;
  readonly sounds: ReadonlyMap<string, Sound>;
}

function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}

/** The whole pack as one JSON value. */
export function packOf(head: PackHead, sounds: ReadonlyMap<string, Sound>): VoicePack {
  const entries = [...sounds];
  const { source, ...rest } = head;
  return {
    manifest: {
      ...rest,
      ...(source.trim() === '' ? {} : { source: source.trim() }),
      clips: Object.fromEntries(entries.map(([name, { type }]) => [name, `${name}.${type}`])),
    },
    clips: Object.fromEntries(entries.map(([name, { bytes }]) => [name, toBase64(bytes)])),
  };
}

const typeOf = (file: string): Sound['type'] => (file.endsWith('.mp3') ? 'mp3' : 'wav');

async function opened(
  manifest: VoiceManifest,
  bytesOf: (name: string, file: string) => Promise<Uint8Array<ArrayBuffer>>,
): Promise<Opened> {
  const sounds = await Promise.all(
    Object.entries(manifest.clips).map(
      async ([name, file]) =>
        [name, await measured(await bytesOf(name, file), typeOf(file))] as const,
    ),
  );
  const { pack, language, name, synthetic, source = '' } = manifest;
  return { head: { pack, language, name, synthetic, source }, sounds: new Map(sounds) };
}

/** Reads a pack from one file's text. Throws where it is none. */
export async function openPack(text: string): Promise<Opened> {
  const { manifest, clips } = VoicePack.parse(JSON.parse(text));
  return opened(manifest, (name) => Promise.resolve(fromBase64(clips[name] ?? '')));
}

/** Reads a pack that the server serves; null: it has none of this name. */
export async function loadPack(pack: string): Promise<Opened | null> {
  const base = at(`/voices/${encodeURIComponent(pack)}`);
  const answer = await fetch(`${base}/manifest.json`);
  if (!answer.ok) return null;
  return opened(VoiceManifest.parse(await answer.json()), async (_name, file) => {
    const clip = await fetch(`${base}/${file}`);
    if (!clip.ok) throw new Error(`${file}: ${clip.status}`);
    return new Uint8Array(await clip.arrayBuffer());
  });
}
