import { patternOf, spokenClips } from '../../../shared/spoken.ts';
import { VoiceManifest } from '../../../shared/voices.ts';

/** A call that has letters, a zero, and a window of two digits. */
const sample = { number: 'A027', window: 15, recall: false };
const grace = 3;
let context: AudioContext | null = null;

/**
 * Speaks a sample call with the clips under `base`, and resolves when they have been heard.
 * Rejects where a clip of the sample is missing or the sound hangs.
 */
export async function playPack(base: string): Promise<void> {
  context ??= new AudioContext();
  const audio = context;
  if (audio.state !== 'running') void audio.resume();
  const manifest = VoiceManifest.parse(await (await fetch(`${base}/manifest.json`)).json());
  const clips = await Promise.all(
    spokenClips(sample, patternOf(manifest.language)).map(async (name) => {
      const answer = await fetch(`${base}/${manifest.clips[name] ?? 'missing'}`);
      if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
      return audio.decodeAudioData(await answer.arrayBuffer());
    }),
  );
  let at = audio.currentTime + 0.05;
  const nodes = clips.map((buffer) => {
    const node = new AudioBufferSourceNode(audio, { buffer });
    node.connect(audio.destination);
    node.start(at);
    at += buffer.duration;
    return node;
  });
  const seconds = at - audio.currentTime;
  await new Promise<void>((heard, hung) => {
    // A loudspeaker that does not get through it in this time never will.
    const late = setTimeout(hung, (seconds + grace) * 1000, new Error('the sound hangs'));
    nodes.at(-1)!.onended = () => {
      clearTimeout(late);
      heard();
    };
  });
}
