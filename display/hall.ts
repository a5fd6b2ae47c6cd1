import { onScopeDispose, shallowRef, watch } from 'vue';
import { z } from 'zod';
import { ScreenTimes } from '../shared/contract/screen-times.ts';
import { Text } from '../shared/contract/text.ts';
import { api, ApiProblem } from '../shared/ui/http.ts';
import { useConnection } from '../shared/ui/live.ts';

const Named = z.object({ code: z.string(), name: Text });

/** What a board needs of a hall, and no more: a fault in the rest of it costs no names here. */
const HallNames = z.object({
  name: Text,
  timezone: z.string(),
  setup: z.number().optional().catch(undefined),
  zones: z.array(Named),
  queues: z.array(Named.extend({ prefix: z.string() })),
  windows: z.array(
    z.object({
      number: z.number(),
      label: z.string().optional(),
      name: Text,
      zone: z.string(),
      forRegions: z.boolean().optional().catch(undefined),
      serves: z.array(z.object({ queue: z.string(), handicapMinutes: z.number().default(0) })),
    }),
  ),
  /** A fault in either costs no more than the look. */
  accent: z.string().optional().catch(undefined),
  logo: z.string().nullable().catch(null),
  /** When the hall opens next; a fault in it costs no more than the line that says so. */
  nextOpening: z.string().nullable().catch(null),
  /** What a fault in costs no more than the times in which the screen rests. */
  hours: z.array(z.unknown()).catch([]),
  openings: z.array(z.object({ from: z.string(), to: z.string() })).catch([]),
  settings: z
    .object({
      announceLanguages: z.array(z.string()).default(['zh-Hans']),
      paperAfterSeconds: z.number().default(60),
      remoteTickets: z.boolean().catch(false).default(false),
      screenTimes: ScreenTimes.catch({ by: 'always' }).default({ by: 'always' }),
    })
    .prefault({}),
});
export type HallNames = z.infer<typeof HallNames>;

const refreshSeconds = 600;
const retrySeconds = 10;

/**
 * The names of the hall's things, kept fresh. Null until they are there; a board without them
 * shows codes and goes on (field-lessons.md, 20). `gone`: the server does not know this hall.
 */
export function useHallNames(hall: string, onForgotten: () => void) {
  const names = shallowRef<HallNames | null>(null);
  const gone = shallowRef(false);
  const { connected } = useConnection();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const load = async (): Promise<void> => {
    clearTimeout(timer);
    let next = refreshSeconds;
    try {
      names.value = HallNames.parse(
        await api.get<unknown>(`/api/halls/${encodeURIComponent(hall)}`),
      );
      gone.value = false;
    } catch (error) {
      next = retrySeconds;
      if (error instanceof ApiProblem) {
        gone.value = error.code === 'hall_not_found';
        if (error.code === 'unauthorized') onForgotten();
      }
    }
    clearTimeout(timer);
    timer = setTimeout(() => void load(), next * 1000);
  };
  watch(connected, (now) => {
    if (now) void load();
  });
  onScopeDispose(() => {
    clearTimeout(timer);
  });
  void load();
  return { names, gone, load };
}
