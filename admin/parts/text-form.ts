import type { Text } from '../../shared/languages.ts';

/** A text in three languages as it stands in a form: empty where there is none. */
export interface TextForm {
  'zh-Hans': string;
  'zh-Hant': string;
  en: string;
}

export const emptyText = (): TextForm => ({ 'zh-Hans': '', 'zh-Hant': '', en: '' });

export const formOfText = (text: Text): TextForm => ({
  'zh-Hans': text['zh-Hans'],
  'zh-Hant': text['zh-Hant'] ?? '',
  en: text.en ?? '',
});

export function textOfForm(form: TextForm): Text {
  return {
    'zh-Hans': form['zh-Hans'].trim(),
    ...(form['zh-Hant'].trim() === '' ? {} : { 'zh-Hant': form['zh-Hant'].trim() }),
    ...(form.en.trim() === '' ? {} : { en: form.en.trim() }),
  };
}
