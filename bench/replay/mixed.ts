import type { Seeded } from '../../shared/rules/simulation/chance.ts';
import { type HallOfDay, type Journey, otherCategories, queueCode } from './hall-of-day.ts';
import { byService, hallHandling, type Planned } from './plan.ts';
import type { RecordedDay } from './recorded-day.ts';
import type { Stage } from './stage.ts';
import { Timeline } from './timeline.ts';
import { leave, type Post, postsOf, setOpen } from './windows.ts';

/** What a mixed replay did, beside taking and serving. */
export interface MixCounts {
  seniors: number;
  otherCategories: number;
  journeys: number;
  noShows: number;
  returns: number;
  holds: number;
  takeUps: number;
  transfers: number;
}

interface Visitor {
  readonly token: string;
  readonly number: string;
  /** It was held or transferred: once is enough. */
  handled: boolean;
}

const minute = 60_000;
/** Nobody is served after this long a day. */
const longestDay = 14 * 60 * minute;

/**
 * Replays the arrivals of a recorded day with what a real hall is full of: head starts, journeys
 * over several services, people who do not come and come back, holds and transfers. The pace is
 * that of the windows, whose handling times fit the work of the day.
 */
export async function replayMixed(
  stage: Stage,
  day: RecordedDay,
  made: HallOfDay,
  chance: Seeded,
): Promise<MixCounts> {
  const mixed = new Mixed(stage, day, made, chance);
  await mixed.run();
  return mixed.counts;
}

class Mixed {
  readonly counts: MixCounts = {
    seniors: 0,
    otherCategories: 0,
    journeys: 0,
    noShows: 0,
    returns: 0,
    holds: 0,
    takeUps: 0,
    transfers: 0,
  };
  private readonly stage: Stage;
  private readonly day: RecordedDay;
  private readonly chance: Seeded;
  private readonly journeys: ReadonlyMap<number, readonly Journey[]>;
  private readonly posts: Post[];
  private readonly handling: readonly number[];
  private readonly plan: readonly Planned[];
  private readonly visitors = new Map<string, Visitor>();
  /** Back from a hold and standing at the windows, to be taken up at the next free one. */
  private readonly back: { readonly at: (post: Post) => boolean; readonly visitor: Visitor }[] = [];
  private readonly timeline = new Timeline();

  constructor(stage: Stage, day: RecordedDay, made: HallOfDay, chance: Seeded) {
    this.stage = stage;
    this.day = day;
    this.chance = chance;
    this.posts = postsOf(made.windows);
    this.journeys = byService(made.journeys);
    this.plan = this.planVisitors();
    this.handling = hallHandling(day, this.plan);
  }

  async run(): Promise<void> {
    const begin = Date.parse(this.stage.now);
    for (const visitor of this.plan) this.timeline.at(visitor.at, () => this.arrive(visitor));
    for (const [service, { tickets }] of this.day.services.entries()) {
      for (const { issued, openWindows } of tickets)
        this.timeline.at(Date.parse(issued), () =>
          setOpen(this.stage, this.ofService(service), openWindows, 'later'),
        );
    }
    for (let next = this.timeline.next(); next !== null; next = this.timeline.next()) {
      if (next.at > begin + longestDay) return;
      this.stage.now = new Date(next.at).toISOString();
      await next.happen();
      await this.callWhoWaits(next.at);
    }
  }

  /** Who comes when, for what: decided before, so that the windows' pace can be fitted to it. */
  private planVisitors(): Planned[] {
    const { chance } = this;
    return this.day.services.flatMap(({ tickets }, service) =>
      tickets.map(({ issued }): Planned => {
        const who = chance.next();
        return {
          // Somewhere in the five minutes before the snapshot that saw the ticket.
          at: Date.parse(issued) - chance.below(5 * minute),
          service,
          category: who < 0.15 ? 'senior' : who < 0.2 ? chance.pick(otherCategories) : 'general',
          journey: chance.chance(1 / 3) ? chance.pick(this.journeys.get(service)!) : null,
        };
      }),
    );
  }

  private async arrive({ service, category, journey }: Planned): Promise<void> {
    const wish = journey === null ? { queue: queueCode(service) } : { package: journey.code };
    const { number, token } = await this.stage.take({ ...wish, category });
    this.visitors.set(number, { number, token, handled: false });
    if (category === 'senior') this.counts.seniors += 1;
    else if (category !== 'general') this.counts.otherCategories += 1;
    if (journey !== null) this.counts.journeys += 1;
  }

  /** Free windows call while somebody waits in their queue. */
  private async callWhoWaits(now: number): Promise<void> {
    const free = this.posts
      .filter((p) => p.open && p.hand === null)
      .sort((a, b) => a.lastCall - b.lastCall);
    if (free.length === 0) return;
    for (const post of free) {
      if (post.leaving) await leave(this.stage, post);
      else await this.takeUpWhoIsBack(post);
    }
    const waiting = await this.waitingByQueue();
    for (const post of free.filter((p) => p.open && p.hand === null)) {
      const queue = queueCode(post.window.service);
      const count = waiting.get(queue) ?? 0;
      if (count === 0) continue;
      if (await this.callNext(post, now)) waiting.set(queue, count - 1);
    }
  }

