/** Letters and digits that cannot be mistaken for each other: of all codes that people type. */
export const clearCharacters = '23456789ABCDEFGHJKMNPQRSTVWXYZ';

export const bookingCodeLength = 8;
const bookingCode = new RegExp(`^[${clearCharacters}]{${bookingCodeLength}}$`);

/** Whether a text has the form of a booking code, in any case, with blanks or hyphens. */
export function isBookingCode(text: string): boolean {
  return bookingCode.test(text.toUpperCase().replace(/[\s-]/g, ''));
}
