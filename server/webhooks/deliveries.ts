import { askedPause, disabledAfterSeconds, pauseAfter } from '../../shared/rules/webhook-tries.ts';
import { type Instant, plus, secondsBetween } from '../../shared/rules/instants.ts';
import type { Clock } from '../clock.ts';
import type { Db } from '../db/open.ts';
import { type Bound, runUnit, type Unit } from '../db/unit.ts';
import type { Ids } from '../ids.ts';
import type { SiteKey } from '../site-key.ts';
import { platesOf } from './log-store.ts';
import type { WebhookOutbox } from './outbox.ts';
import * as outbox from './outbox-store.ts';
import { type Answer, type Reach, send } from './send.ts';
import { signed } from './signing.ts';
import * as store from './store.ts';

interface Dependencies {
  readonly db: Db;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly key: SiteKey;
  readonly outbox: WebhookOutbox;
  readonly reach: Reach;
  readonly log: { readonly error: (facts: object, message: string) => void };
}

/** Of one webhook so many are on their way at once: one that hangs holds up no other. */
const atOnce = 8;
/** A process that took a message and did not say what became of it is gone by then, in seconds. */
const claimSeconds = 60;
/** What is over is kept for so long, so that somebody can look at it. */
const keptSeconds = 7 * 24 * 60 * 60;
const tidyEverySeconds = 60 * 60;

/** Delivers messages: each by one process at a time, those of one line in their order, again until it went well or there was an end. */
export class Deliveries {
  private readonly d: Dependencies;
  /** By this name other processes know what this one has taken. */
  private readonly me: string;
  private readonly onTheWay = new Set<Promise<void>>();
  private readonly ending = new AbortController();
  private tidied: Instant | null = null;

  constructor(dependencies: Dependencies) {
    this.d = dependencies;
    this.me = dependencies.ids.id();
  }

  /** Makes messages of what happened and begins with those that are due; it waits for no receiver. */
  async tick(): Promise<void> {
    const { db, outbox: messages } = this.d;
    const hooks = await runUnit(db.read, store.all());
    if (hooks.length === 0) return;
    await messages.readOn();
    for (const hook of hooks) if (hook.status === 'active') await this.begin(hook.id);
    await this.tidy(hooks);
  }

  /** Resolves when what is on its way now has come to an end. */
  async settled(): Promise<void> {
    while (this.onTheWay.size > 0) await Promise.all(this.onTheWay);
  }

  /** What is on its way is broken off, and tried again by whoever comes next. */
  async close(): Promise<void> {
    this.ending.abort();
    await this.settled();
  }

  /** Takes what is due and begins with it. */
  private async begin(webhook: string): Promise<void> {
    if (this.ending.signal.aborted) return;
    const { hook, taken } = await this.d.outbox.run(() => this.take(webhook));
    for (const message of taken) this.start(this.deliver(hook!, message));
  }

  private start(work: Promise<boolean>): void {
    const one: Promise<void> = work
      .then(
        () => undefined,
        (err: unknown) => this.d.log.error({ err }, 'a webhook could not be delivered'),
      )
      .finally(() => this.onTheWay.delete(one));
    this.onTheWay.add(one);
  }

  private *take(
    webhook: string,
  ): Unit<{ hook: store.WebhookRow | null; taken: outbox.DeliveryRow[] }> {
    const now = this.d.clock.now();
    const hook = yield* store.byId(webhook);
    if (hook?.status !== 'active') return { hook, taken: [] };
    const room = atOnce - (yield* outbox.underWay(webhook, now));
    if (room <= 0) return { hook, taken: [] };
    const taken = yield* outbox.dueOf(webhook, now, room);
    const until = plus(now, claimSeconds);
    if (taken.length > 0) yield taken.map(({ id }) => outbox.claim(id, this.me, until));
    return { hook, taken: yield* withPlates(taken) };
  }

  /** One try, what becomes of it, and then whatever is due by then. */
  private async deliver(hook: store.WebhookRow, message: outbox.DeliveryRow): Promise<boolean> {
    const answer = await this.attempt(hook, message);
    if (answer === null) {
      const { status, tries, due_at, answered, error, said, ended_at } = message;
      const back = { status, tries, due_at, answered, error, said, ended_at };
      await this.d.outbox.run(() => written([outbox.settle(message.id, this.me, back)]));
      return false;
    }
    await this.d.outbox.run(() => this.after(message, answer));
    if (answer.error === null) await this.begin(hook.id);
    return answer.error === null;
  }

