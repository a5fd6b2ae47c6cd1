import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { afterAll } from 'vitest';
import type { WaitingTicket, WindowState } from '../../shared/contract/window.ts';
import type { Ticket } from '../../shared/contract/ticket.ts';
import type { DatabaseOptions, Tx } from '../../server/db/open.ts';
import { minutes, Model } from './model.ts';
import { type Answer, TestHall } from './hall.ts';

/** A random hall: its queues, windows with handicaps, and packages with free and following steps. */
export interface RandomHall {
  readonly windows: {
    readonly number: number;
    readonly serves: { readonly queue: string; readonly handicapMinutes: number }[];
  }[];
  readonly packages: { readonly queue: string; readonly after: number[] }[][];
}
export const queues = ['q0', 'q1', 'q2', 'q3'];
const slotMinutes = 15;
export const credits: Record<string, number> = { general: 0, senior: 10, green: 60 };

const arbitraryWindow = fc
  .uniqueArray(
    fc.record({ queue: fc.constantFrom(...queues), handicapMinutes: fc.constantFrom(0, 0, 5, 20) }),
    { minLength: 1, maxLength: 3, selector: (s) => s.queue },
  )
  .map((serves) => ({ serves }));
const arbitraryPackage = fc
  .array(fc.tuple(fc.constantFrom(...queues), fc.boolean()), { minLength: 2, maxLength: 3 })
  .map((steps) =>
    steps.map(([queue, free], i) => ({ queue, after: free || i === 0 ? [] : [i - 1] })),
  );
export const arbitraryHall: fc.Arbitrary<RandomHall> = fc.record({
  windows: fc
    .array(arbitraryWindow, { minLength: 2, maxLength: 4 })
    .map((list) => list.map((w, i) => ({ number: i + 1, ...w }))),
  packages: fc.array(arbitraryPackage, { minLength: 1, maxLength: 3 }),
});

/** Matters that may be wanted beside a package: one of each queue. */
export const beside = queues.map((queue) => ({ code: `x-${queue}`, queue }));

const window = fc.nat(3);
const ticket = fc.nat(30);
export const arbitraryAction = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      act: fc.constant('take' as const),
      what: fc.nat(6),
      category: fc.constantFrom(...Object.keys(credits)),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      act: fc.constant('book' as const),
      queue: fc.constantFrom(...queues),
      slotsAhead: fc.nat(5),
      category: fc.constantFrom(...Object.keys(credits)),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      act: fc.constant('open-ticket' as const),
      window,
      /** Which package, if there are so many; else a queue, or the window's own. */
      what: fc.nat(5),
      category: fc.constantFrom(...Object.keys(credits)),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ act: fc.constant('check-in' as const), booking: fc.nat(6) }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      act: fc.constant('pass' as const),
      seconds: fc.integer({ min: 1, max: 1200 }),
    }),
  },
  // Around the 30 seconds in which a change can be undone.
  {
    weight: 2,
    arbitrary: fc.record({
      act: fc.constant('pass' as const),
      seconds: fc.constantFrom(1, 10, 30, 31),
    }),
  },
  { weight: 4, arbitrary: fc.record({ act: fc.constant('open' as const), window }) },
  {
    weight: 6,
    arbitrary: fc.record({
      act: fc.constant('undo' as const),
      window,
      /** What is done first to the ticket that the window had: then it is too late. */
      meanwhile: fc.option(
        fc.constantFrom('return' as const, 'cancel' as const, 'change-category' as const),
      ),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      act: fc.constant('change-category' as const),
      ticket,
      category: fc.constantFrom(...Object.keys(credits)),
    }),
  },
  {
    weight: 10,
    arbitrary: fc.record({
      act: fc.constantFrom(
        'call-next' as const,
        'call-next' as const,
        'start' as const,
        'finish' as const,
        'no-show' as const,
        'recall' as const,
      ),
      window,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      act: fc.constantFrom(
        'put-back' as const,
        'pause' as const,
        'resume' as const,
        'close' as const,
      ),
      window,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      act: fc.constant('hold' as const),
      window,
      kind: fc.constantFrom('any-window' as const, 'this-window' as const, 'until' as const),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      act: fc.constantFrom('take-up' as const, 'call' as const),
      window,
      ticket,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      act: fc.constant('transfer' as const),
      window,
      queue: fc.constantFrom(...queues),
      to: fc.option(window),
      front: fc.boolean(),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ act: fc.constantFrom('return' as const, 'cancel' as const), ticket }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      act: fc.constant('change' as const),
      ticket,
      /** Which package, if there are so many; else none. */
      pack: fc.nat(3),
      ticked: fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }),
      more: fc.uniqueArray(fc.nat(3), { maxLength: 2 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      act: fc.constant('move' as const),
      ticket,
      queue: fc.constantFrom(...queues),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      act: fc.constant('refer' as const),
      ticket,
      queue: fc.constantFrom(...queues),
      /** And back at once, as a new ticket. */
      back: fc.boolean(),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      act: fc.constant('later' as const),
      ticket,
      by: fc.oneof(
        fc.record({ places: fc.integer({ min: 1, max: 5 }) }),
        fc.record({ minutes: fc.integer({ min: 1, max: 60 }) }),
      ),
    }),
  },
);
export type Action = typeof arbitraryAction extends fc.Arbitrary<infer A> ? A : never;

