import { within } from './time-out.ts';

/**
 * Voices that are known to speak the language, by name: a browser asked for `zh-CN` by language
 * alone takes any voice it has, and an English one spells Chinese or says nothing.
 */
const names: Readonly<Record<string, RegExp>> = {
  'zh-Hans':
    /普通话|國語|国语|Mandarin|Huihui|Yaoyao|Kangkang|Xiaoxiao|Xiaoyi|Yunxi|Yunyang|Ting-?Ting|Hanhan|Yating|Mei-?Jia/i,
  yue: /粤语|粵語|廣東話|广东话|Cantonese|Tracy|Danny|HiuGaai|HiuMaan|Sin-?Ji/i,
  en: /English|Zira|David|Mark|Hazel|Susan|George|Aria|Jenny|Samantha|Alex|Daniel/i,
};

/** The voice of this browser for a language, or none. */
function voiceFor(language: string): SpeechSynthesisVoice | undefined {
  const wanted = names[language];
  if (wanted === undefined || !('speechSynthesis' in globalThis)) return undefined;
  return speechSynthesis.getVoices().find((voice) => wanted.test(voice.name));
}

/** Says the sentence with the browser's own voice. Throws where it has none, or it hangs. */
export async function sayWithBrowser(language: string, text: string): Promise<void> {
  const voice = voiceFor(language);
  if (voice === undefined) throw new Error(`the browser has no voice for ${language}`);
  const said = new SpeechSynthesisUtterance(text);
  said.voice = voice;
  said.lang = voice.lang;
  said.rate = 0.9;
  try {
    await within(
      20,
      'the browser’s voice',
      new Promise<void>((resolve, reject) => {
        said.onend = () => {
          resolve();
        };
        said.onerror = (event) => {
          reject(new Error(`the browser’s voice failed: ${event.error}`));
        };
        speechSynthesis.speak(said);
      }),
    );
  } catch (error) {
    speechSynthesis.cancel();
    throw error;
  }
}
