import type { Insertable } from 'kysely';
import type { Db } from '../../server/db/open.ts';
import type { Database } from '../../server/db/schema.ts';
import { plus } from '../../shared/rules/instants.ts';
import type { HoldKind, StepStatus, TicketStatus } from '../../shared/transitions.ts';

/**
 * Writes a day by hand, row by row, as the commands would have left it: for expected figures that
 * were worked out on paper. Times are HH:MM or HH:MM:SS of a hall that is at UTC+8.
 */
export interface StepLine {
  queue: string;
  firstQueue?: string;
  status: StepStatus;
  since?: string;
  waits?: string;
  firstCall?: string;
  /** X in seconds as it stood when the step began to wait; absent: the present one of its first queue. */
  standard?: number;
  /** At, or last at: the number of a window; its clerk is the one of `clerks`. */
  window?: number;
  holdKind?: HoldKind;
  misses?: number;
  estimated?: true;
  ended?: string;
  /** People ahead, P50 and P90 in seconds, as given at issue. */
  estimate?: [ahead: number, p50: number, p90: number];
  rating?: number;
  states?: StateLine[];
  calls?: CallLine[];
}
type StateLine = [
  status: StepStatus,
  from: string,
  to: string,
  more?: { window?: number; queue?: string; holdKind?: HoldKind; voided?: true; version?: number },
];
type CallLine = [
  at: string,
  window: number,
  more?: { recall?: true; reason?: string; withdrawn?: true; queue?: string },
];

export interface TicketLine {
  number: string;
  taken: string;
  status: TicketStatus;
  package?: string;
  steps: StepLine[];
}
type WindowLine = [window: number, status: 'open' | 'paused', from: string, to: string];

export class HandMadeDay {
  private readonly db: Db;
  private readonly day: string;
  private readonly ids: HallIds;
  private rows = 0;

  constructor(db: Db, day: string, ids: HallIds) {
    this.db = db;
    this.day = day;
    this.ids = ids;
  }

  /** The numbers that the counter of a prefix gave out. */
  async counter(prefix: string, count: number): Promise<void> {
    await this.insert('counters', { hall_id: this.ids.hall, service_day: this.day, prefix, count });
  }

  async window([window, status, from, to]: WindowLine): Promise<void> {
    await this.insert('window_intervals', {
      id: this.id('spell'),
      ...this.ofHall(),
      ...this.at(window),
      window_id: this.ids.windows.get(window)!,
      staff_id: this.ids.clerks.get(window)!,
      status,
      began_at: this.instant(from),
      ended_at: this.instant(to),
      version: 0,
    });
  }

  async event(version: number, at: string, command: string, data: object): Promise<void> {
    await this.insert('events', {
      hall_id: this.ids.hall,
      version,
      at: this.instant(at),
      command,
      actor: '{}',
      data: JSON.stringify(data),
    });
  }

  async ticket(line: TicketLine): Promise<void> {
    const id = this.id('ticket');
    const taken = this.instant(line.taken);
    const prefix = line.number.replace(/\d+$/, '');
    await this.insert('tickets', {
      id,
      token_hash: id,
      ...this.ofHall(),
      // Of a hall each its own, whatever days are written.
      seq: (Date.parse(this.day) / 86_400_000) * 1000 + this.rows,
      prefix,
      count: Number(line.number.slice(prefix.length)),
      number: line.number,
      status: line.status,
      package_id: line.package === undefined ? null : this.ids.packages.get(line.package)!,
      category_id: this.ids.category,
      credit_seconds: 0,
      language: 'zh-Hans',
      taken_at: taken,
      entry_reference: taken,
      version: 1,
    });
    for (const [position, step] of line.steps.entries()) await this.step(line, id, position, step);
  }

