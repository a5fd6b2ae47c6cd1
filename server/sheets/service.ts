import type { Actor } from '../../shared/contract/people.ts';
import {
  type MonthSheets,
  type NewSheetEntry,
  type SheetAppeal,
  type SheetItem,
  SheetItems,
  type SheetKind,
  type SheetProposals,
  type SheetVerdict,
} from '../../shared/contract/sheet.ts';
import { Problem } from '../../shared/errors.ts';
import { requireMay, requireStaffMay, type StaffActor, worksIn } from '../../shared/rights.ts';
import { serviceDay } from '../../shared/rules/day.ts';
import { daysOfMonth } from '../../shared/rules/sheet.ts';
import { usualItems } from '../../shared/sheet-templates.ts';
import type { Clock } from '../clock.ts';
import type { Reader } from '../db/open.ts';
import type { Commands } from '../command/run.ts';
import type { CommandContext, CommandRequest } from '../command/types.ts';
import type { HallConfig } from '../hall/config.ts';
import type { Ids } from '../ids.ts';
import { changedItems } from './changed.ts';
import { type Plans, proposalsOf } from './proposals.ts';
import { everybody } from '../hall/people-store.ts';
import * as store from './store.ts';
import { sheetsView } from './view.ts';

interface Dependencies {
  readonly commands: Commands;
  readonly calendar: Plans;
  readonly read: Reader;
  readonly clock: Clock;
  readonly ids: Ids;
}

type ByStaff = CommandRequest & { readonly who: Actor };
interface Acted {
  readonly month: string;
  readonly event: string;
  readonly data: object;
}

/** Month sheets (积分制): points that people give with a reason, and what their owner says to it. */
export class Sheets {
  private readonly d: Dependencies;

  constructor(dependencies: Dependencies) {
    this.d = dependencies;
  }

  /** All sheets of a month; absent: this one. @throws Problem `forbidden` */
  async month(hallCode: string, month: string | undefined, who: Actor): Promise<MonthSheets> {
    const hall = await this.d.commands.hall(hallCode);
    const staff = requireStaffMay(who, 'keep-month-sheets', hall.code);
    return this.view(this.d.read, hall, month ?? this.today(hall).slice(0, 7), staff);
  }

  /** The sheet of who asks. @throws Problem `forbidden` */
  async own(hallCode: string, month: string | undefined, who: Actor): Promise<MonthSheets> {
    const hall = await this.d.commands.hall(hallCode);
    const staff = requireStaffMay(who, 'see-own-month-sheet', hall.code);
    const asked = month ?? this.today(hall).slice(0, 7);
    return this.view(this.d.read, hall, asked, staff, { kind: 'clerk', subject: staff.username });
  }

  /** The hall's own list; at first that of the templates. @throws Problem `forbidden` */
  async items(hallCode: string, who: Actor): Promise<SheetItems> {
    const hall = await this.d.commands.hall(hallCode);
    requireMay(who, 'keep-month-sheets', hall.code);
    return { items: await itemsOf(this.d.read, hall.id) };
  }

  /** What stands in closed months keeps the list of its time. @throws Problem `forbidden` */
  async setItems(hallCode: string, { items }: SheetItems, request: ByStaff): Promise<SheetItems> {
    const hall = await this.d.commands.hall(hallCode);
    requireMay(request.who, 'keep-month-sheets', hall.code);
    return this.d.commands.inHall(hall.id, request, async (c) => {
      const before = await itemsOf(c.tx, c.hall.id);
      await store.setList(c.tx, c.hall.id, JSON.stringify(items), c.now);
      return {
        answer: { items },
        event: {
          command: 'change-sheet-list',
          data: changedItems(before, items),
        },
        touched: {},
      };
    });
  }

  /** What figures propose and nobody has taken up. @throws Problem `forbidden` */
  async proposals(
    hallCode: string,
    month: string | undefined,
    who: Actor,
  ): Promise<SheetProposals> {
    const hall = await this.d.commands.hall(hallCode);
    requireMay(who, 'keep-month-sheets', hall.code);
    const { read, calendar } = this.d;
    const asked = month ?? this.today(hall).slice(0, 7);
    const taken = new Set((await store.ofMonth(read, hall.id, asked)).map((row) => row.proposal));
    const people = new Map((await everybody(read)).map((row) => [row.username, row.name]));
    const proposed = await proposalsOf(read, hall, asked, calendar);
    return {
      items: proposed
        .filter(({ key }) => !taken.has(key))
        .map((one) => ({ ...one, name: people.get(one.subject) ?? one.subject })),
    };
  }

