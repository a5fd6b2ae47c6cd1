/**
 * Struck tones one after the other, no clip needed.
 *
 * @param loud 0 to 1, at the stroke
 * @param every seconds from one stroke to the next
 */
export function strike(
  audio: AudioContext,
  frequencies: readonly number[],
  { loud, every }: { readonly loud: number; readonly every: number },
): void {
  const start = audio.currentTime + 0.02;
  for (const [i, frequency] of frequencies.entries()) {
    const tone = audio.createOscillator();
    const loudness = audio.createGain();
    const from = start + i * every;
    tone.frequency.value = frequency;
    loudness.gain.setValueAtTime(0, from);
    loudness.gain.linearRampToValueAtTime(loud, from + 0.02);
    loudness.gain.exponentialRampToValueAtTime(0.001, from + every - 0.01);
    tone.connect(loudness).connect(audio.destination);
    tone.start(from);
    tone.stop(from + every);
  }
}
