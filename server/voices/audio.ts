import { extname } from 'node:path';

interface Kind {
  readonly type: string;
  /** Whether bytes begin as those of this kind do. */
  readonly is: (bytes: Buffer) => boolean;
}

const begins =
  (letters: string, at = 0) =>
  (bytes: Buffer): boolean =>
    bytes.subarray(at, at + letters.length).toString('latin1') === letters;
const ogg: Kind = { type: 'audio/ogg', is: begins('OggS') };

/** What a clip can be, by the end of its name. */
const kinds = new Map<string, Kind>([
  [
    '.mp3',
    {
      type: 'audio/mpeg',
      is: (bytes) => begins('ID3')(bytes) || (bytes[0] === 0xff && (bytes[1]! & 0xe0) === 0xe0),
    },
  ],
  ['.wav', { type: 'audio/wav', is: (bytes) => begins('RIFF')(bytes) && begins('WAVE', 8)(bytes) }],
  ['.ogg', ogg],
  ['.opus', ogg],
  ['.webm', { type: 'audio/webm', is: begins('\x1aE\xdf\xa3') }],
  ['.m4a', { type: 'audio/mp4', is: begins('ftyp', 4) }],
  ['.flac', { type: 'audio/flac', is: begins('fLaC') }],
]);

/** The type that a file of this name is served as; null: it is no sound. */
export function audioTypeOf(file: string): string | null {
  return kinds.get(extname(file).toLowerCase())?.type ?? null;
}

/** Whether a clip is the sound that its name says. */
export function isAudio(file: string, bytes: Buffer): boolean {
  return kinds.get(extname(file).toLowerCase())?.is(bytes) === true;
}

/** For people: what a clip can be. */
export const audioNames = [...kinds.keys()].map((end) => end.slice(1)).join(', ');
