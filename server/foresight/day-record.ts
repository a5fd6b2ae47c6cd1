import { serviceDay } from '../../shared/rules/day.ts';
import type {
  Fate,
  RecordedAct,
  RecordedDay,
  RecordedStep,
} from '../../shared/rules/simulation/recorded.ts';
import type { HallConfig } from '../hall/config.ts';
import type { DayLog } from './log-store.ts';

/** What the log keeps of a command, as far as it is looked at here. */
interface Data {
  readonly version?: number;
  readonly finished?: string;
  readonly missed?: string;
  readonly putBack?: string;
  readonly kind?: string;
  readonly until?: string;
  readonly queue?: string;
  readonly to?: number;
  readonly place?: string;
  readonly before?: { readonly queue?: string; readonly queues?: string[]; category?: string };
  readonly queues?: readonly string[];
  readonly from?: string;
  readonly category?: string;
  readonly minutes?: number;
  readonly places?: number;
  readonly outcome?: string;
}

/**
 * A day as it is run again (shared/rules/simulation), from its log. What was undone is left out with its
 * undoing. Windows serve what they serve now; whoever was called where they did not is called by name.
 */
export function dayRecord(hall: HallConfig, day: string, log: DayLog): RecordedDay {
  return new Reading(hall, day, log).record();
}

const ms = (instant: string): number => Date.parse(instant);

class Reading {
  private readonly hall: HallConfig;
  private readonly day: string;
  private readonly log: DayLog;
  private readonly stepsOf = new Map<string, RecordedStep[]>();
  /** By ticket: how many steps it was taken with. */
  private readonly countAtFirst = new Map<string, number>();
  private readonly categoryAtFirst = new Map<string, string>();
  private readonly goneAt = new Map<string, number>();

  constructor(hall: HallConfig, day: string, log: DayLog) {
    this.hall = hall;
    this.day = day;
    this.log = log;
    for (const row of log.steps) {
      const own = this.stepsOf.get(row.ticket_id) ?? [];
      this.stepsOf.set(row.ticket_id, own);
      own[row.position] = {
        id: row.id,
        queue: row.first_queue_id,
        after: JSON.parse(row.after_steps) as number[],
      };
    }
    for (const { step_id, version } of log.dropped)
      this.goneAt.set(step_id, Math.max(version, this.goneAt.get(step_id) ?? 0));
  }

  record(): RecordedDay {
    const { hall, log } = this;
    const lines = this.standing();
    for (const { ticket_id, command, data } of lines) this.noteFirst(ticket_id!, command, data);
    const acts = [
      ...this.posts(),
      ...lines.flatMap((line): RecordedAct[] => {
        const act = this.actOf(line);
        return act === null ? [] : [act];
      }),
    ].sort((a, b) => a.at - b.at || a.version - b.version);
    const taken = new Set(
      acts.flatMap((a) => (a.kind === 'take' || a.kind === 'open-here' ? [a.ticket] : [])),
    );
    const tickets = log.tickets.filter(({ id }) => taken.has(id));
    return {
      order: hall.order,
      windows: hall.windows.map(({ id, number, serves }) => ({ id, number, serves })),
      tickets: tickets.map((row) => {
        const code =
          this.categoryAtFirst.get(row.id) ?? hall.categoryById.get(row.category_id)?.code ?? '';
        const steps = this.stepsOf.get(row.id) ?? [];
        return {
          id: row.id,
          number: row.number,
          seq: row.seq,
          takenAt: ms(row.taken_at),
          entry: ms(row.entry_reference),
          booked: row.appointment_id !== null,
          category: code,
          // Who had lost it by two misses in another hall has none here.
          creditSeconds:
            row.referred_from !== null && row.credit_seconds === 0
              ? 0
              : (hall.categoryByCode.get(code)?.creditSeconds ?? 0),
          steps: steps.slice(0, this.countAtFirst.get(row.id) ?? steps.length),
        };
      }),
      acts,
      end: acts.at(-1)?.at ?? 0,
    };
  }

  /** The lines that stand: neither undone nor an undoing. */
  private standing() {
    const own = new Set(this.log.tickets.map(({ id }) => id));
    const lines = this.log.events
      .filter(({ ticket_id }) => own.has(ticket_id!))
      .map((line) => ({ ...line, data: JSON.parse(line.data) as Data }));
    const undone = new Set(
      lines.flatMap(({ command, data }) => (command === 'undo' ? [data.version] : [])),
    );
    return lines.filter(({ command, version }) => command !== 'undo' && !undone.has(version));
  }

