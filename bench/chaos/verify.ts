import { openForReading, type Reader } from '../../server/db/open.ts';
import { tokenHash } from '../../server/tokens.ts';
import { ticketStatus } from '../../shared/transitions.ts';
import { type Acknowledged, done } from './load.ts';
import { rebuild } from './rebuild.ts';

/** Every way in which the file does not hold what was acknowledged, or does not agree with itself. */
export async function losses(
  file: string,
  acknowledged: readonly Acknowledged[],
): Promise<string[]> {
  const db = openForReading({ kind: 'sqlite', file });
  try {
    return [...(await missing(db, acknowledged)), ...(await disagreements(db))];
  } finally {
    await db.destroy();
  }
}

export async function countTickets(file: string): Promise<number> {
  const db = openForReading({ kind: 'sqlite', file });
  const rows = await db.selectFrom('tickets').select('id').execute();
  await db.destroy();
  return rows.length;
}

/** What was acknowledged and is not there, or is there without, or more often. */
async function missing(db: Reader, acknowledged: readonly Acknowledged[]): Promise<string[]> {
  const { tickets, commands } = done(acknowledged);
  const faults: string[] = [];
  const rows = await db.selectFrom('tickets').select(['id', 'number', 'token_hash']).execute();
  const kept = new Map(rows.map((row) => [row.id, row]));
  for (const { id, number, token } of tickets) {
    const row = kept.get(id);
    if (row?.number !== number || row.token_hash !== tokenHash(token))
      faults.push(`ticket ${number} is lost`);
  }
  // Every request was answered in the end: there is no ticket and no event beside theirs.
  if (rows.length !== tickets.length)
    faults.push(`${rows.length} tickets are kept, ${tickets.length} were acknowledged`);
  const events = await db
    .selectFrom('events')
    .innerJoin('windows', 'windows.id', 'events.window_id')
    .select(['events.version', 'command', 'windows.number as window'])
    .execute();
  const byVersion = new Map(events.map((event) => [event.version, event]));
  for (const { command, state } of commands) {
    const event = byVersion.get(state.version);
    if (event?.command !== command || event.window !== state.window)
      faults.push(`${command} at window ${state.window} (version ${state.version}) is lost`);
  }
  if (events.length !== commands.length)
    faults.push(`${events.length} commands are kept, ${commands.length} were acknowledged`);
  const calls = await db.selectFrom('calls').select(['version', 'step_id', 'number']).execute();
  const callOf = new Map(calls.map((call) => [call.version, call]));
  for (const { command, state } of commands) {
    if (command === 'call-next' && callOf.get(state.version)?.number !== state.ticket?.number)
      faults.push(`the call of ${state.ticket?.number} is lost`);
  }
  if (new Set(calls.map((call) => call.step_id)).size !== calls.length)
    faults.push('a step was called twice');
  return faults;
}

/** Where numbers, counters, steps, tickets and queues are not what the log says. */
async function disagreements(db: Reader): Promise<string[]> {
  const faults: string[] = [];
  const log = await db
    .selectFrom('events')
    .innerJoin('halls', 'halls.id', 'events.hall_id')
    .select([
      'events.version',
      'command',
      'ticket_id',
      'step_id',
      'window_id',
      'halls.version as last',
    ])
    .orderBy('events.version')
    .execute();
  if (!log.every((event, i) => event.version === i + 1)) faults.push('the log has gaps');
  if (log.length > 0 && log[0]!.last !== log.length) faults.push('the log ends before its hall');

  const tickets = await db.selectFrom('tickets').selectAll().execute();
  const counters = await db.selectFrom('counters').selectAll().execute();
  for (const { prefix, service_day, count } of counters) {
    const given = tickets.filter((t) => t.prefix === prefix && t.service_day === service_day);
    if (given.length !== count || new Set(given.map((t) => t.count)).size !== count)
      faults.push(`prefix ${prefix} of ${service_day}: ${given.length} tickets, counter ${count}`);
  }

  const steps = await db.selectFrom('steps').selectAll().orderBy('position').execute();
  const stepsOf = new Map<string, typeof steps>();
  for (const step of steps)
    stepsOf.set(step.ticket_id, [...(stepsOf.get(step.ticket_id) ?? []), step]);
  const rebuilt = rebuild(
    log,
    steps.map((s) => ({
      id: s.id,
      ticket: s.ticket_id,
      position: s.position,
      after: JSON.parse(s.after_steps) as number[],
    })),
  );
  for (const step of steps) {
    const status = rebuilt.get(step.id)!;
    if (status !== step.status) faults.push(`a step is ${step.status}, its log says ${status}`);
  }
  const waiting = new Map<string, number>();
  for (const ticket of tickets) {
    const own = stepsOf.get(ticket.id) ?? [];
    const status = ticketStatus(own);
    if (status !== ticket.status)
      faults.push(`${ticket.number} is ${ticket.status}, its steps say ${status}`);
    if (!log.some((e) => e.command === 'take' && e.ticket_id === ticket.id))
      faults.push(`${ticket.number} was never taken, says the log`);
    for (const step of own.filter((s) => s.callable === 1)) {
      const key = `${step.queue_id} ${step.service_day}`;
      waiting.set(key, (waiting.get(key) ?? 0) + 1);
    }
  }
  for (const line of await db.selectFrom('queue_days').selectAll().execute()) {
    const count = waiting.get(`${line.queue_id} ${line.service_day}`) ?? 0;
    if (count !== line.waiting) faults.push(`a queue counts ${line.waiting}, ${count} wait in it`);
  }
  return faults;
}
