import { computed, ref, watch, type ComputedRef } from 'vue';
import { z } from 'zod';
import type { WindowState } from '../../shared/contract/window.ts';
import { HandedIn, isFaulty } from './hand-in.ts';
import { keptForGood } from '../../shared/ui/kept.ts';
import { readRemembered, remember } from '../../shared/ui/remembered.ts';

const Draft = z.object({
  ticket: z.string(),
  ticked: z.array(z.string()),
  note: z.string(),
  handedIn: z.array(HandedIn).default([]),
});

/**
 * What the clerk has ticked off, noted and taken in for the ticket in hand but not yet sent: kept on this
 * machine, so that a reload does not lose it, and gone with the ticket.
 */
export function useDraft(place: string, state: ComputedRef<WindowState | null>) {
  const kept = `yihaotong.window.draft:${place}`;
  const ticked = ref<readonly string[]>([]);
  const note = ref('');
  const handedIn = ref<readonly HandedIn[]>([]);
  const step = computed(() => {
    const ticket = state.value?.ticket ?? null;
    return ticket === null ? null : (ticket.steps[ticket.step] ?? null);
  });
  const id = computed(() => {
    const ticket = state.value?.ticket ?? null;
    return ticket === null ? null : `${ticket.id}:${ticket.step}`;
  });
  const items = computed(() => step.value?.items ?? []);
  const undone = computed(() => items.value.filter(({ code }) => !ticked.value.includes(code)));

  watch(
    id,
    (now) => {
      const draft = readRemembered(keptForGood, kept, Draft);
      const mine = draft !== null && draft.ticket === now ? draft : null;
      ticked.value =
        mine?.ticked ?? items.value.filter(({ done }) => done === true).map(({ code }) => code);
      note.value = mine?.note ?? '';
      handedIn.value = mine?.handedIn ?? [];
    },
    { immediate: true },
  );
  watch([ticked, note, handedIn], () => {
    if (id.value === null) return;
    remember(keptForGood, kept, {
      ticket: id.value,
      ticked: ticked.value,
      note: note.value,
      handedIn: handedIn.value,
    });
  });

  const tick = (code: string): void => {
    ticked.value = ticked.value.includes(code)
      ? ticked.value.filter((each) => each !== code)
      : [...ticked.value, code];
  };
  const write = (text: string): void => {
    note.value = text;
  };
  const handIn = (rows: readonly HandedIn[]): void => {
    handedIn.value = rows;
  };
  /** What is typed of it cannot be sent: its line says why. */
  const isHandInFaulty = computed(() => handedIn.value.some(isFaulty));
  const tickNth = (n: number): void => {
    const item = items.value[n];
    if (item !== undefined) tick(item.code);
  };
  /** Some are ticked and some are not: finishing then needs a word about those that are not. */
  const partly = computed(() => ticked.value.length > 0 && undone.value.length > 0);
  return {
    ...{ ticked, note, items, undone, partly, tick, tickNth, write },
    ...{ handedIn, handIn, isHandInFaulty },
  };
}
export type TicketDraft = ReturnType<typeof useDraft>;
