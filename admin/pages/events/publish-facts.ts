import { type SetupDifference, setupKinds } from '../../../shared/contract/setup.ts';
import { useTexts } from '../../texts/index.ts';
import type { Fact } from './fact.ts';

/** What the log keeps of a difference. */
type Told = Pick<SetupDifference, 'kind' | 'change' | 'code' | 'name'>;

/** A published set-up in words: which revision, from when, and each thing that changed. */
export function usePublishFacts() {
  const { t } = useTexts();

  const line = ({ kind, change, code, name }: Told): Fact => {
    const shown = kind === 'window' ? code : name;
    return {
      label: '',
      text: t('events.setup.line', {
        kind: t(`events.setup.kind.${kind}`),
        name: shown,
        change: t(`events.setup.change.${change}`),
      }),
    };
  };
  const fact = (label: 'revision' | 'when' | 'changes' | 'by' | 'like', text: string): Fact => ({
    label: t(`events.setup.${label}`),
    text,
  });

  return (
    data: Readonly<Record<string, unknown>>,
    people: Readonly<Record<string, string>>,
  ): Fact[] => {
    const { revision, when, day, note, changes, by, like, hall } = data;
    const differences = (data['differences'] ?? []) as Told[];
    const counts = (data['counts'] ?? {}) as Partial<Record<string, number>>;
    return [
      ...(typeof hall === 'string' ? [{ label: '', text: hall }] : []),
      ...(typeof like === 'string' ? [fact('like', like)] : []),
      ...(typeof revision === 'number'
        ? [
            {
              ...fact('revision', t('events.setup.nth', { n: revision })),
              to: { path: '/setup', query: { tab: 'history', revision: String(revision) } },
            },
          ]
        : []),
      ...(when === 'now' ? [fact('when', t('events.setup.now'))] : []),
      ...(when === 'next-day' ? [fact('when', t('events.setup.day', { day: String(day) }))] : []),
      ...(typeof by === 'string' ? [fact('by', people[by] ?? by)] : []),
      ...(typeof note === 'string' ? [{ label: '', text: note }] : []),
      ...(typeof changes === 'number'
        ? [fact('changes', t('events.setup.total', { n: changes }))]
        : []),
      ...differences.map(line),
      ...setupKinds.flatMap((kind) =>
        counts[kind] === undefined
          ? []
          : [{ label: t(`events.setup.kind.${kind}`), text: String(counts[kind]) }],
      ),
    ];
  };
}
