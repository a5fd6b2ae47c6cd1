import {
  type Import,
  type ImportCheckQuery,
  type ImportDone,
  type ImportKind,
  type ImportList,
  ImportMapping,
  type ImportMappingChange,
  type ImportPreview,
  type ImportRunQuery,
  mostImports,
  mostPastTickets,
} from '../../shared/contract/imports.ts';
import type { Actor } from '../../shared/contract/people.ts';
import type { StaffList } from '../../shared/contract/staff-import.ts';
import { type Issue, Problem } from '../../shared/errors.ts';
import { faultAt } from '../../shared/faults.ts';
import { namedOf } from '../../shared/rules/importing/guess.ts';
import { requireMay } from '../../shared/rights.ts';
import { dayRange } from '../../shared/rules/day-range.ts';
import { serviceDay } from '../../shared/rules/day.ts';
import type { Clock } from '../clock.ts';
import type { Db } from '../db/open.ts';
import type { Commands } from '../command/run.ts';
import type { CommandRequest } from '../command/types.ts';
import type { HallConfig } from '../hall/config.ts';
import type { Ids } from '../ids.ts';
import type { SetupDocuments } from '../setup-document/service.ts';
import type { StaffImports } from '../staff/import/service.ts';
import { type Drafted, withServices, withWindows } from './draft.ts';
import { type Judged, type Judging, shapeOf } from './judge.ts';
import type { PastRow } from '../hall/past-ticket-store.ts';
import { peopleCsv } from './people.ts';
import * as store from './store.ts';

interface Dependencies {
  readonly commands: Commands;
  readonly db: Db;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly setups: Pick<SetupDocuments, 'setup'>;
  /** The list of people: its check, and what its columns are called. */
  readonly staff: Pick<StaffImports, 'check' | 'headOf'>;
  /** Reads and judges a file away from this thread. @throws Problem `too_busy` */
  readonly judge: (judging: Judging) => Promise<Judged>;
  /** What is learnt from past days is learnt anew. */
  readonly learnAnew: (hallId: string) => void;
}

/** So many good rows are shown before they are brought in. */
const shownRows = 20;

/**
 * What another system knew, brought in by lists: looked at under a mapping that is kept, then brought
 * in. Services and windows become a draft of the set-up, people a list for their own import; past tickets
 * are kept beside those of this hall, never among them.
 */
export class Imports {
  private readonly d: Dependencies;

  constructor(dependencies: Dependencies) {
    this.d = dependencies;
  }

  /** What a file says; nothing is changed. @throws Problem `forbidden`, `hall_not_found`, `too_busy` */
  async check(
    hallCode: string,
    { kind, mapping }: ImportCheckQuery,
    file: Uint8Array,
    who: Actor,
  ): Promise<ImportPreview> {
    const hall = await this.hallFor(hallCode, kind, who);
    const judged = await this.judged(hall, { kind, mapping, file });
    const { taken, faults } = await this.made(hall, kind, judged, who);
    const days = judged.tickets.map(({ day }) => day).sort();
    const { columns, from, rows, leftOut, services } = judged;
    return {
      ...{ kind, mapping: judged.mapping, from, rows, leftOut },
      columns: columns.map(({ name, samples }) => ({ name, samples: [...samples] })),
      services: [...services],
      good: taken,
      sample: sampleOf(kind, judged),
      fromDay: days[0] ?? null,
      toDay: days.at(-1) ?? null,
      faults: [...faults],
      faultCount: Math.max(judged.faultCount, faults.length),
    };
  }

