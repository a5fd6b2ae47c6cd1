import { type DatabaseOptions, openForReading, type Reader } from '../../server/db/open.ts';
import type { Ticket } from '../../shared/contract/ticket.ts';
import type { WindowState } from '../../shared/contract/window.ts';
import { ticketStatus, windowCommands } from '../../shared/transitions.ts';
import { tokenHash } from '../../server/tokens.ts';
import { caseOf } from './acts.ts';
import type { Acknowledged } from './load.ts';
import { type Logged, Rebuilt } from './rebuild.ts';

/** Done twice over by nobody: the same again changes nothing, and is in the log once or not at all. */
const atMostOnce: readonly string[] = ['change-appointment'];
/** What the server does by itself. */
const byClock = ['system'];
/** Of these so many are printed. */
const shown = 5;

export interface Checked {
  readonly faults: readonly string[];
  readonly tickets: number;
  readonly calls: number;
  readonly events: number;
}

/**
 * Every way in which the database does not hold what was acknowledged, or does not agree with itself.
 *
 * @param whole whether every request was answered in the end: then there is nothing beside theirs
 */
export async function check(
  database: DatabaseOptions,
  acknowledged: readonly Acknowledged[],
  whole = true,
): Promise<Checked> {
  const reader = openForReading(database);
  try {
    // What the clock does meanwhile is in all that is read, or in none of it.
    return await reader
      .transaction()
      .setIsolationLevel('repeatable read')
      .setAccessMode('read only')
      .execute((db) => checked(db, acknowledged, whole));
  } finally {
    await reader.destroy();
  }
}

