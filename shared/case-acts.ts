/** What may follow what in a case (办件 of a complaint), as data: server, console and tests read it. */
export const caseKinds = ['bad-rating', 'not-done'] as const;

export const caseStatuses = ['open', 'in-progress', 'answered', 'closed'] as const;
export type CaseStatus = (typeof caseStatuses)[number];

/** Who does an act: who leads the hall, who follows the case up, whom it is about, who came. */
export type CaseParty = 'manager' | 'owner' | 'clerk' | 'visitor';

interface CaseTransition {
  readonly from: readonly CaseStatus[];
  /** Absent: the state stays. */
  readonly to?: CaseStatus;
  readonly by: readonly CaseParty[];
  /** What has to be said with it. */
  readonly needs?: 'owner' | 'resolution' | 'note' | 'justified';
}

export const caseTransitions = {
  assign: { from: ['open', 'in-progress'], by: ['manager', 'owner'], needs: 'owner' },
  begin: { from: ['open'], to: 'in-progress', by: ['manager', 'owner'] },
  /** Something was tried; the case goes on. */
  note: { from: ['open', 'in-progress', 'answered'], by: ['manager', 'owner'], needs: 'note' },
  answer: {
    from: ['open', 'in-progress'],
    to: 'answered',
    by: ['manager', 'owner'],
    needs: 'resolution',
  },
  close: { from: ['answered'], to: 'closed', by: ['manager', 'owner'] },
  reopen: {
    from: ['answered', 'closed'],
    to: 'in-progress',
    by: ['manager'],
    needs: 'note',
  },
  /** The clerk holds that it is not his fault (申诉). Once. */
  appeal: { from: ['answered', 'closed'], by: ['clerk'], needs: 'note' },
  decide: { from: ['answered', 'closed'], by: ['manager'], needs: 'justified' },
  /** The visitor is not content with the answer. Once. */
  'ask-again': { from: ['answered', 'closed'], to: 'in-progress', by: ['visitor'], needs: 'note' },
} as const satisfies Record<string, CaseTransition>;
export type CaseAct = keyof typeof caseTransitions;
export const caseActs = Object.keys(caseTransitions) as [CaseAct, ...CaseAct[]];
/** Those that people who work here do. */
export const staffCaseActs = caseActs.filter((act) => act !== 'ask-again') as [
  Exclude<CaseAct, 'ask-again'>,
  ...Exclude<CaseAct, 'ask-again'>[],
];

export function caseTransition(act: CaseAct): CaseTransition {
  return caseTransitions[act];
}

/** The acts that a state allows somebody. */
export function caseActsIn(status: CaseStatus, parties: readonly CaseParty[]): CaseAct[] {
  return caseActs.filter((act) => {
    const { from, by } = caseTransition(act);
    return from.includes(status) && by.some((party) => parties.includes(party));
  });
}
