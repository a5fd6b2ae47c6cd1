import { spokenNumber, spokenPlace } from '../../shared/spoken.ts';

/** A voice that needs no network; browsers list theirs only after a moment. */
function voiceFor(language: string): SpeechSynthesisVoice | null {
  const { speechSynthesis } = globalThis as { speechSynthesis?: SpeechSynthesis };
  return (
    speechSynthesis?.getVoices().find((v) => v.localService && v.lang.startsWith(language)) ?? null
  );
}

/** Speaks a call by the machine's own voice; false: it has none for Chinese. */
export function speakCall(
  number: string,
  window: { readonly window: number; readonly label?: string | undefined },
): boolean {
  const voice = voiceFor('zh');
  if (voice === null) return false;
  const letters = number.replace(/^P-/, 'P ');
  const words = new SpeechSynthesisUtterance(
    `请 ${spokenNumber(letters)} 号，到 ${spokenPlace(window)} 号窗口办理业务`,
  );
  words.voice = voice;
  words.lang = voice.lang;
  speechSynthesis.cancel();
  speechSynthesis.speak(words);
  return true;
}
