import { setImmediate as turn } from 'node:timers/promises';
import type { Actor } from '../../shared/contract/people.ts';
import { placeOf } from '../../shared/contract/place.ts';
import {
  type HallList,
  ListedHall,
  type MadeHalls,
  type MakeHalls,
  mostInRegion,
  mostMade,
  type RegionRow,
  type RegionRows,
} from '../../shared/contract/region.ts';
import { type Issue, Problem } from '../../shared/errors.ts';
import { faultAt, faultsOfForm } from '../../shared/faults.ts';
import { requireMay } from '../../shared/rights.ts';
import type { Instant } from '../../shared/rules/instants.ts';
import type { Clock } from '../clock.ts';
import type { Reader, Tx } from '../db/open.ts';
import type { Commands } from '../command/run.ts';
import type { CommandRequest, Who } from '../command/types.ts';
import type { HallConfig } from '../hall/config.ts';
import type { Ids } from '../ids.ts';
import { parents } from '../setup-document/revision-store.ts';
import { documentToMake, makeHall, type Model, modelOf } from '../setup-document/making.ts';
import type { ListRead } from '../workbook/list.ts';
import { inOrderToMake, listFaults } from './list-faults.ts';
import * as store from './store.ts';

interface Dependencies {
  readonly commands: Commands;
  readonly read: Reader;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly seedCalendars: (tx: Tx) => Promise<void>;
  /** Both away from this thread. @throws Problem `too_busy` */
  readonly readList: (file: Uint8Array) => Promise<ListRead>;
  readonly makeTemplate: (halls: { code: string; name: string }[]) => Promise<Uint8Array>;
  readonly isOpen: (hall: HallConfig) => Promise<boolean>;
  readonly following: (hall: HallConfig) => Promise<{ differs: number; behind: boolean }>;
}

const usualTimezone = 'Asia/Shanghai';

/** The halls of a region, and many of them made by one list. */
export class ManyHalls {
  private readonly d: Dependencies;

  constructor(dependencies: Dependencies) {
    this.d = dependencies;
  }

  /** Every hall with its set-up and whom it follows. @throws Problem `forbidden` */
  async rows(who: Actor): Promise<RegionRows> {
    requireMay(who, 'make-halls');
    const { read, commands } = this.d;
    const newest = await store.revisions(read, mostInRegion);
    const items: RegionRow[] = [];
    for (const { code } of await store.versions(read, mostInRegion)) {
      const hall = await commands.hall(code);
      const leader = hall.follows === null ? null : await commands.hallById(hall.follows.hall);
      items.push({
        ...hall.place,
        ...{ code, name: hall.name, timezone: hall.timezone },
        open: await this.d.isOpen(hall),
        revision: newest.get(hall.id) ?? 0,
        follows: leader?.code ?? null,
        takenRevision: hall.follows?.taken?.revision ?? null,
        newestRevision: leader === null ? null : (newest.get(leader.id) ?? 0),
        ...(await this.d.following(hall)),
      });
      await turn();
    }
    return { items };
  }

  /** An empty list to fill in. @throws Problem `forbidden`, `too_busy` */
  async template(who: Actor): Promise<Uint8Array> {
    requireMay(who, 'make-halls');
    const halls: { code: string; name: string }[] = [];
    for (const { code } of await store.versions(this.d.read, mostInRegion))
      halls.push({ code, name: (await this.d.commands.hall(code)).name['zh-Hans'] });
    return this.d.makeTemplate(halls);
  }

  /** What a list says; no hall is made by it. @throws Problem `forbidden`, `too_busy` */
  async check(file: Uint8Array, who: Actor): Promise<HallList> {
    requireMay(who, 'make-halls');
    const list = await this.d.readList(file);
    const faults = [...list.faults];
    if (list.rows.length > mostMade) faults.push(faultAt('', 'too_many_rows', { most: mostMade }));
    if (list.rows.length === 0 && faults.length === 0) faults.push(faultAt('', 'no_halls'));
    const rows = list.rows.slice(0, mostMade).map(({ row, value, cells }) => {
      const at = (member: string): string => cells[member] ?? cells[`${member}.zh-Hans`] ?? '';
      const parsed = ListedHall.safeParse(value, { reportInput: true });
      if (!parsed.success)
        for (const fault of faultsOfForm(parsed.error, 'code')) {
          const path = cells[fault.path] ?? at(fault.path.split('.')[0]!);
          if (!faults.some((told) => told.path === path)) faults.push({ ...fault, path });
        }
      return { row, at, hall: parsed.success ? parsed.data : null };
    });
    const good = rows.flatMap(({ hall, ...row }) => (hall === null ? [] : [{ ...row, hall }]));
    const together = listFaults(
      good.map(({ hall }) => hall),
      await parents(this.d.read),
      (i, member) => good[i]!.at(member),
    );
    faults.push(...together.filter(({ path }) => !faults.some((told) => told.path === path)));
    return { halls: good.map(({ row, hall }) => ({ row, hall })), faults };
  }

