import type { Ticket } from '../../contract/ticket.ts';
import type { StartingWish, WishSheet } from './wish.ts';

/** What a ticket is for: the matters of its steps that are done or still to come. */
export function startOf({
  packages,
  category,
  steps,
}: Pick<Ticket, 'packages' | 'category'> & {
  steps: readonly Pick<Ticket['steps'][number], 'status' | 'items'>[];
}): StartingWish {
  const over = ['cancelled', 'expired', 'referred'];
  const items = steps
    .filter(({ status }) => !over.includes(status))
    .flatMap((step) =>
      step.items.map(({ code, done }) => ({
        code,
        finished: step.status === 'done' && done === true,
      })),
    );
  return { packages: packages.map(({ code }) => code), category, matters: items };
}

/** What a ticket is to be for from now on, as the API asks for it. */
export function wishOf({ packages, matters }: Pick<WishSheet, 'packages' | 'matters'>): object {
  const named = packages.value;
  return {
    ...(named.length === 0 ? { package: null } : { packages: named }),
    matters: matters.value,
  };
}
