import { watch } from 'vue';

/**
 * Keeps what a screen shows of its hall at the set-up that the live states are made from.
 *
 * @param shown the set-up's version that the screen has read; undefined: none yet
 * @param told that of the newest state
 * @param load reads the hall anew, and tries again by itself where it cannot
 */
export function followSetup(
  shown: () => number | undefined,
  told: () => number | undefined,
  load: () => unknown,
): void {
  watch([shown, told], ([is, newest]) => {
    if (is !== undefined && newest !== undefined && is < newest) void load();
  });
}
