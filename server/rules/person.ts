/**
 * What an ID number says: whether it is one, and how old its bearer is (GB 11643: birth date in
 * places 7 to 14, check character by ISO 7064 MOD 11-2).
 */
const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** From this age, in full years, a visitor is a senior. */
export const seniorFrom = 60;

/** Whether a text is a resident ID number of mainland China, by its form, date and check character. */
export function isIdNumber(text: string): boolean {
  const id = text.trim().toUpperCase();
  if (!/^\d{17}[\dX]$/.test(id)) return false;
  const sum = weights.reduce((total, weight, i) => total + weight * Number(id[i]), 0);
  return '10X98765432'[sum % 11] === id[17] && isDay(birthOf(id));
}

function birthOf(id: string): string {
  return `${id.slice(6, 10)}-${id.slice(10, 12)}-${id.slice(12, 14)}`;
}

function isDay(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/** Full years of age on a day, YYYY-MM-DD, of the bearer of a valid ID number. */
export function ageOn(idNumber: string, day: string): number {
  const birth = birthOf(idNumber.trim());
  const years = Number(day.slice(0, 4)) - Number(birth.slice(0, 4));
  return day.slice(5) < birth.slice(5) ? years - 1 : years;
}
