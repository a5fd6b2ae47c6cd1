import type { Ticket } from '../../shared/contract/ticket.ts';
import { whyThen } from '../../shared/guidance.ts';
import { shortName, textIn } from '../../shared/languages.ts';
import type { HallConfig } from '../hall/config.ts';
import { printable } from './columns.ts';
import { slipWords } from './words.ts';

/**
 * Why a ticket goes when it goes, as the screens say it; where that is when it was taken, the group
 * alone that it was taken for. Null: it goes as everybody's.
 *
 * @param at writes an instant as the hall reads it, e.g. 20:04
 */
export function whyOrGroup(
  ticket: Ticket,
  hall: HallConfig,
  at: (instant: string) => string,
): string | null {
  const found = [...hall.categoryById.values()].find((c) => c.code === ticket.category);
  if (found === undefined || found.code === 'general')
    return whyThen({ ...ticket, category: null }, at, ticket.language);
  const name = printable(textIn(found.name, ticket.language));
  const category = { name, creditMinutes: found.creditSeconds / 60 };
  return (
    whyThen({ ...ticket, category }, at, ticket.language) ??
    slipWords[ticket.language].category(shortName(name))
  );
}
