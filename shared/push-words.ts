import type { Language } from './languages.ts';

/** Why a phone is told: it is nearly its turn, it is its turn, or something about the visit changed. */
export type PushKind = 'soon' | 'called' | 'changed';

/** What a message may say: what stands on the board, and nothing of a person. */
export interface PushFacts {
  readonly number: string;
  /** The name of the window without the word for it: 3, A103; where it was called. */
  readonly window?: string | undefined;
  /** People before it. */
  readonly ahead?: number | undefined;
}

/** A message as the phone shows it. */
export interface PushText {
  readonly title: string;
  readonly body: string;
}

const words: Readonly<Record<Language, (kind: PushKind, facts: PushFacts) => PushText>> = {
  'zh-Hans': (kind, { number, window, ahead = 0 }) => {
    if (kind === 'called')
      return { title: `请 ${number} 到 ${window} 号窗口`, body: '请尽快到窗口办理。' };
    if (kind === 'soon')
      return {
        title: `${number} 快到您了`,
        body: ahead === 0 ? '下一个就是您，请到大厅等候。' : `前面还有 ${ahead} 人，请到大厅等候。`,
      };
    return { title: `${number} 有变化`, body: '请点开号票查看。' };
  },
  'zh-Hant': (kind, { number, window, ahead = 0 }) => {
    if (kind === 'called')
      return { title: `請 ${number} 到 ${window} 號窗口`, body: '請儘快到窗口辦理。' };
    if (kind === 'soon')
      return {
        title: `${number} 快到您了`,
        body: ahead === 0 ? '下一個就是您，請到大廳等候。' : `前面還有 ${ahead} 人，請到大廳等候。`,
      };
    return { title: `${number} 有變化`, body: '請點開號票查看。' };
  },
  en: (kind, { number, window, ahead = 0 }) => {
    if (kind === 'called')
      return { title: `${number}: please go to window ${window}`, body: 'It is your turn now.' };
    if (kind === 'soon')
      return {
        title: `${number}: it is nearly your turn`,
        body:
          ahead === 0
            ? 'You are next. Please wait in the hall.'
            : `${ahead} ahead of you. Please wait in the hall.`,
      };
    return { title: `${number}: something changed`, body: 'Open your ticket to see it.' };
  },
};

export function pushText(kind: PushKind, language: Language, facts: PushFacts): PushText {
  return words[language](kind, facts);
}
