import type {
  Follow,
  FollowPart,
  FollowWish,
  TakenOver,
  TakeOver,
  TakeOverCheck,
} from '../../shared/contract/follow.ts';
import { usualParts } from '../../shared/contract/follow.ts';
import type { Actor } from '../../shared/contract/people.ts';
import type { SetupDifference, SetupDocument } from '../../shared/contract/setup.ts';
import { Problem } from '../../shared/errors.ts';
import { requireMay } from '../../shared/rights.ts';
import { serviceDay } from '../../shared/rules/day.ts';
import type { Clock } from '../clock.ts';
import type { Reader } from '../db/open.ts';
import type { Commands } from '../command/run.ts';
import type { CommandContext, CommandRequest } from '../command/types.ts';
import { changedOnly } from '../hall/changed.ts';
import type { Followed, HallConfig } from '../hall/config.ts';
import type { Ids } from '../ids.ts';
import { differencesOf } from './differences.ts';
import { documentOf } from './document.ts';
import { publishedEvent } from './events.ts';
import { badSetup, readSetup, setupFaults } from './faults.ts';
import * as followStore from './follow-store.ts';
import { holdsOf, leftBehind } from './holds.ts';
import { publishChange, publishNextDay, waitingDocument } from './publishing.ts';
import { inUse, setupChanged } from './refusals.ts';
import * as store from './revision-store.ts';
import { takenOver } from './take-over.ts';
import { setupWarnings } from './warnings.ts';

interface Dependencies {
  readonly commands: Commands;
  readonly read: Reader;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** The hall that is followed as it is now, and as it was when it was taken over last. */
interface Led {
  readonly config: HallConfig;
  readonly revision: number;
  readonly leader: SetupDocument;
  readonly base: SetupDocument | null;
}

/** So many halls can follow one after the other. */
const longestChain = 20;

/** Set-ups that follow another's: what differs, and taking it over. */
export class Following {
  private readonly d: Dependencies;
  private readonly counted = new WeakMap<
    HallConfig,
    { leader: HallConfig; day: string; differs: number; behind: boolean }
  >();

  constructor(dependencies: Dependencies) {
    this.d = dependencies;
  }

  /** Whom a hall follows, and what differs. @throws Problem `forbidden`, `hall_not_found` */
  async follow(hallCode: string, who: Actor): Promise<Follow> {
    requireMay(who, 'see-setup', hallCode);
    return this.followOf(await this.d.commands.hall(hallCode));
  }

  /**
   * Says whom a hall follows from now on; nothing is taken over by it.
   *
   * @throws Problem `forbidden`, `hall_not_found` of either; `follows_in_circle`
   */
  async setFollow(
    hallCode: string,
    wish: FollowWish,
    request: CommandRequest & { who: Actor },
  ): Promise<Follow> {
    requireMay(request.who, 'publish-setup', hallCode);
    const { commands } = this.d;
    const { id, follows } = await commands.hall(hallCode);
    const former = follows === null ? null : await commands.hallById(follows.hall);
    const leader = wish.hall === null ? null : await commands.hall(wish.hall);
    if (leader !== null) await this.refuseCircle(id, leader);
    const parts = wish.parts ?? usualParts;
    await commands.inHall(id, request, async (c) => {
      const { follows: was } = c.hall;
      const same = was?.hall === leader?.id ? (was?.taken ?? null) : null;
      await followStore.keepFollow(
        c.tx,
        id,
        leader === null ? null : { hall: leader.id, parts, taken: same },
      );
      return {
        answer: null,
        event: {
          command: 'follow-setup',
          data: changedOnly(
            { follows: former?.code ?? null, parts: was?.parts ?? null },
            { follows: leader?.code ?? null, parts: leader === null ? null : parts },
          ),
        },
        touched: { all: true },
      };
    });
    return this.followOf(await commands.hall(hallCode));
  }

  /** What a take-over would do; changes nothing. @throws Problem as `follow`; `follows_nobody` */
  async check(hallCode: string, wish: TakeOver, who: Actor): Promise<TakeOverCheck> {
    requireMay(who, 'see-setup', hallCode);
    const { commands, read } = this.d;
    const hall = await commands.hall(hallCode);
    const follows = followed(hall);
    const led = await this.ledBy(follows);
    const day = this.dayOf(hall);
    const own = documentOf(hall, day);
    const document = takenOver(own, { ...led, parts: wish.parts ?? follows.parts });
    return {
      faults: setupFaults(document),
      warnings: [...setupWarnings(document), ...(await leftBehind(read, hall, document, day))],
      changes: differencesOf(own, document, day),
      holds: await holdsOf(read, hall, document, day),
      revision: (await store.standing(read, hall.id)).newest,
      leaderRevision: led.revision,
    };
  }

