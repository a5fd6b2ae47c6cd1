import { watch, type Ref } from 'vue';
import {
  createI18n,
  useI18n,
  type I18n,
  type MessageCompiler,
  type MessageContext,
} from 'vue-i18n';
import type { Language } from '../languages.ts';
import { type ProblemCode, problems } from '../errors.ts';
import { ApiProblem, Unreachable } from './http.ts';
import { WrongKind } from './device.ts';
import { en } from './texts/en.ts';
import { zhHans, type SharedTexts } from './texts/zh-Hans.ts';
import { zhHant } from './texts/zh-Hant.ts';

interface Tree {
  readonly [key: string]: string | Tree;
}
/** Every path to a sentence: a key that does not exist does not compile. */
type Paths<T> = {
  [K in keyof T & string]: T[K] extends string ? K : `${K}.${Paths<T[K]>}`;
}[keyof T & string];

const shared: Record<Language, SharedTexts> = { 'zh-Hans': zhHans, 'zh-Hant': zhHant, en };

/**
 * Our sentences hold `{name}` and, in English, `one | many`. The library's own compiler, which
 * reads more than these, took a seventh of the kiosk's start.
 */
const compile = ((message: string) => (context: MessageContext) =>
  (message.includes(' | ') ? context.plural(message.split(' | ')) : message).replace(
    /\{(\w+)\}/g,
    (_, name: string) => String((context.named(name) as string | number | undefined) ?? ''),
  )) as MessageCompiler;

/**
 * The texts of one app in three languages: `createTexts({ 'zh-Hans': zhHans, 'zh-Hant': zhHant, en })`,
 * where the other languages are typed by the first (`typeof zhHans`, widened with `Texts`).
 * The sentences of `shared/ui/texts` are there too, under `problems` and `ui`.
 */
export function createTexts<M extends Tree>(
  own: Record<Language, M>,
  language: Language = 'zh-Hans',
): I18n {
  const i18n = createI18n({
    legacy: false,
    locale: language,
    fallbackLocale: 'zh-Hans',
    messageCompiler: compile,
    messages: {
      'zh-Hans': { ...shared['zh-Hans'], ...own['zh-Hans'] },
      'zh-Hant': { ...shared['zh-Hant'], ...own['zh-Hant'] },
      en: { ...shared.en, ...own.en },
    },
  });
  watch(
    i18n.global.locale as unknown as Ref<Language>,
    (now) => {
      document.documentElement.lang = now;
    },
    { immediate: true },
  );
  return i18n as unknown as I18n;
}

/** The same tree with any strings in its places: the type of the other languages. */
export type Texts<T> = { readonly [K in keyof T]: T[K] extends string ? string : Texts<T[K]> };

/**
 * `t` with checked keys and the language as a ref that can be set. With a count as third argument,
 * `one | many` of the English sentence is chosen by it. In an app:
 * `export const useTexts = useTextsOf<typeof zhHans>;`
 */
export function useTextsOf<M>() {
  const { t, locale } = useI18n({ useScope: 'global' });
  const translate = t as unknown as (key: string, facts: object, count?: number) => string;
  const say = (key: Paths<M & SharedTexts>, facts: object = {}, count?: number): string =>
    count === undefined ? translate(key, facts) : translate(key, facts, count);
  return { t: say, language: locale as Ref<Language> };
}

/** For components that use only the shared sentences. */
export const useSharedTexts = useTextsOf<object>;

/** Faults of the server: whoever looks after it finds them in its log by the number. */
const numbered: readonly ProblemCode[] = ['internal', 'storage_unavailable'];

/** The sentence for whatever went wrong, of a fault with its number: never a code, never a stack. */
export function useProblemText(): (error: unknown) => string {
  const { t } = useSharedTexts();
  return (error) => {
    if (error instanceof Unreachable) return t('ui.unreachable');
    if (error instanceof WrongKind) return t(`ui.pairing.for.${error.kind}`);
    if (error instanceof ApiProblem && Object.hasOwn(problems, error.code)) {
      const sentence = t(`problems.${error.code}`, error.facts);
      const { requestId: number } = error;
      if (number === null || !numbered.includes(error.code)) return sentence;
      return t('ui.numbered', { sentence, number });
    }
    return t('problems.internal');
  };
}