  /**
   * Brings a list in, and keeps its mapping.
   *
   * @throws Problem as `check`; `bad_input` with each fault and its place, where one is not left out;
   *   `not_allowed` where the hall has too many past tickets
   */
  async run(
    hallCode: string,
    { kind, mapping, name, skip }: ImportRunQuery,
    file: Uint8Array,
    request: CommandRequest & { who: Actor },
  ): Promise<ImportDone> {
    const hall = await this.hallFor(hallCode, kind, request.who);
    const judged = await this.judged(hall, { kind, mapping, file });
    const made = await this.made(hall, kind, judged, request.who);
    const ofFile = made.faults.filter(({ path }) => !/^\d+\./.test(path));
    if (skip === '0' || kind !== 'tickets') refuse(made.faults);
    refuse(ofFile);
    if (made.taken === 0) refuse([faultAt('', 'no_rows')]);
    const kept = await store.kept(this.d.db.read, hall.id);
    if (kind === 'tickets' && kept.tickets + made.taken > mostPastTickets)
      throw new Problem('not_allowed', `A hall keeps ${mostPastTickets} past tickets at most`);
    const rows = this.rowsOf(hall, judged);
    const days = rows.map((row) => row.service_day).sort();
    const id = this.d.ids.id();
    const { who } = request;
    const staffId = who.kind === 'staff' ? who.id : null;
    const leftOut = judged.rows - made.taken;
    const done = await this.d.commands.inHall<ImportDone>(hall.id, request, async ({ tx, now }) => {
      const row: store.ImportRow = {
        ...{ id, hall_id: hall.id, kind, source: name, taken: made.taken, at: now },
        ...{ from_day: days[0] ?? null, to_day: days.at(-1) ?? null },
        ...{ staff_id: staffId, removed_at: null },
      };
      await store.insert(tx, row);
      await store.keepTickets(tx, { hallId: hall.id, importId: id }, rows);
      await store.forgetOldest(tx, hall.id, mostImports);
      await store.keepMapping(
        tx,
        { hall_id: hall.id, kind, shape: judged.shape },
        { mapping: JSON.stringify(judged.mapping), changed_at: now, staff_id: staffId },
      );
      const shown = view({ ...row, username: who.kind === 'staff' ? who.username : null });
      const { from, to, taken } = shown;
      return {
        answer: { import: shown, leftOut, draft: made.draft, people: made.people },
        event: { command: 'import-list', data: { kind, file: name, taken, leftOut, from, to } },
        touched: {},
      };
    });
    if (kind === 'tickets') this.d.learnAnew(hall.id);
    return done;
  }

  /** Keeps a mapping, which the next file with these columns is read by. @throws Problem as `check` */
  async keepMapping(
    hallCode: string,
    { kind, columns, mapping }: ImportMappingChange,
    who: Actor,
  ): Promise<ImportMapping> {
    const hall = await this.hallFor(hallCode, kind, who);
    const { db, clock } = this.d;
    const key = { hall_id: hall.id, kind, shape: shapeOf(columns) };
    const staffId = who.kind === 'staff' ? who.id : null;
    const value = { mapping: JSON.stringify(mapping), changed_at: clock.now(), staff_id: staffId };
    await db.lanes.run(hall.id, { run: (tx) => store.keepMapping(tx, key, value) });
    return mapping;
  }

  /** @throws Problem `forbidden`, `hall_not_found` */
  async list(hallCode: string, who: Actor): Promise<ImportList> {
    const hall = await this.hallFor(hallCode, 'tickets', who);
    return { items: (await store.list(this.d.db.read, hall.id, mostImports)).map(view) };
  }

  /** Takes the past tickets of an import back. @throws Problem as `list`; `not_found` */
  async remove(
    hallCode: string,
    id: string,
    request: CommandRequest & { who: Actor },
  ): Promise<Import> {
    const hall = await this.hallFor(hallCode, 'tickets', request.who);
    const answer = await this.d.commands.inHall<Import>(hall.id, request, async ({ tx, now }) => {
      const row = await store.find(tx, hall.id, id);
      if (row === null || row.kind !== 'tickets' || row.removed_at !== null)
        throw new Problem('not_found', 'There is no such import, or it was taken back');
      await store.removeTickets(tx, id, now);
      const { source: file, taken, from_day: from, to_day: to } = row;
      return {
        answer: view({ ...row, removed_at: now, username: null }),
        event: { command: 'remove-import', data: { file, taken, from, to } },
        touched: {},
      };
    });
    this.d.learnAnew(hall.id);
    return answer;
  }

  private async judged(
    hall: HallConfig,
    { kind, mapping, file }: Pick<Judging, 'kind' | 'mapping' | 'file'>,
  ): Promise<Judged> {
    const kept = await store.mappings(this.d.db.read, hall.id, kind);
    return this.d.judge({
      ...{ kind, mapping, file },
      kept: kept.flatMap(({ shape, mapping: text }) => {
        const read = ImportMapping.safeParse(JSON.parse(text));
        return read.success ? [{ shape, mapping: read.data }] : [];
      }),
      queues: hall.queues.map(namedOf),
      today: serviceDay(this.d.clock.now(hall.id), hall.timezone),
    });
  }

