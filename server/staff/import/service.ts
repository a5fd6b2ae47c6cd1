import { NewStaff, type Actor } from '../../../shared/contract/people.ts';
import {
  mostPeople,
  type StaffImport,
  type StaffImported,
  type StaffList,
} from '../../../shared/contract/staff-import.ts';
import { type Issue, Problem } from '../../../shared/errors.ts';
import { faultAt, type FaultCode, type FaultFacts, faultsOfForm } from '../../../shared/faults.ts';
import { mayManage, requireStaffMay, type StaffActor } from '../../../shared/rights.ts';
import type { Reader } from '../../db/open.ts';
import type { Commands } from '../../command/run.ts';
import type { CommandRequest } from '../../command/types.ts';
import type { Ids } from '../../ids.ts';
import type { ListRead } from '../../workbook/list.ts';
import type { Passwords } from '../passwords.ts';
import * as store from '../store.ts';
import { peopleForm } from './form.ts';

interface Dependencies {
  readonly commands: Commands;
  readonly read: Reader;
  readonly ids: Ids;
  readonly passwords: Passwords;
  /** Both away from this thread. @throws Problem `too_busy` */
  readonly readList: (file: Uint8Array) => Promise<ListRead>;
  readonly makeTemplate: (halls: { code: string; name: string }[]) => Promise<Uint8Array>;
}

/** Long enough that nobody guesses it, short enough to be typed once from paper. */
const generatedLength = 10;

interface Hall {
  readonly code: string;
  readonly name: string;
}

/** People by lists: looked at first, then added whole or not at all. */
export class StaffImports {
  private readonly d: Dependencies;

  constructor(dependencies: Dependencies) {
    this.d = dependencies;
  }

  /** An empty list to fill in. @throws Problem `forbidden`, `too_busy` */
  async template(who: Actor): Promise<Uint8Array> {
    const staff = requireStaffMay(who, 'manage-people');
    return this.d.makeTemplate(await this.hallsOf(staff));
  }

  /** What the list calls a column. */
  headOf(key: (typeof peopleForm.columns)[number]['key']): string {
    return peopleForm.columns.find((column) => column.key === key)!.head;
  }

  /** What a list says; nobody is added by it. @throws Problem `forbidden`, `too_busy` */
  async check(file: Uint8Array, who: Actor): Promise<StaffList> {
    const staff = requireStaffMay(who, 'manage-people');
    const list = await this.d.readList(file);
    const faults = [...list.faults];
    if (list.rows.length > mostPeople)
      faults.push(faultAt('', 'too_many_rows', { most: mostPeople }));
    if (list.rows.length === 0 && faults.length === 0) faults.push(faultAt('', 'no_people'));
    const halls = await this.hallsOf(staff);
    const all = await store.allHalls(this.d.read);
    const rows = list.rows.slice(0, mostPeople).map(({ row, value, cells }) => {
      const at = (key: string): string => cells[key] ?? cells['name']!;
      const named = (value['halls'] ?? []) as string[];
      const found = named.map((name) => findHall(halls, name));
      found.forEach((hall, i) => {
        if (hall !== undefined) return;
        const exists = findHall(all, named[i]!) !== undefined;
        faults.push(
          faultAt(at('halls'), exists ? 'hall_not_yours' : 'unknown_hall', { code: named[i]! }),
        );
      });
      const generated = value['password'] === undefined;
      const person = {
        ...value,
        password: generated ? this.d.ids.code(generatedLength) : value['password'],
        halls: named.length === 0 ? staff.halls : found.flatMap((hall) => hall?.code ?? []),
      };
      const parsed = NewStaff.safeParse(person, { reportInput: true });
      if (!parsed.success)
        for (const fault of faultsOfForm(parsed.error, 'name'))
          if (!faults.some(({ path }) => path === at(fault.path.split('.')[0]!)))
            faults.push({ ...fault, path: at(fault.path.split('.')[0]!) });
      return { row, generated, at, parsed: parsed.success ? parsed.data : null };
    });
    const good = rows.flatMap(({ parsed, ...row }) =>
      parsed === null ? [] : [{ ...row, parsed }],
    );
    const together = await this.faultsTogether(
      good.map(({ parsed }) => parsed),
      (i, key) => good[i]!.at(key),
      staff,
    );
    const told = new Set(faults.map(({ path }) => path));
    faults.push(...together.filter(({ path }) => !told.has(path)));
    // A start password that a person has typed is judged before anybody is added.
    for (const { parsed, at, generated } of good)
      if (!generated) faults.push(...(await this.weakness(parsed, at('password'))));
    return {
      people: good.map(({ row, generated, parsed: { mustChange: _, ...person } }) => ({
        row,
        generated,
        person: { ...person, halls: person.halls ?? [] },
      })),
      faults: faults.sort((a, b) => rowOf(a) - rowOf(b)),
    };
  }