  /**
   * Gives or takes points.
   *
   * @throws Problem `forbidden` for one's own sheet; `unknown_clerk`, `window_not_found`; `bad_input` for
   *   an item that is not in the list or points that it does not allow; `not_found` for a proposal that
   *   there is not; `already_exists` for one that was taken up; `month_closed`
   */
  enter(hallCode: string, input: NewSheetEntry, request: ByStaff): Promise<MonthSheets> {
    return this.inHall(hallCode, request, async (c, staff) => {
      const { kind, subject, points, reason } = input;
      if (isOwn({ kind, subject }, staff)) throw new Problem('forbidden', 'Not in one’s own sheet');
      await this.requireSubject(c, kind, subject);
      const told = input.day ?? c.day;
      if (told > c.day) throw wrong('day', 'not in the future');
      const month = told.slice(0, 7);
      await requireOpen(c, month);
      const item = (await itemsOf(c.tx, c.hall.id)).find(({ code }) => code === input.item);
      if (item === undefined) throw wrong('item', 'not in the list');
      if (points < item.least || points > item.most)
        throw wrong('points', `from ${item.least} to ${item.most}`);
      if (input.proposal !== undefined) await this.requireProposed(c, month, input);
      // The day would tell the clerk whose rating it was.
      const { last } = daysOfMonth(month);
      const isRating = input.proposal?.startsWith('bad-rating:') === true;
      await store.insert(c.tx, {
        id: this.d.ids.id(),
        hall_id: c.hall.id,
        ...{ month, kind, subject, points, reason },
        item: item.code,
        day: isRating ? (c.day < last ? c.day : last) : told,
        proposal: input.proposal ?? null,
        staff_id: staff.id,
        at: c.now,
        withdrawn_at: null,
        appeal: null,
        appealed_at: null,
        verdict: null,
        answer: null,
        decided_at: null,
      });
      return {
        month,
        event: 'enter-points',
        data: { ...said(kind, subject), month, item: item.name, points, reason },
      };
    });
  }

  /** It counts no more. @throws Problem `forbidden`, `not_found`, `not_allowed`, `month_closed` */
  withdraw(hallCode: string, id: string, request: ByStaff): Promise<MonthSheets> {
    return this.inHall(hallCode, request, async (c, staff) => {
      const row = await openEntry(c, id);
      if (isOwn(row, staff)) throw new Problem('forbidden', 'Not in one’s own sheet');
      if (row.withdrawn_at !== null) throw new Problem('not_allowed', 'It was withdrawn before');
      await store.update(c.tx, id, { withdrawn_at: c.now });
      return {
        month: row.month,
        event: 'withdraw-points',
        data: { ...said(row.kind, row.subject), month: row.month, points: row.points },
      };
    });
  }

  /**
   * Whose sheet it is appeals, once an entry.
   *
   * @throws Problem `not_found` for another's; `not_allowed` where it was, or counts no more;
   *   `month_closed`
   */
  async appeal(
    hallCode: string,
    id: string,
    { reason }: SheetAppeal,
    request: ByStaff,
  ): Promise<MonthSheets> {
    const hall = await this.d.commands.hall(hallCode);
    const staff = requireStaffMay(request.who, 'see-own-month-sheet', hall.code);
    return this.d.commands.inHall(hall.id, request, async (c) => {
      const found = await store.entryById(c.tx, c.hall.id, id);
      if (found === null || !isOwn(found, staff)) throw new Problem('not_found');
      const row = await openEntry(c, id);
      if (row.withdrawn_at !== null || row.appealed_at !== null)
        throw new Problem('not_allowed', 'It was appealed against, or counts no more');
      await store.update(c.tx, id, { appeal: reason, appealed_at: c.now });
      const { month, points } = row;
      const of = { kind: 'clerk', subject: staff.username } as const;
      return {
        answer: await this.view(c.tx, c.hall, month, staff, of),
        event: { command: 'appeal-points', data: { month, points } },
        touched: {},
      };
    });
  }

  /** @throws Problem `forbidden` for one's own; `not_found`; `not_allowed` without an open appeal; `month_closed` */
  decide(
    hallCode: string,
    id: string,
    { verdict, answer }: SheetVerdict,
    request: ByStaff,
  ): Promise<MonthSheets> {
    return this.inHall(hallCode, request, async (c, staff) => {
      const row = await openEntry(c, id);
      if (isOwn(row, staff)) throw new Problem('forbidden', 'Not about one’s own sheet');
      if (row.appealed_at === null || row.verdict !== null)
        throw new Problem('not_allowed', 'There is no open appeal');
      await store.update(c.tx, id, {
        ...{ verdict, answer },
        decided_at: c.now,
        withdrawn_at: verdict === 'withdrawn' ? c.now : row.withdrawn_at,
      });
      return {
        month: row.month,
        event: 'decide-points-appeal',
        data: { ...said(row.kind, row.subject), month: row.month, verdict },
      };
    });
  }