  /**
   * Makes what the leader has in the followed parts the hall's own, as a new revision; where nothing
   * differs, only the leader's revision is remembered.
   *
   * @throws Problem `forbidden`, `hall_not_found`, `follows_nobody`; `setup_changed`, `bad_setup`, `in_use`
   *   as every publish
   */
  async takeOver(
    hallCode: string,
    wish: TakeOver,
    request: CommandRequest & { who: Actor },
  ): Promise<TakenOver> {
    requireMay(request.who, 'publish-setup', hallCode);
    const { commands } = this.d;
    const hall = await commands.hall(hallCode);
    const follows = followed(hall);
    const led = await this.ledBy(follows);
    const parts = wish.parts ?? follows.parts;
    return commands.inHall(hall.id, request, async (c) => {
      const at = await store.standing(c.tx, c.hall.id);
      const isStill = JSON.stringify(c.hall.follows) === JSON.stringify(follows);
      if (!isStill || (wish.revision ?? at.newest) !== at.newest)
        throw await setupChanged(c.tx, at);
      const published = await this.publish(c, { wish, led, parts });
      if (follows.parts.every((part) => parts.includes(part)))
        await followStore.keepTaken(c.tx, c.hall.id, led.revision, led.config.configVersion);
      const leader = { leader: led.config.code, leaderRevision: led.revision };
      const { note, from } = wish;
      return {
        answer: {
          revision: published?.revision ?? at.newest,
          takenRevision: led.revision,
          changes: published?.differences.length ?? 0,
        },
        event:
          published === null
            ? { command: 'take-over-setup', data: leader }
            : withFacts(publishedEvent(published, from, note === '' ? undefined : note), leader),
        touched: { all: true },
      };
    });
  }

  /** How many things differ from what is followed, and whether the leader has changed since. */
  async standing(hall: HallConfig): Promise<{ differs: number; behind: boolean }> {
    const { follows } = hall;
    if (follows === null) return { differs: 0, behind: false };
    const leader = await this.d.commands.hallById(follows.hall);
    const day = this.dayOf(hall);
    const known = this.counted.get(hall);
    if (known?.leader === leader && known.day === day) return known;
    const { differs, behind } = await this.compared(hall, follows);
    const counted = { leader, day, differs: differs.length, behind };
    this.counted.set(hall, counted);
    return counted;
  }

  private async followOf(hall: HallConfig): Promise<Follow> {
    const { follows } = hall;
    if (follows === null)
      return {
        ...{ follows: null, parts: [], takenRevision: null, newestRevision: null },
        ...{ behind: false, differs: [] },
      };
    const { differs, behind, led } = await this.compared(hall, follows);
    return {
      follows: led.config.code,
      parts: [...follows.parts],
      takenRevision: follows.taken?.revision ?? null,
      newestRevision: led.revision,
      behind,
      differs,
    };
  }

  private async compared(
    hall: HallConfig,
    follows: Followed,
  ): Promise<{ led: Led; differs: SetupDifference[]; behind: boolean }> {
    const led = await this.ledBy(follows);
    const day = this.dayOf(hall);
    const own = documentOf(hall, day);
    const { parts } = follows;
    const is = takenOver(own, { ...led, parts });
    const differs = differencesOf(own, is, day);
    if (differs.length === 0 || led.base === null)
      return { led, differs, behind: differs.length > 0 };
    // What the hall has set otherwise by itself is no news of the leader's.
    const was = takenOver(own, { leader: led.base, base: led.base, parts });
    return { led, differs, behind: differencesOf(was, is, day).length > 0 };
  }

  private async publish(
    c: CommandContext,
    { wish, led, parts }: { wish: TakeOver; led: Led; parts: readonly FollowPart[] },
  ) {
    const change = (document: SetupDocument): SetupDocument =>
      takenOver(document, { ...led, parts });
    const own = documentOf(c.hall, c.day);
    const waiting = await waitingDocument(c);
    const document = change(wish.from === 'now' ? own : (waiting?.document ?? own));
    const faults = setupFaults(document);
    if (faults.length > 0) throw badSetup(faults);
    if (waiting === null && differencesOf(own, document, c.day).length === 0) return null;
    const note = wish.note === '' ? undefined : wish.note;
    if (wish.from === 'next-day') return publishNextDay(c, { document, note });
    const holds = await holdsOf(c.tx, c.hall, document, c.day);
    if (holds.length > 0) throw inUse(holds);
    return publishChange(c, this.d.ids.id, change, note);
  }

  private async ledBy(follows: Followed): Promise<Led> {
    const { commands, read } = this.d;
    // The number first, as for every set-up that is read.
    const { current } = await store.standing(read, follows.hall);
    const config = await commands.hallById(follows.hall);
    const { taken } = follows;
    const found = taken === null ? null : await store.find(read, follows.hall, taken.revision);
    return {
      config,
      revision: current?.revision ?? 0,
      leader: documentOf(config, this.dayOf(config)),
      base: found === null ? null : readSetup(found.document as SetupDocument).document,
    };
  }

  /** @throws Problem `follows_in_circle` */
  private async refuseCircle(hallId: string, leader: HallConfig): Promise<void> {
    let at: HallConfig | null = leader;
    for (let i = 0; at !== null; i += 1) {
      if (at.id === hallId || i === longestChain) throw new Problem('follows_in_circle');
      at = at.follows === null ? null : await this.d.commands.hallById(at.follows.hall);
    }
  }

  private dayOf(hall: HallConfig): string {
    return serviceDay(this.d.clock.now(hall.id), hall.timezone);
  }
}

/** @throws Problem `follows_nobody` */
function followed({ follows, code }: HallConfig): Followed {
  if (follows === null) throw new Problem('follows_nobody', `The hall "${code}" follows no other`);
  return follows;
}

const withFacts = <T extends { readonly data: object }>(event: T, facts: object): T => ({
  ...event,
  data: { ...event.data, ...facts },
});
