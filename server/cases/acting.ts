import { Problem } from '../../shared/errors.ts';
import { type CaseAct, caseTransition } from '../../shared/case-acts.ts';
import type { CaseChange } from '../../shared/contract/case.ts';
import type { StaffActor } from '../../shared/rights.ts';
import type { CommandContext } from '../command/types.ts';
import { type Colleague, colleague } from '../hall/people-store.ts';
import * as store from './store.ts';

/**
 * Writes what an act makes of a case, and answers the line of the log.
 *
 * @param staff who acts; null: its visitor
 * @param dueDay by when what goes on from now is to be answered
 * @throws Problem `not_found`, `not_allowed` for an owner who cannot be
 */
export async function moveCase(
  c: CommandContext,
  row: store.CaseRow,
  act: CaseAct,
  change: CaseChange,
  staff: StaffActor | null,
  dueDay: () => Promise<string>,
) {
  const status = caseTransition(act).to ?? row.status;
  const owner = act === 'assign' ? await ownerOf(c, row, change.owner!) : undefined;
  const bit = (value: boolean | undefined): 0 | 1 | undefined =>
    value === undefined ? undefined : value ? 1 : 0;
  const [contacted, justified] = [bit(change.contacted), bit(change.justified)];
  // Who is to see to it once more has as many days for it as the first time.
  const goesOn = act === 'reopen' || act === 'ask-again';
  await store.update(c.tx, row.id, {
    status,
    changed_at: c.now,
    ...(owner === undefined ? {} : { owner_id: owner.id }),
    ...(act === 'answer' ? { resolution: change.resolution!, answered_at: c.now } : {}),
    ...(act === 'answer' && contacted !== undefined ? { contacted } : {}),
    ...(act === 'close' ? { closed_at: c.now } : {}),
    ...((act === 'close' || act === 'decide') && justified !== undefined ? { justified } : {}),
    ...(act === 'decide' && row.appealed_at !== null ? { appeal_decided_at: c.now } : {}),
    ...(act === 'appeal' ? { appeal: change.note!, appealed_at: c.now } : {}),
    ...(goesOn ? { answered_at: null, closed_at: null, due_day: await dueDay() } : {}),
    ...(act === 'ask-again' ? { asked_again_at: c.now } : {}),
  });
  await store.addStep(c.tx, {
    case_id: row.id,
    at: c.now,
    act,
    by: staff?.username ?? 'visitor',
    by_name: staff?.name ?? null,
    note: change.note ?? (act === 'answer' ? change.resolution! : (owner?.name ?? null)),
  });
  // What was said stays out of the log: it may name somebody.
  return {
    command: `${act}-case`,
    data: {
      case: row.id,
      kind: row.kind,
      from: row.status,
      status,
      ...(owner === undefined ? {} : { owner: owner.username }),
      ...(justified === undefined ? {} : { justified: justified === 1 }),
    },
  };
}

async function ownerOf(
  c: CommandContext,
  row: store.CaseRow,
  username: string,
): Promise<Colleague> {
  const person = await colleague(c.tx, c.hall.code, username);
  if (person === null) throw new Problem('not_found', `There is no "${username}" here`);
  if (person.id === row.clerk_id)
    throw new Problem('not_allowed', 'A case is not followed up by whom it is about');
  return person;
}

/** @throws Problem `reason_required`, `bad_input` for an act without what it needs */
export function requireSaid(act: CaseAct, change: CaseChange): void {
  const { needs } = caseTransition(act);
  if (needs === undefined || change[needs] !== undefined) return;
  if (needs === 'note' || needs === 'resolution') throw new Problem('reason_required');
  throw new Problem('bad_input', undefined, {
    issues: [{ path: needs, message: `"${act}" needs it` }],
  });
}