  /** The category and the steps of a ticket as it was taken are those before its first change. */
  private noteFirst(ticket: string, command: string, data: Data): void {
    const before = command === 'change-category' ? data.from : data.before?.category;
    if (before !== undefined && !this.categoryAtFirst.has(ticket))
      this.categoryAtFirst.set(ticket, before);
    const queues = command === 'change-visit' ? data.before?.queues : undefined;
    if (queues !== undefined && !this.countAtFirst.has(ticket))
      this.countAtFirst.set(ticket, queues.length);
  }

  private actOf(line: ReturnType<Reading['standing']>[number]): RecordedAct | null {
    const { version, command, data } = line;
    const [ticket, step, window] = [line.ticket_id!, line.step_id ?? '', line.window_id ?? ''];
    const when = { at: ms(line.at), version };
    const leave = (fate: Fate): RecordedAct => ({
      ...when,
      ...{ kind: 'leave', window, ticket, step, fate },
    });
    switch (command) {
      case 'take':
      case 'refer-in':
      case 'arrive':
        return { ...when, kind: 'take', ticket };
      case 'open-ticket':
        return { ...when, kind: 'open-here', window, ticket, step };
      case 'call-next': {
        const left =
          data.finished !== undefined
            ? 'finish'
            : data.missed !== undefined
              ? 'no-show'
              : data.putBack !== undefined
                ? 'put-back'
                : null;
        return { ...when, kind: 'next', window, ticket, step, left };
      }
      case 'call':
      case 'take-up':
        return { ...when, kind: command, window, ticket, step };
      case 'finish':
      case 'no-show':
      case 'put-back':
        return leave({ kind: command });
      case 'enter-late':
        return step === ''
          ? null
          : leave({ kind: data.outcome === 'missed' ? 'no-show' : 'finish' });
      case 'hold':
        return leave({
          kind: 'hold',
          hold: data.kind as 'any-window' | 'this-window' | 'until',
          until: data.until === undefined ? null : ms(data.until),
        });
      case 'transfer':
        return leave(this.transferred(data));
      case 'refer':
        return window === '' ? { ...when, kind: command, ticket } : leave({ kind: command });
      case 'return':
      case 'wake':
      case 'cancel':
        return { ...when, kind: command, ticket };
      case 'change-category':
        return { ...when, kind: 'credit', ticket, ...this.credit(data.category) };
      case 'move':
        return {
          ...when,
          kind: 'move',
          ticket,
          from: this.queueId(data.before?.queue),
          queue: this.queueId(data.queue),
        };
      case 'later':
        return {
          ...when,
          kind: 'later',
          ticket,
          minutes: data.minutes ?? null,
          places: data.places ?? null,
        };
      case 'change-visit':
        return { ...when, kind: 'change', ticket, ...this.changed(ticket, version, data) };
      default:
        return null;
    }
  }

  private transferred({ queue, to, place }: Data): Fate {
    const window = to === undefined ? undefined : this.hall.windowByNumber.get(to);
    return {
      kind: 'transfer',
      queue: queue === undefined ? null : this.queueId(queue),
      only: window?.id ?? null,
      front: place === 'front',
    };
  }

  private changed(ticket: string, version: number, data: Data) {
    const all = this.stepsOf.get(ticket) ?? [];
    const goneBefore = all.filter(({ id }) => (this.goneAt.get(id) ?? Infinity) <= version).length;
    const count = Math.min(all.length, (data.queues?.length ?? all.length) + goneBefore);
    const gone = all.flatMap(({ id }, i) => (this.goneAt.get(id) === version ? [i] : []));
    return { ...this.credit(data.category), steps: all.slice(0, count), gone };
  }

  private credit(code = ''): { category: string; creditSeconds: number } {
    const { hall } = this;
    return { category: code, creditSeconds: hall.categoryByCode.get(code)?.creditSeconds ?? 0 };
  }

  private queueId(code = ''): string {
    return this.hall.queueByCode.get(code)?.id ?? '';
  }

  /** When windows were there for visitors, and when not. */
  private posts(): RecordedAct[] {
    const { spells } = this.log;
    return spells
      .filter(({ began_at }) => serviceDay(began_at, this.hall.timezone) === this.day)
      .flatMap(({ window_id: window, status, began_at, ended_at, version }): RecordedAct[] => {
        if (status !== 'open') return [];
        const before = spells.find((s) => s.window_id === window && s.ended_at === began_at);
        const begin: RecordedAct = {
          ...{ at: ms(began_at), version: before?.version ?? 0 },
          ...{ kind: 'post', window, open: true },
        };
        if (ended_at === null) return [begin];
        return [begin, { at: ms(ended_at), version, kind: 'post', window, open: false }];
      });
  }
}