function hallFile(random: RandomHall) {
  const named = (code: string) => ({ code, name: { 'zh-Hans': code } });
  const hall = {
    ...named('district'),
    timezone: 'Asia/Shanghai',
    enforceHours: false,
    hours: [{ days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '23:45' }],
    zones: [named('A')],
    queues: queues.map((q, i) => ({
      ...named(q),
      prefix: 'ABCD'[i]!,
      slotCapacity: 2,
      slotMinutes,
    })),
    windows: random.windows.map((w) => ({
      number: w.number,
      name: { 'zh-Hans': `${w.number}` },
      zone: 'A',
      serves: w.serves,
    })),
    categories: Object.entries(credits).map(([code, creditMinutes]) => ({
      ...named(code),
      creditMinutes,
    })),
    settings: { noShowMinCalls: 1, noShowMinSeconds: 0 },
  };
  const catalogue = {
    directions: [{ ...named('life'), stages: [named('birth')] }],
    departments: [named('health')],
    matters: [
      ...random.packages.flatMap((steps, p) =>
        steps.map((s, i) => ({ ...named(`m${p}-${i}`), department: 'health', queue: s.queue })),
      ),
      ...beside.map(({ code, queue }) => ({ ...named(code), department: 'health', queue })),
    ],
    packages: random.packages.map((steps, p) => ({
      ...named(`p${p}`),
      version: 1,
      validFrom: '2020-01-01',
      direction: 'life',
      stage: 'birth',
      lead: 'health',
      steps: steps.map((s, i) => ({ queue: s.queue, matters: [`m${p}-${i}`], after: s.after })),
    })),
  };
  return { hall, catalogue };
}

const halls: TestHall[] = [];
afterAll(async () => {
  for (const hall of halls.splice(0)) await hall.stop();
});

interface Booking {
  readonly id: string;
  readonly code: string;
  readonly queue: string;
  readonly category: string;
  readonly slot: number;
  used: boolean;
}

/** The product and the model side by side. */
export class Pair {
  readonly hall: TestHall;
  readonly model: Model;
  readonly random: RandomHall;
  readonly tokens = new Map<string, string>();
  readonly bookings: Booking[] = [];
  /** In a replay: which booking stands for one of the log. */
  readonly bookedAs = new Map<string, string>();
  /** Every call in order: number, window, instant. */
  readonly calls: string[] = [];

  private constructor(hall: TestHall, random: RandomHall) {
    this.hall = hall;
    this.random = random;
    const windows = random.windows.map((w) => ({
      number: w.number,
      serves: w.serves.map((s) => ({ queue: s.queue, handicap: minutes(s.handicapMinutes) })),
    }));
    this.model = new Model(Date.parse(hall.clock.now()), windows);
  }

  static async start(random: RandomHall, database?: DatabaseOptions): Promise<Pair> {
    const { hall: file, catalogue } = hallFile(random);
    const hall = await TestHall.start({
      ...(database === undefined ? {} : { database }),
      catalogue,
      change: (given) => {
        for (const key of Object.keys(given)) delete given[key];
        Object.assign(given, file);
      },
    });
    halls.push(hall);
    await hall.secondHall('town', { hall: file, catalogue });
    const pair = new Pair(hall, random);
    for (const w of random.windows) await pair.clerk(w.number);
    return pair;
  }