  /**
   * A month that is over does not change from now on.
   *
   * @throws Problem `forbidden`, `month_closed`; `not_allowed` before its end, and while an appeal is open
   */
  close(hallCode: string, month: string, request: ByStaff): Promise<MonthSheets> {
    return this.inHall(hallCode, request, async (c, staff) => {
      await requireOpen(c, month);
      if (daysOfMonth(month).last >= c.day)
        throw new Problem('not_allowed', 'The month is not over', { state: 'running' });
      const rows = await store.ofMonth(c.tx, c.hall.id, month);
      if (rows.some(isAppealOpen))
        throw new Problem('not_allowed', 'An appeal is open', { state: 'appeals' });
      await store.close(c.tx, {
        hall_id: c.hall.id,
        month,
        items: JSON.stringify(await itemsOf(c.tx, c.hall.id)),
        closed_at: c.now,
        staff_id: staff.id,
      });
      return { month, event: 'close-month', data: { month } };
    });
  }

  private async inHall(
    hallCode: string,
    request: ByStaff,
    act: (c: CommandContext, staff: StaffActor) => Promise<Acted>,
  ): Promise<MonthSheets> {
    const hall = await this.d.commands.hall(hallCode);
    const staff = requireStaffMay(request.who, 'keep-month-sheets', hall.code);
    return this.d.commands.inHall(hall.id, request, async (c) => {
      const { month, event, data } = await act(c, staff);
      return {
        answer: await this.view(c.tx, c.hall, month, staff),
        event: { command: event, data },
        touched: {},
      };
    });
  }

  private async view(
    db: Reader,
    hall: HallConfig,
    month: string,
    who: StaffActor,
    of?: { readonly kind: SheetKind; readonly subject: string },
  ): Promise<MonthSheets> {
    const closed = await store.closed(db, hall.id, month);
    const items = closed === null ? await itemsOf(db, hall.id) : parsed(closed.items);
    const rows = await store.ofMonth(db, hall.id, month, of);
    const people = await everybody(db);
    return sheetsView(rows, { hall, month, items, people, who, of, closedAt: closed?.closed_at });
  }

  private async requireSubject(c: CommandContext, kind: SheetKind, subject: string): Promise<void> {
    if (kind === 'window') {
      if (!c.hall.windowByNumber.has(Number(subject))) throw new Problem('window_not_found');
      return;
    }
    const person = (await everybody(c.tx)).find(({ username }) => username === subject);
    const halls = person === undefined ? [] : (JSON.parse(person.halls) as string[]);
    if (person?.active !== 1 || !worksIn({ halls }, c.hall.code))
      throw new Problem('unknown_clerk', `There is no "${subject}" here`);
  }

  private async requireProposed(
    c: CommandContext,
    month: string,
    input: NewSheetEntry,
  ): Promise<void> {
    const proposed = await proposalsOf(c.tx, c.hall, month, this.d.calendar);
    const { proposal, kind, subject } = input;
    if (!proposed.some((p) => p.key === proposal && p.kind === kind && p.subject === subject))
      throw new Problem('not_found', 'There is no such proposal');
    const rows = await store.ofMonth(c.tx, c.hall.id, month);
    if (rows.some((row) => row.proposal === proposal && row.withdrawn_at === null))
      throw new Problem('already_exists', 'It was taken up');
  }

  private today(hall: HallConfig): string {
    return serviceDay(this.d.clock.now(hall.id), hall.timezone);
  }
}

const parsed = (items: string): SheetItem[] => JSON.parse(items) as SheetItem[];

async function itemsOf(db: Reader, hall: string): Promise<SheetItem[]> {
  const kept = await store.listOf(db, hall);
  return kept === null ? [...usualItems] : SheetItems.parse({ items: parsed(kept) }).items;
}

const isOwn = (
  { kind, subject }: { readonly kind: SheetKind; readonly subject: string },
  who: StaffActor,
): boolean => kind === 'clerk' && subject === who.username;

const isAppealOpen = (row: store.EntryRow): boolean =>
  row.appealed_at !== null && row.verdict === null && row.withdrawn_at === null;

/** Whose sheet, as the log says it. */
const said = (kind: SheetKind, subject: string): object =>
  kind === 'clerk' ? { clerk: subject } : { windowNumber: Number(subject) };

const wrong = (path: string, message: string): Problem =>
  new Problem('bad_input', message, { issues: [{ path, message }] });

/** @throws Problem `month_closed` */
async function requireOpen(c: CommandContext, month: string): Promise<void> {
  if ((await store.closed(c.tx, c.hall.id, month)) !== null)
    throw new Problem('month_closed', `${month} is closed`);
}

/** @throws Problem `not_found`, `month_closed` */
async function openEntry(c: CommandContext, id: string): Promise<store.EntryRow> {
  const row = await store.entryById(c.tx, c.hall.id, id);
  if (row === null) throw new Problem('not_found');
  await requireOpen(c, row.month);
  return row;
}
