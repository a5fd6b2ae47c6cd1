import { sql } from 'kysely';
import { Problem } from '../../shared/errors.ts';
import type { Tx } from '../db/open.ts';
import { prepared } from '../db/prepared.ts';
import type { Instant } from '../rules/instants.ts';
import type { LoggedEvent, Who } from './command.ts';

interface LockedHall {
  readonly id: string;
  readonly version: number;
  readonly config_version: number;
  readonly open_day: string | null;
  /** The hall's time now: the clock's, or its last instant where that is later. */
  readonly last_at: Instant;
}

const takeHall = prepared<{ id: string; now: Instant }, LockedHall>((db, p) =>
  db
    .updateTable('halls')
    .set({ version: sql<number>`version + 1`, last_at: later(p('now')) })
    .where('id', '=', p('id'))
    .returning(['id', 'version', 'config_version', 'open_day', 'last_at']),
);

/**
 * The later of the row's last instant and now: time never goes back inside a hall. As a comparison
 * of texts, which means the same on both databases.
 */
function later(now: Instant) {
  return sql<Instant>`case when last_at < ${now} then ${now} else last_at end`;
}

/** Takes the hall's row: the lock between windows, the version of what follows, and its instant. */
export async function lockHall(tx: Tx, hallId: string, now: Instant): Promise<LockedHall> {
  const [row] = await takeHall(tx, { id: hallId, now });
  if (row === undefined) throw new Problem('hall_not_found');
  return row;
}

export async function lockSite(
  tx: Tx,
  now: Instant,
): Promise<{ version: number; last_at: Instant }> {
  return tx
    .updateTable('site')
    .set({ version: sql<number>`version + 1`, last_at: later(now) })
    .returning(['version', 'last_at'])
    .executeTakeFirstOrThrow();
}

/**
 * The site's secret, from now on this one where there was none. Taking the row makes a second
 * process wait until the first has done what it took it for.
 */
export async function takeSite(tx: Tx, secret: string): Promise<string> {
  await tx
    .insertInto('site')
    .values({ id: 1, secret })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
  const site = await tx
    .updateTable('site')
    .set({ id: 1 })
    .returning('secret')
    .executeTakeFirstOrThrow();
  return site.secret;
}

export async function hasHalls(tx: Tx): Promise<boolean> {
  return (await tx.selectFrom('halls').select('id').executeTakeFirst()) !== undefined;
}

export async function setOpenDay(tx: Tx, hallId: string, day: string): Promise<void> {
  await tx.updateTable('halls').set({ open_day: day }).where('id', '=', hallId).execute();
}

/** The instant that a hall has come to. */
export async function moveOn(tx: Tx, hallId: string, at: Instant): Promise<void> {
  await tx.updateTable('halls').set({ last_at: at }).where('id', '=', hallId).execute();
}

/** Puts a hall back to an earlier day and instant. */
export async function turnBack(
  tx: Tx,
  hallId: string,
  to: { day: string; at: Instant },
): Promise<void> {
  await tx
    .updateTable('halls')
    .set({ open_day: to.day, last_at: to.at })
    .where('id', '=', hallId)
    .execute();
}

const insertEvent = prepared<
  {
    hall: string;
    version: number;
    at: Instant;
    command: string;
    actor: string;
    ticket: string | null;
    step: string | null;
    window: string | null;
    data: string;
  },
  never
>((db, p) =>
  db.insertInto('events').values({
    hall_id: p('hall'),
    version: p('version'),
    at: p('at'),
    command: p('command'),
    actor: p('actor'),
    ticket_id: p('ticket'),
    step_id: p('step'),
    window_id: p('window'),
    data: p('data'),
  }),
);

export async function logEvent(
  command: { tx: Tx; now: Instant; version: number; who: Who; hall: { id: string } },
  event: LoggedEvent,
): Promise<void> {
  await insertEvent(command.tx, {
    hall: command.hall.id,
    version: command.version,
    at: command.now,
    command: event.command,
    actor: actorName(command.who),
    ticket: event.ticketId ?? null,
    step: event.stepId ?? null,
    window: event.windowId ?? null,
    data: JSON.stringify(event.data),
  });
}

/** The actor as the log names it: `staff:lin`, `device:…`, `visitor`, `system`. */
export function actorName(who: Who): string {
  switch (who.kind) {
    case 'staff':
      return `staff:${who.username}`;
    case 'device':
      return `device:${who.id}`;
    case 'visitor':
    case 'system':
      return who.kind;
  }
}

/** What a key was answered, sealed. */
interface KeptAnswer {
  readonly request_hash: Uint8Array;
  readonly status: number;
  readonly answer: Uint8Array;
}

export const findAnswer = prepared<{ key: Uint8Array }, KeptAnswer>((db, p) =>
  db
    .selectFrom('answers')
    .select(['request_hash', 'status', 'answer'])
    .where('key_hash', '=', p('key')),
);
/** Answers nothing where another process has answered this key meanwhile: then its answer stands. */
export const insertAnswer = prepared<
  { key: Uint8Array; request: Uint8Array; status: number; answer: Uint8Array; minute: number },
  { status: number }
>((db, p) =>
  db
    .insertInto('answers')
    .values({
      key_hash: p('key'),
      request_hash: p('request'),
      status: p('status'),
      answer: p('answer'),
      minute: p('minute'),
    })
    .onConflict((conflict) => conflict.column('key_hash').doNothing())
    .returning('status'),
);
