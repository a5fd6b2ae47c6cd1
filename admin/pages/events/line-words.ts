import type { EventEntry } from '../../../shared/contract/events.ts';
import { windowName } from '../../../shared/ui/window-labels.ts';
import { useTexts } from '../../texts/index.ts';
import { useCommandNames } from './command-names.ts';
import type { Fact } from './fact.ts';

/** When, who and what of a line, as the page and its file say it. */
export function useLineWords(
  known: () => { timezone: string; deviceNames: ReadonlyMap<string, string> },
) {
  const { t } = useTexts();
  const { commandName } = useCommandNames();
  /** Local, 24-hour, whatever the browser's language. */
  const when = (at: string): string =>
    new Intl.DateTimeFormat('sv-SE', {
      timeZone: known().timezone,
      dateStyle: 'short',
      timeStyle: 'medium',
    }).format(new Date(at));
  function who({ actor, people }: EventEntry): string {
    const [kind, name = ''] = actor.split(/:(.*)/);
    if (kind === 'visitor' || kind === 'system') return t(`events.who.${kind}`);
    if (kind === 'device')
      return t('events.who.device', { name: known().deviceNames.get(name) ?? name });
    if (kind === 'key') return t('events.who.key', { name });
    return people[name] ?? name;
  }
  /** The cells of a line, the last with all that it says. */
  const words = (entry: EventEntry, facts: readonly Fact[]): string[] => [
    String(entry.version),
    when(entry.at),
    commandName(entry.command),
    who(entry),
    entry.ticket ?? '',
    entry.window === null ? '' : windowName(entry.window),
    facts.map(({ label, text }) => (label === '' ? text : `${label} ${text}`)).join('; '),
  ];
  return { when, who, words };
}
