import { textIn, type Text } from '../../shared/languages.ts';
import { setup } from '../texts/setup.ts';
import { useTexts } from '../texts/index.ts';
import { draft } from './draft.ts';

const kinds = {
  zones: 'zone',
  queues: 'queue',
  windows: 'window',
  categories: 'category',
  duty: 'duty',
  regions: 'region',
  notices: 'notice',
  media: 'medium',
  departments: 'department',
  matters: 'matter',
  directions: 'direction',
  stages: 'stage',
  packages: 'package',
} as const;
type ListName = keyof typeof kinds;
const isList = (part: string): part is ListName => Object.hasOwn(kinds, part);
const fields = setup['zh-Hans'].field;

/** A place of the document as people say it: `hall.queues.2.prefix` is 队列“税务” · 号码前缀. */
export function usePlaceName(): (path: string) => string {
  const { t, language } = useTexts();
  const nameOf = (value: unknown, otherwise: string): string => {
    const { name, number } = (value ?? {}) as { name?: Text; number?: number };
    const text = name === undefined ? '' : textIn(name, language.value);
    if (number !== undefined) return text === '' ? String(number) : `${number} · ${text}`;
    return text === '' ? otherwise : text;
  };
  return (path) => {
    let value: unknown = draft.document.value;
    const said: string[] = [];
    const parts = path.split('.');
    parts.forEach((part, i) => {
      value = (value as Record<string, unknown> | null | undefined)?.[part];
      const before = parts[i - 1] ?? '';
      if (isList(before) && /^\d+$/.test(part))
        said.push(
          t('setup.thing', {
            kind: t(`setup.kind.${kinds[before]}`),
            name: nameOf(value, `${Number(part) + 1}`),
          }),
        );
      else if (before === 'steps') said.push(t('setup.step', { n: Number(part) + 1 }));
      else if (Object.hasOwn(fields, part) && !isList(part))
        said.push(t(`setup.field.${part as keyof typeof fields}`));
    });
    return said.length === 0 ? t('setup.kind.hall') : said.join(' · ');
  };
}
