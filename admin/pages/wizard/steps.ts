import { computed, type ComputedRef } from 'vue';
import { session } from '../../../shared/ui/session.ts';
import { useLiveHall } from '../../hall.ts';
import { draft } from '../../setup/draft.ts';
import type { ReadinessCheck } from '../../../shared/contract/hall.ts';

/** What is done from the name of a hall to its first call, in this order. */
export const stepNames = [
  'identity',
  'queues',
  'windows',
  'hours',
  'publish',
  'package',
  'people',
  'devices',
  'notices',
  'ticket',
  'call',
] as const;
export type StepName = (typeof stepNames)[number];

export interface WizardStep {
  readonly name: StepName;
  readonly done: boolean;
}

/** Each step with whether it is done, by the draft and by what the hall says of itself. */
export function useSteps(): ComputedRef<readonly WizardStep[]> {
  const { state } = useLiveHall();
  const isDone = computed((): Record<StepName, boolean> => {
    const document = draft.document.value;
    const hall = document?.hall;
    const ready = (code: ReadinessCheck): boolean =>
      state.value?.readiness.checks.some((check) => check.code === code && check.done) === true;
    const totals = state.value?.totals;
    const faultless = (...places: string[]): boolean =>
      places.every((place) => draft.faultsBelow(place) === 0);
    const served = new Set(
      hall?.windows.flatMap(({ serves }) => serves.map(({ queue }) => queue)) ?? [],
    );
    return {
      identity: hall !== undefined && faultless('hall.name', 'hall.logo', 'hall.accent'),
      queues: (hall?.queues.length ?? 0) > 0 && faultless('hall.queues'),
      windows:
        hall !== undefined &&
        faultless('hall.zones', 'hall.windows') &&
        hall.windows.length > 0 &&
        hall.windows.every(({ serves }) => serves.length > 0) &&
        hall.queues.every(({ code }) => served.has(code)),
      hours: hall !== undefined && hall.hours.length > 0 && faultless('hall.hours', 'hall.duty'),
      publish: !draft.dirty.value && (draft.published.value?.revision ?? 0) > 1,
      package: (draft.published.value?.catalogue.packages.length ?? 0) > 0,
      people: ready('clerk'),
      devices: ready('kiosk') && ready('board'),
      notices: (draft.published.value?.hall.notices.length ?? 0) > 0,
      ticket: (totals?.taken ?? 0) > 0,
      call: (totals?.inHand ?? 0) + (totals?.done ?? 0) + (totals?.missed ?? 0) > 0,
    };
  });
  return computed(() =>
    stepNames
      .filter((name) => name !== 'people' || session.may('admin'))
      .map((name) => ({ name, done: isDone.value[name] })),
  );
}
