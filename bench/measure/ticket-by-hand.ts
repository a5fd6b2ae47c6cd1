import type SqliteDatabase from 'better-sqlite3';
import { createHash, createHmac, randomUUID } from 'node:crypto';

/** A ticket as a floor answers it. */
export interface Taken {
  readonly id: string;
  readonly queue: string;
  readonly takenAt: string;
}

/**
 * The statements that tickets of one step with a key need, written by hand and prepared once, with
 * nothing decided: what such tickets cost at least in this schema.
 *
 * @param db of a hall that has its set-up
 * @returns what takes those of one transaction, which take the hall's row once
 */
export function ticketsByHand(
  db: SqliteDatabase.Database,
): (queues: readonly string[]) => readonly Taken[] {
  const one = (text: string): SqliteDatabase.Statement => db.prepare(text);
  const read = {
    hall: one('select id, version, config_version, open_day, last_at from halls where id = ?'),
    answer: one('select request_hash, status, answer from answers where key_hash = ?'),
    count: one(
      'select count from counters where hall_id = ? and service_day = ? and prefix = ?',
    ).pluck(),
    windows: one(
      `select windows.id, steps.id as hand from windows left join steps on steps.window_id = windows.id
       and steps.status in ('called', 'serving') where windows.hall_id = ? and windows.status = 'open'`,
    ),
    ahead: one(
      `select waiting, (select count(*) from steps where queue_id = @queue and service_day = @day
       and callable = 1 and order_key >= @key and (order_key > @key or seq > @seq)) as behind
       from queue_days where queue_id = @queue and service_day = @day`,
    ),
  };
  const write = {
    hall: one('update halls set version = ?, open_day = ?, last_at = ? where id = ?'),
    count: one(
      `insert into counters (hall_id, service_day, prefix, count) values (?, ?, ?, ?)
       on conflict (hall_id, service_day, prefix) do update set count = excluded.count`,
    ),
    ticket: one(
      `insert into tickets (id, token_hash, hall_id, service_day, seq, prefix, count, number, status,
       category_id, credit_seconds, language, taken_at, entry_reference, version)
       values (?, ?, ?, ?, ?, ?, ?, ?, 'waiting', ?, 0, 'zh-Hans', ?, ?, ?)`,
    ),
    step: one(
      `insert into steps (id, ticket_id, hall_id, service_day, seq, position, after_steps, matters,
       queue_id, first_queue_id, status, status_since, callable, reference, credit_seconds, order_key,
       order_reason, out_of_order, waiting_since, waits_from, waited_ms, call_count, round_calls,
       misses, start_estimated, estimate_ahead, estimate_p50, estimate_p90)
       values (?, ?, ?, ?, ?, 0, '[]', '[]', ?, ?, 'waiting', ?, 1, ?, 0, ?, 'walk-in', 0, ?, ?, 0, 0,
       0, 0, 0, ?, 300, 600)`,
    ),
    line: one(
      `insert into queue_days (queue_id, service_day, waiting, taken) values (?, ?, 1, 1)
       on conflict (queue_id, service_day) do update set waiting = queue_days.waiting + 1,
       taken = queue_days.taken + 1`,
    ),
    event: one(
      `insert into events (hall_id, version, at, command, actor, ticket_id, data)
       values (?, ?, ?, 'take', 'staff:guide1', ?, ?)`,
    ),
    answer: one(
      'insert into answers (key_hash, request_hash, status, answer, minute) values (?, ?, 200, ?, ?)',
    ),
  };
  const { id: hall } = one('select id from halls').get() as { id: string };
  const category = one("select id from categories where code = 'general'").pluck().get() as string;
  const queues = new Map(
    (one('select id, code, prefix from queues').all() as Queue[]).map((queue) => [
      queue.code,
      queue,
    ]),
  );
  const take = (code: string, version: number, takenAt: string): Taken => {
    const queue = queues.get(code)!;
    const day = takenAt.slice(0, 10);
    const key = createHash('sha256').update(randomUUID()).digest();
    read.answer.get(key.subarray(0, 16));
    const count = ((read.count.get(hall, day, queue.prefix) as number | undefined) ?? 0) + 1;
    read.windows.all(hall);
    const line = read.ahead.get({ queue: queue.id, day, key: takenAt, seq: version }) as
      { waiting: number } | undefined;
    const [id, step] = [randomUUID(), randomUUID()];
    const number = `${queue.prefix}${String(count).padStart(3, '0')}`;
    const token = createHmac('sha256', hall)
      .update(id)
      .digest()
      .subarray(0, 16)
      .toString('base64url');
    const tokenHash = createHash('sha256').update(token).digest('base64url');
    write.count.run(hall, day, queue.prefix, count);
    write.ticket.run(
      ...[id, tokenHash, hall, day, version, queue.prefix, count, number],
      ...[category, takenAt, takenAt, version],
    );
    write.step.run(
      ...[step, id, hall, day, version, queue.id, queue.id, takenAt, takenAt, takenAt],
      ...[takenAt, takenAt, line?.waiting ?? 0],
    );
    write.line.run(queue.id, day);
    write.event.run(hall, version, takenAt, id, JSON.stringify({ number, queue: code }));
    const kept = Buffer.from(JSON.stringify({ id, token, number, queue: code, takenAt }));
    write.answer.run(key.subarray(0, 16), key.subarray(16, 24), kept, 0);
    return { id, queue: code, takenAt };
  };
  return (codes) => {
    const { version } = read.hall.get(hall) as { version: number };
    const takenAt = new Date().toISOString();
    const taken = codes.map((code, i) => take(code, version + i + 1, takenAt));
    write.hall.run(version + codes.length, takenAt.slice(0, 10), takenAt, hall);
    return taken;
  };
}

interface Queue {
  readonly id: string;
  readonly code: string;
  readonly prefix: string;
}
