import { appointmentKinds } from '../../shared/contract/appointment-kinds.ts';
import { hourKinds } from '../../shared/contract/hall.ts';
import { hallKinds } from '../../shared/hall-kinds.ts';
import type { SetupDifference, SetupDocument } from '../../shared/contract/setup.ts';
import { textIn, type Language, type Text } from '../../shared/languages.ts';
import { weekdayName } from '../days.ts';
import { setup } from '../texts/setup.ts';
import { settings } from '../texts/settings.ts';
import { useTexts } from '../texts/index.ts';
import { draft } from './draft.ts';

/** What differs between two set-ups, as people say it. */
export interface ChangeWords {
  /** Queue "Tax". */
  readonly title: string;
  readonly change: SetupDifference['change'];
  /** Prefix D → T, one a field. */
  readonly lines: readonly { field: string; before: string; after: string }[];
}

type Fields = Readonly<Record<string, unknown>>;
const isRecord = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is Text =>
  isRecord(value) && typeof value['zh-Hans'] === 'string';

/** Names of everything that a document points at by code. */
function namesOf(documents: readonly SetupDocument[], language: Language): Map<string, string> {
  const named = documents.flatMap(({ hall, catalogue }) => [
    ...catalogue.directions.flatMap(({ stages }) => stages),
    ...catalogue.directions,
    ...catalogue.departments,
    ...catalogue.matters,
    ...hall.zones,
    ...hall.queues,
  ]);
  return new Map(named.map(({ code, name }) => [code, textIn(name, language)]));
}

const fieldTexts = setup['zh-Hans'].field;
const ruleTexts = settings['zh-Hans'].rules;
/** Fields whose values are codes of something that has a name. */
const references = new Set([
  'queue',
  'queues',
  'zone',
  'zones',
  'department',
  'lead',
  'coDepartments',
  'direction',
  'stage',
  'matters',
]);
/** Characters of one side. */
const most = 80;

export function useChangeWords(): (difference: SetupDifference) => ChangeWords {
  const { t, language } = useTexts();
  const names = () =>
    namesOf(
      [draft.published.value, draft.document.value].filter((each) => each !== null),
      language.value,
    );
  function fieldName(field: string): string {
    const last = field.split('.').at(-1) ?? field;
    if (Object.hasOwn(fieldTexts, last)) return t(`setup.field.${last as keyof typeof fieldTexts}`);
    const rule = (ruleTexts as Fields)[last];
    if (isRecord(rule)) return t(`settings.rules.${last as 'graceMinutes'}.label`);
    return typeof rule === 'string' ? t(`settings.rules.${last as 'noShowOnNext'}`) : last;
  }
  function said(field: string, value: unknown): string {
    if (value === null || value === undefined || value === '') return t('frame.none');
    if (typeof value === 'boolean') return t(value ? 'frame.yes' : 'frame.no');
    if (typeof value === 'number') return String(value);
    if (typeof value === 'string') return word(field, value);
    if (isText(value)) return textIn(value, language.value);
    if (Array.isArray(value)) return value.map((each) => said(field, each)).join(t('frame.comma'));
    return isRecord(value) ? thing(field, value) : '';
  }
  function word(field: string, value: string): string {
    if (field === 'kind') {
      const place = hallKinds.find((each) => each === value);
      if (place !== undefined) return t(`region.kind.${place}`);
      const kind = hourKinds.find((each) => each === value);
      return kind === undefined ? value : t(`settings.hours.kinds.${kind}`);
    }
    const way = appointmentKinds.find((each) => field === 'appointmentKinds' && each === value);
    if (way !== undefined) return t(`appointments.kind.${way}`);
    return references.has(field) ? (names().get(value) ?? value) : value;
  }
  function thing(field: string, value: Fields): string {
    if (field === 'logo') return t('setup.picture');
    const { from, to, days, tickets, queue, handicapMinutes, name, matters } = value;
    if (Array.isArray(days))
      return `${days.map((day) => weekdayName(Number(day), language.value)).join(' ')} ${String(from)}–${String(to)}`;
    if (tickets !== undefined) return `${String(from)}–${String(to)} ${Number(tickets)}`;
    if (typeof queue === 'string' && handicapMinutes !== undefined)
      return Number(handicapMinutes) === 0
        ? word('queue', queue)
        : t('setup.helps', { queue: word('queue', queue), n: Number(handicapMinutes) });
    if (typeof queue === 'string' && Array.isArray(matters))
      return `${word('queue', queue)} (${said('matters', matters)})`;
    if (isText(name)) return textIn(name, language.value);
    return Object.entries(value)
      .map(([key, each]) => `${fieldName(key)} ${said(key, each)}`)
      .join(' · ');
  }
  const short = (text: string): string => (text.length > most ? `${text.slice(0, most)}…` : text);

  /** An object of settings is told setting by setting; names by language. */
  function linesOf(field: string, before: unknown, after: unknown): ChangeWords['lines'] {
    if (isText(before) && isText(after))
      return (['zh-Hans', 'zh-Hant', 'en'] as const)
        .filter((each) => before[each] !== after[each])
        .map((each) => ({
          field: `${fieldName(field)} · ${t(`frame.languages.${each}`)}`,
          before: said(field, before[each]),
          after: said(field, after[each]),
        }));
    if (field === 'settings' && isRecord(before) && isRecord(after))
      return [...new Set([...Object.keys(before), ...Object.keys(after)])]
        .filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]))
        .flatMap((key) => linesOf(key, before[key], after[key]));
    const last = field.split('.').at(-1) ?? field;
    return [
      {
        field: fieldName(field),
        before: short(said(last, before)),
        after: short(said(last, after)),
      },
    ];
  }
  return ({ kind, change, code, name, fields }) => ({
    title:
      kind === 'hall'
        ? t('setup.kind.hall')
        : t('setup.thing', {
            kind: t(`setup.kind.${kind}`),
            name: kind === 'window' && name !== code ? `${code} · ${name}` : name,
          }),
    change,
    lines:
      change === 'changed'
        ? fields.flatMap(({ field, before, after }) => linesOf(field, before, after))
        : [],
  });
}
