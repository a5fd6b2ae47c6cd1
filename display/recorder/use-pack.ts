import { computed, reactive, ref, shallowReactive, watch } from 'vue';
import { z } from 'zod';
import { clipTexts, patternOf, spokenClips, type Announced } from '../../shared/spoken.ts';
import { missingClips } from '../../shared/voices.ts';
import { keptForGood } from '../../shared/ui/kept.ts';
import { Player } from '../voice/player.ts';
import { openPack, packOf, type Opened, type PackHead } from './pack-file.ts';
import type { Sound } from './sound.ts';

/** What the form changes. */
export type EditedHead = { -readonly [K in keyof PackHead]: PackHead[K] };

const draftPlace = 'yihaotong.voice-draft';

const Draft = z.object({
  head: z.object({
    pack: z.string(),
    language: z.string(),
    name: z.string(),
    synthetic: z.boolean(),
    source: z.string(),
  }),
  /** The file of `openPack`. */
  pack: z.string(),
});

/** The pack that is being made: kept in this browser until it is uploaded or exported. */
export function usePack() {
  const head = reactive<EditedHead>({
    pack: 'nan',
    language: 'nan',
    name: '',
    synthetic: false,
    source: '',
  });
  const sounds = shallowReactive(new Map<string, Sound>());
  const ready = ref(false);

  const clips = computed(() => [...clipTexts(patternOf(head.language))]);
  const missing = computed(() => missingClips(head.language, sounds.keys()));

  /** Clips that were recorded before another way of speaking was chosen: a Chinese 零 is no "zero". */
  const aside = new Map<string, ReadonlyMap<string, Sound>>();
  watch(
    () => patternOf(head.language),
    (now, before) => {
      aside.set(before, new Map(sounds));
      sounds.clear();
      for (const [name, sound] of aside.get(now) ?? []) sounds.set(name, sound);
    },
    { flush: 'sync' },
  );

  const use = (opened: Opened): void => {
    Object.assign(head, opened.head);
    sounds.clear();
    for (const [name, sound] of opened.sounds) sounds.set(name, sound);
  };
  /** Only clips that the language needs: those of another language are left behind. */
  const pack = () => {
    const wanted = new Set(clips.value.map(([name]) => name));
    return packOf(head, new Map([...sounds].filter(([name]) => wanted.has(name))));
  };

  const restore = async (): Promise<void> => {
    const draft = keptForGood.get(draftPlace);
    try {
      if (draft !== null) {
        const kept = Draft.parse(JSON.parse(draft));
        use({ ...(await openPack(kept.pack)), head: kept.head });
      }
    } catch {
      keptForGood.set(draftPlace, null);
    }
    ready.value = true;
  };
  watch([head, sounds], () => {
    if (!ready.value || sounds.size === 0) return;
    // Code and name may be half written: the clips are kept under names of their own.
    const kept = packOf({ ...head, pack: 'draft', name: 'draft' }, sounds);
    // More than this browser keeps: the export is there for that.
    keptForGood.set(draftPlace, JSON.stringify({ head, pack: JSON.stringify(kept) }));
  });
  void restore();

  const player = new Player(
    () => new AudioContext(),
    () => undefined,
  );
  const play = async (names: readonly string[]): Promise<void> => {
    await player.enable();
    const found = names.flatMap((name) => sounds.get(name) ?? []);
    const decoded = await Promise.all(
      found.map(({ bytes }) => player.decode(bytes.slice().buffer)),
    );
    await player.play(decoded.map((clip) => ({ clip, pause: 0.03 })));
  };
  const playSentence = (call: Announced): Promise<void> =>
    play(spokenClips(call, patternOf(head.language)));

  return { head, sounds, clips, missing, use, pack, play, playSentence };
}
