import {
  type Client,
  type ClientChange,
  type ClientImport,
  type ClientImported,
  type ClientList,
  type ClientsQuery,
  NewClient,
  type StewardState,
} from '../../shared/contract/client.ts';
import type { Actor } from '../../shared/contract/people.ts';
import { type Issue, Problem } from '../../shared/errors.ts';
import { faultAt, faultsOfForm } from '../../shared/faults.ts';
import { requireMay, requireStaffMay } from '../../shared/rights.ts';
import { serviceDay } from '../../shared/rules/day.ts';
import type { Clock } from '../clock.ts';
import type { Reader } from '../db/open.ts';
import { changedOnly } from '../hall/changed.ts';
import type { Commands } from '../command/run.ts';
import type { CommandContext, CommandRequest } from '../command/types.ts';
import type { HallConfig } from '../hall/config.ts';
import { colleague } from '../hall/people-store.ts';
import type { Ids } from '../ids.ts';
import type { SiteKey } from '../site-key.ts';
import * as store from './store.ts';

interface Dependencies {
  readonly commands: Commands;
  readonly read: Reader;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly key: SiteKey;
  readonly version: (hallId: string) => Promise<number>;
}

type ByStaff = CommandRequest & { who: Actor };

/** Short enough to be typed at a kiosk, of 32 signs: one in a thousand million is hit by chance. */
const codeLength = 6;

/**
 * Stewards and their clients (服务管家): whom somebody here looks after. They are no part of the set-up,
 * whose revisions are kept for ever: a client can be a person.
 */
export class Clients {
  private readonly d: Dependencies;

  constructor(dependencies: Dependencies) {
    this.d = dependencies;
  }

  /** @throws Problem `forbidden`, `hall_not_found` */
  async list(hallCode: string, query: ClientsQuery, who: Actor): Promise<ClientList> {
    const hall = await this.d.commands.hall(hallCode);
    requireMay(who, 'manage-clients', hall.code);
    const { total, rows } = await store.page(this.d.read, hall.id, query);
    return { total, clients: rows.map(view) };
  }

  /** Who of one's own clients has come today. @throws Problem `forbidden`, `hall_not_found` */
  async mine(hallCode: string, who: Actor): Promise<StewardState> {
    const hall = await this.d.commands.hall(hallCode);
    const { username } = requireStaffMay(who, 'see-own-clients', hall.code);
    return this.stateOf(hall, username);
  }

  /** Who of a steward's clients has come today. */
  async stateOf(hall: HallConfig, steward: string): Promise<StewardState> {
    const { read, clock } = this.d;
    const at = clock.now(hall.id);
    const version = await this.d.version(hall.id);
    const day = serviceDay(at, hall.timezone);
    const visits = await store.visitsOf(read, { hall: hall.id, day, steward });
    return {
      version,
      at,
      steward,
      visits: visits.map(({ taken_at, window_id, ...visit }) => ({
        ...visit,
        takenAt: taken_at,
        window: window_id === null ? null : hall.windowById.get(window_id)!.number,
      })),
    };
  }

  /** @throws Problem `forbidden`; `already_exists` for the code; `not_found` for the steward */
  async add(hallCode: string, input: NewClient, request: ByStaff): Promise<Client> {
    const hall = await this.d.commands.hall(hallCode);
    requireMay(request.who, 'manage-clients', hall.code);
    return this.d.commands.inHall(hall.id, request, async (c) => {
      const steward = await this.steward(c, input.steward);
      const row = this.rowOf(c, input, steward.id);
      if ((await store.taken(c.tx, c.hall.id, [row.code])).size > 0)
        throw new Problem('already_exists', `The code "${row.code}" is given already`);
      await store.insert(c.tx, [row]);
      return {
        answer: view((await store.byCode(c.tx, c.hall.id, row.code))!),
        // The code opens nothing by itself, and the log keeps no names.
        event: {
          command: 'add-client',
          data: { client: row.code, steward: steward.username },
        },
        touched: { stewards: [steward.username] },
      };
    });
  }

