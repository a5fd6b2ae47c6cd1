import { usualParts } from '../../shared/contract/follow.ts';
import type { HallPlace } from '../../shared/contract/place.ts';
import type { SetupDocument } from '../../shared/contract/setup.ts';
import type { Text } from '../../shared/languages.ts';
import { serviceDay } from '../../shared/rules/day.ts';
import type { Instant } from '../../shared/rules/instants.ts';
import type { Tx } from '../db/open.ts';
import type { Who } from '../command/types.ts';
import { findHall, loadConfig } from '../hall/config-store.ts';
import { documentOf } from './document.ts';
import { requireSetup } from './faults.ts';
import { keepFollow } from './follow-store.ts';
import { emptySetup } from './new-hall.ts';
import * as store from './revision-store.ts';
import { createHall } from './writer-store.ts';

export interface HallToMake {
  readonly code: string;
  readonly name: Text;
  readonly timezone: string;
  readonly place: HallPlace;
}

/** A set-up to begin with, and which one of which hall it is. */
export interface Model {
  readonly hall: string;
  readonly document: SetupDocument;
  readonly revision: number;
  readonly config: number;
}

/** The set-up of a hall as it is inside a transaction; null: there is no such hall. */
export async function modelOf(tx: Tx, code: string, now: Instant): Promise<Model | null> {
  const found = await findHall(tx, 'code', code);
  if (found === null) return null;
  const config = await loadConfig(tx, found.id);
  const { current } = await store.standing(tx, found.id);
  return {
    hall: found.id,
    document: documentOf(config, serviceDay(now, config.timezone)),
    revision: current?.revision ?? 0,
    config: found.config_version,
  };
}

/**
 * The document of a new hall. Where the other one stands is not where this one does: its address stays behind.
 *
 * @throws Problem `bad_setup`
 */
export function documentToMake(wish: HallToMake, like: SetupDocument | null): SetupDocument {
  const base = like ?? emptySetup();
  const { address: _address, lat: _lat, lon: _lon, ...hall } = base.hall;
  const { code, name, timezone, place } = wish;
  return requireSetup({
    hall: { ...hall, ...place, code, name, timezone },
    catalogue: base.catalogue,
  });
}

/** Makes a hall with its first revision, inside a transaction. @param follows whom it follows from then on */
export async function makeHall(
  tx: Tx,
  document: SetupDocument,
  at: {
    readonly now: Instant;
    readonly who: Who;
    readonly newId: () => string;
    readonly follows?: Model | null | undefined;
  },
): Promise<void> {
  const { now, who, newId, follows } = at;
  const day = serviceDay(now, document.hall.timezone);
  const id = await createHall(tx, document, { day, newId });
  await store.keep(tx, id, {
    ...{ document, at: now, who },
    ...{ from: day, state: 'current', changes: 0 },
  });
  if (follows === undefined || follows === null) return;
  const { hall, revision, config } = follows;
  await keepFollow(tx, id, { hall, parts: usualParts, taken: { revision, config } });
}