  /** Sends a message as it is. Null: this process is ending. */
  private async attempt(
    hook: Pick<store.WebhookRow, 'url' | 'secret'>,
    { message, payload: body }: Pick<outbox.DeliveryRow, 'message' | 'payload'>,
  ): Promise<Answer | null> {
    const { clock, key, reach } = this.d;
    const { signal } = this.ending;
    const headers = signed(key.unseal(hook.secret), { id: message, at: clock.now(), body });
    try {
      return await send(hook.url, { headers, body }, reach, signal);
    } catch (error) {
      if (signal.aborted) return null;
      throw error;
    }
  }

  /** A message that is tried once, now, and never again: that of the button. */
  async trial(hook: store.WebhookRow, message: outbox.DeliveryRow): Promise<void> {
    const answer = await this.attempt(hook, message);
    const { answered = null, error = 'timeout', said = null } = answer ?? {};
    const now = this.d.clock.now();
    await this.d.outbox.run(() =>
      written([
        outbox.insertDelivery({
          ...{ ...message, tries: 1, answered, error, said, ended_at: now },
          status: error === null ? 'delivered' : 'failed',
        }),
      ]),
    );
  }

  private *after(message: outbox.DeliveryRow, answer: Answer): Unit<void> {
    const { clock, ids } = this.d;
    const now = clock.now();
    const tries = message.tries + 1;
    const { answered, error, said } = answer;
    const hook = yield* store.byId(message.webhook_id);
    if (hook === null) return;
    const settle = (to: Pick<outbox.Outcome, 'status' | 'due_at' | 'ended_at'>): Bound =>
      outbox.settle(message.id, this.me, { ...to, tries, answered, error, said });
    if (error === null) {
      const well =
        hook.failing_since === null ? [] : [store.change(hook.id, { failing_since: null })];
      yield [settle({ status: 'delivered', due_at: now, ended_at: now }), ...well];
      return;
    }
    const gone = answered === 410;
    const since = hook.failing_since ?? now;
    if (gone || secondsBetween(since, now) >= disabledAfterSeconds) {
      yield [
        settle({ status: 'failed', due_at: now, ended_at: now }),
        store.change(hook.id, {
          ...{ status: 'disabled', disabled_at: now, failing_since: since },
          disabled_why: gone ? 'gone' : 'failing',
        }),
        outbox.giveUp(hook.id, now),
      ];
      return;
    }
    const pause = pauseAfter(tries, chanceOf(ids), askedPause(answer.retryAfter));
    yield [
      pause === null
        ? settle({ status: 'failed', due_at: now, ended_at: now })
        : settle({ status: 'pending', due_at: plus(now, pause), ended_at: null }),
      store.failed(hook.id, now),
    ];
  }

  private async tidy(hooks: readonly store.WebhookRow[]): Promise<void> {
    const now = this.d.clock.now();
    if (this.tidied !== null && Math.abs(secondsBetween(this.tidied, now)) < tidyEverySeconds)
      return;
    this.tidied = now;
    const before = plus(now, -keptSeconds);
    await this.d.outbox.run(() => written(hooks.map(({ id }) => outbox.deleteOver(id, before))));
  }
}

/** From 0 to 1. */
function chanceOf(ids: Ids): number {
  return Buffer.from(ids.token(), 'base64url').readUInt32BE() / 2 ** 32;
}

function* written(list: readonly Bound[]): Unit<void> {
  yield list;
}

/**
 * Messages of visits with the plates of their cars, as they are now: no message is kept with one, and
 * when the day has ended there is none.
 */
function* withPlates(messages: readonly outbox.DeliveryRow[]): Unit<outbox.DeliveryRow[]> {
  const ids = messages.flatMap(({ kind, line }) => (kind.startsWith('visit.') ? [line] : []));
  const plates = new Map((yield* platesOf(ids)).map(({ id, plate }) => [id, plate]));
  return messages.map((message) => {
    if (!message.kind.startsWith('visit.')) return message;
    const told = JSON.parse(message.payload) as { data: object };
    const data = { ...told.data, plate: plates.get(message.line) ?? null };
    return { ...message, payload: JSON.stringify({ ...told, data }) };
  });
}
