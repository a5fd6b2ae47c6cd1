import {
  type Application,
  type ApplicationFile,
  isOver,
  statusesAfter,
  type VisitorApplications,
} from '../../shared/contract/application.ts';
import { groupBy } from '../../shared/rules/groups.ts';
import { maskedReceipt, receiptEnd } from '../../shared/rules/masking.ts';
import type { Text } from '../../shared/languages.ts';
import type { Reader } from '../db/open.ts';
import type { HallConfig } from '../hall/config.ts';
import { namesOf } from '../projects/store.ts';
import * as store from './store.ts';

/** The day on which a list is looked at, and up to when what is due is due soon. */
export interface AsOf {
  readonly today: string;
  readonly soon: string;
}

const isLate = ({ status, due_day: due }: store.ApplicationRow, { today }: AsOf): boolean =>
  status === 'accepted' && due < today;

/** A department's name; its code where it is offered no more. */
export function departmentName(hall: HallConfig, code: string): Text {
  return hall.departments.find((one) => one.code === code)?.name ?? { 'zh-Hans': code };
}

/** Applications as those who work here see them: the number of one that is over only by its end. */
export async function staffViews(
  db: Reader,
  hall: HallConfig,
  rows: readonly store.ApplicationRow[],
  asOf: AsOf,
): Promise<ApplicationFile[]> {
  const people = await store.peopleOf(db, [...new Set(rows.flatMap((r) => r.staff_id ?? []))]);
  const projects = await namesOf(db, [...new Set(rows.flatMap((r) => r.project_id ?? []))]);
  const states = groupBy(
    await store.statesOf(
      db,
      rows.map(({ id }) => id),
    ),
    ({ application_id: id }) => id,
  );
  return rows.map((row) => {
    const matter = hall.matterById.get(row.matter_id)!;
    const project = row.project_id === null ? undefined : projects.get(row.project_id);
    const its = states.get(row.id) ?? [];
    return {
      id: row.id,
      number: row.number,
      day: row.service_day,
      matter: matter.code,
      matterName: matter.name,
      department: matter.department,
      departmentName: departmentName(hall, matter.department),
      window: hall.windowById.get(row.window_id)!.number,
      clerk: row.staff_id === null ? null : (people.get(row.staff_id) ?? null),
      receipt:
        row.receipt !== null && isOver(row.status) ? maskedReceipt(row.receipt) : row.receipt,
      promisedWorkingDays: row.promised_days,
      dueDay: row.due_day,
      status: row.status,
      statusSince: row.status_since,
      decidedDay: row.decided_day,
      usedWorkingDays: row.used_days,
      onTime: row.decided_day === null ? null : row.decided_day <= row.due_day,
      overdue: isLate(row, asOf),
      dueSoon: row.status === 'accepted' && row.due_day >= asOf.today && row.due_day <= asOf.soon,
      project: project === undefined ? null : { ...project, plan: row.plan },
      visitorNote: its.findLast(({ visitor_note: note }) => note !== null)?.visitor_note ?? null,
      allowed: statusesAfter(row.status),
      states: its.map(({ status, at, by, note, visitor_note: visitorNote }) => ({
        ...{ status, at, by, note, visitorNote },
      })),
    };
  });
}

/** The same without the states, for a list. */
export function inList({ states: _, ...application }: ApplicationFile): Application {
  return application;
}

/** Applications as their visitor's page tells of them: nothing that is said among those who work here. */
export async function visitorViews(
  db: Reader,
  hall: HallConfig,
  rows: readonly store.ApplicationRow[],
  asOf: AsOf,
): Promise<VisitorApplications['applications']> {
  const ids = rows.map(({ id }) => id);
  const states = groupBy(await store.statesOf(db, ids), ({ application_id: id }) => id);
  return rows.map((row) => {
    const matter = hall.matterById.get(row.matter_id)!;
    return {
      id: row.id,
      matter: matter.name,
      department: departmentName(hall, matter.department),
      receiptEnd: row.receipt === null ? null : receiptEnd(row.receipt),
      status: row.status,
      since: row.status_since,
      dueDay: row.status === 'supplement' ? null : row.due_day,
      promisedWorkingDays: row.promised_days,
      overdue: isLate(row, asOf),
      decidedDay: row.decided_day,
      note: states.get(row.id)?.at(-1)?.visitor_note ?? null,
    };
  });
}
