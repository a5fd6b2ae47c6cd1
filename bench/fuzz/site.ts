import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { hash } from 'argon2';
import SqliteDatabase from 'better-sqlite3';
import { pino } from 'pino';
import { root } from '../../scripts/lib.mjs';
import { buildApp, type HallServer } from '../../server/app.ts';
import { importHall } from '../../server/setup-document/first.ts';
import { type DatabaseOptions, type Db, openDatabase } from '../../server/db/open.ts';
import { randomIds } from '../../server/ids.ts';
import { prepareSite } from '../../server/setup.ts';
import { tokenHash } from '../../server/tokens.ts';
import type { DeviceKind, Role } from '../../shared/contract/people.ts';
import { roles } from '../../shared/contract/people.ts';

export const halls = ['district', 'town'] as const;
const deviceKinds: readonly DeviceKind[] = ['kiosk', 'display', 'rating', 'keypad'];
/** Monday 2026-03-02, 09:00 in Shanghai. */
const start = Date.parse('2026-03-02T01:00:00.000Z');

/** One who asks: who it is, in words, and the token; null: a stranger. */
export interface Asker {
  readonly name: string;
  readonly token: string | null;
}

/** A server in this process on a database of its own, with two halls and a clock that stands still. */
export class FuzzSite {
  readonly hall: HallServer;
  readonly db: Db;
  readonly url: string;
  /** What the server has logged as an error, in one line each; faults of its own only. */
  readonly errors: string[] = [];
  private readonly clock: { ms: number };
  private readonly folder: string;
  private readonly observer: SqliteDatabase.Database | null;
  private readonly readVersions: SqliteDatabase.Statement | null;
  private askers: Asker[] = [];
  private made = 0;
  private hash = '';

  private constructor(d: {
    hall: HallServer;
    db: Db;
    url: string;
    clock: { ms: number };
    folder: string;
    file: string | null;
    errors: string[];
  }) {
    this.hall = d.hall;
    this.db = d.db;
    this.url = d.url;
    this.clock = d.clock;
    this.folder = d.folder;
    this.errors = d.errors;
    this.observer = d.file === null ? null : new SqliteDatabase(d.file, { readonly: true });
    this.readVersions =
      this.observer
        ?.prepare('select version from halls union all select version from site')
        .pluck() ?? null;
  }

  /** @param database absent: a SQLite file of its own */
  static async start(database?: DatabaseOptions): Promise<FuzzSite> {
    const folder = await mkdtemp(join(tmpdir(), 'yihaotong-fuzz-'));
    const file = database === undefined ? join(folder, 'hall.db') : null;
    const clock = { ms: start };
    const db = await openDatabase(database ?? { kind: 'sqlite', file: file! });
    const json = async (name: string): Promise<object> =>
      JSON.parse(await readFile(join(root, 'data', `${name}.json`), 'utf8')) as object;
    const [hallFile, catalogue] = [await json('hall'), await json('catalogue')];
    const now = new Date(clock.ms).toISOString();
    const { secret } = await prepareSite(
      db,
      randomIds,
      () => Promise.resolve({ hall: hallFile, catalogue }),
      { now },
    );
    const town = { hall: { ...hallFile, code: 'town' }, catalogue };
    await db.lanes.run('site', {
      run: (tx) => importHall(tx, town, randomIds, now),
    });
    const errors: string[] = [];
    const logger = pino({ level: 'error' }, lineTo(errors));
    const hall = await buildApp({
      db,
      clock: { now: () => new Date(clock.ms).toISOString() },
      ids: randomIds,
      logger,
      secret,
      passwordCost: { memoryCost: 1024, timeCost: 2 },
      // Nobody answers at a printer's address here: it is not waited for.
      printerPatience: { connect: 50, status: 50, look: 50, print: 50 },
      dataDirs: { bundled: join(root, 'data'), own: folder },
      limits: { firstDelayMs: 1 },
    });
    await hall.staff.ensureAdministrator('a long password');
    const url = await hall.app.listen({ port: 0, host: '127.0.0.1' });
    const site = new FuzzSite({ hall, db, url, clock, folder, file, errors });
    site.hash = await hash('of no use', { memoryCost: 1024, timeCost: 2 });
    await site.renewAskers();
    return site;
  }

  get now(): number {
    return this.clock.ms;
  }

  pass(seconds: number): void {
    this.clock.ms += seconds * 1000;
  }

