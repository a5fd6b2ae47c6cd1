import type { QueueState } from '../../shared/contract/hall.ts';
import type { AlarmMoment } from '../../shared/rules/alarms.ts';
import type { Instant } from '../../shared/rules/instants.ts';
import type { HallFacts } from '../../shared/rules/readiness.ts';
import type { HallConfig } from '../hall/config.ts';
import type { OfferTable } from '../offers/service.ts';
import type * as store from './store.ts';

type Windows = Awaited<ReturnType<typeof store.windows>>;

/** What the rules of the alarms are asked about, from what the live page has read. */
export function momentOf(read: {
  readonly config: HallConfig;
  readonly now: Instant;
  readonly day: string;
  readonly facts: Pick<HallFacts, 'opened' | 'openSince'>;
  readonly lines: Awaited<ReturnType<typeof store.lines>>;
  readonly queues: readonly QueueState[];
  readonly states: ReadonlyMap<string, Windows[number]>;
  readonly offers: Pick<OfferTable, 'isOnDuty'>;
}): Omit<AlarmMoment, 'stood'> {
  const { config, now, day, facts, lines, queues, states, offers } = read;
  return {
    now,
    day,
    opened: facts.opened,
    openSince: facts.openSince,
    windows: config.windows.map((window) => {
      const { status, since, number, ticket_since } = states.get(window.id)!;
      return {
        number: window.number,
        status,
        since,
        onDuty: offers.isOnDuty(window),
        serves: window.serves.map(({ queueId }) => config.queueById.get(queueId)!.code),
        hand: number === null || ticket_since === null ? null : { number, since: ticket_since },
      };
    }),
    queues: config.queues.map((queue, i) => {
      const { waiting, openWindows, estimate, pausedSince, serviceLevelMinutes } = queues[i]!;
      return {
        code: queue.code,
        waiting,
        waitingSince: lines.get(queue.id)?.since ?? null,
        openWindows,
        expected: estimate?.p50 ?? null,
        pausedSince: pausedSince ?? null,
        limit: serviceLevelMinutes * 60,
      };
    }),
  };
}