  /**
   * Makes the halls of a list, in one transaction.
   *
   * @throws Problem `forbidden`; where all or none are wanted, `bad_input` with the place of each fault
   *   (`halls.3.code`), and none is made
   */
  async make(
    { halls, whole }: MakeHalls,
    request: CommandRequest & { who: Actor },
  ): Promise<MadeHalls> {
    requireMay(request.who, 'make-halls');
    return this.d.commands.inSite(request, async (tx, now) => {
      const faults = await this.faultsOf(tx, halls);
      if (whole && faults.size > 0) throw refused([...faults.values()].flat());
      const models = new Models(tx, now);
      const made = new Set<ListedHall>();
      for (const hall of inOrderToMake(halls.filter((_, i) => !faults.has(i)))) {
        const index = halls.indexOf(hall);
        const issues = await this.makeOne(tx, hall, { models, index, now, who: request.who });
        if (issues === null) made.add(hall);
        else if (whole) throw refused(issues);
        else faults.set(index, issues);
      }
      if (made.size > 0) await this.d.seedCalendars(tx);
      const codes = [...made].map(({ code }) => code);
      return {
        answer: {
          items: halls.map((hall, i) => ({
            ...{ code: hall.code, made: made.has(hall), issues: faults.get(i) ?? [] },
          })),
        },
        event: { command: 'make-halls', data: { count: codes.length, halls: codes } },
      };
    });
  }

  /** By the place in the list. What a hall follows that cannot be made cannot be followed. */
  private async faultsOf(tx: Tx, halls: readonly ListedHall[]): Promise<Map<number, Issue[]>> {
    const place = (i: number, member: string): string => `halls.${i}.${member}`;
    const faults = new Map<number, Issue[]>();
    for (const fault of listFaults(halls, await parents(tx), place)) {
      const i = Number(fault.path.split('.')[1]);
      faults.set(i, [...(faults.get(i) ?? []), fault]);
    }
    return faults;
  }

  /** @returns null: it is made; else why it cannot be */
  private async makeOne(
    tx: Tx,
    hall: ListedHall,
    at: {
      readonly models: Models;
      readonly index: number;
      readonly now: Instant;
      readonly who: Who;
    },
  ): Promise<Issue[] | null> {
    const { code, name, follows } = hall;
    const model = follows === undefined ? null : await at.models.of(follows);
    if (follows !== undefined && model === null)
      return [faultAt(`halls.${at.index}.follows`, 'unknown_hall', { code: follows })];
    const timezone = hall.timezone ?? model?.document.hall.timezone ?? usualTimezone;
    const place = placeOf(hall);
    const document = documentToMake({ code, name, timezone, place }, model?.document ?? null);
    const { now, who } = at;
    await makeHall(tx, document, { now, who, newId: this.d.ids.id, follows: model });
    return null;
  }
}

/** The set-ups that halls of a list begin with, each read once. */
class Models {
  private readonly tx: Tx;
  private readonly now: Instant;
  private readonly known = new Map<string, Model | null>();

  constructor(tx: Tx, now: Instant) {
    this.tx = tx;
    this.now = now;
  }

  async of(code: string): Promise<Model | null> {
    const known = this.known.get(code);
    if (known !== undefined) return known;
    const model = await modelOf(this.tx, code, this.now);
    this.known.set(code, model);
    return model;
  }
}

function refused(issues: readonly Issue[]): Problem {
  const first = issues.slice(0, 5).map(({ path, message }) => `${path}: ${message}`);
  return new Problem('bad_input', first.join('; '), { issues });
}
