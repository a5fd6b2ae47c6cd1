import type { PauseQueue, PausedQueue } from '../../shared/contract/offer.ts';
import type { Actor } from '../../shared/contract/people.ts';
import { Problem } from '../../shared/errors.ts';
import { requireMay } from '../../shared/rights.ts';
import { serviceDay } from '../../shared/rules/day.ts';
import { runUnit, writes } from '../db/unit.ts';
import type { Commands } from '../command/run.ts';
import type { CommandContext, CommandRequest } from '../command/types.ts';
import type { HallConfig, QueueConfig } from '../hall/config.ts';
import type { Offers } from './service.ts';
import * as store from './store.ts';

interface Dependencies {
  readonly commands: Commands;
  readonly offers: Offers;
}

/** 暂停取号: a queue gives no new tickets, while those who wait go on. */
export class Pausing {
  private readonly d: Dependencies;

  constructor(dependencies: Dependencies) {
    this.d = dependencies;
  }

  /**
   * Stops a queue, until a time of today or, without one, until it is resumed or the day is over. A
   * queue that is stopped already gets the new reason and time.
   *
   * @throws Problem `forbidden`, `hall_not_found`, `unknown_queue`; `until_required` for a time that is
   *   past or of another day
   */
  async pause(
    hallCode: string,
    code: string,
    { reason, until }: PauseQueue,
    request: CommandRequest & { who: Actor },
  ): Promise<PausedQueue> {
    const hall = await this.d.commands.hall(hallCode);
    requireMay(request.who, 'pause-queue', hall.code);
    return this.d.commands.inHall(hall.id, request, async (c) => {
      const queue = queueOf(c.hall, code);
      if (until !== undefined && (until <= c.now || serviceDay(until, c.hall.timezone) !== c.day))
        throw new Problem('until_required', 'A later time of today is needed');
      await runUnit(
        c.tx,
        writes([
          store.paused({
            queue_id: queue.id,
            service_day: c.day,
            reason,
            since: c.now,
            until: until ?? null,
          }),
        ]),
      );
      return this.done(c, queue, 'pause-queue', { reason, until: until ?? null });
    });
  }

  /** @throws Problem `forbidden`, `hall_not_found`, `unknown_queue`; `not_allowed` where it is not stopped */
  async resume(
    hallCode: string,
    code: string,
    request: CommandRequest & { who: Actor },
  ): Promise<PausedQueue> {
    const hall = await this.d.commands.hall(hallCode);
    requireMay(request.who, 'pause-queue', hall.code);
    return this.d.commands.inHall(hall.id, request, async (c) => {
      const queue = queueOf(c.hall, code);
      const standing = await runUnit(c.tx, this.d.offers.pauses(c.hall, c.day, c.now));
      if (!standing.has(queue.id))
        throw new Problem('not_allowed', `"${queue.code}" gives tickets: nothing is stopped`);
      await runUnit(c.tx, writes([store.resumed(queue.id, c.day)]));
      return this.done(c, queue, 'resume-queue', {});
    });
  }

  private async done(c: CommandContext, queue: QueueConfig, command: string, data: object) {
    const offers = await runUnit(c.tx, this.d.offers.at(c.hall, c.now));
    return {
      answer: { queue: queue.code, offer: offers.of(queue.id) },
      event: { command, data: { queue: queue.code, ...data } },
      touched: { all: true as const },
    };
  }
}

function queueOf(hall: HallConfig, code: string): QueueConfig {
  const queue = hall.queueByCode.get(code);
  if (queue === undefined) throw new Problem('unknown_queue', `There is no queue "${code}"`);
  return queue;
}
