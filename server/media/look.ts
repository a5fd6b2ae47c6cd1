import { open } from 'node:fs/promises';
import { imageSize } from 'image-size';
import { FilePathSource, Input, MP4, QTFF, WEBM } from 'mediabunny';
import { isFilm, type MediaEnd, mediaLimits } from '../../shared/media.ts';

const begins =
  (letters: string, at = 0) =>
  (bytes: Buffer): boolean =>
    bytes.subarray(at, at + letters.length).toString('latin1') === letters;
const riff = begins('RIFF');
const webp = begins('WEBP', 8);

/** By the first bytes, never by the name that it came with. */
const kinds: readonly (readonly [MediaEnd, (bytes: Buffer) => boolean])[] = [
  ['png', begins('\x89PNG\r\n\x1a\n')],
  ['jpg', begins('\xff\xd8\xff')],
  ['webp', (bytes) => riff(bytes) && webp(bytes)],
  ['mp4', begins('ftyp', 4)],
  ['webm', begins('\x1aE\xdf\xa3')],
];

/** So many bytes tell what a file is. */
export const headBytes = 16;

/** What a file is; null: nothing that boards show. */
export function kindOf(head: Buffer): MediaEnd | null {
  return kinds.find(([, is]) => is(head))?.[0] ?? null;
}

/** Why a whole file cannot be shown; null: it can. */
export type Unfit = 'media_unreadable' | 'media_too_wide' | 'media_too_long' | 'media_codec' | null;

/** What every board's browser plays; H.265 needs a chip that mini PCs mostly lack. */
const played: ReadonlySet<string | null> = new Set(['avc', 'vp8', 'vp9', 'av1']);

/** Looks into a file that has come whole: its size in pixels, or its length. */
export async function unfit(path: string, end: MediaEnd): Promise<Unfit> {
  return isFilm(`x.${end}`) ? unfitFilm(path) : unfitPicture(path);
}

async function unfitPicture(path: string): Promise<Unfit> {
  const handle = await open(path, 'r');
  try {
    // A JPEG says its size behind what its camera wrote; pictures are small enough to be read whole.
    const { width, height } = imageSize(await handle.readFile());
    if (width < 1 || height < 1) return 'media_unreadable';
    return Math.max(width, height) > mediaLimits.picturePixels ? 'media_too_wide' : null;
  } catch {
    return 'media_unreadable';
  } finally {
    await handle.close();
  }
}

async function unfitFilm(path: string): Promise<Unfit> {
  const input = new Input({ source: new FilePathSource(path), formats: [MP4, QTFF, WEBM] });
  try {
    const track = await input.getPrimaryVideoTrack();
    if (track === null) return 'media_unreadable';
    if (!played.has(await track.getCodec())) return 'media_codec';
    // What its head says and where its last picture stands: either alone can be untrue.
    const said = (await input.getDurationFromMetadata()) ?? 0;
    const seconds = Math.max(said, await input.computeDuration());
    if (!(seconds > 0)) return 'media_unreadable';
    return seconds > mediaLimits.filmSeconds ? 'media_too_long' : null;
  } catch {
    return 'media_unreadable';
  } finally {
    input.dispose();
  }
}
