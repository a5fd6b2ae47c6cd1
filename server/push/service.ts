import type { PushState, PushWish } from '../../shared/contract/push.ts';
import { Problem } from '../../shared/errors.ts';
import type { Language } from '../../shared/languages.ts';
import { type PushFacts, type PushKind, pushText } from '../../shared/push-words.ts';
import { isOpenAddress } from '../../shared/rules/addresses.ts';
import { serviceDay } from '../../shared/rules/day.ts';
import { isIP } from 'node:net';
import type { Clock } from '../clock.ts';
import type { Db } from '../db/open.ts';
import { type Bound, runUnit, type Unit } from '../db/unit.ts';
import type { Commands } from '../command/run.ts';
import type { HallConfig } from '../hall/config.ts';
import type { Ids } from '../ids.ts';
import type { SiteKey } from '../site-key.ts';
import type { StoredTicket } from '../tickets/service.ts';
import { linesAfter, versionOf } from '../webhooks/log-store.ts';
import { type Reach, send } from '../webhooks/send.ts';
import { heads, servedNow } from '../webhooks/soon-store.ts';
import { noRatings, tellingsOf } from '../webhooks/telling.ts';
import { encrypted, isPoint, Vapid } from './crypt.ts';
import * as store from './store.ts';
import { kindOf } from './kinds.ts';

interface Dependencies {
  readonly db: Db;
  readonly commands: Commands;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly key: SiteKey;
  readonly reach: Reach;
  readonly tickets: { readonly keptByToken: (token: string) => Promise<StoredTicket> };
  /** The address that phones reach the hall by: a push service that is troubled by us finds it there. */
  readonly publicUrl: string | undefined;
  readonly log: { readonly error: (facts: object, message: string) => void };
}

/** A family follows one ticket. */
const phonesATicket = 4;
/** Lines that are read at one turn of the clock. */
const linesAtOnce = 200;
/** So many messages are on their way at once; what is beyond the waiting ones is not said. */
const atOnce = 16;
const mostWaiting = 2000;
/** After so many tries in a row that failed a phone is told no more. */
const mostFailures = 5;
/** What was not delivered after so long is not true any more (s). */
const trueFor: Readonly<Record<PushKind, number>> = { called: 180, soon: 600, changed: 1800 };

/** What is kept sealed of a phone: its address at its push service, and the keys of its browser. */
type Phone = Pick<PushWish, 'endpoint' | 'keys'>;
interface Message {
  readonly to: store.SubscriptionRow;
  readonly kind: PushKind;
  readonly facts: PushFacts;
}

/**
 * Tells phones what happens with their ticket, by the push service of their browser: that it is nearly
 * their turn, that it is, that something changed. Told once, and not again where it does not arrive: by
 * then it is not true any more. What a phone left here is erased when its visit is over.
 */
export class Push {
  private readonly d: Dependencies;
  private readonly vapid: Vapid;
  private readonly waiting: Message[] = [];
  private readonly underWay = new Set<Promise<void>>();
  private readonly ending = new AbortController();

  constructor(dependencies: Dependencies) {
    this.d = dependencies;
    this.vapid = new Vapid(dependencies.key.pushSecret());
  }

  /** What browsers subscribe with. */
  get key(): string {
    return this.vapid.publicKey;
  }

  /**
   * From now on a phone is told of its ticket. The same again changes nothing.
   *
   * @throws Problem as `keptByToken`; `not_allowed` where the visit is over; `bad_input` for an address
   *   inside a network, or a key that is none
   */
  async begin(token: string, wish: PushWish): Promise<PushState> {
    const { endpoint, keys, language } = wish;
    const host = new URL(endpoint).hostname.replace(/^\[|\]$/g, '');
    if (isIP(host) > 0 && !this.d.reach.allowLocal && !isOpenAddress(host))
      throw badInput('endpoint', 'an address inside a network');
    if (!isPoint(keys.p256dh)) throw badInput('keys.p256dh', 'no public key of P-256');
    const { ticket, visit } = await this.d.tickets.keptByToken(token);
    const { clock, key, ids } = this.d;
    const hall = await this.d.commands.hallById(ticket.hall_id);
    const now = clock.now(hall.id);
    if (visit.ended_at !== null || ticket.service_day !== serviceDay(now, hall.timezone))
      throw new Problem('not_allowed', 'The visit is over', { state: visit.status });
    const hash = key.pushHash(endpoint);
    const row: store.SubscriptionRow = {
      ...{ id: ids.id(), hall_id: hall.id, ticket_id: ticket.id },
      service_day: ticket.service_day,
      endpoint_hash: hash,
      sealed: key.seal(JSON.stringify({ endpoint, keys } satisfies Phone)),
      ...{ language, soon_step: null, failures: 0, created_at: now },
    };
    return this.run(function* () {
      const others = (yield* store.ofTicket(ticket.id)).filter((o) => o.endpoint_hash !== hash);
      if (others.length >= phonesATicket)
        throw new Problem('not_allowed', `At most ${phonesATicket} phones follow one ticket`);
      // Nobody is told of what was before: the first of a day begins with the newest.
      const cursor = (yield* store.anyOf(hall.id, row.service_day))
        ? []
        : [store.moveCursor(hall.id, yield* versionOf(hall.id))];
      yield [...cursor, store.keep(row)];
      return { told: true };
    });
  }

  /** A phone is told no more. @throws Problem as `keptByToken` */
  async end(token: string, endpoint: string): Promise<PushState> {
    const { ticket } = await this.d.tickets.keptByToken(token);
    const hash = this.d.key.pushHash(endpoint);
    await this.run(() => written([store.removeOf(ticket.id, hash)]));
    return { told: false };
  }

