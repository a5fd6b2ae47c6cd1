import { type CaseParty, caseActsIn, type CaseAct } from '../../shared/case-acts.ts';
import type { Case, CaseWithSteps, VisitorCase } from '../../shared/contract/case.ts';
import type { StaffActor } from '../../shared/rights.ts';
import type { HallConfig } from '../hall/config.ts';
import type { CaseRow, CaseStepRow } from './store.ts';

const person = (username: string | null, name: string | null) =>
  username === null || name === null ? null : { username, name };

/** @param who with the roles of the case's hall */
export function manages(who: StaffActor): boolean {
  return who.roles.some((role) => role === 'manager' || role === 'admin');
}

/** What somebody is to a case; whom it is about is nothing else, whatever he leads. */
export function partiesOf(who: StaffActor, row: CaseRow): CaseParty[] {
  if (row.clerk_id === who.id)
    return row.status === 'answered' || row.status === 'closed' ? ['clerk'] : [];
  return [
    ...(manages(who) ? (['manager'] as const) : []),
    ...(row.owner_id === who.id ? (['owner'] as const) : []),
  ];
}

/** The acts that are possible now; an appeal is made once and decided once. */
export function allowedActs(row: CaseRow, parties: readonly CaseParty[]): CaseAct[] {
  return caseActsIn(row.status, parties).filter((act) => {
    if (act === 'appeal') return row.appealed_at === null && row.justified !== 0;
    if (act === 'decide') return row.clerk_id !== null;
    return true;
  });
}

/** A case as somebody who works here sees it; whom it is about never learns who it was. */
export function caseView(hall: HallConfig, row: CaseRow, who: StaffActor, today: string): Case {
  const parties = partiesOf(who, row);
  const aboutMe = parties.includes('clerk');
  const queue = row.queue_id === null ? null : hall.queueById.get(row.queue_id)!;
  const matter = row.matter_id === null ? null : (hall.matterById.get(row.matter_id) ?? null);
  const seesTicket = !aboutMe && (manages(who) || row.kind === 'not-done');
  const unfinished = row.status === 'open' || row.status === 'in-progress';
  const bool = (value: 0 | 1 | null): boolean | null => (value === null ? null : value === 1);
  return {
    id: row.id,
    kind: row.kind,
    status: row.status,
    level: row.level,
    reasons: row.reasons === null ? [] : (JSON.parse(row.reasons) as string[]),
    text: aboutMe ? null : row.kind === 'bad-rating' ? row.comment : row.text,
    phone: aboutMe ? null : row.phone,
    queue: queue?.code ?? null,
    queueName: queue?.name ?? null,
    matter: matter?.code ?? null,
    matterName: matter?.name ?? null,
    window: row.window_id === null ? null : hall.windowById.get(row.window_id)!.number,
    clerk: person(row.clerk_username, row.clerk_name),
    number: seesTicket ? row.number : null,
    day: aboutMe ? null : row.service_day,
    dueDay: aboutMe ? null : row.due_day,
    overdue: unfinished && row.due_day < today,
    owner: person(row.owner_username, row.owner_name),
    resolution: aboutMe ? null : row.resolution,
    contacted: bool(row.contacted),
    justified: bool(row.justified),
    appeal: row.appeal,
    appealOpen: row.appealed_at !== null && row.appeal_decided_at === null,
    aboutMe,
    openedAt: aboutMe ? null : row.opened_at,
    answeredAt: aboutMe ? null : row.answered_at,
    closedAt: aboutMe ? null : row.closed_at,
    allowed: allowedActs(row, parties).filter((act) => act !== 'ask-again'),
  };
}

export function withSteps(view: Case, steps: readonly CaseStepRow[]): CaseWithSteps {
  return {
    ...view,
    // Who did what when would tell when it was.
    steps: view.aboutMe
      ? []
      : steps.map((step) => ({
          at: step.at,
          act: step.act as CaseAct | 'open',
          by: person(step.by === 'visitor' ? null : step.by, step.by_name),
          note: step.note,
        })),
  };
}

/** A case as its visitor follows it: what he said, by when, and what was done. */
export function visitorsView(row: CaseRow): VisitorCase {
  const said = row.status === 'answered' || row.status === 'closed';
  return {
    id: row.id,
    kind: row.kind,
    status: row.status,
    text: row.kind === 'bad-rating' ? row.comment : row.text,
    dueDay: row.due_day,
    resolution: said ? row.resolution : null,
    openedAt: row.opened_at,
    answeredAt: row.answered_at,
    canAskAgain: said && row.asked_again_at === null,
  };
}
