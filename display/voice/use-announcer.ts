import { onScopeDispose, shallowRef, watch, type Ref } from 'vue';
import type { Announcement, BoardState } from '../../shared/contract/board.ts';
import { serverNow } from '../../shared/ui/clock.ts';
import { newKey, postSurely } from '../../shared/ui/http.ts';
import { keptForGood } from '../../shared/ui/kept.ts';
import { lineAnswers, useConnection } from '../../shared/ui/live.ts';
import { holdPage } from '../../shared/ui/renewal.ts';
import { signEveryMs } from '../../shared/ui/screen-facts.ts';
import { Announcer, spokenLanguages, type Said } from './announcer.ts';
import { HealthReport, type AudioHealth } from './health.ts';
import { VoicePacks } from './packs.ts';
import { Player } from './player.ts';
import { SpokenIds } from './spoken-ids.ts';
import { prepareVoices, sayBest } from './voices.ts';

interface Setting {
  readonly hall: string;
  /** Whether this screen speaks, or only shows the captions. */
  readonly speaks: boolean;
  /** Nobody's screen: it says nothing of itself. */
  readonly mute?: boolean;
  /** Whether it is black now. */
  readonly dark?: () => boolean;
  /** Which announcements are this screen's. */
  readonly mine: (announcement: Announcement) => boolean;
}

/** After so long a self-test that found no voice is made again: the server may have been away. */
const testAgainSeconds = 60;

async function tellSpoken(hall: string, ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    const path = `/api/halls/${encodeURIComponent(hall)}/announcements/${encodeURIComponent(id)}`;
    try {
      await postSurely(`${path}/spoken`, {
        idempotencyKey: newKey(),
        signal: AbortSignal.timeout(60_000),
      });
    } catch {
      // The call stands without the time of its announcement.
    }
  }
}

/**
 * Speaks and shows the announcements of a board's states. `said` is what is being announced;
 * `health` how the sound is (null: this screen has no voice).
 */
export function useAnnouncer(state: Readonly<Ref<BoardState | null>>, setting: Setting) {
  const said = shallowRef<Said | null>(null);
  const health = shallowRef<AudioHealth | null>(null);
  // Loaded anew between two announcements, never in one.
  holdPage(() => said.value !== null);
  const report = new HealthReport(() => setting.dark?.() === true);
  if (!setting.speaks && setting.mute !== true) report.set('no voice');
  watch(
    () => setting.dark?.(),
    () => {
      report.again();
    },
  );
  const alive = setInterval(() => {
    report.again();
  }, signEveryMs);
  onScopeDispose(() => {
    clearInterval(alive);
  });
  const { connected } = useConnection();
  /** What the last announcement, and the self-test of the packs, left to be said. */
  let failure: string | null = null;
  let silent = false;
  let fault: string | null = null;
  let unspeakable = false;
  let languages: readonly string[] = [];
  let again: ReturnType<typeof setTimeout> | undefined;

  const player = new Player(() => new AudioContext({ latencyHint: 'playback' }), tellHealth);
  const packs = new VoicePacks(player);
  const spoken = new SpokenIds(
    keptForGood,
    `yihaotong.spoken:${location.pathname}${location.search}`,
    serverNow,
  );

  function tellHealth(): void {
    if (!setting.speaks) return;
    const wrong = failure !== null || unspeakable;
    const next: AudioHealth = {
      audio: player.state === 'ok' && wrong ? 'failed' : player.state,
      detail: player.problem ?? failure ?? fault,
      silent: player.state !== 'ok' || silent,
    };
    if (JSON.stringify(next) === JSON.stringify(health.value)) return;
    health.value = next;
    report.set(next);
  }

  const announcer = new Announcer({
    speaks: setting.speaks,
    chime: () => player.chime(),
    say: (language, announcement, short) => sayBest(packs, language, announcement, short),
    blocked: () => player.state === 'blocked',
    connected: () => connected.value,
    answers: lineAnswers,
    wasSpoken: (id) => spoken.has(id),
    remember: (ids) => {
      spoken.add(ids);
    },
    show: (next) => {
      said.value = next;
    },
    heard: (ids) => void tellSpoken(setting.hall, ids),
    ended: (error, heard) => {
      failure = error === null ? null : error instanceof Error ? error.message : 'unknown';
      silent = !heard;
      tellHealth();
      // What could not be loaded at the start may be there now.
      if (error === null && heard && unspeakable) void test();
    },
  });

  watch(
    state,
    (next) => {
      if (next !== null) announcer.offer(next, setting.mine);
    },
    { immediate: true },
  );
  watch(connected, (now) => {
    if (now) report.again();
  });

  /** The self-test of the packs: loads them, and reports what is missing. */
  const test = async (): Promise<void> => {
    const { faults, without } = await prepareVoices(packs, languages);
    fault = faults.length > 0 ? faults.join('; ') : null;
    unspeakable = without.length > 0;
    tellHealth();
    clearTimeout(again);
    if (unspeakable) again = setTimeout(() => void test(), testAgainSeconds * 1000);
  };
  onScopeDispose(() => {
    clearTimeout(again);
  });
  const enable = (): void => {
    if (player.state === 'ok') return;
    void player.enable().then(() => {
      if (fault !== null && player.state === 'ok') void test();
    });
  };
  if (setting.speaks) {
    enable();
    for (const gesture of ['pointerdown', 'keydown']) addEventListener(gesture, enable);
    onScopeDispose(() => {
      for (const gesture of ['pointerdown', 'keydown']) removeEventListener(gesture, enable);
    });
  }

  /** Says in which languages the hall announces, so that their voices are there when needed. */
  const prepare = (next: readonly string[]): void => {
    if (!setting.speaks) return;
    languages = spokenLanguages(next);
    void test();
  };

  return { said, health, prepare };
}
