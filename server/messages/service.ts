import { Problem } from '../../shared/errors.ts';
import { requireMay, requireStaffMay } from '../../shared/rights.ts';
import type {
  MessageList,
  MessagesQuery,
  MessageTo,
  SendMessage,
  SentMessage,
} from '../../shared/contract/message.ts';
import type { Actor } from '../../shared/contract/people.ts';
import { type Instant, plus, secondsBetween } from '../../shared/rules/instants.ts';
import { isMessageShown, messageEnd, messageRate } from '../../shared/rules/messages.ts';
import type { Clock } from '../clock.ts';
import type { Reader } from '../db/open.ts';
import { runUnit } from '../db/unit.ts';
import type { Commands } from '../command/run.ts';
import type { CommandContext, CommandRequest, Touched } from '../command/types.ts';
import type { HallConfig, WindowConfig } from '../hall/config.ts';
import type { Ids } from '../ids.ts';
import type { Windows } from '../windows/service.ts';
import * as store from './store.ts';

interface Dependencies {
  readonly commands: Commands;
  readonly windows: Pick<Windows, 'requireAt' | 'atWork'>;
  readonly read: Reader;
  readonly clock: Clock;
  readonly ids: Ids;
}

type ByActor = CommandRequest & { who: Actor };

/** Words of a manager to a terminal, to all of them, or to the boards; each ends by itself. */
export class Messages {
  private readonly d: Dependencies;

  constructor(dependencies: Dependencies) {
    this.d = dependencies;
  }

  /**
   * Sends a message.
   *
   * @throws Problem `forbidden`, `hall_not_found`, `window_not_found`, `unknown_zone`;
   *   `until_required` for an end that has passed or is over a day away; `not_allowed` to all
   *   terminals where no window is open; `too_many_requests`, with the seconds to wait
   */
  async send(hallCode: string, input: SendMessage, request: ByActor): Promise<SentMessage> {
    const hall = await this.d.commands.hall(hallCode);
    const staff = requireStaffMay(request.who, 'send-messages', hall.code);
    return this.d.commands.inHall(hall.id, request, async (c) => {
      const until = messageEnd(input.until, c.now);
      if (until === null)
        throw new Problem('until_required', 'It ends within a day from now, in the future');
      const windows = await this.windowsOf(c, input.to);
      const zone = zoneOf(c.hall, input.to);
      await requireCalm(c);
      const row: store.MessageRow = {
        id: this.d.ids.id(),
        hall_id: c.hall.id,
        kind: input.to.kind,
        zone_id: zone,
        calls: input.calls ? 1 : 0,
        texts: JSON.stringify(input.text),
        sent_at: c.now,
        sent_by: staff.id,
        until,
        ended_at: null,
      };
      await store.insert(
        c.tx,
        row,
        windows.map(({ id }) => id),
      );
      return {
        answer: await this.view(c, row.id),
        event: {
          command: input.calls ? 'call-clerk' : 'send-message',
          windowId: input.to.kind === 'window' ? windows[0]!.id : null,
          data: {
            message: row.id,
            kind: row.kind,
            ...(input.to.kind === 'window' ? { window: input.to.window } : {}),
            ...(input.to.kind === 'boards' ? { zone: input.to.zone ?? null } : {}),
            endsAt: until,
            // By the name that the erasure of free texts knows.
            comment: input.text['zh-Hans'],
          },
        },
        touched: touchedBy(c.hall, row, windows),
      };
    });
  }

  /** A message is shown no more. Ended twice is ended once. @throws Problem `forbidden`, `not_found` */
  async end(hallCode: string, id: string, request: ByActor): Promise<SentMessage> {
    const hall = await this.d.commands.hall(hallCode);
    requireStaffMay(request.who, 'send-messages', hall.code);
    return this.d.commands.inHall(hall.id, request, async (c) => {
      const row = await found(c, id);
      if (isMessageShown(row, c.now)) await store.end(c.tx, id, c.now);
      const reads = await store.readsOf(c.tx, [id]);
      return {
        answer: await this.view(c, id),
        event: { command: 'end-message', data: { message: id } },
        touched: touchedBy(
          c.hall,
          row,
          reads.map(({ window_id }) => ({ id: window_id })),
        ),
      };
    });
  }

