import {
  type Delivery,
  type DeliveryQuery,
  type MadeWebhook,
  type NewWebhook,
  testType,
  type Webhook,
} from '../../shared/contract/webhooks.ts';
import type { Actor } from '../../shared/contract/people.ts';
import { Problem } from '../../shared/errors.ts';
import { mayManage, requireStaffMay, type StaffActor } from '../../shared/rights.ts';
import { isOpenAddress } from '../../shared/rules/addresses.ts';
import type { Reader, Tx } from '../db/open.ts';
import { type Bound, runUnit, writes } from '../db/unit.ts';
import type { Commands } from '../command/run.ts';
import type { CommandRequest } from '../command/types.ts';
import type { Ids } from '../ids.ts';
import type { SiteKey } from '../site-key.ts';
import type { Clock } from '../clock.ts';
import type { Deliveries } from './deliveries.ts';
import * as outbox from './outbox-store.ts';
import { secretOf } from './signing.ts';
import * as store from './store.ts';

interface Dependencies {
  readonly commands: Commands;
  readonly read: Reader;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly key: SiteKey;
  readonly deliveries: Deliveries;
  /** Addresses of this machine and of private networks are told, too. */
  readonly allowLocal: boolean;
}
type Request = CommandRequest & { who: Actor };

/** More than any site needs: each is told of everything that it asks for. */
const mostWebhooks = 50;

/** Where other systems are told what happens: made and ended by administrators. */
export class Webhooks {
  private readonly d: Dependencies;

  constructor(dependencies: Dependencies) {
    this.d = dependencies;
  }

  /** Those that this administrator may end. @throws Problem `forbidden` */
  async list(who: Actor): Promise<Webhook[]> {
    const staff = requireStaffMay(who, 'manage-webhooks');
    const waiting = await outbox.waiting(this.d.read);
    const rows = await runUnit(this.d.read, store.all());
    const views = await Promise.all(
      rows.map(async (row) => view(row, await this.hallOf(row), waiting.get(row.id) ?? 0)),
    );
    return views.filter((hook) => mayManageHook(staff, hook.hall));
  }

  /**
   * Makes a webhook. Its answer is the only one that holds its secret.
   *
   * @throws Problem `forbidden` for halls of others, `hall_not_found`, `already_exists` for an
   *   address that is told already, `address_not_allowed`, `too_many_requests` beyond fifty
   */
  async make(input: NewWebhook, request: Request): Promise<MadeWebhook> {
    const who = requireStaffMay(request.who, 'manage-webhooks');
    const hall = input.hall === undefined ? null : await this.d.commands.hall(input.hall);
    if (!mayManageHook(who, hall?.code ?? null))
      throw new Problem('forbidden', 'An administrator of some halls makes webhooks for these');
    const url = new URL(input.url);
    url.hash = '';
    this.requireAllowed(url);
    return this.d.commands.inSite(request, async (tx, now) => {
      const before = await runUnit(tx, store.all());
      if (before.length >= mostWebhooks)
        throw new Problem('too_many_requests', `There are ${mostWebhooks} webhooks already`);
      if (before.some((one) => one.url === url.href && one.hall_id === (hall?.id ?? null)))
        throw new Problem('already_exists', 'This address is told already');
      const secret = secretOf(this.d.ids.token());
      const row: store.WebhookRow = {
        id: this.d.ids.id(),
        hall_id: hall?.id ?? null,
        url: url.href,
        events: JSON.stringify(input.events),
        secret: this.d.key.seal(secret),
        status: 'active',
        disabled_why: null,
        created_at: now,
        created_by: who.username,
        failing_since: null,
        disabled_at: null,
      };
      await write(tx, [store.insert(row), store.readFromNow]);
      return {
        answer: { ...view(row, hall?.code ?? null), secret },
        event: {
          command: 'make-webhook',
          data: { ...logged(row), hall: hall?.code ?? null, events: input.events },
        },
      };
    });
  }

  /** Ends a webhook; what was still to be told is told no more. @throws Problem `forbidden`, `not_found` */
  async end(id: string, request: Request): Promise<void> {
    const row = await this.own(id, request.who);
    await this.d.commands.inSite(request, async (tx) => {
      const isLast = (await runUnit(tx, store.all())).every((one) => one.id === id);
      await write(tx, [
        outbox.deleteOf(id),
        store.remove(id),
        ...(isLast ? [store.readNoMore] : []),
      ]);
      return { answer: null, event: { command: 'end-webhook', data: logged(row) } };
    });
  }

