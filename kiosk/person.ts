import { computed, ref, shallowRef } from 'vue';
import { ageOn, isIdNumber, seniorFrom, type Paper } from '../shared/person.ts';

/**
 * The paper that the reader read: kept in memory until the visit ends, sent with the tap, never
 * written down, never shown.
 */
const paper = shallowRef<Paper | null>(null);
/** Something was read that is neither a paper nor a code, until the next try. */
const misread = ref(false);

/** The group that a paper gives its bearer on a day, YYYY-MM-DD; null: none by itself. */
export function groupOf({ kind, number }: Paper, day: string): 'senior' | 'compatriot' | null {
  if (isIdNumber(number) && ageOn(number, day) >= seniorFrom) return 'senior';
  return kind === 'taiwan' || kind === 'hongkong-macao' ? 'compatriot' : null;
}

export function usePerson() {
  return {
    paper: computed(() => paper.value),
    misread: computed(() => misread.value),
    take: (read: Paper): void => {
      paper.value = read;
      misread.value = false;
    },
    noteMisread: (): void => {
      misread.value = true;
    },
    /** What was wrong with the last try is said no longer; the paper stays. */
    settle: (): void => {
      misread.value = false;
    },
    forget: (): void => {
      paper.value = null;
      misread.value = false;
    },
  };
}
