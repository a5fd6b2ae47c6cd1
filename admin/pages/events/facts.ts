import { CalendarChanges } from '../../../shared/contract/calendar.ts';
import type { Catalogue } from '../../../shared/contract/catalogue.ts';
import type { EventEntry } from '../../../shared/contract/events.ts';
import type { Hall } from '../../../shared/contract/hall.ts';
import { textIn, type Language, type Text } from '../../../shared/languages.ts';
import { reasonIn, type ReasonGroup } from '../../../shared/reasons.ts';
import { useTexts } from '../../texts/index.ts';
import { localDateTime } from '../../days.ts';
import { useCaseWords } from '../cases/words.ts';
import { useChangedWords } from './changed-words.ts';
import { useCommandNames } from './command-names.ts';
import type { Fact } from './fact.ts';
import { usePublishFacts } from './publish-facts.ts';
import { useSaidFacts } from './said-facts.ts';
import { useSetUpFacts } from './set-up-facts.ts';

/** What had names in this hall and may be offered no more. */
export interface NamedThings {
  readonly queues: readonly { code: string; name: Text }[];
  readonly categories: readonly { code: string; name: Text }[];
}
interface Known {
  /** What is offered and what was retired. */
  readonly things: () => NamedThings;
  readonly hall: () => Hall;
  readonly catalogue: () => Catalogue | null;
  readonly deviceNames: () => ReadonlyMap<string, string>;
}

/** Whose lines tell of the whole set-up. */
const setUpCommands: ReadonlySet<string> = new Set([
  'publish-setup',
  'apply-setup',
  'setup-not-applied',
  'make-hall',
]);

/** Which list of reasons a command chooses from. */
const groups: Readonly<Record<string, ReasonGroup>> = {
  pause: 'pause',
  call: 'call',
  take: 'category',
  'put-back': 'put-back',
  'call-next': 'put-back',
  transfer: 'transfer',
  refer: 'refer',
  'refer-in': 'refer',
  finish: 'undone',
  'change-visit': 'change',
  'change-category': 'change',
  move: 'change',
};

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
const listOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
const nameIn = (
  list: readonly { code: string; name: Text }[],
  code: string,
  language: Language,
): string => {
  const named = list.find((each) => each.code === code);
  return named === undefined ? code : textIn(named.name, language);
};

/**
 * What a line of the log says beside who, what and when, in words: names for codes, people for user
 * names, before → after where it is known. Ids and what only machines read stay out.
 */
