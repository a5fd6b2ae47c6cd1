import type { Catalogue } from '../../../shared/contract/catalogue.ts';
import type { HallChange } from '../../../shared/contract/change.ts';
import type { Hall, Medium, Notice } from '../../../shared/contract/hall.ts';
import { type Text, textIn } from '../../../shared/languages.ts';
import { localDateTime, weekdayName } from '../../days.ts';
import { useTexts } from '../../texts/index.ts';
import { useVoiceNames } from '../texts/voice-names.ts';
import type { Fact } from './fact.ts';

type Shown = Pick<Notice, 'from' | 'to' | 'zones'>;
type Worded = NonNullable<HallChange['packages']>[number];

/**
 * What a hall says, as it was and as it is: its name, hours, voices, notices and pictures thing by thing,
 * and the papers, guides and everyday words of packages and matters.
 */
export function useSaidFacts(
  hall: () => Hall,
  catalogue: () => Pick<Catalogue, 'packages' | 'matters'> | null,
) {
  const { t, language } = useTexts();
  const voiceName = useVoiceNames();
  const joined = (all: readonly string[]): string =>
    all.length === 0 ? t('events.absent') : all.join(t('frame.comma'));
  const changed = (label: string, from: string | undefined, to: string): Fact[] =>
    from === to ? [] : [{ label, text: from === undefined ? to : `${from} → ${to}` }];
  const named = (list: readonly { code: string; name: Text }[], code: string): string => {
    const found = list.find((each) => each.code === code);
    return found === undefined ? code : textIn(found.name, language.value);
  };

  const hoursIn = (hours: HallChange['hours']): string =>
    joined(
      (hours ?? []).map(({ days, from, to }) => {
        const run = days.length > 2 && days.every((day, i) => i === 0 || day === days[i - 1]! + 1);
        const told = run ? [days[0]!, days.at(-1)!] : days;
        const names = told.map((day) => weekdayName(day, language.value));
        return `${names.join(run ? '–' : ' ')} ${from}–${to}`;
      }),
    );
  /** When and where something is shown; of a notice without either it is always and everywhere. */
  const period = ({ from, to, zones }: Shown): string => {
    const at = (instant: string | undefined): string =>
      instant === undefined ? '…' : localDateTime(instant, hall().timezone);
    const time = from === undefined && to === undefined ? [] : [`${at(from)} – ${at(to)}`];
    const places = (zones ?? []).map((code) => named(hall().zones, code));
    return [...time, ...places].join(t('frame.comma')) || t('events.nothing');
  };
  /** Things that stand in a list without a code: known by what they say. */
  function listed<T extends Shown>(
    kind: 'notice' | 'medium',
    to: readonly T[] | undefined,
    was: readonly T[] | undefined,
    key: (one: T) => string,
    name: (one: T) => string,
  ): Fact[] {
    if (to === undefined) return [];
    const word = t(`events.setup.kind.${kind}`);
    const line = (one: T, change: 'added' | 'changed' | 'retired'): Fact => ({
      label: '',
      text: t('events.setup.line', {
        ...{ kind: word, name: name(one), change: t(`events.setup.change.${change}`) },
      }),
    });
    const old = was ?? [];
    const alike = (list: readonly T[], one: T): T | undefined =>
      list.find((other) => key(other) === key(one));
    return [
      ...to.flatMap((one) => {
        const before = alike(old, one);
        if (before === undefined) return [line(one, 'added')];
        const label = t('events.shownAs', { kind: word, name: name(one) });
        const moved = changed(label, period(before), period(one));
        // Said otherwise in another language, or longer on the screen.
        const otherwise = moved.length === 0 && JSON.stringify(before) !== JSON.stringify(one);
        return otherwise ? [line(one, 'changed')] : moved;
      }),
      ...old.flatMap((one) => (alike(to, one) === undefined ? [line(one, 'retired')] : [])),
    ];
  }
  function worded(
    kind: 'packages' | 'matters',
    to: readonly Partial<Worded>[] | undefined,
    was: readonly Partial<Worded>[] | undefined,
  ): Fact[] {
    return (to ?? []).flatMap((one) => {
      const old = was?.find(({ code, version }) => code === one.code && version === one.version);
      const name = named(catalogue()?.[kind] ?? [], one.code ?? '');
      const label = (part: 'papers' | 'guide' | 'aliases'): string =>
        `${name} ${t(`events.wording.${part}`)}`;
      const papers = (of: Partial<Worded>): string =>
        joined((of.papers ?? []).map((paper) => textIn(paper, language.value)));
      const before = <A>(say: (of: Partial<Worded>) => A): A | undefined =>
        old === undefined ? undefined : say(old);
      return [
        ...(one.papers === undefined ? [] : changed(label('papers'), before(papers), papers(one))),
        ...(one.guide === undefined
          ? []
          : changed(
              label('guide'),
              before(({ guide }) => guide ?? t('events.absent')),
              one.guide ?? t('events.absent'),
            )),
        ...(one.aliases === undefined
          ? []
          : changed(
              label('aliases'),
              before(({ aliases }) => joined(aliases ?? [])),
              joined(one.aliases),
            )),
      ];
    });
  }

  return (to: HallChange, was: HallChange): Fact[] => {
    const shown = (name: Text | undefined): string | undefined =>
      name === undefined ? undefined : textIn(name, language.value);
    const voices = to.settings?.announceLanguages;
    const spoke = was.settings?.announceLanguages;
    const voicesIn = (of: readonly string[]): string => joined(of.map(voiceName));
    return [
      ...(to.name === undefined
        ? []
        : changed(t('events.part.name'), shown(was.name), shown(to.name)!)),
      ...(to.hours === undefined
        ? []
        : changed(
            t('events.part.hours'),
            was.hours === undefined ? undefined : hoursIn(was.hours),
            hoursIn(to.hours),
          )),
      ...(voices === undefined
        ? []
        : changed(
            t('events.part.announceLanguages'),
            spoke === undefined ? undefined : voicesIn(spoke),
            voicesIn(voices),
          )),
      ...listed<Notice>(
        ...(['notice', to.notices, was.notices] as const),
        (one) => one['zh-Hans'],
        (one) => textIn(one, language.value),
      ),
      ...listed<Medium>(
        ...(['medium', to.media, was.media] as const),
        (one) => one.file,
        (one) => one.name,
      ),
      ...worded('packages', to.packages, was.packages),
      ...worded('matters', to.matters, was.matters),
    ];
  };
}
