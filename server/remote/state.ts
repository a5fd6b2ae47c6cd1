import { Problem } from '../../shared/errors.ts';
import type { RemoteTicket, TakeRemote } from '../../shared/contract/remote-ticket.ts';
import type { Instant } from '../../shared/rules/instants.ts';
import type { remoteLimitReached } from '../../shared/rules/remote.ts';
import type { HallConfig } from '../hall/config.ts';
import type { RemoteRow } from './store.ts';

/** What a remote ticket is for. */
export type Wish = Pick<TakeRemote, 'package' | 'matters' | 'queue'>;

/** What is kept of a request: what for, and nothing of who. */
export function wishOf({ package: pack, matters, queue }: TakeRemote): Wish {
  return {
    ...(pack === undefined ? {} : { package: pack }),
    ...(matters === undefined ? {} : { matters }),
    ...(queue === undefined ? {} : { queue }),
  };
}

/** @throws Problem `remote_off` */
export function requireOffered({ settings }: HallConfig): void {
  if (!settings.remoteTickets) throw new Problem('remote_off');
}

type Kind = NonNullable<ReturnType<typeof remoteLimitReached>>;
/** Why no more are given, in words for programs. */
export function limitProblem(kind: Kind, settings: HallConfig['settings']): Problem {
  const { remoteAPerson, remoteADay, remoteAHalfHour } = settings;
  const limit = { person: remoteAPerson, day: remoteADay, 'half-hour': remoteAHalfHour }[kind];
  return new Problem('remote_limit', `At most ${limit} by ${kind}`, { kind, limit });
}

/** Whether its visitor may still come. */
export function isOpen(row: Pick<RemoteRow, 'status' | 'arrive_by'>, now: Instant): boolean {
  return row.status === 'waiting' && now <= row.arrive_by;
}

/** `missed` by the clock alone: no job writes it. */
export function statusOf(row: RemoteRow, now: Instant): RemoteTicket['status'] {
  return row.status === 'waiting' && !isOpen(row, now) ? 'missed' : row.status;
}