export function useFacts({ hall, things, catalogue, deviceNames }: Known) {
  const { t, language } = useTexts();
  const { commandName } = useCommandNames();
  const { levelName, reasonNames } = useCaseWords();
  const setUp = useSetUpFacts(things, useSaidFacts(hall, catalogue));
  const published = usePublishFacts();
  const changedWords = useChangedWords(hall, catalogue);

  /** The words of one member, null where it is not for people; by its key, then by the command. */
  function wordsOf(key: string, value: unknown, entry: EventEntry): string | null {
    const said = language.value;
    const joined = (all: readonly string[]): string | null =>
      all.length === 0 ? null : all.join(t('frame.comma'));
    const person = (username: string): string => entry.people[username] ?? username;
    const matters = catalogue()?.matters ?? [];
    switch (key) {
      case 'queue':
        return isText(value) ? nameIn(things().queues, value, said) : null;
      case 'queues':
        return joined(listOf(value).map((code) => nameIn(things().queues, code, said)));
      case 'places':
      case 'minutes':
        return typeof value === 'number' ? String(value) : null;
      case 'packages': {
        // Of a set-up it is what was said of packages, which is told there.
        const codes = listOf(value).filter(isText);
        return joined(codes.map((code) => nameIn(catalogue()?.packages ?? [], code, said)));
      }
      case 'package':
        // The first of several, which stand beside it.
        if (entry.data['packages'] !== undefined) return null;
        return isText(value) ? nameIn(catalogue()?.packages ?? [], value, said) : null;
      case 'matters':
        return joined(listOf(value).map((code) => nameIn(matters, code, said)));
      case 'matter':
        return isText(value) ? nameIn(matters, value, said) : null;
      case 'applications':
        if (typeof value === 'number') return value > 0 ? String(value) : null;
        return joined(handedIn(value).map((one) => t('events.handedIn', one)));
      case 'category': {
        if (!isText(value)) return null;
        const from = entry.data['from'];
        const to = nameIn(things().categories, value, said);
        if (entry.command !== 'change-category' || !isText(from)) return to;
        return `${nameIn(things().categories, from, said)} → ${to}`;
      }
      case 'reason':
      case 'outcome': {
        const group = groups[entry.command];
        if (!isText(value)) return null;
        // How it ended, which is said beside.
        if (entry.command === 'enter-late' && key === 'outcome') return null;
        return group === undefined ? value : reasonIn(group, value, said);
      }
      case 'clerk':
        // Who opened the window stands in the line already.
        return isText(value) && entry.actor !== `staff:${value}` ? person(value) : null;
      case 'takenOverFrom':
      case 'owner':
      case 'username':
      case 'companion':
      case 'steward':
      case 'leader':
        return isText(value) ? person(value) : null;
      case 'device':
        return isText(value) ? (deviceNames().get(value) ?? null) : null;
      case 'entries':
        return entry.command === 'set-calendar-days' ? joined(calendarEntries(value)) : null;
      case 'years':
        return Array.isArray(value) ? joined(value.map(String)) : null;
      case 'files':
        return typeof value === 'number' ? String(value) : null;
      case 'verdict':
        return value === 'upheld' || value === 'withdrawn' ? t(`events.verdict.${value}`) : null;
      case 'toHall':
      case 'toNumber':
      case 'fromHall':
      case 'fromNumber':
      case 'title':
      case 'walk':
      case 'item':
      case 'month':
      case 'due':
      case 'client':
      case 'finished':
      case 'missed':
      case 'putBack':
      case 'name':
      case 'project':
      case 'dueDay':
      case 'day':
      case 'comment':
        return isText(value) ? value : null;
      case 'to':
        return typeof value === 'number' ? t('settings.windows.number', { n: value }) : null;
      case 'undone':
        return isText(value) ? commandName(value) : null;
      case 'until':
      case 'scheduledAt':
      case 'slot':
      case 'calledAt':
      case 'endedAt':
        return isText(value) ? localDateTime(value, hall().timezone) : null;
      case 'from':
        return entry.command.includes('appointment') || entry.command === 'book'
          ? isText(value)
            ? localDateTime(value, hall().timezone)
            : null
          : null;
      case 'kind':
        return kindOf(String(value), entry.command);
      case 'status':
        return statusOf(String(value), entry.command);
      case 'level':
        return typeof value === 'number'
          ? value <= 2
            ? levelName(value)
            : t('events.good')
          : null;
      case 'reasons':
        return joined([reasonNames(listOf(value))].filter(isText));
      case 'windowNumber':
      case 'points':
      case 'obstacles':
      case 'spots':
      case 'daysCut':
      case 'papersCut':
      case 'items':
      case 'rows':
      case 'tickets':
      case 'misses':
      case 'expired':
      case 'windowsClosed':
      case 'year':
      case 'signInDays':
      case 'answerHours':
        return typeof value === 'number' ? String(value) : null;
      case 'appointments':
      case 'homeVisits':
      case 'tickets':
      case 'notes':
      case 'persons':
      case 'comments':
      case 'resolutions':
      case 'lines':
      case 'messages':
        return typeof value === 'number' && value > 0 ? String(value) : null;
      case 'numbersTo':
        return joined(listOf(value));
      case 'count':
        return typeof value === 'number' && value > 1 ? String(value) : null;
      case 'network':
        return value === 'other' ? t('events.flag.others') : isText(value) ? value : null;
      case 'way':
        return value === 'code' || value === 'recovery' ? t(`events.way.${value}`) : null;
      case 'idleMinutes':
      case 'longestHours':
        return typeof value === 'number' ? String(value) : null;
      case 'secondFactor':
        return value === 'optional' || value === 'administrators'
          ? t(`events.wanted.${value}`)
          : null;
      case 'roles':
        return joined(listOf(value).map((role) => t(`frame.role.${role as 'clerk'}`)));
      case 'audio':
      case 'printer':
      case 'paper':
        return isText(value) ? stateOf(key, value) : null;
      default:
        return changedWords(key, value, entry);
    }
  }
  /** What was handed in, each with the day by which it is promised. */
  function handedIn(value: unknown): { matter: string; day: string }[] {
    const list = Array.isArray(value) ? (value as { matter: string; dueDay: string }[]) : [];
    return list.map(({ matter, dueDay: day }) => ({
      matter: nameIn(catalogue()?.matters ?? [], matter, language.value),
      day,
    }));
  }
  /** Ranges of the calendar: 10月1日–10月7日 休息 (国庆节). */
  function calendarEntries(value: unknown): string[] {
    const { data: entries } = CalendarChanges.shape.entries.safeParse(value);
    return (entries ?? []).map(({ from, to, change }) => {
      const days = to === undefined || to === from ? from : `${from} – ${to}`;
      const kind = t(`calendar.kind.${change?.kind ?? 'regular'}`);
      const name = change?.name === undefined ? '' : ` (${textIn(change.name, language.value)})`;
      const hours = (change?.hours ?? []).map((each) => `${each.from}–${each.to}`).join(' ');
      return `${days} ${kind}${name}${hours === '' ? '' : ` ${hours}`}`;
    });
  }
  function kindOf(kind: string, command: string): string | null {
    if (command === 'hold') return t(`events.hold.${kind as 'until'}`);
    if (command === 'register-device') return t(`devices.kind.${kind as 'kiosk'}`);
    if (command === 'send-message') return t(`alarm.message.kind.${kind as 'boards'}`);
    if (command.endsWith('-case')) return t(`cases.kind.${kind as 'not-done'}`);
    if (command === 'note-observation') return t(`walks.kind.${kind as 'blocked'}`);
    if (command === 'set-calendar-day') return t(`calendar.kind.${kind as 'holiday'}`);
    return null;
  }
  function statusOf(status: string, command: string): string | null {
    if (command === 'change-walk') return t(`walks.status.${status as 'done'}`);
    if (command === 'change-project') return t(`projects.status.${status as 'open'}`);
    if (command === 'change-obstacle') return t(`walks.obstacleStatus.${status as 'open'}`);
    if (command.endsWith('home-visit')) return t(`visits.status.${status as 'done'}`);
    if (command.endsWith('-case')) return t(`cases.status.${status as 'open'}`);
    if (command.includes('appointment')) return t(`appointments.status.${status as 'booked'}`);
    return null;
  }
  function stateOf(key: 'audio' | 'printer' | 'paper', state: string): string {
    const words = ['ok', 'low', 'out', 'blocked', 'failed'] as const;
    const word = words.find((each) => each === state);
    return word === undefined ? t('events.state.fault') : t(`events.state.${word}`);
  }

  /** Flags are sentences of their own. */
  function sentences({ data, command }: EventEntry): string[] {
    return [
      data['outOfOrder'] === true ? t('events.flag.outOfOrder') : '',
      data['place'] === 'front' ? t('events.flag.front') : '',
      data['passwordChanged'] === true ? t('events.flag.password') : '',
      data['active'] === false && !('before' in data) ? t('events.flag.inactive') : '',
      data['unknownName'] === true ? t('events.flag.unknownName') : '',
      data['mustChange'] === true ? t('events.flag.mustChange') : '',
      command === 'enter-late'
        ? t(data['outcome'] === 'missed' ? 'events.fact.missed' : 'events.fact.finished')
        : '',
      isText(data['case']) && command === 'rate' ? t('events.flag.case') : '',
      data['receiptChanged'] === true ? t('events.flag.receipt') : '',
      data['companion'] === null ? t('events.flag.alone') : '',
    ].filter((each) => each !== '');
  }

  /** What stood there before; one package may have become several, or several one. */
  function beforeOf(
    key: string,
    before: Readonly<Record<string, unknown>>,
    entry: EventEntry,
  ): string | null {
    if (key === 'package' || key === 'packages') {
      const codes = before['packages'] ?? [before['package']];
      return wordsOf('packages', codes, entry);
    }
    return key in before ? wordsOf(key, before[key], entry) : null;
  }

  return (entry: EventEntry): Fact[] => {
    if (entry.command === 'change-hall') return setUp(entry.data);
    if (setUpCommands.has(entry.command)) return published(entry.data, entry.people);
    const before = (entry.data['before'] ?? {}) as Readonly<Record<string, unknown>>;
    /** A member that was taken away: it had words before. */
    const emptied = (key: string): string | null =>
      key in before && wordsOf(key, before[key], entry) !== null ? t('events.absent') : null;
    const list = Object.keys(entry.data).flatMap((key): Fact[] => {
      const text = wordsOf(key, entry.data[key], entry) ?? emptied(key);
      if (text === null || text === '') return [];
      // Who leads a walk is the leader of no team.
      const walker = key === 'leader' && entry.command === 'change-walk';
      const label = walker ? t('walks.column.leader') : t(`events.fact.${key as 'queue'}`);
      const told = beforeOf(key, before, entry);
      if (told === null && !(key in before)) return [{ label, text }];
      // What was given and stayed as it was is no change.
      const was = told ?? t('events.absent');
      return was === text ? [] : [{ label, text: `${was} → ${text}` }];
    });
    return [...list, ...sentences(entry).map((text) => ({ label: '', text }))];
  };
}