  async stop(): Promise<void> {
    halls.splice(halls.indexOf(this.hall), 1);
    await this.hall.stop();
  }

  /** A clerk of a window, without the cost of a password. */
  private async clerk(number: number): Promise<void> {
    const id = `clerk${number}`;
    const now = this.hall.clock.now();
    const token_hash = createHash('sha256').update(id).digest('base64url');
    const { lanes } = this.hall.db;
    const signIn = async (tx: Tx): Promise<void> => {
      await tx
        .insertInto('staff')
        .values({
          id,
          username: id,
          name: id,
          password_hash: '-',
          roles: '["clerk"]',
          halls: '[]',
          active: 1,
          created_at: now,
        })
        .execute();
      await tx
        .insertInto('sessions')
        .values({
          token_hash,
          staff_id: id,
          created_at: now,
          expires_at: '2100-01-01T00:00:00.000Z',
        })
        .execute();
    };
    await lanes.run('site', { run: signIn });
  }

  /** Through the front door, without the cost of a network. */
  async send<T>(
    method: 'GET' | 'POST' | 'PATCH',
    url: string,
    body: object | undefined,
    token: string,
  ): Promise<Answer<T>> {
    const response = await this.hall.hall.app.inject({
      method,
      url,
      headers: { authorization: `Bearer ${token}` },
      ...(body === undefined ? {} : { payload: body }),
    });
    return { status: response.statusCode, body: response.json<T>() };
  }

  pass(seconds: number): void {
    this.hall.clock.pass(seconds);
    this.model.now = Date.parse(this.hall.clock.now());
  }

  async take(
    wish: object,
    category: string,
    plan: { queue: string; after: number[]; matters?: string[] }[],
  ): Promise<Ticket> {
    const { status, body } = await this.send<Ticket>(
      'POST',
      '/api/halls/district/tickets',
      { ...wish, category },
      this.hall.admin,
    );
    if (status !== 201) throw new Error(JSON.stringify(body));
    this.tokens.set(body.number, body.token);
    this.model.take(body.number, this.model.tickets.size, minutes(credits[category]!), plan);
    return body;
  }

  /** Books a slot that many slots ahead of the present one; null where it is full. */
  book(queue: string, slotsAhead: number, category: string): Promise<Booking | null> {
    const length = minutes(slotMinutes);
    const slot = (Math.floor(this.model.now / length) + 1 + slotsAhead) * length;
    return this.bookAt(queue, slot, category);
  }

  async bookAt(queue: string, slot: number, category: string): Promise<Booking | null> {
    const { status, body } = await this.send<{ code: string }>(
      'POST',
      '/api/halls/district/appointments',
      { queue, slot: new Date(slot).toISOString(), category },
      this.hall.admin,
    );
    if (status === 409 && body.code === 'slot_full') return null;
    if (status !== 201) throw new Error(JSON.stringify(body));
    const { id } = await this.hall.db.read
      .selectFrom('appointments')
      .select('id')
      .orderBy('created_at', 'desc')
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow();
    const booking = { id, code: body.code, queue, category, slot, used: false };
    this.bookings.push(booking);
    return booking;
  }

  /** The visitor has come; answers the error's code or null. */
  async checkIn(booking: Booking): Promise<string | null> {
    const { status, body } = await this.send<Ticket & { code?: string }>(
      'POST',
      '/api/halls/district/tickets',
      { appointment: booking.code },
      this.hall.admin,
    );
    if (status !== 201) return body.code!;
    this.tokens.set(body.number, body.token);
    this.model.take(
      body.number,
      this.model.tickets.size,
      minutes(credits[booking.category]!),
      [{ queue: booking.queue, after: [] }],
      booking.slot,
    );
    return null;
  }

  /** Another category for a ticket; answers the error's code or null. */
  async changeCategory(number: string, category: string): Promise<string | null> {
    const { status, body } = await this.send<{ code?: string }>(
      'PATCH',
      `/api/halls/district/tickets/${number}`,
      { category, reason: 'why' },
      this.hall.admin,
    );
    return status === 200 ? null : body.code!;
  }

