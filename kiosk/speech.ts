import { onScopeDispose, ref, watch } from 'vue';
import type { Language } from '../shared/languages.ts';
import { modes } from './modes.ts';

/** The caption of what is spoken: it stands on the screen whether there is a voice or not. */
export const caption = ref('');

/** By name, as browsers mix up languages of voices; an empty list means that there is none. */
const names: Record<Language, RegExp> = {
  'zh-Hans': /zh[-_]CN|mandarin|chinese|普通话|huihui|xiaoxiao|tingting/i,
  'zh-Hant': /zh[-_](TW|CN)|mandarin|chinese|國語|普通话|hanhan|meijia/i,
  en: /^en|english/i,
};

function voiceFor(language: Language): SpeechSynthesisVoice | undefined {
  const voices = 'speechSynthesis' in globalThis ? speechSynthesis.getVoices() : [];
  return voices.find(
    (v) => names[language].test(`${v.lang} ${v.name}`) && !/cantonese|粤|粵|yue/i.test(v.name),
  );
}

export const hasVoice = (language: Language): boolean => voiceFor(language) !== undefined;

/** Says one thing at a time: the newest touch counts. */
export function say(text: string, language: Language): void {
  caption.value = text;
  const voice = voiceFor(language);
  if (voice === undefined) return;
  speechSynthesis.cancel();
  const words = new SpeechSynthesisUtterance(text);
  words.voice = voice;
  words.lang = voice.lang;
  words.rate = 0.95;
  speechSynthesis.speak(words);
}

function wordsOf(target: EventTarget | null): string {
  if (!(target instanceof Element)) return '';
  const said = target.closest('button, a, input, label, h1, h2, [data-say], li, p');
  return (said?.getAttribute('aria-label') ?? (said instanceof HTMLElement ? said.innerText : ''))
    .replace(/\s+/g, ' ')
    .trim();
}

/** In speech mode whatever is touched or reached by key is read out. Call once, in the root. */
export function speakOnTouch(language: () => Language): void {
  const onTouch = (event: Event): void => {
    if (!modes.speech) return;
    const text = wordsOf(event.target);
    if (text !== '') say(text, language());
  };
  document.addEventListener('pointerdown', onTouch);
  document.addEventListener('focusin', onTouch);
  watch(
    () => modes.speech,
    (on) => {
      if (on) return;
      caption.value = '';
      if ('speechSynthesis' in globalThis) speechSynthesis.cancel();
    },
  );
  onScopeDispose(() => {
    document.removeEventListener('pointerdown', onTouch);
    document.removeEventListener('focusin', onTouch);
  });
}