  /** What would come of it, with every fault. */
  private async made(
    hall: HallConfig,
    kind: ImportKind,
    judged: Judged,
    who: Actor,
  ): Promise<Pick<Drafted, 'taken' | 'faults'> & Pick<ImportDone, 'draft' | 'people'>> {
    const nothing = { draft: null, people: null };
    if (judged.faultCount > 0 && kind !== 'tickets')
      return { taken: 0, faults: judged.faults, ...nothing };
    switch (kind) {
      case 'tickets':
        return { taken: judged.tickets.length, faults: judged.faults, ...nothing };
      case 'services':
      case 'windows': {
        const { revision, hall: file, catalogue } = await this.d.setups.setup(hall.code, who);
        const make = kind === 'services' ? withServices : withWindows;
        return { ...nothing, ...make({ revision, hall: file, catalogue }, judged) };
      }
      case 'staff': {
        const list = await this.d.staff.check(
          peopleCsv(judged, hall.code, (key) => this.d.staff.headOf(key)),
          who,
        );
        const people: StaffList['people'] = list.people;
        return { ...nothing, taken: people.length, people, faults: namedFaults(list, judged) };
      }
    }
  }

  private rowsOf(hall: HallConfig, { tickets }: Judged): PastRow[] {
    const begins = new Map<string, number>();
    return tickets.map(({ day, queue, number, taken, called, ended }) => {
      let begin = begins.get(day);
      if (begin === undefined)
        begins.set(day, (begin = Date.parse(dayRange(day, hall.timezone).from)));
      const at = (minute: number): string =>
        new Date(Math.round(begin + minute * 60_000)).toISOString();
      return {
        service_day: day,
        queue_id: hall.queueByCode.get(queue)!.id,
        ...{ number, taken_at: at(taken) },
        called_at: called === null ? null : at(called),
        ended_at: ended === null ? null : at(ended),
      };
    });
  }

  /** Lists of people need the right to have people, those of the set-up that to see it. */
  private async hallFor(code: string, kind: ImportKind, who: Actor): Promise<HallConfig> {
    requireMay(who, 'import-lists', code);
    if (kind === 'staff') requireMay(who, 'manage-people', code);
    if (kind === 'services' || kind === 'windows') requireMay(who, 'see-setup', code);
    return this.d.commands.hall(code);
  }
}

function sampleOf(kind: ImportKind, { good, tickets }: Judged): Record<string, string>[] {
  if (kind !== 'tickets') return good.slice(0, shownRows).map(({ value }) => ({ ...value }));
  const clock = (minute: number | null): string => {
    if (minute === null) return '';
    const whole = Math.round(minute);
    const two = (n: number): string => String(n).padStart(2, '0');
    return `${two(Math.floor(whole / 60))}:${two(whole % 60)}`;
  };
  return tickets.slice(0, shownRows).map(({ day, queue, number, taken, called, ended }) => ({
    ...{ day, service: queue, number },
    ...{ taken: clock(taken), called: clock(called), ended: clock(ended) },
  }));
}

/** The faults of the list of people, at the rows and columns of the file. */
function namedFaults({ faults }: StaffList, { good, mapping }: Judged): Issue[] {
  const fields = ['name', 'username', 'number', 'roles'];
  return faults.map((fault) => {
    const [, letter, line] = /([A-Z])(\d+)$/.exec(fault.path) ?? [];
    if (line === undefined) return fault;
    const row = good[Number(line) - 2]?.row ?? Number(line);
    const field = fields[letter!.charCodeAt(0) - 65] ?? 'name';
    return { ...fault, path: `${row}.${mapping.columns[field] ?? field}` };
  });
}

function view(row: store.ImportRow & { username: string | null }): Import {
  const { id, kind, source, taken, at, from_day: from, to_day: to } = row;
  return {
    ...{ id, kind, source, taken, from, to, at },
    by: row.username,
    removedAt: row.removed_at,
  };
}

/** @throws Problem `bad_input` */
function refuse(faults: readonly Issue[]): void {
  if (faults.length === 0) return;
  const detail = faults
    .slice(0, 5)
    .map(({ path, message }) => `${path}: ${message}`)
    .join('; ');
  throw new Problem('bad_input', detail, { issues: [...faults] });
}
