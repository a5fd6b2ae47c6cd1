import type { HallChange } from '../../../shared/contract/change.ts';
import { windowName } from '../../../shared/ui/window-labels.ts';
import { type Text, textIn } from '../../../shared/languages.ts';
import { settings } from '../../texts/settings.ts';
import { useTexts } from '../../texts/index.ts';
import type { Fact } from './fact.ts';
import type { NamedThings } from './facts.ts';

type Members = Readonly<Record<string, unknown>>;
type Rules = (typeof settings)['zh-Hans']['rules'];
type QueueColumns = (typeof settings)['zh-Hans']['queues']['hint'];

/** A change of the set-up in words: each member that really changed, before → after. */
export function useSetUpFacts(
  things: () => NamedThings,
  said: (to: HallChange, was: HallChange) => Fact[],
) {
  const { t, language } = useTexts();

  const value = (of: unknown): string => {
    if (of === null || of === undefined || of === '') return t('events.nothing');
    if (typeof of === 'boolean') return t(of ? 'events.yes' : 'events.no');
    return typeof of === 'number' || typeof of === 'string' ? String(of) : '';
  };
  /** Before → after where both are known; the whole of a list would say less than that it changed. */
  const changed = (label: string, from: unknown, to: unknown): Fact[] => {
    if (JSON.stringify(from) === JSON.stringify(to)) return [];
    if (value(to) === '') return [{ label: '', text: t('events.changed', { label }) }];
    const was = from === undefined ? '' : `${value(from)} → `;
    return [{ label, text: `${was}${value(to)}` }];
  };
  const ruleName = (key: string): string =>
    key === 'bookingNeedsContact'
      ? t('settings.rules.bookingNeedsContact')
      : key in settings['zh-Hans'].rules && key !== 'noShowOnNext'
        ? t(`settings.rules.${key as Exclude<keyof Rules, 'group'> & 'graceMinutes'}.label`)
        : t(`events.part.${key as 'noShowOnNext'}`);
  const queueName = (code: string): string => {
    const queue = things().queues.find((each) => each.code === code);
    return queue === undefined ? code : textIn(queue.name, language.value);
  };
  const categoryName = (code: string): string => {
    const category = things().categories.find((each) => each.code === code);
    return category === undefined ? code : textIn(category.name, language.value);
  };
  const servesIn = (serves: unknown): string =>
    ((serves ?? []) as { queue: string; handicapMinutes: number }[])
      .map(({ queue, handicapMinutes }) =>
        handicapMinutes > 0 ? `${queueName(queue)} +${handicapMinutes}` : queueName(queue),
      )
      .join(t('frame.comma'));

  /** Things that were given another name. */
  const names = (
    part: 'zoneName' | 'queueName' | 'windowName' | 'categoryName',
    to: readonly { readonly name?: Text | undefined }[] | undefined,
    was: readonly { readonly name?: Text | undefined }[] | undefined,
    key: 'code' | 'number',
  ): Fact[] =>
    (to ?? []).flatMap((thing) => {
      if (thing.name === undefined) return [];
      const id = (thing as Members)[key];
      const old = was?.find((each) => (each as Members)[key] === id)?.name;
      const shown = (name: Text | undefined): string | undefined =>
        name === undefined ? undefined : textIn(name, language.value);
      return changed(t(`events.part.${part}`), shown(old), shown(thing.name));
    });

  return (data: Members): Fact[] => {
    const to = data as HallChange;
    const was = (data['before'] ?? {}) as HallChange;
    const old = (list: readonly object[] | undefined, key: string, of: unknown): Members =>
      (list?.find((each) => (each as Members)[key] === of) ?? {}) as Members;
    return [
      ...(to.enforceHours === undefined
        ? []
        : changed(t('events.part.enforceHours'), was.enforceHours, to.enforceHours)),
      ...said(to, was),
      ...Object.entries(to.settings ?? {}).flatMap(([key, now]) =>
        key === 'announceLanguages'
          ? []
          : changed(ruleName(key), (was.settings as Members | undefined)?.[key], now),
      ),
      ...names('zoneName', to.zones, was.zones, 'code'),
      ...names('queueName', to.queues, was.queues, 'code'),
      ...names('windowName', to.windows, was.windows, 'number'),
      ...names('categoryName', to.categories, was.categories, 'code'),
      ...(to.queues ?? []).flatMap((queue) =>
        (['serviceLevelMinutes', 'dailyQuota', 'slotCapacity', 'slotMinutes'] as const).flatMap(
          (key: keyof QueueColumns) =>
            queue[key] === undefined
              ? []
              : changed(
                  `${queueName(queue.code)} ${t(`settings.queues.${key}`)}`,
                  old(was.queues, 'code', queue.code)[key],
                  queue[key],
                ),
        ),
      ),
      ...(to.windows ?? []).flatMap((window) =>
        window.serves === undefined
          ? []
          : changed(
              t('settings.windows.number', { n: windowName(window.number) }),
              servesIn(old(was.windows, 'number', window.number)['serves']),
              servesIn(window.serves),
            ),
      ),
      ...(to.categories ?? []).flatMap((category) =>
        (['creditMinutes', 'atKiosk'] as const).flatMap((key) =>
          category[key] === undefined
            ? []
            : changed(
                `${categoryName(category.code)} ${t(`events.part.${key}`)}`,
                old(was.categories, 'code', category.code)[key],
                category[key],
              ),
        ),
      ),
    ];
  };
}
