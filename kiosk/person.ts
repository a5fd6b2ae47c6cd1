import { computed, ref } from 'vue';

/**
 * The ID number that the reader read: kept in memory until the visit ends, sent with the tap,
 * never written down, never shown.
 */
const idNumber = ref<string | null>(null);

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** Whether 18 characters are a resident ID number: date and check character (GB 11643). */
function isIdNumber(text: string): boolean {
  if (!/^\d{17}[\dX]$/.test(text)) return false;
  const sum = weights.reduce((total, weight, i) => total + weight * Number(text[i]), 0);
  return '10X98765432'[sum % 11] === text[17] && birthOf(text) !== null;
}

/** Also a card that was misread: its digits are no booking code and go nowhere. */
export const isOfCard = (text: string): boolean => /^\d{17}[\dX]$/i.test(text.trim());

/** YYYY-MM-DD, or null where the number names no day. */
function birthOf(id: string): string | null {
  const day = `${id.slice(6, 10)}-${id.slice(10, 12)}-${id.slice(12, 14)}`;
  const date = new Date(`${day}T00:00:00Z`);
  return Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== day ? null : day;
}

/** Full years of age on a day (YYYY-MM-DD). */
export function ageOn(id: string, day: string): number {
  const birth = birthOf(id) ?? day;
  const years = Number(day.slice(0, 4)) - Number(birth.slice(0, 4));
  return day.slice(5) < birth.slice(5) ? years - 1 : years;
}

export const seniorFrom = 60;

export function usePerson() {
  return {
    idNumber: computed(() => idNumber.value),
    /** True where the text is of an ID card; its number is kept where the check character is right. */
    read: (text: string): boolean => {
      const id = text.trim().toUpperCase();
      if (isIdNumber(id)) idNumber.value = id;
      return isOfCard(id);
    },
    forget: (): void => {
      idNumber.value = null;
    },
  };
}
