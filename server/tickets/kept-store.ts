import type { Selectable } from 'kysely';
import type { Reader } from '../db/open.ts';
import { prepared } from '../db/prepared.ts';
import { rows, together, type Unit } from '../db/unit.ts';
import type { StepsTable, TicketsTable } from '../db/tables/visits.ts';
import { tokenHash } from '../tokens.ts';
import type { OrderReason, Step, StepMatter, Visit } from '../../shared/rules/visit.ts';

export type TicketRow = Selectable<TicketsTable>;
export type StepRow = Selectable<StepsTable>;

/** A ticket as it is kept, with the visit that the rules work on. */
export interface StoredTicket {
  readonly ticket: TicketRow;
  readonly visit: Visit;
}

/** What a change makes of a ticket. */
export interface Changed {
  readonly visit: Visit;
  readonly ticket: Partial<
    Pick<
      TicketRow,
      | 'category_id'
      | 'credit_seconds'
      | 'companion_id'
      | 'note'
      | 'files'
      | 'package_id'
      | 'more_packages'
      | 'later_count'
      | 'referred_to'
    >
  >;
}

const ticketById = prepared<{ id: string }, TicketRow>((db, p) =>
  db.selectFrom('tickets').selectAll().where('id', '=', p('id')),
);
const ticketByToken = prepared<{ hash: string }, TicketRow>((db, p) =>
  db.selectFrom('tickets').selectAll().where('token_hash', '=', p('hash')),
);
/** From before tokens were derived: the slip in the visitor's hand has another one. */
const ticketByOldLink = prepared<{ hash: string }, TicketRow>((db, p) =>
  db
    .selectFrom('tickets')
    .innerJoin('old_ticket_links', 'old_ticket_links.ticket_id', 'tickets.id')
    .selectAll('tickets')
    .where('old_ticket_links.token_hash', '=', p('hash')),
);
const ticketByNumber = prepared<
  { hall: string; day: string; prefix: string; count: number },
  TicketRow
>((db, p) =>
  db
    .selectFrom('tickets')
    .selectAll()
    .where('hall_id', '=', p('hall'))
    .where('service_day', '=', p('day'))
    .where('prefix', '=', p('prefix'))
    .where('count', '=', p('count')),
);
const stepsOfTicket = prepared<{ id: string }, StepRow>((db, p) =>
  db.selectFrom('steps').selectAll().where('ticket_id', '=', p('id')).orderBy('position'),
);

export function* keptById(id: string): Unit<StoredTicket | null> {
  const [[ticket], steps] = yield* together(ticketById.rows({ id }), stepsOfTicket.rows({ id }));
  return ticket === undefined ? null : kept(ticket, steps);
}

export function* keptByToken(token: string): Unit<StoredTicket | null> {
  const hash = tokenHash(token);
  const [ticket] = yield* ticketByToken.rows({ hash });
  return yield* withSteps(ticket ?? (yield* ticketByOldLink.rows({ hash }))[0]);
}

export function* keptByNumber(
  hall: string,
  day: string,
  number: string,
): Unit<StoredTicket | null> {
  const [, prefix = '', count = '0'] = /^(\D+)(\d+)$/.exec(number) ?? [];
  const [row] = yield* ticketByNumber.rows({ hall, day, prefix, count: Number(count) });
  return yield* withSteps(row);
}

function* withSteps(ticket: TicketRow | undefined): Unit<StoredTicket | null> {
  if (ticket === undefined) return null;
  return kept(ticket, yield* stepsOfTicket.rows({ id: ticket.id }));
}

/** Several tickets at once: two queries, however many. */
export function* keptByIds(ids: readonly string[]): Unit<StoredTicket[]> {
  if (ids.length === 0) return [];
  const tickets = yield* rows((db) => db.selectFrom('tickets').selectAll().where('id', 'in', ids));
  const steps = yield* rows((db) =>
    db.selectFrom('steps').selectAll().where('ticket_id', 'in', ids).orderBy('position'),
  );
  return tickets.map((ticket) =>
    kept(
      ticket,
      steps.filter((s) => s.ticket_id === ticket.id),
    ),
  );
}

/** The tickets of a day that have not ended. */
export async function openTicketIds(db: Reader, hall: string, day: string): Promise<string[]> {
  const open = await db
    .selectFrom('tickets')
    .select('id')
    .where('hall_id', '=', hall)
    .where('service_day', '=', day)
    .where('status', 'in', ['waiting', 'called', 'serving', 'held', 'missed'])
    .where('ended_at', 'is', null)
    .orderBy('seq')
    .execute();
  return open.map((row) => row.id);
}

function kept(ticket: TicketRow, steps: readonly StepRow[]): StoredTicket {
  return {
    ticket,
    visit: {
      status: ticket.status,
      entry_reference: ticket.entry_reference,
      credit_seconds: ticket.credit_seconds,
      ended_at: ticket.ended_at,
      steps: steps.map(stepOf),
      intervals: [],
    },
  };
}

function stepOf(row: StepRow): Step {
  return {
    ...row,
    order_reason: row.order_reason as OrderReason,
    after: JSON.parse(row.after_steps) as number[],
    matters: JSON.parse(row.matters) as StepMatter[],
  };
}