  /** @throws Problem `forbidden`; `not_found` for the client or the steward */
  async change(
    hallCode: string,
    code: string,
    input: ClientChange,
    request: ByStaff,
  ): Promise<Client> {
    const hall = await this.d.commands.hall(hallCode);
    requireMay(request.who, 'manage-clients', hall.code);
    return this.d.commands.inHall(hall.id, request, async (c) => {
      const before = await store.byCode(c.tx, c.hall.id, code);
      if (before === null) throw new Problem('not_found', `There is no client "${code}"`);
      const { steward: to, phone, active, ...said } = input;
      const steward = to === undefined ? null : await this.steward(c, to);
      await store.update(c.tx, before.id, {
        ...said,
        ...(phone === undefined ? {} : { phone, phone_hash: this.hashOf(phone) }),
        ...(active === undefined ? {} : { active: active ? 1 : 0 }),
        ...(steward === null ? {} : { steward_id: steward.id }),
        changed_at: c.now,
      });
      return {
        answer: view((await store.byCode(c.tx, c.hall.id, code))!),
        event: {
          command: 'change-client',
          data: {
            client: code,
            ...changedOnly(
              // Its name and telephone may be a person's: only that they changed.
              { steward: before.steward, active: before.active === 1 },
              { steward: steward?.username, active },
            ),
            fields: Object.keys(input),
          },
        },
        touched: { stewards: [before.steward, ...(steward === null ? [] : [steward.username])] },
      };
    });
  }

  /**
   * A list of clients: added whole, or not at all where one of them has a fault.
   *
   * @throws Problem `forbidden`
   */
  async importList(
    hallCode: string,
    { clients, check }: ClientImport,
    request: ByStaff,
  ): Promise<ClientImported> {
    const hall = await this.d.commands.hall(hallCode);
    requireMay(request.who, 'manage-clients', hall.code);
    if (check) {
      const { faults } = await this.readList(this.d.read, hall, clients);
      return { added: 0, faults };
    }
    return this.d.commands.inHall(hall.id, request, async (c) => {
      const { faults, rows } = await this.readList(c.tx, c.hall, clients);
      if (faults.length > 0)
        throw new Problem('bad_input', 'The list has faults', { issues: faults });
      await store.insert(
        c.tx,
        rows.map(({ input, stewardId }) => this.rowOf(c, input, stewardId)),
      );
      return {
        answer: { added: rows.length, faults: [] },
        event: { command: 'import-clients', data: { count: rows.length } },
        touched: {},
      };
    });
  }

  /** The rows of a list, each read by itself, and what is wrong with them. */
  private async readList(db: Reader, hall: HallConfig, list: readonly unknown[]) {
    const faults: Issue[] = [];
    const rows: { input: NewClient; stewardId: string }[] = [];
    const stewards = new Map<string, string | null>();
    const codes = new Set<string>();
    const parsed = list.map((row) => NewClient.safeParse(row, { reportInput: true }));
    const taken = await store.taken(
      db,
      hall.id,
      parsed.flatMap(({ data }) => data?.code ?? []),
    );
    for (const [i, row] of parsed.entries()) {
      if (!row.success) {
        for (const fault of faultsOfForm(row.error, 'name'))
          faults.push({ ...fault, path: `${i}.${fault.path}` });
        continue;
      }
      const { code, steward } = row.data;
      if (code !== undefined && (taken.has(code) || codes.has(code)))
        faults.push(faultAt(`${i}.code`, 'stands_twice', { code }));
      if (code !== undefined) codes.add(code);
      if (!stewards.has(steward))
        stewards.set(steward, (await colleague(db, hall.code, steward))?.id ?? null);
      const stewardId = stewards.get(steward)!;
      if (stewardId === null)
        faults.push(faultAt(`${i}.steward`, 'unknown_steward', { code: steward }));
      else rows.push({ input: row.data, stewardId });
    }
    return { faults, rows };
  }

  private async steward(
    c: CommandContext,
    username: string,
  ): Promise<{ id: string; username: string }> {
    const person = await colleague(c.tx, c.hall.code, username);
    if (person === null) throw new Problem('not_found', `There is no "${username}" here`);
    return person;
  }

  private rowOf(c: CommandContext, { code, name, kind, phone }: NewClient, stewardId: string) {
    return {
      id: this.d.ids.id(),
      hall_id: c.hall.id,
      code: code ?? this.d.ids.code(codeLength).toUpperCase(),
      name,
      kind,
      phone: phone ?? null,
      phone_hash: this.hashOf(phone ?? null),
      steward_id: stewardId,
      created_at: c.now,
      changed_at: c.now,
    };
  }

  private hashOf(phone: string | null): string | null {
    return phone === null ? null : this.d.key.phoneHash(phone);
  }
}

function view(row: store.ClientRow): Client {
  return {
    code: row.code,
    name: row.name,
    kind: row.kind,
    phone: row.phone,
    steward: { username: row.steward, name: row.steward_name },
    active: row.active === 1,
    createdAt: row.created_at,
  };
}