  /** Those in the waiting area, seen from behind the windows. */
  private async waitingByQueue(): Promise<Map<string, number>> {
    const rows = await this.stage.db.read
      .selectFrom('queue_days')
      .innerJoin('queues', 'queues.id', 'queue_days.queue_id')
      .select(['queues.code', 'queue_days.waiting'])
      .execute();
    return new Map(rows.map((row) => [row.code, row.waiting]));
  }

  private async callNext(post: Post, now: number): Promise<boolean> {
    const state = await this.stage.command(post.window, 'call-next');
    if (state === null) return false;
    const { number } = state.ticket!;
    post.hand = number;
    post.lastCall = now;
    const visitor = this.visitors.get(number)!;
    if (this.chance.chance(0.08)) this.stayAway(post, visitor, now);
    else this.timeline.at(now + this.between(5, 40), () => this.begin(post, visitor));
    return true;
  }

  /** Called twice, waited for, gone; half of them come back. */
  private stayAway(post: Post, visitor: Visitor, now: number): void {
    const missed = now + this.between(45, 75);
    this.timeline.at(now + this.between(20, 40), () => this.must(post, 'recall'));
    this.timeline.at(missed, async () => {
      await this.must(post, 'no-show');
      post.hand = null;
      this.counts.noShows += 1;
    });
    if (this.chance.chance(0.5)) {
      this.timeline.at(missed + this.between(2 * 60, 15 * 60), async () => {
        await this.stage.comeBack(visitor.token);
        this.counts.returns += 1;
      });
    }
  }

  private async begin(post: Post, visitor: Visitor): Promise<void> {
    if (post.hand !== visitor.number) return;
    await this.must(post, 'start');
    const now = Date.parse(this.stage.now);
    const seconds = this.handling[post.window.service]! * (0.3 + 1.4 * this.chance.next());
    this.timeline.at(now + seconds * 1000, () => this.end(post, visitor));
  }

  private async end(post: Post, visitor: Visitor): Promise<void> {
    if (post.hand !== visitor.number) return;
    const what = this.chance.next();
    if (!visitor.handled && what < 0.05) await this.hold(post, visitor);
    else if (!visitor.handled && what < 0.1) await this.transfer(post, visitor);
    else await this.must(post, 'finish');
    post.hand = null;
  }

  private async hold(post: Post, visitor: Visitor): Promise<void> {
    visitor.handled = true;
    this.counts.holds += 1;
    const now = Date.parse(this.stage.now);
    const back = now + this.between(3 * 60, 15 * 60);
    switch (this.chance.below(3)) {
      case 0: {
        const until = new Date(back).toISOString();
        await this.must(post, 'hold', { kind: 'until', until });
        this.timeline.at(back, () => this.stage.hall.days.tick());
        break;
      }
      case 1:
        await this.must(post, 'hold', { kind: 'any-window', reason: '补材料' });
        this.timeline.at(back, () =>
          this.comeBack(visitor, (p) => p.window.service === post.window.service),
        );
        break;
      default:
        await this.must(post, 'hold', { kind: 'this-window', reason: '复印' });
        post.expects += 1;
        this.timeline.at(back, () => this.comeBack(visitor, (p) => p === post));
    }
  }

  /** Back in line, or straight to the windows. */
  private async comeBack(visitor: Visitor, at: (post: Post) => boolean): Promise<void> {
    if (this.chance.chance(0.5)) {
      this.back.push({ at, visitor });
      return;
    }
    await this.stage.comeBack(visitor.token);
    this.counts.returns += 1;
  }

  private async takeUpWhoIsBack(post: Post): Promise<void> {
    const found = this.back.findIndex(({ at }) => at(post));
    const [first] = found === -1 ? [] : this.back.splice(found, 1);
    if (first === undefined) return;
    const { visitor } = first;
    await this.must(post, 'take-up', { number: visitor.number });
    this.counts.takeUps += 1;
    post.hand = visitor.number;
    const now = Date.parse(this.stage.now);
    this.timeline.at(now + this.between(60, 300), () => this.end(post, visitor));
  }

  private async transfer(post: Post, visitor: Visitor): Promise<void> {
    visitor.handled = true;
    this.counts.transfers += 1;
    const others = this.posts.filter((p) => p.open && p.window.service !== post.window.service);
    const other = others.length === 0 ? post : this.chance.pick(others);
    const reason = '业务归口';
    const queue = queueCode(other.window.service);
    switch (this.chance.below(4)) {
      case 0:
        other.expects += 1;
        await this.must(post, 'transfer', { window: other.window.number, reason });
        break;
      case 1:
        await this.must(post, 'transfer', { queue, place: 'front', reason });
        break;
      default:
        await this.must(post, 'transfer', { queue, reason });
    }
  }

  private async must(post: Post, command: string, input?: object): Promise<void> {
    await this.stage.command(post.window, command, input);
  }

  private ofService(service: number): Post[] {
    return this.posts.filter((p) => p.window.service === service);
  }

  /** Milliseconds, from seconds. */
  private between(from: number, to: number): number {
    return 1000 * (from + this.chance.below(to - from + 1));
  }
}
