import type { AppointmentStatus } from '../contract/appointment.ts';
import type { HomeVisitStatus } from '../contract/homevisit.ts';

/*
 * Lists show who somebody is only to whom they have to call or visit now (rules.md, "Privacy"); in all
 * others a name or number is there to be told apart from the next one, and no more.
 */

/** 王小明 is 王**, Smith is S**: not even how long it is. */
export function maskedName(name: string): string {
  const [first = ''] = name.trim();
  return `${first}**`;
}

/** 13812341234 is 138****1234; of a short number two digits at each end stay. */
export function maskedPhone(phone: string): string {
  const digits = phone.replace(/\D/g, '').replace(/^(00)?86(?=1\d{10}$)/, '');
  const [head, tail] = digits.length >= 10 ? [3, 4] : [2, 2];
  return `${digits.slice(0, head)}****${digits.slice(-tail)}`;
}

/** Street and house go; the town or district at its beginning stays. */
export function maskedAddress(address: string): string {
  return `${[...address.trim()].slice(0, 3).join('')}****`;
}

/** Whether a booking's visitor is still to be called or welcomed. */
export function isExpected(
  { status, day }: { readonly status: AppointmentStatus; readonly day: string },
  today: string,
): boolean {
  return day >= today && status !== 'cancelled';
}

/** Whether somebody still has to go there. */
export function isToBeVisited(status: HomeVisitStatus): boolean {
  return status === 'requested' || status === 'accepted' || status === 'scheduled';
}

/** The last four signs of a receipt number: told apart from another by them, and found by none. */
export function receiptEnd(receipt: string): string {
  return [...receipt].slice(receipt.length > 6 ? -4 : -2).join('');
}

export function maskedReceipt(receipt: string): string {
  return `****${receiptEnd(receipt)}`;
}
