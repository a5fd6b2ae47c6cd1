import { computed, inject, provide, type ComputedRef, type InjectionKey } from 'vue';
import type { BoardState } from '../shared/contract/board.ts';
import { textIn, type Language } from '../shared/languages.ts';
import type { HallNames } from './hall.ts';
import type { Arrow, Options } from './options.ts';

/** What a call says of its window's place, beside the window's number. */
export interface Place {
  /** The zone's name; null: the board shows one zone. */
  readonly zone: string | null;
  readonly arrow: Arrow | null;
}

interface Places {
  readonly of: (zone: string) => Place;
  /** The zones' names where the board shows several, else none. */
  readonly names: readonly string[];
}

const key: InjectionKey<ComputedRef<Places>> = Symbol('places');
const nowhere: Places = { of: () => ({ zone: null, arrow: null }), names: [] };

/** Makes the places of a board's zones known to what it shows. */
export function providePlaces(
  state: () => BoardState | null,
  names: () => HallNames | null,
  options: () => Options,
  language: () => Language,
) {
  const places = computed((): Places => {
    const now = state();
    const codes = [...new Set(now?.zone === null ? now.windows.map(({ zone }) => zone) : [])];
    const several = codes.length > 1;
    const nameOf = (code: string): string => {
      const zone = names()?.zones.find((each) => each.code === code);
      return zone === undefined ? code : textIn(zone.name, language());
    };
    return {
      of: (code) => ({
        zone: several ? nameOf(code) : null,
        arrow: options().arrows[code] ?? null,
      }),
      names: several ? codes.map(nameOf) : [],
    };
  });
  provide(key, places);
  return places;
}

export function usePlaces(): ComputedRef<Places> {
  return inject(
    key,
    computed(() => nowhere),
  );
}
