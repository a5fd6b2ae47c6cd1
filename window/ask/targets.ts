import { computed, onMounted, shallowRef, type Ref } from 'vue';
import type { Hall, QueueState } from '../../shared/contract/hall.ts';
import { languages, textIn, type Language, type Text } from '../../shared/languages.ts';
import { formatAbout } from '../../shared/ui/format.ts';
import { api } from '../../shared/ui/http.ts';
import { useTexts } from '../texts.ts';

/** A queue or a window that a ticket can go to, as it is now. */
export interface Target {
  /** `queue:tax` or `window:15`. */
  readonly value: string;
  /** What is typed to choose it: the queue's letter, the window's number. */
  readonly sign: string;
  readonly name: string;
  readonly state: string;
  readonly waits: string;
  /** Nobody would call it there now. */
  readonly idle: boolean;
  readonly names: readonly string[];
}

const everyName = (name: Text): string[] =>
  languages.flatMap((language) => name[language]?.toLowerCase() ?? []);

/**
 * Where a ticket can be transferred to, with who waits there and whether anybody works: read when
 * the question opens. What cannot be read leaves names and numbers, which is enough to transfer.
 */
export function useTargets(hall: Hall, not: { queue: string | null; window: number }) {
  const { t, language } = useTexts();
  const queues = shallowRef<readonly QueueState[]>([]);
  const now = shallowRef<Hall>(hall);
  onMounted(async () => {
    const path = `/api/halls/${encodeURIComponent(hall.code)}`;
    const read = async <T>(from: string, into: Ref<T>): Promise<void> => {
      try {
        into.value = await api.get<T>(from);
      } catch {
        // The dialog works without it.
      }
    };
    await Promise.all([read(`${path}/queues`, queues), read(path, now)]);
  });

  const waitsAt = (codes: readonly string[], language: Language): string => {
    const here = queues.value.filter(({ queue }) => codes.includes(queue));
    if (here.length === 0) return '';
    const count = here.reduce((sum, { waiting }) => sum + waiting, 0);
    const estimate = here.length === 1 ? here[0]!.estimate : null;
    return [
      t('queues.people', { n: count }),
      estimate === null || count === 0 ? '' : formatAbout(estimate, language),
    ]
      .filter((part) => part !== '')
      .join(' · ');
  };

  return computed<Target[]>(() => {
    const said = language.value;
    const open = (code: string): number | null =>
      queues.value.find(({ queue }) => queue === code)?.openWindows ?? null;
    const workedAt = (windows: number | null): string => {
      if (windows === null) return '';
      return windows === 0 ? t('transfer.closed') : t('transfer.open', { n: windows }, windows);
    };
    return [
      ...now.value.queues
        .filter(({ code }) => code !== not.queue)
        .map((queue) => ({
          value: `queue:${queue.code}`,
          sign: queue.prefix,
          name: textIn(queue.name, said),
          state: workedAt(open(queue.code)),
          waits: waitsAt([queue.code], said),
          idle: open(queue.code) === 0,
          names: everyName(queue.name),
        })),
      ...now.value.windows
        .filter(({ number }) => number !== not.window)
        .map((window) => ({
          value: `window:${window.number}`,
          sign: String(window.number),
          name: textIn(window.name, said),
          state: t(`choose.${window.status}`),
          waits: waitsAt(
            window.serves
              .filter(({ handicapMinutes }) => handicapMinutes === 0)
              .map(({ queue }) => queue),
            said,
          ),
          idle: window.status === 'closed',
          names: everyName(window.name),
        })),
    ];
  });
}

/** The targets that what was typed may mean, the likeliest first: number, letter, part of a name. */
export function matching(targets: readonly Target[], typed: string): readonly Target[] {
  const asked = typed.trim();
  if (asked === '') return targets;
  const rank = (target: Target): number => {
    if (target.sign === asked.toUpperCase()) return 0;
    if (target.sign.startsWith(asked.toUpperCase())) return 1;
    return target.names.some((name) => name.includes(asked.toLowerCase())) ? 2 : 3;
  };
  return targets.filter((target) => rank(target) < 3).sort((a, b) => rank(a) - rank(b));
}