  private async step(
    ticket: TicketLine,
    ticketId: string,
    position: number,
    line: StepLine,
  ): Promise<void> {
    const id = this.id('step');
    const queue = this.ids.queues.get(line.queue)!;
    const waits = line.waits === undefined ? null : this.instant(line.waits);
    await this.insert('steps', {
      id,
      ticket_id: ticketId,
      ...this.ofHall(),
      seq: 1,
      position,
      after_steps: '[]',
      matters: '[]',
      queue_id: queue,
      first_queue_id: this.ids.queues.get(line.firstQueue ?? line.queue)!,
      status: line.status,
      status_since: this.instant(line.since ?? line.ended ?? line.waits ?? ticket.taken),
      callable: 0,
      credit_seconds: 0,
      order_key: waits,
      order_reason: 'walk-in',
      out_of_order: 0,
      ...(line.window === undefined ? {} : this.at(line.window)),
      hold_kind: line.holdKind ?? null,
      waiting_since: waits,
      standard_seconds:
        waits === null
          ? null
          : (line.standard ?? this.ids.standards.get(line.firstQueue ?? line.queue)!),
      waits_from: waits,
      first_called_at: line.firstCall === undefined ? null : this.instant(line.firstCall),
      call_count: line.calls?.length ?? 0,
      round_calls: 0,
      misses: line.misses ?? 0,
      start_estimated: line.estimated === true ? 1 : 0,
      ended_at: line.ended === undefined ? null : this.instant(line.ended),
      estimate_ahead: line.estimate?.[0] ?? null,
      estimate_p50: line.estimate?.[1] ?? null,
      estimate_p90: line.estimate?.[2] ?? null,
    });
    for (const [status, from, to, more = {}] of line.states ?? []) {
      await this.insert('intervals', {
        id: this.id('interval'),
        step_id: id,
        ticket_id: ticketId,
        ...this.ofHall(),
        queue_id: more.queue === undefined ? queue : this.ids.queues.get(more.queue)!,
        status,
        hold_kind: more.holdKind ?? null,
        ...(more.window === undefined ? {} : this.at(more.window)),
        began_at: this.instant(from),
        ended_at: this.instant(to),
        version: more.version ?? 0,
        voided: more.voided === true ? 1 : 0,
      });
    }
    for (const [at, window, more = {}] of line.calls ?? []) {
      await this.insert('calls', {
        id: this.id('call'),
        ...this.ofHall(),
        step_id: id,
        number: ticket.number,
        queue_id: more.queue === undefined ? queue : this.ids.queues.get(more.queue)!,
        ...this.at(window),
        window_id: this.ids.windows.get(window)!,
        zone_id: this.ids.zone,
        language: 'zh-Hans',
        at: this.instant(at),
        recall: more.recall === true ? 1 : 0,
        reason: more.reason ?? null,
        version: 0,
        withdrawn: more.withdrawn === true ? 1 : 0,
      });
    }
    if (line.rating !== undefined) {
      await this.insert('ratings', {
        id: this.id('rating'),
        step_id: id,
        hall_id: this.ids.hall,
        service_day: this.day,
        level: line.rating,
        reasons: '[]',
        way: 'pad',
        at: this.instant('12:00'),
      });
    }
  }

  private ofHall(): { hall_id: string; service_day: string } {
    return { hall_id: this.ids.hall, service_day: this.day };
  }

  private at(window: number): { window_id: string; staff_id: string } {
    return { window_id: this.ids.windows.get(window)!, staff_id: this.ids.clerks.get(window)! };
  }

  private instant(time: string): string {
    const [hours = 0, minutes = 0, seconds = 0] = time.split(':').map(Number);
    return plus(`${this.day}T00:00:00.000Z`, (hours - 8) * 3600 + minutes * 60 + seconds);
  }

  private id(kind: string): string {
    this.rows += 1;
    return `${this.day}-${kind}-${this.rows}`;
  }

  private async insert<T extends keyof Database>(
    table: T,
    row: Insertable<Database[T]>,
  ): Promise<void> {
    await this.db.lanes.run('hand', {
      run: (tx) =>
        tx
          .insertInto(table as 'halls')
          .values(row as never)
          .execute(),
    });
  }
}

/** The ids of what a hand-made day speaks of. */
export interface HallIds {
  readonly hall: string;
  readonly zone: string;
  readonly category: string;
  readonly queues: ReadonlyMap<string, string>;
  /** X of each queue by its code, in seconds. */
  readonly standards: ReadonlyMap<string, number>;
  readonly windows: ReadonlyMap<number, string>;
  readonly packages: ReadonlyMap<string, string>;
  /** The clerk at each window. */
  readonly clerks: ReadonlyMap<number, string>;
}
