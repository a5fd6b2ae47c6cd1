import type { Hall } from '../shared/contract/hall.ts';
import type { WindowState } from '../shared/contract/window.ts';
import { textIn, type Language, type Text } from '../shared/languages.ts';
import { formatWindows } from '../shared/ui/format.ts';

type Next = NonNullable<NonNullable<WindowState['ticket']>['next']>;

/** The hall's own names, in the language of the screen; a code that is no more stands for itself. */
export function namesOf(hall: Hall, language: () => Language) {
  const find = (list: readonly { code: string; name: Text }[], code: string): string => {
    const named = list.find((each) => each.code === code);
    return named === undefined ? code : textIn(named.name, language());
  };
  return {
    queue: (code: string) => find(hall.queues, code),
    category: (code: string) => find(hall.categories, code),
    zone: (code: string) => find(hall.zones, code),
    /**
     * A 区 · 税务 15–20 号: the windows whose main work this queue is, since the others take a
     * visitor only when the wait is long; all of them where it is nobody's main work.
     */
    place: (next: Next, windowsText: (list: string) => string) => {
      const main = hall.windows.filter(
        ({ number, serves }) =>
          next.windows.includes(number) &&
          serves.some(
            ({ queue, handicapMinutes }) => queue === next.queue && handicapMinutes === 0,
          ),
      );
      const shown = main.length > 0 ? main.map(({ number }) => number) : next.windows;
      const codes = main.length > 0 ? [...new Set(main.map(({ zone }) => zone))] : next.zones;
      const zones = codes.map((code) => find(hall.zones, code));
      return [
        zones.join(language() === 'en' ? ', ' : '、'),
        `${textIn(next.name, language())} ${windowsText(formatWindows(shown, language()))}`,
      ].join(' · ');
    },
  };
}