  /**
   * Who is at a window has read a message: it leaves the terminal, and its sender is told.
   *
   * @throws Problem `forbidden`, `window_not_found`, `not_your_window`; `not_found` for one that is
   *   not for this window
   */
  async read(hallCode: string, window: number, id: string, request: ByActor): Promise<SentMessage> {
    const hall = await this.d.commands.hall(hallCode);
    requireMay(request.who, 'work-at-window', hall.code);
    return this.d.commands.inHall(hall.id, request, async (c) => {
      const at = await runUnit(c.tx, this.d.windows.requireAt(c.hall, window, request.who));
      await found(c, id);
      const reads = await store.readsOf(c.tx, [id]);
      if (!reads.some(({ window_id }) => window_id === at.id)) throw new Problem('not_found');
      const by = request.who.kind === 'staff' ? request.who.id : null;
      await store.markRead(c.tx, { message: id, window: at.id, by, at: c.now });
      return {
        answer: await this.view(c, id),
        event: { command: 'read-message', windowId: at.id, data: { message: id, window } },
        touched: { windows: [at.id] },
      };
    });
  }

  /** The newest first, each with who has read it. @throws Problem `forbidden`, `hall_not_found` */
  async list(hallCode: string, page: MessagesQuery, who: Actor): Promise<MessageList> {
    const hall = await this.d.commands.hall(hallCode);
    requireMay(who, 'send-messages', hall.code);
    const { read, clock } = this.d;
    const rows = await store.ofHall(read, hall.id, page);
    const reads = await store.readsOf(
      read,
      rows.map(({ id }) => id),
    );
    return { messages: rows.map((row) => viewOf(hall, row, reads, clock.now(hall.id))) };
  }

  private async windowsOf(c: CommandContext, to: MessageTo): Promise<WindowConfig[]> {
    if (to.kind === 'boards') return [];
    if (to.kind === 'window') {
      const window = c.hall.windowByNumber.get(to.window);
      if (window === undefined) throw new Problem('window_not_found');
      return [window];
    }
    const ids = new Set(await this.d.windows.atWork(c.tx, c.hall.id));
    if (ids.size === 0) throw new Problem('not_allowed', 'No window is open');
    return c.hall.windows.filter(({ id }) => ids.has(id));
  }

  private async view(c: CommandContext, id: string): Promise<SentMessage> {
    const row = await found(c, id);
    return viewOf(c.hall, row, await store.readsOf(c.tx, [id]), c.now);
  }
}

/** @throws Problem `not_found` */
async function found(c: CommandContext, id: string): Promise<store.WithSender> {
  const row = await store.byId(c.tx, c.hall.id, id);
  if (row === null) throw new Problem('not_found', 'There is no such message');
  return row;
}

/** @throws Problem `too_many_requests` */
async function requireCalm(c: CommandContext): Promise<void> {
  const { messages, seconds } = messageRate;
  const since = plus(c.now, -seconds);
  const sent = await store.sentSince(c.tx, c.hall.id, { since, limit: messages });
  const oldest = sent[messages - 1];
  if (oldest === undefined) return;
  const wait = Math.max(1, seconds - secondsBetween(oldest, c.now));
  throw new Problem('too_many_requests', `Try again in ${wait} s`, { seconds: wait });
}

/** @throws Problem `unknown_zone` */
function zoneOf(hall: HallConfig, to: MessageTo): string | null {
  if (to.kind !== 'boards' || to.zone === undefined) return null;
  const zone = hall.zones.find(({ code }) => code === to.zone);
  if (zone === undefined) throw new Problem('unknown_zone', `There is no zone "${to.zone}"`);
  return zone.id;
}

/** Boards are told by the windows of their zone; a zone without any by everything. */
function touchedBy(
  hall: HallConfig,
  { kind, zone_id }: Pick<store.MessageRow, 'kind' | 'zone_id'>,
  windows: readonly { readonly id: string }[],
): Touched {
  if (kind !== 'boards') return { windows: windows.map(({ id }) => id) };
  const here = hall.windows.filter(({ zone }) => zone_id === null || zone.id === zone_id);
  return here.length === 0 ? { all: true } : { windows: here.map(({ id }) => id) };
}

function viewOf(
  hall: HallConfig,
  row: store.WithSender,
  reads: readonly store.ReadRow[],
  now: Instant,
): SentMessage {
  const own = reads
    .filter(({ message_id }) => message_id === row.id)
    .map(({ window_id, read_at, reader }) => ({
      window: hall.windowById.get(window_id)!.number,
      at: read_at,
      by: reader,
    }))
    .sort((a, b) => a.window - b.window);
  return {
    id: row.id,
    to: toOf(hall, row, own),
    text: store.textOf(row),
    calls: row.calls === 1,
    at: row.sent_at,
    until: row.until,
    endedAt: row.ended_at,
    standing: isMessageShown(row, now),
    from: row.sender,
    reads: own,
  };
}

function toOf(
  hall: HallConfig,
  { kind, zone_id }: store.MessageRow,
  reads: SentMessage['reads'],
): MessageTo {
  if (kind === 'window') return { kind, window: reads[0]!.window };
  if (kind === 'terminals') return { kind };
  const zone = zone_id === null ? undefined : hall.zoneById.get(zone_id)?.code;
  return zone === undefined ? { kind } : { kind, zone };
}