  /** Reads on in the log of each hall where a phone is told, and begins to tell; it waits for nobody. */
  async tick(): Promise<void> {
    const { db, commands, clock } = this.d;
    for (const { hall_id: id, day } of await store.hallsWithPhones(db.read)) {
      const hall = await commands.hallById(id);
      const today = serviceDay(clock.now(id), hall.timezone);
      const messages = await this.run(() => this.readIn(hall, today));
      this.waiting.push(...messages.slice(0, Math.max(0, mostWaiting - this.waiting.length)));
      if (day < today) await this.run(() => written([store.removeBefore(id, today)]));
    }
    while (this.underWay.size < atOnce && this.waiting.length > 0) this.start();
  }

  /** Resolves when nothing is on its way. */
  async settled(): Promise<void> {
    while (this.underWay.size > 0) await Promise.all(this.underWay);
  }

  async close(): Promise<void> {
    this.waiting.length = 0;
    this.ending.abort();
    await this.settled();
  }

  /** What phones of a hall are to be told now, and kept so that it is told once. */
  private *readIn(hall: HallConfig, today: string): Unit<Message[]> {
    const after = yield* store.takeCursor(hall.id);
    if (after === null) return [];
    const lines = yield* linesAfter(hall.id, after, linesAtOnce);
    const last = lines.at(-1);
    if (last === undefined) return [];
    const tellings = yield* tellingsOf(hall, lines, noRatings);
    const ids = [...new Set(tellings.map(({ event }) => event.data.ticket?.id ?? ''))];
    const phones = yield* store.ofTickets(ids);
    const messages: Message[] = [];
    const over: string[] = [];
    for (const to of phones) {
      // The newest of what happened to it is what it is told.
      const own = tellings.filter(({ event }) => event.data.ticket?.id === to.ticket_id);
      if (own.some(({ event }) => event.type === 'visit.ended')) over.push(to.ticket_id);
      const newest = own.flatMap(({ event }) => {
        const kind = kindOf(event);
        return kind === null ? [] : [{ kind, event }];
      });
      const told = newest.at(-1);
      if (told === undefined) continue;
      const { number } = told.event.data.ticket!;
      const window = told.event.data.window;
      const label = window === null ? undefined : hall.windowByNumber.get(window)?.label;
      messages.push({
        ...{ to, kind: told.kind },
        facts: { number, window: label ?? (window === null ? undefined : String(window)) },
      });
    }
    const writes: Bound[] = [store.moveCursor(hall.id, last.version)];
    const soon = yield* this.soonIn(hall, today);
    const called = new Set(messages.map(({ to }) => to.id));
    for (const { message, step } of soon) {
      writes.push(store.change(message.to.id, { soon_step: step }));
      if (!called.has(message.to.id)) messages.push(message);
    }
    if (over.length > 0) writes.push(store.removeOfTickets(over));
    yield writes;
    return messages;
  }

  private *soonIn(hall: HallConfig, today: string): Unit<{ message: Message; step: string }[]> {
    const near: { message: Message; step: string }[] = [];
    for (const queue of yield* servedNow(hall)) {
      const first = yield* heads(queue, today);
      const phones = yield* store.ofTickets(first.map(({ id }) => id));
      for (const [ahead, { id, number, step }] of first.entries())
        for (const to of phones.filter((phone) => phone.ticket_id === id))
          if (to.soon_step !== step)
            near.push({ message: { to, kind: 'soon', facts: { number, ahead } }, step });
    }
    return near;
  }

  private start(): void {
    const message = this.waiting.shift()!;
    const one: Promise<void> = this.tell(message)
      .catch((err: unknown) => {
        if (!this.ending.signal.aborted) this.d.log.error({ err }, 'a phone could not be told');
      })
      .finally(() => {
        this.underWay.delete(one);
        if (this.waiting.length > 0 && !this.ending.signal.aborted) this.start();
      });
    this.underWay.add(one);
  }

  private async tell({ to, kind, facts }: Message): Promise<void> {
    const { key, clock, reach, publicUrl } = this.d;
    const { endpoint, keys } = JSON.parse(key.unseal(to.sealed)) as Phone;
    const text = JSON.stringify({ kind, ...pushText(kind, to.language as Language, facts) });
    const about =
      publicUrl?.startsWith('https://') === true ? publicUrl : 'mailto:webpush@localhost';
    const headers = {
      authorization: this.vapid.authorization(endpoint, about, clock.now()),
      'content-encoding': 'aes128gcm',
      'content-type': 'application/octet-stream',
      'user-agent': 'yihaotong',
      ttl: String(trueFor[kind]),
      urgency: 'high',
      // A newer message takes the place of one that was not delivered yet.
      topic: to.endpoint_hash.slice(0, 32),
    };
    const answer = await send(
      endpoint,
      { headers, body: encrypted(text, keys) },
      reach,
      this.ending.signal,
    );
    if (answer.error === null) {
      if (to.failures > 0) await this.run(() => written([store.change(to.id, { failures: 0 })]));
      return;
    }
    const isGone = answer.answered === 404 || answer.answered === 410;
    const failures = to.failures + 1;
    await this.run(() =>
      written([
        isGone || failures >= mostFailures
          ? store.remove(to.id)
          : store.change(to.id, { failures }),
      ]),
    );
  }

  private run<T>(unit: () => Unit<T>): Promise<T> {
    const { db } = this.d;
    return db.lanes.run('push', { unit, run: (tx) => runUnit(tx, unit()) });
  }
}

function badInput(path: string, message: string): Problem {
  return new Problem('bad_input', message, { issues: [{ path, message }] });
}

function* written(list: readonly Bound[]): Unit<void> {
  yield list;
}
