import { Problem } from '../../shared/errors.ts';
import { may, type StaffActor } from '../../shared/rights.ts';
import type { Unit } from '../db/unit.ts';
import type { HallConfig } from '../hall/config.ts';
import { hasInHand } from '../hall/people-store.ts';
import type { StoredTicket } from './kept-store.ts';

/** Guides and managers any ticket of today, a clerk the one in hand. @throws Problem `forbidden` */
export function* requireTheirs(
  hall: HallConfig,
  { visit }: StoredTicket,
  who: StaffActor,
): Unit<void> {
  if (may(who, 'guide-visitor', hall.code)) return;
  if (yield* hasInHand(who, visit)) return;
  throw new Problem('forbidden', 'Only the ticket in hand; others are for guides');
}
