import { plus } from '../../shared/rules/instants.ts';
import { addDays } from '../../shared/rules/calendar.ts';
import { serviceDay } from '../../shared/rules/day.ts';
import type { Clock } from '../clock.ts';
import type { Db } from '../db/open.ts';
import { type Bound, runUnit, type Unit } from '../db/unit.ts';
import type { Commands } from '../command/run.ts';
import type { HallConfig } from '../hall/config.ts';
import type { Ids } from '../ids.ts';
import * as log from './log-store.ts';
import * as outbox from './outbox-store.ts';
import { forgetTold, soonIn } from './soon-store.ts';
import * as store from './store.ts';
import { type RatingOf, type Telling, tellingsOf } from './telling.ts';

interface Dependencies {
  readonly db: Db;
  readonly commands: Commands;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly ratingOf: RatingOf;
}

/** Lines that are read in one transaction: they keep no command waiting. */
const linesAtOnce = 100;
/** So many transactions at a turn of the clock: what was left is read at the next. */
const readsATurn = 20;
/** Nobody is told of what was so long ago (s): a server that was off for days tells no old calls. */
const oldestSeconds = 3 * 24 * 60 * 60;

/**
 * What is to be told, made from the hall's log: read on from where it was read to, in one transaction
 * with the messages. So nothing that was done is left out or told twice, whenever a process ends, and of
 * two processes one reads a hall.
 */
export class WebhookOutbox {
  private readonly d: Dependencies;

  constructor(dependencies: Dependencies) {
    this.d = dependencies;
  }

  /** Reads on in every hall in which something happened. */
  async readOn(): Promise<void> {
    const { db, commands } = this.d;
    if (await store.hasNewHalls(db.read))
      await this.run(function* () {
        yield [store.readNewHalls];
      });
    for (const hallId of await store.behind(db.read)) {
      const hall = await commands.hallById(hallId);
      for (let i = 0; i < readsATurn; i += 1) if (!(await this.run(() => this.readIn(hall)))) break;
    }
  }

  /** A unit of its own, which no other command of the hall is held up by for longer than it takes. */
  run<T>(unit: () => Unit<T>): Promise<T> {
    const { db } = this.d;
    return db.lanes.run('webhooks', { unit, run: (tx) => runUnit(tx, unit()) });
  }

  /** @returns whether there may be more to read */
  private *readIn(hall: HallConfig): Unit<boolean> {
    const after = yield* log.takeCursor(hall.id);
    if (after === null) return false;
    const lines = yield* log.linesAfter(hall.id, after, linesAtOnce);
    const last = lines.at(-1);
    if (last === undefined) return false;
    const hooks = (yield* store.all()).filter(
      ({ status, hall_id: of }) => status === 'active' && (of === null || of === hall.id),
    );
    const since = plus(this.d.clock.now(), -oldestSeconds);
    const fresh = hooks.length === 0 ? [] : lines.filter(({ at }) => at > since);
    const tellings = yield* tellingsOf(hall, fresh, this.d.ratingOf);
    const more = lines.length === linesAtOnce;
    const writes: Bound[] = [log.moveCursor(hall.id, last.version)];
    if (!more && hooks.some((hook) => store.eventsOf(hook).includes('ticket.soon'))) {
      const day = serviceDay(last.at, hall.timezone);
      const soon = yield* soonIn(hall, { day, version: last.version, at: last.at });
      tellings.push(...soon.tellings);
      // Another hall's clock may be a day behind.
      writes.push(forgetTold(addDays(day, -1)), ...soon.writes);
    }
    for (const telling of tellings)
      for (const hook of hooks) {
        if (!(store.eventsOf(hook) as string[]).includes(telling.event.type)) continue;
        writes.push(this.message(hook.id, hall.id, telling));
      }
    yield writes;
    return more;
  }

  private message(webhook: string, hallId: string, { event, line, place }: Telling): Bound {
    // The id goes in a header.
    const { id, ...payload } = event;
    const now = this.d.clock.now();
    return outbox.insertDelivery({
      ...{ id: this.d.ids.id(), webhook_id: webhook, hall_id: hallId, message: id },
      ...{ kind: event.type, line, version: event.data.version, place },
      payload: JSON.stringify(payload),
      ...{ created_at: now, due_at: now, status: 'pending', tries: 0 },
    });
  }
}
