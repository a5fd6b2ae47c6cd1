import type { SetupDifference, SetupDocument } from '../../shared/contract/setup.ts';
import type { Issue } from '../../shared/errors.ts';
import { addDays } from '../../shared/rules/calendar.ts';
import type { Tx } from '../db/open.ts';
import type { CommandContext, Who } from '../command/types.ts';
import { clearAlarm } from '../hall/alarm-store.ts';
import { loadConfig } from '../hall/config-store.ts';
import type { Instant } from '../../shared/rules/instants.ts';
import { differencesOf } from './differences.ts';
import { documentOf } from './document.ts';
import { badSetup, readSetup, setupFaults } from './faults.ts';
import * as store from './revision-store.ts';
import { writeSetup } from './writer-store.ts';

/** The alarm of a set-up that waited and could not be applied: over with the next that is published. */
export const notApplied = { code: 'setup-not-applied', subject: '' } as const;

export interface Published {
  readonly revision: number;
  /** From the set-up that was in force. */
  readonly differences: readonly SetupDifference[];
  readonly from: string;
}

interface Wish {
  readonly document: SetupDocument;
  readonly note?: string | undefined;
  readonly newId: () => string;
}

/** Brings a hall to a checked document at once, inside a running command. What waited is replaced. */
export async function publishNow(c: CommandContext, wish: Wish): Promise<Published> {
  await keepFirst(c.tx, c.hall.id, c);
  const before = documentOf(c.hall, c.day);
  const differences = differencesOf(before, wish.document, c.day);
  await writeSetup(c.tx, c.hall, wish.document, { day: c.day, newId: wish.newId });
  const document = documentOf(await loadConfig(c.tx, c.hall.id), c.day);
  await clearAlarm(c.tx, { hall: c.hall.id, at: c.now, ...notApplied });
  const revision = await store.keep(c.tx, c.hall.id, {
    ...{ document, at: c.now, who: c.who, note: wish.note },
    ...{ from: c.day, state: 'current', changes: differences.length },
  });
  return { revision, differences, from: c.day };
}

/** Keeps a checked document for the first command of the next service day. */
export async function publishNextDay(
  c: CommandContext,
  wish: Omit<Wish, 'newId'>,
  before: SetupDocument = documentOf(c.hall, c.day),
): Promise<Published> {
  await keepFirst(c.tx, c.hall.id, c);
  const from = addDays(c.day, 1);
  const differences = differencesOf(before, wish.document, from);
  await clearAlarm(c.tx, { hall: c.hall.id, at: c.now, ...notApplied });
  const revision = await store.keep(c.tx, c.hall.id, {
    ...{ document: wish.document, at: c.now, who: c.who, note: wish.note },
    ...{ from, state: 'next', changes: differences.length },
  });
  return { revision, differences, from };
}

/**
 * Publishes a change of the set-up in force and makes the same change in the one that waits, so that
 * what is set today does not come undone tomorrow.
 *
 * @param change what a document becomes, and what was in force before
 * @throws Problem `bad_setup` where the one that waits could not come into force with it
 */
export async function publishChange(
  c: CommandContext,
  newId: () => string,
  change: (document: SetupDocument, inForce: SetupDocument) => SetupDocument,
  note?: string,
): Promise<Published> {
  const waiting = await waitingDocument(c);
  const before = documentOf(c.hall, c.day);
  const published = await publishNow(c, { document: change(before, before), newId, note });
  if (waiting === null) return published;
  const { head } = waiting;
  const document = change(waiting.document, before);
  const faults = newFaults(waiting.document, document);
  if (faults.length > 0) throw badSetup(faults);
  const inForce = documentOf(await loadConfig(c.tx, c.hall.id), c.day);
  await publishNextDay(c, { document, note: head.note ?? undefined }, inForce);
  return published;
}

/** What is wrong with a document and was not before a change. */
function newFaults(before: SetupDocument, after: SetupDocument): Issue[] {
  const had = new Set(setupFaults(before).map(({ path, code }) => `${path} ${code}`));
  return setupFaults(after).filter(({ path, code }) => !had.has(`${path} ${code}`));
}

/** The set-up that waits for its day; null: none does. */
export async function waitingDocument(c: Pick<CommandContext, 'tx' | 'hall'>) {
  const { next } = await store.standing(c.tx, c.hall.id);
  if (next === null) return null;
  const found = await store.find(c.tx, c.hall.id, next.revision);
  const { document } = readSetup(found!.document as SetupDocument);
  return document === null ? null : { document, head: next };
}

/** The set-up of a hall of before revisions were kept becomes its first one. */
export async function keepFirst(
  tx: Tx,
  hallId: string,
  at: { readonly now: Instant; readonly day: string; readonly who?: Who },
): Promise<void> {
  const { newest } = await store.standing(tx, hallId);
  if (newest > 0) return;
  const document = documentOf(await loadConfig(tx, hallId), at.day);
  await store.keep(tx, hallId, {
    ...{ document, at: at.now, who: { kind: 'system' } },
    ...{ from: at.day, state: 'current', changes: 0 },
  });
}
