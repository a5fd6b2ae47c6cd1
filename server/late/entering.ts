import type { LateEntry } from '../../shared/contract/late.ts';
import type { Bound } from '../db/unit.ts';
import type { Deciding, Touched } from '../command/types.ts';
import type { WindowConfig } from '../hall/config.ts';
import type { Ids } from '../ids.ts';
import type { Tickets } from '../tickets/service.ts';

/** An entry at its window, with all that was found out about it before it is decided. */
export interface Entering {
  readonly c: Deciding;
  readonly entry: LateEntry;
  readonly window: WindowConfig;
  /** The service day of the entry: today, or a day before. */
  readonly day: string;
  /** Who served. */
  readonly staffId: string;
  readonly tickets: Tickets;
  readonly ids: Ids;
}

/** What an entry makes: its rows, and what the table of entries keeps of it. */
export interface Made {
  readonly writes: readonly Bound[];
  readonly row: {
    readonly kind: 'paper' | 'ticket';
    readonly number: string;
    readonly ticket_id: string;
    readonly step_id: string;
    readonly queue_id: string;
    readonly staff_id: string | null;
    readonly called_at: string;
    readonly started_at: string | null;
  };
  readonly touched: Touched;
}
