import { patternOf } from '../../shared/spoken.ts';
import type { Announcement, BoardState } from '../../shared/contract/board.ts';
import { Backlog, fits, rounds, standsIn, type Item } from './backlog.ts';
import { pause, within } from './time-out.ts';

/** What is being announced: one, or a few in one breath. */
export interface Said {
  readonly all: readonly Announcement[];
  /** The one that is heard at this moment. */
  readonly now: Announcement;
  /** In the short form: "A 零四七，十二号". */
  readonly short: boolean;
}

/** What the announcer needs of the world around it. */
export interface Outside {
  /** Whether this screen has a voice at all; without one it shows each caption in its turn. */
  readonly speaks: boolean;
  readonly chime: () => Promise<void>;
  readonly say: (language: string, announcement: Announcement, short: boolean) => Promise<void>;
  /** The sound is off until somebody touches the screen: show captions, do not try. */
  readonly blocked: () => boolean;
  /** Whether the line stands: what was last heard is the truth only then. */
  readonly connected: () => boolean;
  /** Asks the server for a sign of life; false: none came in time. */
  readonly answers: () => Promise<boolean>;
  readonly wasSpoken: (id: string) => boolean;
  readonly remember: (ids: readonly string[]) => void;
  /** What is being announced now, for the caption; null: nothing. */
  readonly show: (said: Said | null) => void;
  /** It was heard for the first time, now. */
  readonly heard: (ids: readonly string[]) => void;
  /** How the last announcement went: what failed (null: nothing), and whether any of it was heard. */
  readonly ended: (failure: unknown, heard: boolean) => void;
}

/** A caption stays at least this long (seconds), also when the voice fails at once. */
const captionSeconds = 4;
/** And without a voice a little longer: it is all there is. */
const silentSeconds = 6;
/** No announcement may take longer than this, whatever the voice does. */
const mostSeconds = 45;
/** Between two languages, and two calls of a chain. */
const breath = { zh: 0.4, en: 0.5, chain: 0.25 } as const;

/** Traditional Chinese is spoken in Mandarin; each language once. */
export function spokenLanguages(languages: readonly string[]): readonly string[] {
  const voices = languages.map((language) => (language === 'zh-Hant' ? 'zh-Hans' : language));
  return voices.length > 0 ? [...new Set(voices)] : ['zh-Hans'];
}

/** How far one turn of the voice has come. */
interface Progress {
  /** What a word was begun of: all others are still to be said. */
  readonly begun: Set<Item>;
  readonly heard: Set<Item>;
  readonly failures: unknown[];
  /** Languages that have failed, by item. */
  readonly failed: Map<Item, Set<string>>;
}

/**
 * Works through the announcements of this screen, one at a time or a few in one breath, at the
 * pace of the voice. Nothing is begun that the server does not say at that moment: each part asks
 * for a sign of life and looks into the newest state first (faults S1, S2).
 */
export class Announcer {
  private readonly backlog = new Backlog();
  private current: readonly Item[] = [];
  /** What stands in the caption, as far as it is true. */
  private caption: { readonly now: Item; readonly short: boolean } | null = null;
  /** What is in the air: its caption stands until it is over, whatever becomes of it meanwhile. */
  private voiced: Item | null = null;
  private state: BoardState | null = null;
  private working = false;

  private readonly outside: Outside;

  constructor(outside: Outside) {
    this.outside = outside;
  }

  /** Takes in the announcements of a state, as far as they are this screen's. */
  offer(state: BoardState, mine: (announcement: Announcement) => boolean): void {
    this.state = state;
    this.backlog.withdraw(state);
    this.showTrue();
    const late = this.backlog.offer(
      state.announcements.filter(mine),
      state.at,
      (id) => this.outside.wasSpoken(id) || this.current.some((item) => item.ids.includes(id)),
    );
    if (late.length > 0) this.outside.remember(late);
    if (!this.working) void this.work();
  }