  /**
   * Adds people, each of whom has to choose another password at the first sign-in.
   *
   * @throws Problem `forbidden`; `bad_input` with the place of each fault (`people.3.username`), where
   *   nobody is added; `weak_password`
   */
  async add(
    { people }: StaffImport,
    request: CommandRequest & { who: Actor },
  ): Promise<StaffImported> {
    const who = requireStaffMay(request.who, 'manage-people');
    const place = (i: number, key: string): string => `people.${i}.${key}`;
    const early = await this.faultsTogether(people, place, who);
    // One hash after the other, each in turn with those who sign in meanwhile.
    const rows: store.StaffRow[] = [];
    for (const [i, person] of early.length === 0 ? people.entries() : []) {
      const weak = await this.d.passwords.weakness(person.password, await this.namesOf(person), {
        chosen: false,
        path: place(i, 'password'),
      });
      rows.push({
        ...store.newcomer,
        password_hash: await this.d.passwords.hashedInTurn(person.password),
        weak_password: weak ? 1 : 0,
        id: this.d.ids.id(),
        username: person.username,
        name: person.name,
        number: person.number ?? null,
        roles: JSON.stringify(person.roles),
        halls: JSON.stringify(person.halls),
        must_change: 1,
        created_at: '',
      });
    }
    return this.d.commands.inSite(request, async (tx, now) => {
      // Refused here, behind the answer that the same request may have had; asked again, since somebody
      // may have been added meanwhile.
      refuseFaults(early);
      refuseFaults(await this.faultsTogether(people, place, who, tx));
      for (const row of rows) await store.insert(tx, { ...row, created_at: now });
      return {
        answer: { added: rows.length },
        event: {
          command: 'import-staff',
          data: { count: rows.length, usernames: rows.map(({ username }) => username) },
        },
      };
    });
  }

  /** What only the list as a whole, the halls and who is here already can tell. */
  private async faultsTogether(
    people: readonly { username: string; halls?: string[] | undefined }[],
    placeOf: (index: number, key: string) => string,
    who: StaffActor,
    db: Reader = this.d.read,
  ): Promise<Issue[]> {
    const faults: Issue[] = [];
    const tell = (i: number, key: string, code: FaultCode, facts: FaultFacts): void =>
      void faults.push(faultAt(placeOf(i, key), code, facts));
    const here = new Set((await store.all(db)).map(({ username }) => username.toLowerCase()));
    const halls = new Set((await store.allHalls(db)).map(({ code }) => code));
    const seen = new Set<string>();
    people.forEach(({ username, halls: codes = [] }, i) => {
      const name = username.toLowerCase();
      if (here.has(name)) tell(i, 'username', 'already_here', { code: username });
      else if (seen.has(name)) tell(i, 'username', 'stands_twice', { code: username });
      seen.add(name);
      const unknown = codes.find((code) => !halls.has(code));
      if (unknown !== undefined) tell(i, 'halls', 'unknown_hall', { code: unknown });
      else if (!mayManage(who, { halls: codes }))
        tell(i, 'halls', 'hall_not_yours', { code: codes.join('、') });
    });
    return faults;
  }

  private async weakness(person: NewPerson, path: string): Promise<readonly Issue[]> {
    try {
      const names = await this.namesOf(person);
      await this.d.passwords.weakness(person.password, names, { chosen: false, path });
      return [];
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== 'weak_password') throw error;
      return error.extra.issues ?? [];
    }
  }

  private async namesOf({ username, name }: NewPerson): Promise<string[]> {
    return [username, name, ...(await store.hallNames(this.d.read))];
  }

  private async hallsOf({ halls }: StaffActor): Promise<Hall[]> {
    const all = await store.allHalls(this.d.read);
    return all.filter(({ code }) => halls.length === 0 || halls.includes(code));
  }
}

type NewPerson = Pick<StaffImport['people'][number], 'username' | 'name' | 'password'>;

const findHall = (halls: readonly Hall[], named: string): Hall | undefined =>
  halls.find(({ code, name }) => code === named || name === named);
const rowOf = ({ path }: Issue): number => Number(/\d+$/.exec(path)?.[0] ?? 0);

/** @throws Problem `bad_input` */
function refuseFaults(faults: readonly Issue[]): void {
  if (faults.length === 0) return;
  const detail = faults
    .slice(0, 5)
    .map(({ path, message }) => `${path}: ${message}`)
    .join('; ');
  throw new Problem('bad_input', detail, { issues: faults });
}
