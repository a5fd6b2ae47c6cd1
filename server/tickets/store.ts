import type { SiteKey } from '../site-key.ts';
import type { Reader } from '../db/open.ts';
import { prepared } from '../db/prepared.ts';
import { rows, type Unit } from '../db/unit.ts';

/** The open ticket of a person in a queue, by its number; null: there is none. */
export function* openNumberOfPerson(
  hall: string,
  day: string,
  personHash: string,
  queue: string,
): Unit<string | null> {
  const [row] = yield* rows((db) =>
    db
      .selectFrom('steps')
      .innerJoin('tickets', 'tickets.id', 'steps.ticket_id')
      .select('tickets.number')
      .where('steps.hall_id', '=', hall)
      .where('steps.service_day', '=', day)
      .where('steps.person_hash', '=', personHash)
      .where('steps.queue_id', '=', queue)
      .where('steps.status', 'in', openStepStatuses),
  );
  return row?.number ?? null;
}

/**
 * The open ticket, or step of the same ticket, by which the person of some step stands in a queue
 * already: one at most does (rules.md, "Numbers"). By its number; null: there is none.
 */
export function* openBeside(stepId: string, queue: string): Unit<string | null> {
  const [row] = yield* rows((db) =>
    db
      .selectFrom('steps as own')
      .innerJoin('steps as other', (join) =>
        join
          .onRef('other.hall_id', '=', 'own.hall_id')
          .onRef('other.service_day', '=', 'own.service_day')
          .onRef('other.person_hash', '=', 'own.person_hash')
          .onRef('other.id', '<>', 'own.id'),
      )
      .innerJoin('tickets', 'tickets.id', 'other.ticket_id')
      .select('tickets.number')
      .where('own.id', '=', stepId)
      .where('other.queue_id', '=', queue)
      .where('other.status', 'in', openStepStatuses),
  );
  return row?.number ?? null;
}

/** Whose ticket it is, as a keyed hash; null: nobody knows. */
export function* personOf(ticketId: string): Unit<string | null> {
  const [row] = yield* rows((db) =>
    db.selectFrom('steps').select('person_hash').where('ticket_id', '=', ticketId).limit(1),
  );
  return row?.person_hash ?? null;
}

const openStepStatuses = ['blocked', 'waiting', 'called', 'serving', 'held', 'missed'] as const;

export function* ratedSteps(stepIds: readonly string[]): Unit<Set<string>> {
  const found = yield* rows((db) =>
    db.selectFrom('ratings').select('step_id').where('step_id', 'in', stepIds),
  );
  return new Set(found.map((row) => row.step_id));
}

/** The appointment that a ticket came by; null: it is erased. */
export function* appointmentOf(
  id: string,
  key: SiteKey,
): Unit<{ code: string; from: string } | null> {
  const [row] = yield* rows((db) =>
    db.selectFrom('appointments').select(['code_sealed', 'slot_from']).where('id', '=', id),
  );
  if (row === undefined || row.code_sealed === null) return null;
  return { code: key.unseal(row.code_sealed), from: row.slot_from };
}

const version = prepared<{ hall: string }, { version: number }>((db, p) =>
  db.selectFrom('halls').select('version').where('id', '=', p('hall')),
);

export async function hallVersion(db: Reader, hall: string): Promise<number> {
  return (await version(db, { hall }))[0]!.version;
}

export function* staffName(id: string): Unit<string> {
  return (yield* rows((db) => db.selectFrom('staff').select('name').where('id', '=', id)))[0]!.name;
}
