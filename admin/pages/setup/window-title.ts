import type { z } from 'zod';
import type { Window } from '../../../shared/contract/hall.ts';
import { textIn, type Language } from '../../../shared/languages.ts';
import type { useTexts } from '../../texts/index.ts';

export type HallWindow = z.infer<typeof Window>;

/** "3号窗口 · 税务", by its label where it has one. */
export function windowTitle(
  window: Pick<HallWindow, 'number' | 'label' | 'name'>,
  t: ReturnType<typeof useTexts>['t'],
  language: Language,
): string {
  const name = textIn(window.name, language);
  const number = t('settings.windows.number', { n: window.label ?? window.number });
  return name === '' || name === number ? number : `${number} · ${name}`;
}
