import {
  type Invite,
  type InvitedFile,
  InvitedRow,
  type InvitePlan,
  mostInvited,
} from '../../../shared/contract/invitation.ts';
import type { Actor } from '../../../shared/contract/people.ts';
import { faultAt, faultsOfForm } from '../../../shared/faults.ts';
import { requireMay } from '../../../shared/rights.ts';
import type { Clock } from '../../clock.ts';
import type { Reader } from '../../db/open.ts';
import type { Commands } from '../../command/run.ts';
import type { HallConfig } from '../../hall/config.ts';
import type { ListRead } from '../../workbook/list.ts';
import type { Wish } from '../checks.ts';
import type { InvitedPlacing } from './placing.ts';

interface Dependencies {
  readonly commands: Commands;
  readonly placing: InvitedPlacing;
  readonly read: Reader;
  readonly clock: Clock;
  /** Both away from this thread. @throws Problem `too_busy` */
  readonly readList: (file: Uint8Array) => Promise<ListRead>;
  readonly makeTemplate: (wishes: { code: string; name: string }[]) => Promise<Uint8Array>;
}

/** Lists of people to invite, before anybody is: the form, what a file says, what it would do. */
export class InvitedLists {
  private readonly d: Dependencies;

  constructor(dependencies: Dependencies) {
    this.d = dependencies;
  }

  /** An empty list to fill in. @throws Problem `forbidden`, `hall_not_found`, `too_busy` */
  async template(hallCode: string, who: Actor): Promise<Uint8Array> {
    const hall = await this.hall(hallCode, who);
    const packages = new Map(hall.packages.map(({ code, name }) => [code, name]));
    const matters = hall.matters.filter(({ mode, queueId }) => mode === 'hall' && queueId !== null);
    return this.d.makeTemplate(
      [...hall.queues, ...[...packages].map(([code, name]) => ({ code, name })), ...matters].map(
        ({ code, name }) => ({ code, name: name['zh-Hans'] }),
      ),
    );
  }

  /** What a file says; nobody is invited by it. @throws Problem `forbidden`, `hall_not_found`, `too_busy` */
  async readFile(hallCode: string, file: Uint8Array, who: Actor): Promise<InvitedFile> {
    const hall = await this.hall(hallCode, who);
    const list = await this.d.readList(file);
    const faults = [...list.faults];
    if (list.rows.length > mostInvited)
      faults.push(faultAt('', 'too_many_rows', { most: mostInvited }));
    if (list.rows.length === 0 && faults.length === 0) faults.push(faultAt('', 'nobody_invited'));
    const told = new Set(faults.map(({ path }) => path));
    const people = list.rows.slice(0, mostInvited).flatMap(({ row, value, cells }) => {
      const { what, ...rest } = value;
      const place = (key: string): string => cells[key] ?? cells['name']!;
      const wish = typeof what === 'string' ? wishNamed(hall, what) : {};
      if (wish === null)
        faults.push(faultAt(place('what'), 'unknown_wish', { code: String(what) }));
      const parsed = InvitedRow.safeParse({ ...rest, ...wish }, { reportInput: true });
      if (parsed.success) return wish === null ? [] : [{ row, person: parsed.data }];
      for (const fault of faultsOfForm(parsed.error, 'name'))
        if (!told.has(place(fault.path))) {
          told.add(place(fault.path));
          faults.push({ ...fault, path: place(fault.path) });
        }
      return [];
    });
    return { people, faults: faults.sort((a, b) => rowOf(a.path) - rowOf(b.path)) };
  }

  /** What a list would do; nothing is kept by it. @throws Problem `forbidden`, `hall_not_found` */
  async check(hallCode: string, input: Invite, who: Actor): Promise<InvitePlan> {
    const hall = await this.hall(hallCode, who);
    const { read, clock, placing } = this.d;
    const { placed, faults, unknownDays } = await placing.of(read, hall, clock.now(hall.id), input);
    const byIndex = new Map(placed.map((each) => [each.guest.index, each]));
    return {
      places: input.people.map((_, i) => {
        const found = byIndex.get(i);
        if (found === undefined) return null;
        const { slot, guest, instead } = found;
        const { day, from, to } = slot;
        return { day, from, to, queueName: guest.queue.name, instead };
      }),
      unknownDays,
      faults: [...faults],
    };
  }

  private async hall(code: string, who: Actor): Promise<HallConfig> {
    const hall = await this.d.commands.hall(code);
    requireMay(who, 'invite', hall.code);
    return hall;
  }
}

/** A package, matter or queue by its code, or by its name in any language; null: there is none. */
function wishNamed(hall: HallConfig, said: string): Wish | null {
  const text = said.normalize('NFKC').trim();
  const is = ({ code, name }: { code: string; name: Wish | object }): boolean =>
    code === text || Object.values(name).some((each: unknown) => each === said.trim());
  const pack = hall.packages.find(is);
  if (pack !== undefined) return { package: pack.code };
  const matter = hall.matters.find(is);
  if (matter !== undefined) return { matters: [matter.code] };
  const queue = hall.queues.find(is);
  return queue === undefined ? null : { queue: queue.code };
}

const rowOf = (path: string): number => Number(/\d+$/.exec(path)?.[0] ?? 0);
