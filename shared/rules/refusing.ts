import type { QueueOffer } from '../contract/hall.ts';

/** A queue of a visit that gives no ticket for it now. */
export interface Refusing {
  readonly queue: string;
  readonly offer: QueueOffer;
}

/**
 * Which queue stands in the way of a visit that begins now; null: none. A visit can begin where one of
 * the queues that it waits in first gives tickets now. Every other queue of it has to give some today:
 * one that opens later is told with its time, one that does not open any more refuses the visit, which
 * can be taken without it.
 *
 * @param offerOf undefined: nothing is known of the queue, which is then no obstacle
 */
export function refusingQueue(
  steps: readonly { readonly queue: string; readonly after: readonly number[] }[],
  offerOf: (queue: string) => QueueOffer | undefined,
): Refusing | null {
  const shut = (queue: string): Refusing[] => {
    const offer = offerOf(queue);
    return offer === undefined || offer.status === 'open' ? [] : [{ queue, offer }];
  };
  const never = steps.flatMap(({ queue }) => shut(queue)).find(({ offer }) => !offer.today);
  if (never !== undefined) return never;
  const first = steps.filter(({ after }) => after.length === 0);
  const closed = first.flatMap(({ queue }) => shut(queue));
  if (first.length === 0 || closed.length < first.length) return null;
  return closed.reduce((a, b) => ((b.offer.opens ?? '') < (a.offer.opens ?? '') ? b : a));
}
