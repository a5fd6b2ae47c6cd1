import { computed, ref, watch } from 'vue';
import type { BoardState } from '../shared/contract/board.ts';
import { sentencesOf } from '../shared/spoken.ts';
import type { HallNames } from './hall.ts';
import { useNow } from '../shared/ui/clock.ts';
import { useWatch } from '../shared/ui/live.ts';
import { toTheSecond } from './time.ts';

const lostAfterSeconds = 5;

/**
 * The newest state of a zone's board, or of the whole hall where the zone is not known: a wrong
 * zone in the address says so beside what there is, it does not blank the screen.
 */
export function useBoard(
  hall: string,
  zone: () => string | null,
  names: () => Pick<HallNames, 'zones'> | null,
) {
  const unknownZone = ref<string | null>(null);
  const asked = computed(() => (zone() === unknownZone.value ? null : zone()));
  const { state, refused, disconnectedSince } = useWatch('board', () => ({
    hall,
    zone: asked.value,
    lean: true,
  }));
  watch(refused, (code) => {
    if (code !== null && asked.value !== null) unknownZone.value = asked.value;
  });
  const whole = computed(() => (state.value === null ? null : withSentences(state.value, names())));
  return { state: whole, unknownZone, disconnectedSince };
}

/** What is said of each call, in every language: the server leaves it out. */
function withSentences(state: BoardState, names: Pick<HallNames, 'zones'> | null): BoardState {
  const zones = state.zone === null && names !== null && names.zones.length > 1 ? names.zones : [];
  const announcements = state.announcements.map((announcement) => ({
    ...announcement,
    text: sentencesOf(
      announcement.speech,
      zones.find(({ code }) => code === announcement.zone)?.name ?? null,
    ),
  }));
  return { ...state, announcements };
}

/**
 * Whether the line has been dead for so long that visitors have to be told what to do: by then paper
 * numbers are handed out.
 *
 * @param afterSeconds as the hall has set it
 */
export function usePaperTime(
  disconnectedSince: { readonly value: number | null },
  afterSeconds: () => number,
) {
  const now = useNow();
  return computed(() => {
    const since = disconnectedSince.value;
    return since !== null && now.value - since > afterSeconds() * 1000;
  });
}

/** "10:32:05" once the line has been dead for more than five seconds; null: it is well. */
export function useLostSince(
  disconnectedSince: { readonly value: number | null },
  timezone: () => string,
) {
  const now = useNow();
  return computed(() => {
    const since = disconnectedSince.value;
    return since !== null && now.value - since > lostAfterSeconds * 1000
      ? toTheSecond(since, timezone())
      : null;
  });
}