  async stop(): Promise<void> {
    this.observer?.close();
    await this.hall.app.close();
    await this.db.close();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** All who ask: a stranger, each role and each device, of this hall and of the other. */
  get everybody(): readonly Asker[] {
    return this.askers;
  }

  /**
   * The versions of the halls and of the site, which every change makes greater. Cheap enough to be
   * asked around every request; on PostgreSQL it is empty.
   */
  versions(): string {
    return this.readVersions === null ? '' : (this.readVersions.all() as number[]).join(' ');
  }

  /** The versions of the halls and of the site, and how many rows there are in all. */
  async picture(): Promise<string> {
    const { read } = this.db;
    const versions = await read.selectFrom('halls').select(['code', 'version']).execute();
    const site = await read.selectFrom('site').select('version').execute();
    return JSON.stringify([versions, site, await this.rows()]);
  }

  /** Rows by table, of those that grow. */
  async rows(): Promise<Record<string, number>> {
    const counts: Record<string, number> = {};
    for (const table of growing) {
      const { n } = await this.db.read
        .selectFrom(table)
        .select((e) => e.fn.countAll<number>().as('n'))
        .executeTakeFirstOrThrow();
      counts[table] = Number(n);
    }
    return counts;
  }

  /** Whoever was signed out, deactivated or re-coded by what was tried is made anew. */
  async renewAskers(): Promise<void> {
    const wanted: [string, (() => Promise<string>) | null][] = [['stranger', null]];
    wanted.push(['admin of all', () => this.person('admin', [])]);
    for (const hall of halls) {
      for (const role of roles)
        wanted.push([`${role} of ${hall}`, () => this.person(role, [hall])]);
      for (const kind of deviceKinds)
        wanted.push([`${kind} of ${hall}`, () => this.device(kind, hall)]);
    }
    const before = new Map(this.askers.map((asker) => [asker.name, asker]));
    const askers: Asker[] = [];
    for (const [name, make] of wanted) {
      const old = before.get(name);
      if (make === null) askers.push({ name, token: null });
      else if (old !== undefined && (await this.stands(old))) askers.push(old);
      else askers.push({ name, token: await make() });
    }
    this.askers = askers;
    // What was changed may have closed the hall: then little of it would be tried.
    await this.db.lanes.run('site', {
      run: (tx) => tx.updateTable('halls').set({ enforce_hours: 0 }).execute(),
    });
  }

  private async stands({ name, token }: Asker): Promise<boolean> {
    const answer = await this.hall.app.inject({
      method: 'GET',
      url: '/api/session',
      headers: { authorization: `Bearer ${token}` },
    });
    const [kind, hall] = name.split(' of ') as [string, string];
    const actor = (answer.json<{ actor?: Record<string, unknown> }>().actor ?? answer.json()) as {
      device?: string;
      roles?: string[];
      halls?: string[];
    };
    if (answer.statusCode !== 200) return false;
    if (actor.device !== undefined) return actor.device === kind;
    return (
      JSON.stringify(actor.roles) === JSON.stringify([kind]) &&
      JSON.stringify(actor.halls) === JSON.stringify(hall === 'all' ? [] : [hall])
    );
  }

  /** Without the cost of a password. */
  private async person(role: Role, of: readonly string[]): Promise<string> {
    const [id, token] = [randomIds.id(), randomIds.token()];
    this.made += 1;
    const username = `${role}${this.made}`;
    const now = new Date(this.clock.ms).toISOString();
    await this.db.lanes.run('site', {
      run: async (tx) => {
        await tx
          .insertInto('staff')
          .values({
            ...{
              id,
              username,
              name: username,
              password_hash: this.hash,
              created_at: now,
              active: 1,
            },
            roles: JSON.stringify([role]),
            halls: JSON.stringify(of),
          })
          .execute();
        await this.session(tx, token, { staff_id: id });
      },
    });
    return token;
  }

  private async device(kind: DeviceKind, hall: string): Promise<string> {
    const [id, token] = [randomIds.id(), randomIds.token()];
    this.made += 1;
    await this.db.lanes.run('site', {
      run: async (tx) => {
        const at = await tx
          .selectFrom('windows')
          .innerJoin('halls', 'halls.id', 'windows.hall_id')
          .select(['windows.id', 'halls.id as hall'])
          .where('halls.code', '=', hall)
          .where('windows.number', '=', 1)
          .executeTakeFirstOrThrow();
        const bound = kind === 'rating' || kind === 'keypad';
        await tx
          .insertInto('devices')
          .values({
            ...{ id, kind, name: `${kind} ${this.made}`, hall_id: at.hall, zone_id: null },
            window_id: bound ? at.id : null,
            ...{ pairing_hash: null, pairing_until: null, last_seen_at: null },
            paired_at: new Date(this.clock.ms).toISOString(),
          })
          .execute();
        await this.session(tx, token, { device_id: id });
      },
    });
    return token;
  }

  private async session(
    tx: Parameters<Parameters<Db['lanes']['run']>[1]['run']>[0],
    token: string,
    of: { staff_id: string } | { device_id: string },
  ): Promise<void> {
    await tx
      .insertInto('sessions')
      .values({
        ...{ staff_id: null, device_id: null, ...of },
        token_hash: tokenHash(token),
        created_at: new Date(this.clock.ms).toISOString(),
        expires_at: '2099-12-31T23:59:59.999Z',
      })
      .execute();
  }
}

/** Tables whose rows could come without end. */
const growing = [
  'tickets',
  'steps',
  'intervals',
  'calls',
  'events',
  'answers',
  'sessions',
  'attempts',
  'appointments',
  'home_visits',
  'ratings',
  'staff',
  'devices',
  'alarms',
  'help_calls',
  'calendar',
  'counters',
  'queue_days',
] as const;

/** The log's lines, each as its message and the first line of its error. */
function lineTo(errors: string[]): Writable {
  return new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      const { msg, err } = JSON.parse(chunk.toString()) as {
        msg: string;
        err?: { message: string; stack?: string };
      };
      const where = err?.stack?.split('\n').slice(0, 4).join(' | ') ?? '';
      errors.push(`${msg}: ${err?.message ?? ''} ${where}`.slice(0, 700));
      done();
    },
  });
}
