import { shallowRef, watch } from 'vue';
import { accentTokens } from '../rules/accent.ts';
import { at } from './base.ts';

interface Looks {
  readonly accent?: string | undefined;
  /** Where the logo is to be had; null: there is none. */
  readonly logo: string | null;
}
const names = [
  '--hall-lead',
  '--hall-lead-deep',
  '--hall-lead-soft',
  '--hall-lead-night',
  '--hall-lead-deep-night',
] as const;

/** Where the logo of the hall on this screen is to be had. */
export const logoOfHall = shallowRef<string | null>(null);

/** The hall's own colour and sign on this screen; null: not known yet, what is shown stays. */
export function followLook(hall: () => Looks | null): void {
  watch(
    hall,
    (now) => {
      if (now === null) return;
      logoOfHall.value = now.logo === null ? null : at(now.logo);
      const tokens = accentTokens(now.accent ?? null);
      const { style } = document.documentElement;
      for (const name of names) {
        const value = tokens?.[name];
        if (value === undefined) style.removeProperty(name);
        else style.setProperty(name, value);
      }
    },
    { immediate: true },
  );
}