  /** A change, move or "later" of a ticket; answers the error's code or null. */
  async change(method: 'PATCH' | 'POST', path: string, input: object): Promise<string | null> {
    const { status, body } = await this.send<{ code?: string }>(
      method,
      path,
      input,
      path.startsWith('/api/halls') ? this.hall.admin : '',
    );
    if (status >= 500) throw new Error(JSON.stringify(body));
    return status === 200 ? null : body.code!;
  }

  /** To the other hall, or from there back; answers the ticket that came of it, or the error's code. */
  async refer(
    [from, number]: readonly ['district' | 'town', string],
    queue: string,
  ): Promise<Ticket | string> {
    const { status, body } = await this.send<Ticket & { code?: string }>(
      'POST',
      `/api/halls/${from}/tickets/${number}/refer`,
      { hall: from === 'town' ? 'district' : 'town', reason: 'why', queue },
      this.hall.admin,
    );
    if (status >= 500) throw new Error(JSON.stringify(body));
    if (status !== 201) return body.code!;
    if (body.hall === 'district') this.tokens.set(body.number, body.token);
    return body;
  }

  /** The ticket that was the last to come to the other hall: in a replay it is the one that goes back. */
  referred: string | null = null;

  /** A window is not told the link of its ticket: that is the visitor's. */
  private async learnToken(number: string): Promise<void> {
    const { commands, tickets } = this.hall.hall;
    const { read } = this.hall.db;
    const hall = await commands.hall('district');
    const { id } = await read
      .selectFrom('tickets')
      .select('id')
      .where('hall_id', '=', hall.id)
      .where('number', '=', number)
      .executeTakeFirstOrThrow();
    const [kept] = await tickets.byIds(read, [id]);
    const { token } = await tickets.viewOf(read, hall, kept!, kept!.ticket.version);
    this.tokens.set(number, token);
  }

  async line(number: number): Promise<WaitingTicket[]> {
    return (
      await this.send<WaitingTicket[]>(
        'GET',
        `/api/halls/district/windows/${number}/queue`,
        undefined,
        `clerk${number}`,
      )
    ).body;
  }

  /** A window's command; answers the error's code or null, and the window's state. */
  async command(
    number: number,
    name: string,
    input: object,
  ): Promise<{ code: string | null; state: WindowState | null }> {
    const { status, body } = await this.send<WindowState & { code?: string }>(
      'POST',
      `/api/halls/district/windows/${number}/${name}`,
      input,
      `clerk${number}`,
    );
    if (status >= 500) throw new Error(JSON.stringify(body));
    if (status !== 200) return { code: body.code!, state: null };
    if (name === 'open-ticket') await this.learnToken(body.ticket!.number);
    if (name === 'call-next' || name === 'call')
      this.calls.push(`${body.ticket!.number} ${number} ${this.hall.clock.now()}`);
    return { code: null, state: body };
  }

  /** What stands in the database, in the model's words. */
  async projection(): Promise<{ product: unknown; model: unknown }> {
    const { read } = this.hall.db;
    const { id } = await this.hall.hall.commands.hall('district');
    const steps = await read
      .selectFrom('steps')
      .innerJoin('tickets', 'tickets.id', 'steps.ticket_id')
      .innerJoin('queues', 'queues.id', 'steps.queue_id')
      .leftJoin('windows as only', 'only.id', 'steps.only_window_id')
      .select([
        'tickets.number',
        'steps.position',
        'steps.status',
        'queues.code',
        'steps.order_key',
        'steps.misses',
        'only.number as onlyWindow',
      ])
      .where('tickets.hall_id', '=', id)
      .orderBy('tickets.seq')
      .orderBy('steps.position')
      .execute();
    const product = steps.map((s) => [
      s.number,
      s.position,
      s.status,
      s.code,
      s.status === 'waiting' ? Date.parse(s.order_key!) : null,
      s.misses,
      s.status === 'waiting' ? s.onlyWindow : null,
    ]);
    const model = [...this.model.tickets.values()].flatMap((t) =>
      t.steps.map((s, position) => [
        t.number,
        position,
        s.status,
        s.queue,
        s.status === 'waiting' ? s.key : null,
        s.misses,
        s.status === 'waiting' ? s.onlyWindow : null,
      ]),
    );
    return { product, model };
  }
}
