import type { MessageText } from '../../../shared/contract/message.ts';

/** What is said most of the time, in all languages of the terminals; who sends it may change it. */
export const usualMessages = {
  call: {
    'zh-Hans': '请回到窗口，有群众在等候',
    'zh-Hant': '請回到窗口，有民眾在等候',
    en: 'Please come back to your window: people are waiting',
  },
  terminals: {
    'zh-Hans': '有群众在等候，请尽快叫号',
    'zh-Hant': '有民眾在等候，請盡快叫號',
    en: 'People are waiting: please call the next number',
  },
} as const satisfies Record<string, MessageText>;
