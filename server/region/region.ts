import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { setImmediate as turn } from 'node:timers/promises';
import { mostInRegion, type RegionHall, RegionState } from '../../shared/contract/region.ts';
import { type Instant, secondsBetween } from '../../shared/rules/instants.ts';
import type { Clock } from '../clock.ts';
import type { Reader } from '../db/open.ts';
import type { Commands } from '../command/run.ts';
import type { HallConfig } from '../hall/config.ts';
import type { Overview } from '../overview/service.ts';
import * as store from './store.ts';

interface Dependencies {
  readonly commands: Commands;
  readonly overview: Overview;
  readonly read: Reader;
  readonly clock: Clock;
}

/** What everybody is told at once, in each form that is asked for. */
export interface RegionAnswer {
  readonly text: string;
  readonly tag: string;
  readonly packed: (how: 'br' | 'gzip') => Promise<Buffer>;
}

/** Seconds for which an answer is given to all who ask. */
export const answerSeconds = 2;
/** A hall in which nothing happened is counted anew after so long: its estimates go with the clock. */
const hallSeconds = 30;

const brotli = promisify(brotliCompress);
const zip = promisify(gzip);

/**
 * The halls of the region as they are now, for any number of phones: worked out at most once in some
 * seconds, hall by hall where something has happened, written and packed once for all.
 */
export class Region {
  private readonly d: Dependencies;
  private answered: { at: Instant; answer: RegionAnswer } | null = null;
  private making: Promise<RegionAnswer> | null = null;
  private readonly halls = new Map<string, { version: string; at: Instant; item: RegionHall }>();

  constructor(dependencies: Dependencies) {
    this.d = dependencies;
  }

  /** At most `mostInRegion` halls, by their codes. */
  async now(): Promise<RegionAnswer> {
    const at = this.d.clock.now();
    const known = this.answered;
    if (known !== null && isFresh(known.at, at, answerSeconds)) return known.answer;
    this.making ??= this.make(at).finally(() => {
      this.making = null;
    });
    return this.making;
  }

  private async make(at: Instant): Promise<RegionAnswer> {
    const rows = await store.versions(this.d.read, mostInRegion);
    const items: RegionHall[] = [];
    for (const { id, code, version, config_version } of rows) {
      const mark = `${version} ${config_version}`;
      const known = this.halls.get(id);
      if (known?.version === mark && isFresh(known.at, at, hallSeconds)) {
        items.push(known.item);
        continue;
      }
      const item = await this.itemOf(await this.d.commands.hall(code));
      this.halls.set(id, { version: mark, at, item });
      items.push(item);
      // A district's worth of halls is counted between the calls of others.
      await turn();
    }
    const text = JSON.stringify(RegionState.parse({ at, items }));
    const said = JSON.stringify(items);
    const tag = `W/"${createHash('sha256').update(said).digest('base64url').slice(0, 22)}"`;
    // Where nothing is said anew, what was packed already goes on.
    if (this.answered?.answer.tag === tag) {
      this.answered = { ...this.answered, at };
      return this.answered.answer;
    }
    const answer = { text, tag, packed: packing(text) };
    this.answered = { at, answer };
    return answer;
  }

  private async itemOf(hall: HallConfig): Promise<RegionHall> {
    const { open, nextOpening, queues, openWindows } = await this.d.overview.inShort(hall);
    return {
      ...hall.place,
      code: hall.code,
      name: hall.name,
      timezone: hall.timezone,
      open,
      nextOpening,
      waiting: queues.reduce((sum, { waiting }) => sum + waiting, 0),
      openWindows,
      books: hall.queues.some(({ slotCapacity }) => (slotCapacity ?? 0) > 0),
      remote: hall.settings.remoteTickets,
      telephone: hall.settings.telephone,
      queues: queues.map((q) => ({
        ...{ queue: q.queue, name: q.name, waiting: q.waiting, openWindows: q.openWindows },
        estimate: q.estimate,
        ...(q.pausedSince === undefined ? {} : { pausedSince: q.pausedSince }),
        gives: open && q.offer.status === 'open' && q.left !== 0,
      })),
    };
  }
}

/** Also where the clock was set back: what was worked out then is no newer than now. */
function isFresh(then: Instant, now: Instant, seconds: number): boolean {
  const age = secondsBetween(then, now);
  return age >= 0 && age < seconds;
}

/** Packs a text when it is first asked for so. */
function packing(text: string): RegionAnswer['packed'] {
  const made = new Map<string, Promise<Buffer>>();
  const pack = { br: brotliOf, gzip: (of: string) => zip(of) };
  return (how) => {
    const known = made.get(how);
    if (known !== undefined) return known;
    const packed = pack[how](text);
    made.set(how, packed);
    return packed;
  };
}

const brotliOf = (text: string): Promise<Buffer> =>
  brotli(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } });
