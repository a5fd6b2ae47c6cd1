import { trimmed } from '../voice/player.ts';

/** Samples a second of a recorded clip: speech needs no more. */
const rate = 24_000;
/** Loudness that every clip is brought to, and the most that a peak may have; dB below full scale. */
const targetLevel = -18;
const mostPeak = -1;
export const mostSeconds = 6;

/** Quieter than this all over (dB): nobody spoke. */
const silentLevel = -50;

export interface Sound {
  /** A file that every browser plays. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly type: 'wav' | 'mp3';
  readonly seconds: number;
  /** Loudness (RMS) in dB below full scale. */
  readonly level: number;
}

/** Nothing was heard in the recording. */
export class TooQuiet extends Error {}
/** The recording is longer than a clip may be. */
export class TooLong extends Error {}

const decibels = (amplitude: number): number => 20 * Math.log10(Math.max(amplitude, 1e-6));
const amplitudeOf = (level: number): number => 10 ** (level / 20);

function rms(samples: Float32Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  return Math.sqrt(sum / Math.max(1, samples.length));
}

function peak(samples: Float32Array): number {
  let most = 0;
  for (const sample of samples) most = Math.max(most, Math.abs(sample));
  return most;
}

/** Any audio that the browser reads, as one channel of `rate`. Throws where it is none. */
async function decode(data: ArrayBuffer): Promise<AudioBuffer> {
  return new OfflineAudioContext(1, rate, rate).decodeAudioData(data);
}

async function asMono(buffer: AudioBuffer): Promise<AudioBuffer> {
  const length = Math.max(1, Math.ceil(buffer.duration * rate));
  const context = new OfflineAudioContext(1, length, rate);
  const source = context.createBufferSource();
  source.buffer = buffer;
  source.connect(context.destination);
  source.start();
  return context.startRendering();
}

/** 16-bit PCM with its header. */
function wav(samples: Float32Array): Uint8Array<ArrayBuffer> {
  const view = new DataView(new ArrayBuffer(44 + samples.length * 2));
  const text = (at: number, letters: string): void => {
    for (let i = 0; i < letters.length; i += 1) view.setUint8(at + i, letters.charCodeAt(i));
  };
  text(0, 'RIFF');
  view.setUint32(4, 36 + samples.length * 2, true);
  text(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, rate, true);
  view.setUint32(28, rate * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  text(36, 'data');
  view.setUint32(40, samples.length * 2, true);
  samples.forEach((sample, i) => {
    view.setInt16(44 + i * 2, Math.round(Math.max(-1, Math.min(1, sample)) * 32_767), true);
  });
  return new Uint8Array(view.buffer);
}

/**
 * Makes a clip of a recording: silence cut at both ends, loudness as of all other clips as far as
 * its peaks allow. Throws TooQuiet, TooLong, or the browser's error where it is no audio.
 */
export async function clipOf(data: ArrayBuffer): Promise<Sound> {
  const mono = await asMono(await decode(data));
  const { from, length } = trimmed(mono);
  const all = mono.getChannelData(0);
  const spoken = all.slice(Math.floor(from * rate), Math.ceil((from + length) * rate));
  if (decibels(rms(spoken)) < silentLevel) throw new TooQuiet();
  if (spoken.length > mostSeconds * rate) throw new TooLong();
  const gain = Math.min(
    amplitudeOf(targetLevel) / rms(spoken),
    amplitudeOf(mostPeak) / peak(spoken),
  );
  const levelled = spoken.map((sample) => sample * gain);
  return {
    bytes: wav(levelled),
    type: 'wav',
    seconds: levelled.length / rate,
    level: decibels(rms(levelled)),
  };
}

/** Measures a clip of a pack without changing it. */
export async function measured(
  bytes: Uint8Array<ArrayBuffer>,
  type: Sound['type'],
): Promise<Sound> {
  // Decoding empties what it is given.
  const buffer = await decode(bytes.slice().buffer);
  const { from, length } = trimmed(buffer);
  const samples = buffer.getChannelData(0);
  const spoken = samples.slice(
    Math.floor(from * buffer.sampleRate),
    Math.ceil((from + length) * buffer.sampleRate),
  );
  return { bytes, type, seconds: length, level: decibels(rms(spoken)) };
}
