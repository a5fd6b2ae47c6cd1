import { within } from './time-out.ts';

/** A decoded clip without the silence at its ends (a recording's, or the encoder's). */
export interface Clip {
  readonly buffer: AudioBuffer;
  /** Seconds. */
  readonly from: number;
  readonly length: number;
}

export interface Spliced {
  readonly clip: Clip;
  /** Silence after it, in seconds. */
  readonly pause: number;
}

/** Quieter than this (of full scale) at either end counts as silence. */
const silence = 0.006;

/** Finds where the sound begins and ends. */
export function trimmed(buffer: AudioBuffer): Clip {
  const samples = buffer.getChannelData(0);
  let first = 0;
  let last = samples.length - 1;
  while (first < last && Math.abs(samples[first] ?? 0) < silence) first += 1;
  while (last > first && Math.abs(samples[last] ?? 0) < silence) last -= 1;
  const margin = 0.008;
  const from = Math.max(0, first / buffer.sampleRate - margin);
  const to = Math.min(buffer.duration, (last + 1) / buffer.sampleRate + margin);
  // A clip of nothing but silence is played as it is.
  return to - from > 0.02
    ? { buffer, from, length: to - from }
    : { buffer, from: 0, length: buffer.duration };
}

/**
 * The loudspeaker. Everything it plays is scheduled on the audio clock and given up when it does
 * not end in its time, so that no failure of the sound can hold up the calls (field-lessons.md, 8).
 */
export class Player {
  private context: AudioContext | null = null;
  private broken: string | null = null;

  private readonly make: () => AudioContext;
  private readonly onChange: () => void;

  /** `onChange` is called when the sound was switched on, off or taken away. */
  constructor(make: () => AudioContext, onChange: () => void) {
    this.make = make;
    this.onChange = onChange;
  }

  /** The context, made at the first use. Throws where the machine has no sound at all. */
  private open(): AudioContext {
    if (this.context !== null) return this.context;
    try {
      this.context = this.make();
      this.context.onstatechange = this.onChange;
      this.broken = null;
      return this.context;
    } catch (error) {
      this.broken = String(error);
      throw error;
    }
  }

  /** What the self-test says: `blocked` until somebody touches the screen. */
  get state(): 'ok' | 'blocked' | 'failed' {
    if (this.broken !== null) return 'failed';
    return this.context?.state === 'running' ? 'ok' : 'blocked';
  }

  get problem(): string | null {
    return this.broken;
  }

  /** Tries to switch the sound on; browsers allow it at once only where told to, else on a touch. */
  async enable(): Promise<void> {
    try {
      const context = this.open();
      if (context.state !== 'running') await within(1.5, 'enabling the sound', context.resume());
    } catch {
      // The state says it.
    }
    this.onChange();
  }

  /** Seconds given on top of a sound's length before it counts as hung. */
  static readonly grace = 2;

  async decode(data: ArrayBuffer): Promise<Clip> {
    return trimmed(await within(5, 'decoding', this.open().decodeAudioData(data)));
  }

  /** Plays clips one after the other without a gap but the pauses given. */
  async play(clips: readonly Spliced[]): Promise<void> {
    const context = this.running();
    const nodes: AudioBufferSourceNode[] = [];
    let at = context.currentTime + 0.03;
    for (const { clip, pause } of clips) {
      const node = context.createBufferSource();
      node.buffer = clip.buffer;
      node.connect(context.destination);
      node.start(at, clip.from, clip.length);
      nodes.push(node);
      at += clip.length + pause;
    }
    await this.ended(nodes, at - context.currentTime);
  }

  /** Two soft tones, made on the spot. */
  async chime(): Promise<void> {
    const context = this.running();
    const nodes: OscillatorNode[] = [];
    const start = context.currentTime + 0.03;
    for (const [delay, hertz] of [
      [0, 659.25],
      [0.42, 523.25],
    ] as const) {
      const tone = context.createOscillator();
      const gain = context.createGain();
      tone.frequency.value = hertz;
      gain.gain.setValueAtTime(0.0001, start + delay);
      gain.gain.exponentialRampToValueAtTime(0.4, start + delay + 0.02);
      gain.gain.exponentialRampToValueAtTime(0.0001, start + delay + 0.9);
      tone.connect(gain).connect(context.destination);
      tone.start(start + delay);
      tone.stop(start + delay + 0.95);
      nodes.push(tone);
    }
    await this.ended(nodes, 1.4);
  }

  private running(): AudioContext {
    const context = this.open();
    if (context.state !== 'running') throw new Error(`the sound is ${context.state}`);
    return context;
  }

  /** Waits for the last node; whatever happens, nothing goes on sounding or stays connected. */
  private async ended(nodes: readonly AudioScheduledSourceNode[], seconds: number): Promise<void> {
    const last = nodes.at(-1);
    if (last === undefined) return;
    const end = new Promise<void>((resolve) => {
      last.onended = () => {
        resolve();
      };
    });
    try {
      await within(seconds + Player.grace, 'a sound', end);
    } catch (error) {
      for (const node of nodes) node.stop();
      throw error;
    } finally {
      last.onended = null;
      for (const node of nodes) node.disconnect();
    }
  }
}
