import { createCipheriv, createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { runUnit } from '../server/db/unit.ts';
import { refuseAnswered } from '../server/command/idempotency.ts';
import { SiteKey } from '../server/site-key.ts';
import { keptByToken } from '../server/tickets/kept-store.ts';
import { tokenHash } from '../server/tokens.ts';
import { type OldDatabase, onOldDatabases } from './support/migrations.ts';

const day = '2026-03-02';
const at = (time: string): string => `${day}T${time}:00.000Z`;
const place = { hall_id: 'h', service_day: day };
const order = { credit_seconds: 0, order_reason: 'walk-in', out_of_order: 0 as const };
const counts = { call_count: 0, round_calls: 0, misses: 0, start_estimated: 0 as const };

/** A hall with two queues (15 and 10 minutes), and one window. */
async function hallOf(old: OldDatabase): Promise<void> {
  const named = (id: string) => ({ id, hall_id: 'h', code: id, name: '{}', position: 0 });
  await old.insert('halls', {
    id: 'h',
    code: 'district',
    name: '{}',
    timezone: 'Asia/Shanghai',
    enforce_hours: 0,
    hours: '[]',
    settings: '{}',
  });
  await old.insert('zones', named('z'));
  await old.insert('categories', { ...named('c'), credit_seconds: 0, at_kiosk: 1 });
  await old.insert(
    'queues',
    { ...named('qa'), prefix: 'A', service_level_seconds: 900 },
    { ...named('qb'), prefix: 'B', service_level_seconds: 600 },
  );
  await old.insert('windows', { id: 'w', hall_id: 'h', number: 1, name: '{}', zone_id: 'z' });
}

onOldDatabases('a database of an earlier version', (oldDatabase) => {
  it('002-standards: steps get the present standard, and wait from where they had waited from', async () => {
    const old = await oldDatabase('001-hall');
    await hallOf(old);
    await old.insert('windows', {
      id: 'v',
      hall_id: 'h',
      number: 2,
      name: '{}',
      zone_id: 'z',
      undo: '{"before":[]}',
    });
    const ticket = (id: string, seq: number) => ({
      ...place,
      id,
      token: id,
      seq,
      prefix: 'A',
      count: seq,
      number: `A00${seq}`,
      category_id: 'c',
      credit_seconds: 0,
      language: 'zh-Hans',
      taken_at: at('01:00'),
      entry_reference: at('01:00'),
      version: 1,
    });
    await old.insert(
      'tickets',
      { ...ticket('t1', 1), status: 'waiting' },
      { ...ticket('t2', 2), status: 'done', ended_at: at('01:30') },
    );
    const step = (id: string, ticket_id: string, position: number, queue: string) => ({
      ...place,
      ...order,
      ...counts,
      id,
      ticket_id,
      seq: 1,
      position,
      after_steps: '[]',
      matters: '[]',
      queue_id: queue,
      first_queue_id: queue,
      order_key: at('01:00'),
      reference: at('01:00'),
      waiting_since: at('01:00'),
      callable: 0 as const,
    });
    await old.insert(
      'steps',
      // Called at 01:10, put back at 01:12; its ticket was in hand for the other one from 01:20 to 01:30.
      {
        ...step('s1', 't1', 0, 'qa'),
        status: 'waiting',
        status_since: at('01:12'),
        first_called_at: at('01:10'),
        callable: 1,
      },
      {
        ...step('s2', 't1', 1, 'qb'),
        status: 'done',
        status_since: at('01:30'),
        first_called_at: at('01:20'),
        ended_at: at('01:30'),
      },
      {
        ...step('s3', 't1', 2, 'qb'),
        status: 'blocked',
        status_since: at('01:00'),
        order_key: null,
        reference: null,
        waiting_since: null,
      },
      // Transferred: the standard is that of the queue where it waited first.
      {
        ...step('s4', 't2', 0, 'qb'),
        first_queue_id: 'qa',
        status: 'done',
        status_since: at('01:30'),
        first_called_at: at('01:05'),
        ended_at: at('01:30'),
      },
    );
    const interval = (
      id: string,
      step_id: string,
      status: 'called' | 'serving',
      from: string,
      to: string,
    ) => ({
      ...place,
      id,
      step_id,
      ticket_id: 't1',
      queue_id: 'qa',
      status,
      began_at: at(from),
      ended_at: at(to),
      version: 1,
    });
    await old.insert(
      'intervals',
      interval('i1', 's1', 'called', '01:10', '01:12'),
      interval('i2', 's2', 'called', '01:20', '01:22'),
      interval('i3', 's2', 'serving', '01:22', '01:30'),
      { ...interval('i4', 's2', 'serving', '01:00', '01:20'), voided: 1 },
    );

    const db = await old.upToDate();
    const rows = await db.read
      .selectFrom('steps')
      .select(['id', 'standard_seconds', 'waits_from', 'waited_ms'])
      .orderBy('id')
      .execute();
    const { undo } = await db.read
      .selectFrom('windows')
      .select('undo')
      .where('id', '=', 'v')
      .executeTakeFirstOrThrow();
    await db.close();
    expect(rows).toEqual([
      { id: 's1', standard_seconds: 900, waits_from: at('01:12'), waited_ms: 600_000 },
      // Called at 01:20, two minutes of which its ticket was in hand for the first.
      { id: 's2', standard_seconds: 600, waits_from: at('01:12'), waited_ms: 1_080_000 },
      { id: 's3', standard_seconds: null, waits_from: null, waited_ms: null },
      { id: 's4', standard_seconds: 900, waits_from: at('01:00'), waited_ms: null },
    ]);
    expect(undo).toBeNull();
  });

  it('005-last-instants: a hall keeps its newest instant, and keys of the last two days their answers', async () => {
    const old = await oldDatabase('001-hall');
    await hallOf(old);
    const event = { hall_id: 'h', command: 'take', actor: 'system', data: '{}' };
    await old.insert(
      'events',
      { ...event, version: 1, at: at('01:00') },
      { ...event, version: 2, at: at('01:07') },
    );
    const sealed = (text: string, keyed: { sender: string; key: string }): string => {
      const key = createHash('sha256').update(`answer\n${keyed.sender}\n${keyed.key}`).digest();
      const iv = Buffer.alloc(12, 7);
      const cipher = createCipheriv('aes-256-gcm', key, iv);
      const bytes = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), bytes]).toString('base64');
    };
    const keyed = { sender: 'staff:1', key: 'k', request: 'POST /x null' };
    const hash = (...parts: string[]): string =>
      createHash('sha256').update(parts.join('\n')).digest('base64url');
    const row = (key: string, time: string) => ({
      key_hash: hash(keyed.sender, key),
      request_hash: hash('request', keyed.sender, key, keyed.request),
      status: 200,
      answer: sealed('{"number":"A001"}', { ...keyed, key }),
      at: time,
    });
    await old.insert('idempotency' as never, row('k', at('01:07')));
    await old.insert('idempotency' as never, row('o', '2026-02-01T01:00:00.000Z'));

    const db = await old.upToDate();
    const { last_at } = await db.read
      .selectFrom('halls')
      .select('last_at')
      .executeTakeFirstOrThrow();
    const again = await db.lanes
      .run('h', {
        unit: () => refuseAnswered(keyed),
        run: (tx) => runUnit(tx, refuseAnswered(keyed)),
      })
      .catch((error: unknown) => error);
    const answers = await db.read.selectFrom('answers').select('status').execute();
    await db.close();
    expect(last_at).toBe(at('01:07'));
    expect(again).toMatchObject({ answer: { number: 'A001' } });
    expect(answers).toHaveLength(1);
  });

  it('003-aliases (faults S10): matters and packages stay, without everyday words', async () => {
    const old = await oldDatabase('002-standards');
    await hallOf(old);
    const named = (id: string) => ({ id, hall_id: 'h', code: id, name: '{}', position: 0 });
    await old.insert('departments', named('d'));
    await old.insert('matters', { ...named('m'), department_id: 'd', mode: 'automatic' });
    await old.insert('directions', named('r'));
    await old.insert('stages', {
      id: 's',
      direction_id: 'r',
      code: 's',
      name: '{}',
      position: 0,
    });
    await old.insert('packages', {
      ...named('p'),
      version: 1,
      valid_from: day,
      stage_id: 's',
      lead_id: 'd',
      also: '[]',
    });
    const db = await old.upToDate();
    const matters = await db.read.selectFrom('matters').select(['code', 'aliases']).execute();
    const packages = await db.read.selectFrom('packages').select(['code', 'aliases']).execute();
    await db.close();
    expect(matters).toEqual([{ code: 'm', aliases: '[]' }]);
    expect(packages).toEqual([{ code: 'p', aliases: '[]' }]);
  });

  it('012-privacy (faults T16): links, codes and pairing go on, and stand nowhere in clear', async () => {
    const old = await oldDatabase('001-hall');
    await old.insert('site', { id: 1, secret: 'the old key' });
    await hallOf(old);
    const ticket = (id: string, seq: number) => ({
      ...place,
      id,
      token: `token-of-${id}`,
      seq,
      prefix: 'A',
      count: seq,
      number: `A00${seq}`,
      category_id: 'c',
      credit_seconds: 0,
      language: 'zh-Hans',
      taken_at: at('01:00'),
      entry_reference: at('01:00'),
      version: 1,
    });
    await old.insert(
      'tickets',
      { ...ticket('t1', 1), status: 'waiting' },
      { ...ticket('t2', 2), status: 'done', ended_at: '2026-02-01T01:00:00.000Z' },
    );
    await old.insert('events', {
      hall_id: 'h',
      version: 1,
      command: 'take',
      actor: 'system',
      data: '{}',
      at: at('01:30'),
    });
    const booking = (id: string, status: 'booked' | 'missed') => ({
      id,
      code: `CODE${id}`,
      hall_id: 'h',
      service_day: day,
      queue_id: 'qa',
      slot_from: at('01:00'),
      slot_to: at('01:30'),
      category_id: 'c',
      language: 'zh-Hans',
      status,
      created_at: at('01:00'),
      created_by: 'visitor',
      changed_at: at('01:00'),
    });
    await old.insert('appointments', booking('A1', 'booked'));
    await old.insert('appointments', booking('A2', 'missed'));
    await old.insert('home_visits', {
      id: 'v',
      token: 'token-of-v',
      hall_id: 'h',
      matters: '[]',
      phone: '139 0013 9000',
      status: 'requested',
      created_at: at('01:00'),
      changed_at: at('01:00'),
    } as never);
    const pairing = createHash('sha256').update('PAIRME22').digest('base64url');
    await old.insert('devices', {
      id: 'k',
      hall_id: 'h',
      kind: 'kiosk',
      name: 'k',
      pairing_hash: pairing,
    });

    const db = await old.upToDate();
    const key = new SiteKey('the old key');
    const link = async (token: string) => (await runUnit(db.read, keptByToken(token)))?.ticket.id;
    const found = {
      oldSlip: await link('token-of-t1'),
      newSlip: await link(key.ticketToken('t1')),
      ended: await link('token-of-t2'),
      nobody: await link('token-of-t3'),
    };
    const bookings = await db.read.selectFrom('appointments').selectAll().orderBy('id').execute();
    const visit = await db.read.selectFrom('home_visits').selectAll().executeTakeFirstOrThrow();
    const device = await db.read.selectFrom('devices').selectAll().executeTakeFirstOrThrow();
    const tickets = await db.read.selectFrom('tickets').selectAll().execute();
    const site = await db.read.selectFrom('site').selectAll().executeTakeFirstOrThrow();
    await db.close();
    expect(found).toEqual({ oldSlip: 't1', newSlip: 't1', ended: 't2', nobody: undefined });
    expect(bookings.map((row) => row.code_hash)).toEqual([
      key.bookingHash('CODEA1'),
      key.bookingHash('CODEA2'),
    ]);
    expect(key.unseal(bookings[0]!.code_sealed!)).toBe('CODEA1');
    // Erased by an earlier version, and so its code is.
    expect(bookings[1]!.code_sealed).toBeNull();
    expect(visit.token_hash).toBe(tokenHash('token-of-v'));
    expect(visit.phone_hash).toBe(key.phoneHash('13900139000'));
    expect(device.pairing_hash).toBe(key.pairingHash('pairme22'));
    expect(site.to_wipe).toBe(1);
    const rows = JSON.stringify([tickets, bookings, visit]);
    for (const secret of ['token-of-', 'CODEA']) expect(rows).not.toContain(secret);
  });

  it('010-identity: people and sign-ins stay; of names that differ in capitals the later gets a number', async () => {
    const old = await oldDatabase('009-fewer-indexes');
    await old.insert('site', { id: 1, secret: 's', version: 7, last_at: at('01:00') });
    const person = (id: string, username: string, time: string) => ({
      id,
      username,
      name: id,
      password_hash: '-',
      roles: '["clerk"]',
      halls: '[]',
      active: 1 as const,
      created_at: at(time),
    });
    await old.insert(
      'staff',
      person('1', 'Wang', '00:01'),
      person('2', 'wang', '00:02'),
      person('3', 'wang-2', '00:03'),
      person('4', 'WANG', '00:04'),
      person('5', 'li', '00:05'),
    );
    const ends = { created_at: at('00:10'), expires_at: at('14:10') };
    await old.insert('sessions', { token_hash: 't', staff_id: '5', ...ends });
    const db = await old.upToDate();
    const people = await db.read.selectFrom('staff').selectAll().orderBy('id').execute();
    const sessions = await db.read.selectFrom('sessions').selectAll().execute();
    const log = await db.read.selectFrom('events').selectAll().orderBy('version').execute();
    const site = await db.read.selectFrom('site').selectAll().executeTakeFirstOrThrow();
    await db.close();
    expect(people.map((row) => row.username)).toEqual(['Wang', 'wang-3', 'wang-2', 'WANG-4', 'li']);
    expect(people[4]).toMatchObject({ must_change: 0, weak_password: 0, factor_secret: null });
    expect(sessions).toMatchObject([{ token_hash: 't', ...ends, last_used_at: null }]);
    expect(log.map((line) => [line.version, line.at, line.command, JSON.parse(line.data)])).toEqual(
      [
        [8, at('01:00'), 'rename-staff', { username: 'wang-3', before: { username: 'wang' } }],
        [9, at('01:00'), 'rename-staff', { username: 'WANG-4', before: { username: 'WANG' } }],
      ],
    );
    expect([site.version, site.sign_in_rules]).toEqual([9, '{}']);
  });

  it('011-keys: devices stay paired without an end, and nobody is linked to an account elsewhere', async () => {
    const old = await oldDatabase('009-fewer-indexes');
    await hallOf(old);
    const device = { id: 'd', hall_id: 'h', kind: 'kiosk' as const, name: '取号机' };
    await old.insert('devices', { ...device, paired_at: at('01:00'), last_seen_at: at('01:07') });
    await old.insert('sessions', { token_hash: 't', device_id: 'd', created_at: at('01:00') });
    const db = await old.upToDate();
    const devices = await db.read
      .selectFrom('devices')
      .innerJoin('sessions', 'sessions.device_id', 'devices.id')
      .select(['devices.id', 'paired_at', 'last_seen_at', 'devices.expires_at', 'used_at'])
      .execute();
    const others = [
      await db.read.selectFrom('api_keys').select('id').execute(),
      await db.read.selectFrom('sso_people').select('staff_id').execute(),
    ];
    await db.close();
    expect(devices).toEqual([
      {
        id: 'd',
        paired_at: at('01:00'),
        last_seen_at: at('01:07'),
        expires_at: null,
        used_at: null,
      },
    ]);
    expect(others).toEqual([[], []]);
  });

  it('014-paper: steps of before were entered when they happened', async () => {
    const old = await oldDatabase('009-fewer-indexes');
    await hallOf(old);
    const ticket = {
      ...place,
      id: 't',
      token: 't',
      seq: 1,
      prefix: 'A',
      count: 1,
      number: 'A001',
      status: 'done',
      category_id: 'c',
      credit_seconds: 0,
      language: 'zh-Hans',
      taken_at: at('01:00'),
      entry_reference: at('01:00'),
      ended_at: at('01:10'),
      version: 1,
    } as const;
    await old.insert('tickets', ticket);
    await old.insert('steps', {
      ...place,
      ...order,
      ...counts,
      id: 's',
      ticket_id: 't',
      seq: 1,
      position: 0,
      after_steps: '[]',
      matters: '[]',
      queue_id: 'qa',
      first_queue_id: 'qa',
      status: 'done',
      status_since: at('01:10'),
      callable: 0,
      ended_at: at('01:10'),
    });
    const db = await old.upToDate();
    const steps = await db.read.selectFrom('steps').select(['id', 'entered_later']).execute();
    const entries = await db.read.selectFrom('late_entries').selectAll().execute();
    await db.close();
    expect(steps).toEqual([{ id: 's', entered_later: 0 }]);
    expect(entries).toEqual([]);
  });
});