async function checked(
  db: Reader,
  acknowledged: readonly Acknowledged[],
  whole: boolean,
): Promise<Checked> {
  const log = await readLog(db);
  const done = acknowledged.filter(({ status }) => status < 300);
  const faults = [
    ...missing(log, done),
    ...(whole ? doubled(log, done) : []),
    ...(await lostRows(db, done)),
    ...(await calls(db, log)),
    ...(await disagreements(db, log)),
    ...(await applications(db, log)),
  ];
  const { n } = await db
    .selectFrom('tickets')
    .select((e) => e.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  return {
    faults,
    tickets: Number(n),
    calls: log.filter((e) => e.command.startsWith('call')).length,
    events: log.length,
  };
}

/** What was said last of a ticket or at a window, for whoever has to find out. */
function story(log: readonly Event[], of: (event: Event) => boolean): string {
  return log
    .filter(of)
    .slice(-12)
    .map(
      (e) =>
        `${e.version} ${e.command} ${e.window ?? ''} ${e.step_id?.slice(-4) ?? ''} ${JSON.stringify(e.data)}`,
    )
    .join('\n    ');
}

type Event = Logged & {
  readonly actor: string;
  readonly hall: string;
  readonly window: number | null;
};

async function readLog(db: Reader): Promise<Event[]> {
  const rows = await db
    .selectFrom('events')
    .leftJoin('windows', 'windows.id', 'events.window_id')
    .select([
      ...(['events.version', 'command', 'actor', 'ticket_id', 'step_id', 'window_id'] as const),
      'events.hall_id as hall',
      'events.data',
      'windows.number as window',
    ])
    .orderBy('events.version')
    .execute();
  return rows.map((row) => ({ ...row, data: JSON.parse(row.data) as Logged['data'] }));
}

/** What was answered with a version stands in the log under it, as it was asked for. */
function missing(log: readonly Event[], done: readonly Acknowledged[]): string[] {
  const ofHall = new Map(log.filter((e) => e.hall !== 'site').map((e) => [e.version, e]));
  const faults: string[] = [];
  for (const { request, answer } of done) {
    const { version } = answer as { version?: number };
    if (version === undefined || !isVersioned(request.event)) continue;
    const event = ofHall.get(version);
    const here = event !== undefined && event.command === request.event && isSame(event, answer);
    if (!here) faults.push(`"${request.key}" (version ${version}) is lost`);
  }
  return faults;
}

function isVersioned(event: string): boolean {
  return (
    (windowCommands as readonly string[]).includes(event) ||
    [
      'take',
      'return',
      'cancel',
      'reprint',
      'change-category',
      'change-visit',
      'move',
      'later',
      'assign-companion',
    ].includes(event)
  );
}

function isSame(event: Event, answer: unknown): boolean {
  if (event.window !== null) {
    const { window, ticket } = answer as WindowState;
    const called = event.command === 'call-next' || event.command === 'call';
    return event.window === window && (!called || ticket?.number === event.data['number']);
  }
  return event.ticket_id === (answer as Ticket).id;
}

/** One line in the log for each request that was granted, and none beside. */
function doubled(log: readonly Event[], done: readonly Acknowledged[]): string[] {
  const count = (names: readonly string[]): Map<string, number> => {
    const counts = new Map<string, number>();
    for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
    return counts;
  };
  const kept = count(log.filter((e) => !byClock.includes(e.actor)).map((e) => e.command));
  const granted = count(done.map(({ request }) => request.event));
  const faults: string[] = [];
  for (const name of new Set([...kept.keys(), ...granted.keys()])) {
    const [is, due] = [kept.get(name) ?? 0, granted.get(name) ?? 0];
    if (is === due || (atMostOnce.includes(name) && is < due)) continue;
    faults.push(`"${name}" is ${is} times in the log and was granted ${due} times`);
  }
  return faults;
}

/** What was answered without a version: found by what only it can have. */
async function lostRows(db: Reader, done: readonly Acknowledged[]): Promise<string[]> {
  const own = {
    'request-home-visit': await texts(
      db.selectFrom('home_visits').select('token_hash as own').execute(),
    ),
    'create-staff': await texts(db.selectFrom('staff').select('username as own').execute()),
    take: await texts(db.selectFrom('tickets').select('token_hash as own').execute()),
  };
  const member = {
    'request-home-visit': 'token',
    'create-staff': 'username',
    take: 'token',
  };
  const { booked } = await db
    .selectFrom('appointments')
    .select((e) => e.fn.countAll<number>().as('booked'))
    .executeTakeFirstOrThrow();
  // Their codes are kept in a form that only the server can compare.
  const granted = done.filter(({ request }) => request.event === 'book').length;
  const fewer =
    Number(booked) < granted ? [`${granted} bookings were granted, ${booked} are kept`] : [];
  const invitations = await texts(db.selectFrom('invitations').select('id as own').execute());
  const cases = await texts(db.selectFrom('cases').select('id as own').execute());
  const { counted } = await db
    .selectFrom('consultations')
    .select((e) => e.fn.countAll<number>().as('counted'))
    .executeTakeFirstOrThrow();
  const consulted = done.filter(({ request }) => request.event === 'consult').length;
  if (Number(counted) < consulted)
    fewer.push(`${consulted} consultations were counted, ${counted} are kept`);
  const lost = done.flatMap(({ request, answer }) => {
    if (request.event === 'invite')
      return invitations.has((answer as { id: string }).id)
        ? []
        : [`"${request.key}": its list is lost`];
    if (request.event === 'open-case')
      return cases.has(caseOf(answer)) ? [] : [`"${request.key}": its case is lost`];
    const event = request.event as keyof typeof own;
    if (!(event in own)) return [];
    const text = (answer as Record<string, string>)[member[event]]!;
    const kept = event === 'create-staff' ? text : tokenHash(text);
    return own[event].has(kept) ? [] : [`"${request.key}": what it made is lost`];
  });
  return [...fewer, ...lost];
}

/** What was handed in is what the log says of ends that were not taken back, each as its last state. */
async function applications(db: Reader, log: readonly Event[]): Promise<string[]> {
  const kept = await db.selectFrom('applications').select(['id', 'status']).execute();
  const states = await db
    .selectFrom('application_states')
    .select(['application_id', 'status'])
    .orderBy('seq')
    .execute();
  const last = new Map(states.map(({ application_id, status }) => [application_id, status]));
  const faults = kept
    .filter(({ id, status }) => last.get(id) !== status)
    .map(({ id, status }) => `application ${id} is ${status}, its last state is ${last.get(id)}`);
  const known = new Set(kept.map(({ id }) => id));
  const without = states.filter(({ application_id }) => !known.has(application_id));
  if (without.length > 0) faults.push(`${without.length} states are of no application`);
  // The last end of a window, which an undo says that it took back: a clerk who comes back to an open window
  // after a reload opens it again, and takes back what was before.
  const ends = new Map<string, { readonly command: string; readonly count: number }>();
  let due = 0;
  for (const { command, window_id: window, data } of log) {
    if (window === null) continue;
    const last = ends.get(window);
    if (command === 'undo' && last !== undefined && last.command === data['undone'])
      due -= last.count;
    if (command !== 'finish' && command !== 'call-next') continue;
    const handedIn = data['applications'];
    const count = Array.isArray(handedIn) ? handedIn.length : 0;
    ends.set(window, { command, count });
    due += count;
  }
  if (due !== kept.length)
    faults.push(`${kept.length} applications are kept, ${due} were handed in, says the log`);
  return faults;
}

async function texts(rows: Promise<{ own: string }[]>): Promise<Set<string>> {
  return new Set((await rows).map(({ own }) => own));
}

/** Every call of the log is announced once, at its window; none is beside them. */
async function calls(db: Reader, log: readonly Event[]): Promise<string[]> {
  const rows = await db
    .selectFrom('calls')
    .select(['version', 'number', 'window_id', 'step_id', 'withdrawn'])
    .execute();
  const called = log.filter((e) => ['call-next', 'call', 'recall'].includes(e.command));
  const byVersion = new Map(rows.map((row) => [row.version, row]));
  const faults = called
    .filter((e) => {
      const row = byVersion.get(e.version);
      return row?.number !== e.data['number'] || row?.window_id !== e.window_id;
    })
    .map((e) => `the call of ${String(e.data['number'])} (version ${e.version}) is lost`);
  if (rows.length !== called.length)
    faults.push(`${rows.length} calls are kept, ${called.length} are in the log`);
  return faults;
}

/** Where numbers, counters, steps, windows, tickets and queues are not what the log says. */
async function disagreements(db: Reader, log: readonly Event[]): Promise<string[]> {
  const faults: string[] = [];
  const halls = await db.selectFrom('halls').select(['id', 'version']).execute();
  const site = await db.selectFrom('site').select('version').executeTakeFirstOrThrow();
  for (const { id, version } of [...halls, { id: 'site', version: site.version }]) {
    const own = log.filter((event) => event.hall === id);
    if (!own.every((event, i) => event.version === i + 1)) faults.push(`the log of ${id} has gaps`);
    if (own.length > 0 && own.length !== version) faults.push(`the log of ${id} ends before it`);
  }
  const tickets = await db.selectFrom('tickets').selectAll().execute();
  const taken = new Set(
    log.filter((e) => ['take', 'open-ticket'].includes(e.command)).map((e) => e.ticket_id),
  );
  for (const { prefix, service_day, count } of await db
    .selectFrom('counters')
    .selectAll()
    .execute()) {
    const given = tickets.filter((t) => t.prefix === prefix && t.service_day === service_day);
    if (given.length !== count || new Set(given.map((t) => t.count)).size !== count)
      faults.push(`prefix ${prefix} of ${service_day}: ${given.length} tickets, counter ${count}`);
  }
  const steps = await db.selectFrom('steps').selectAll().orderBy('position').execute();
  const planned = steps.map((s) => ({
    id: s.id,
    ticket: s.ticket_id,
    position: s.position,
    after: JSON.parse(s.after_steps) as number[],
    dropped: s.dropped === 1,
  }));
  const rebuilt = new Rebuilt(log, planned);
  const stepsOf = new Map<string, typeof steps>();
  const waiting = new Map<string, number>();
  steps.forEach((step, i) => {
    stepsOf.set(step.ticket_id, [...(stepsOf.get(step.ticket_id) ?? []), step]);
    const status = rebuilt.status(planned[i]!);
    if (status !== step.status)
      faults.push(
        `step …${step.id.slice(-4)} of ${step.ticket_id} is ${step.status}, its log says ${status}\n    ${story(log, (e) => e.ticket_id === step.ticket_id || (e.window_id !== null && e.window_id === step.window_id))}`,
      );
    const hand = step.status === 'called' || step.status === 'serving';
    if (hand && rebuilt.inHand(step.window_id ?? '') !== step.id)
      faults.push(`a step is in hand at a window that has another, says the log`);
    if (step.callable !== 1) return;
    const line = `${step.queue_id} ${step.service_day}`;
    waiting.set(line, (waiting.get(line) ?? 0) + 1);
  });
  for (const ticket of tickets) {
    const status = ticketStatus(stepsOf.get(ticket.id) ?? []);
    if (status !== ticket.status)
      faults.push(`${ticket.number} is ${ticket.status}, its steps say ${status}`);
    if (!taken.has(ticket.id)) faults.push(`${ticket.number} was never taken, says the log`);
  }
  for (const window of await db
    .selectFrom('windows')
    .select(['id', 'number', 'status'])
    .execute()) {
    const status = rebuilt.windows.get(window.id) ?? 'closed';
    if (status !== window.status)
      faults.push(
        `window ${window.number} is ${window.status}, its log says ${status}\n    ${story(log, (e) => e.window_id === window.id)}`,
      );
  }
  for (const line of await db.selectFrom('queue_days').selectAll().execute()) {
    const count = waiting.get(`${line.queue_id} ${line.service_day}`) ?? 0;
    if (count !== line.waiting) faults.push(`a queue counts ${line.waiting}, ${count} wait in it`);
  }
  return faults.length > 50
    ? [...faults.slice(0, shown), `and ${faults.length - shown} more`]
    : faults;
}
