import { computed, ref } from 'vue';
import type { Text } from '../../../shared/languages.ts';
import { proposedCode } from '../../setup/codes.ts';

interface NamedThing {
  code: string;
  name: Text;
}

/**
 * The name of a new thing proposes its code until somebody has typed one; what points at the thing
 * follows by `rename`.
 */
export function useNamedCode(
  thing: () => NamedThing,
  fresh: () => boolean,
  taken: () => string[],
  otherwise: string,
  rename: (from: string, to: string) => void,
) {
  const typed = ref(proposedCode(thing().name['zh-Hans'], taken(), otherwise) !== thing().code);
  /** Under which code others point at it: never one that, half typed, is somebody else's. */
  let known = thing().code;
  function giveCode(next: string): void {
    if (!fresh() || next === thing().code) return;
    thing().code = next;
    if (next === '' || taken().includes(next)) return;
    rename(known, next);
    known = next;
  }
  const code = computed({
    get: () => thing().code,
    set: (next) => {
      typed.value = true;
      giveCode(next);
    },
  });
  const name = computed({
    get: () => thing().name,
    set: (next) => {
      thing().name = next;
      if (!typed.value) giveCode(proposedCode(next['zh-Hans'], taken(), otherwise));
    },
  });
  return { name, code };
}