  /** One that was disabled is told again, of what happens from now on. @throws Problem `forbidden`, `not_found` */
  async enable(id: string, request: Request): Promise<Webhook> {
    const row = await this.own(id, request.who);
    const hall = await this.hallOf(row);
    return this.d.commands.inSite(request, async (tx) => {
      const to = {
        status: 'active',
        disabled_why: null,
        disabled_at: null,
        failing_since: null,
      } as const;
      await write(tx, [store.change(id, to)]);
      const answer = view({ ...row, ...to }, hall);
      return { answer, event: { command: 'enable-webhook', data: logged(row) } };
    });
  }

  /** Sends a message that says nothing, and answers how that went. @throws Problem `forbidden`, `not_found` */
  async test(id: string, request: Request): Promise<Delivery> {
    const { clock, ids, deliveries, read } = this.d;
    const row = await this.own(id, request.who);
    const at = clock.now();
    const message = `test-${ids.id()}`;
    const hall = await this.hallOf(row);
    const data = { hall, version: 0, ticket: null, step: null, window: null };
    await deliveries.trial(row, {
      ...{ id: message, webhook_id: id, hall_id: row.hall_id, message, kind: testType },
      ...{ line: message, version: 0, place: 0, created_at: at, due_at: at },
      payload: JSON.stringify({ type: testType, timestamp: at, data }),
      ...{ status: 'pending', tries: 0, claimed_until: null, claimed_by: null },
      ...{ answered: null, error: null, said: null, ended_at: null },
    });
    return (await outbox.list(read, id, { offset: 0, limit: 200 })).find(
      (one) => one.message === message,
    )!;
  }

  /** What was and is to be told, the newest first. @throws Problem `forbidden`, `not_found` */
  async deliveriesOf(id: string, query: DeliveryQuery, who: Actor): Promise<Delivery[]> {
    await this.own(id, who);
    return outbox.list(this.d.read, id, query);
  }

  /**
   * Tries a message that failed for good once more.
   *
   * @throws Problem `forbidden`, `not_found`, `not_allowed` for one that did not fail, or where the
   *   webhook is disabled
   */
  async resend(id: string, delivery: string, request: Request): Promise<void> {
    const hook = await this.own(id, request.who);
    await this.d.commands.inSite(request, async (tx, now) => {
      const row = await runUnit(tx, outbox.byId(id, delivery));
      if (row === null) throw new Problem('not_found', 'There is no such message');
      if (row.status !== 'failed' || hook.status !== 'active')
        throw new Problem('not_allowed', 'Only what failed is sent again, where it is told at all');
      await write(tx, [outbox.again(delivery, now)]);
      const data = { ...logged(hook), message: row.message };
      return { answer: null, event: { command: 'resend-webhook', data } };
    });
  }

  private async own(id: string, who: Actor): Promise<store.WebhookRow> {
    const staff = requireStaffMay(who, 'manage-webhooks');
    const row = await runUnit(this.d.read, store.byId(id));
    if (row === null) throw new Problem('not_found', 'There is no such webhook');
    if (!mayManageHook(staff, await this.hallOf(row))) throw new Problem('forbidden');
    return row;
  }

  /** What can be seen to lead nowhere is not taken; names are looked at when they are told. */
  private requireAllowed({ hostname }: URL): void {
    if (this.d.allowLocal) return;
    const host = hostname.replace(/^\[|\]$/g, '');
    const isAddress = /^[\d.]+$/.test(host) || host.includes(':');
    const isLocal = host === 'localhost' || host.endsWith('.localhost');
    if (isLocal || (isAddress && !isOpenAddress(host))) throw new Problem('address_not_allowed');
  }

  /** The code of its hall; null: it is of all. */
  private async hallOf({ hall_id: id }: store.WebhookRow): Promise<string | null> {
    return id === null ? null : (await this.d.commands.hallById(id)).code;
  }
}

function view(row: store.WebhookRow, hall: string | null, waiting = 0): Webhook {
  return {
    id: row.id,
    url: row.url,
    events: store.eventsOf(row),
    hall,
    status: row.status,
    disabledWhy: row.disabled_why,
    disabledAt: row.disabled_at,
    failingSince: row.failing_since,
    waiting,
    createdAt: row.created_at,
    createdBy: row.created_by,
  };
}

const mayManageHook = (who: StaffActor, hall: string | null): boolean =>
  mayManage(who, { halls: hall === null ? [] : [hall] }, 'manage-webhooks');

/** A path may hold what opens the receiver: the log has the host alone. */
const logged = ({ id, url }: store.WebhookRow): object => ({
  webhook: id,
  host: new URL(url).host,
});

function write(tx: Tx, list: readonly Bound[]): Promise<void> {
  return runUnit(tx, writes(list));
}