  private async work(): Promise<void> {
    this.working = true;
    let short = false;
    while (this.backlog.size > 0 && (await this.lineStands())) {
      const group = this.backlog.take().filter((item) => this.stands(item));
      if (group.length === 0) continue;
      // Once calls have come thick and fast, the rest of them follows in the same breath.
      const goesOn = short;
      short ||= group.length > 1;
      this.current = group;
      await this.announce(group, short, !goesOn);
      this.current = [];
    }
    this.working = false;
    this.show(null, false);
  }

  private show(now: Item | null, short: boolean): void {
    this.caption = now === null ? null : { now, short };
    this.showTrue();
  }

  /** Shows of what is being announced only what stands at this moment. */
  private showTrue(): void {
    if (this.caption === null) {
      this.outside.show(null);
      return;
    }
    const { now, short } = this.caption;
    const all = this.current.filter((item) => item === this.voiced || this.stands(item));
    const first = all.includes(now) ? now : all[0];
    this.outside.show(
      first === undefined
        ? null
        : {
            all: all.map(({ announcement }) => announcement),
            now: first.announcement,
            short,
          },
    );
  }

  /** Waits for a sign of life for as long as the line seems to stand. */
  private async lineStands(): Promise<boolean> {
    while (this.outside.connected()) {
      if (await this.outside.answers()) return this.outside.connected();
      await pause(breath.chain);
    }
    return false;
  }

  private stands({ announcement }: Item): boolean {
    return this.state !== null && standsIn(this.state, announcement);
  }

  private async announce(group: readonly Item[], short: boolean, chime: boolean): Promise<void> {
    const [first] = group;
    if (first === undefined) return;
    this.show(first, short);
    if (!this.outside.speaks || this.outside.blocked()) {
      this.outside.remember(group.flatMap(({ ids }) => ids));
      await pause(this.backlog.size > 2 ? captionSeconds : silentSeconds);
      return;
    }
    const shown = pause(captionSeconds);
    const progress: Progress = {
      begun: new Set(),
      heard: new Set(),
      failures: [],
      failed: new Map(),
    };
    try {
      const most = mostSeconds * group.length;
      await within(most, 'the announcement', this.speak(group, short, chime, progress));
    } catch (error) {
      progress.failures.push(error);
    }
    this.outside.ended(progress.failures[0] ?? null, progress.heard.size > 0);
    if (this.outside.connected()) await shown;
  }

  /** Tries everything that may still be heard; what went wrong stands in `progress`. */
  private async speak(
    group: readonly Item[],
    short: boolean,
    chime: boolean,
    progress: Progress,
  ): Promise<void> {
    if (chime) await this.attempt(progress, () => this.outside.chime());
    const most = Math.max(...group.map((item) => languagesOf(item).length));
    for (let round = 0; round < rounds; round += 1) {
      for (let place = 0; place < most; place += 1) {
        for (const item of group) {
          if (!fits(round, place, this.backlog.size)) break;
          if (!(await this.lineStands())) {
            // What was not begun is offered anew, should it still be true then.
            this.backlog.putBack(group.filter((each) => !progress.begun.has(each)));
            return;
          }
          const language = languagesOf(item)[place];
          if (language !== undefined && this.stands(item))
            await this.sayOne(item, language, short, progress);
        }
      }
    }
  }

  private async sayOne(
    item: Item,
    language: string,
    short: boolean,
    progress: Progress,
  ): Promise<void> {
    const failed = progress.failed.get(item) ?? new Set();
    progress.failed.set(item, failed);
    if (failed.has(language)) return;
    progress.begun.add(item);
    // Before the first word, not before the chime: a reload says what nobody has heard.
    this.outside.remember(item.ids);
    this.voiced = item;
    this.show(item, short);
    const said = await this.attempt(progress, () =>
      this.outside.say(language, item.announcement, short),
    );
    this.voiced = null;
    this.showTrue();
    if (!said) failed.add(language);
    else if (!progress.heard.has(item)) {
      progress.heard.add(item);
      this.outside.heard(item.ids);
    }
    await pause(short ? breath.chain : breath[patternOf(language)]);
  }

  private async attempt(progress: Progress, work: () => Promise<void>): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (error) {
      progress.failures.push(error);
      return false;
    }
  }
}

const languagesOf = ({ announcement }: Item): readonly string[] =>
  spokenLanguages(announcement.speech.languages);
