import { patternOf } from '../../shared/spoken.ts';
import type { Announcement, BoardState } from '../../shared/contract/board.ts';
import { Backlog, fits, rounds, type Item } from './backlog.ts';
import { pause, within } from './time-out.ts';

/** What the announcer needs of the world around it. */
export interface Outside {
  /** Whether this screen has a voice at all; without one it shows each caption in its turn. */
  readonly speaks: boolean;
  readonly chime: () => Promise<void>;
  readonly say: (language: string, speech: Announcement['speech']) => Promise<void>;
  /** The sound is off until somebody touches the screen: show captions, do not try. */
  readonly blocked: () => boolean;
  readonly wasSpoken: (id: string) => boolean;
  readonly remember: (ids: readonly string[]) => void;
  /** What is being announced now, for the caption; null: nothing. */
  readonly show: (item: Item | null) => void;
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

/** Traditional Chinese is spoken in Mandarin; each language once. */
export function spokenLanguages(languages: readonly string[]): readonly string[] {
  const voices = languages.map((language) => (language === 'zh-Hant' ? 'zh-Hans' : language));
  return voices.length > 0 ? [...new Set(voices)] : ['zh-Hans'];
}

/** Works through the announcements of this screen, one at a time, at the pace of the voice. */
export class Announcer {
  private readonly backlog = new Backlog();
  private current: Item | null = null;

  private readonly outside: Outside;

  constructor(outside: Outside) {
    this.outside = outside;
  }

  /** Takes in the announcements of a state, as far as they are this screen's. */
  offer(state: BoardState, mine: (announcement: Announcement) => boolean): void {
    this.backlog.withdraw(state);
    const late = this.backlog.offer(
      state.announcements.filter(mine),
      state.at,
      (id) => this.outside.wasSpoken(id) || this.current?.ids.includes(id) === true,
    );
    if (late.length > 0) this.outside.remember(late);
    if (this.current === null) void this.work();
  }

  private async work(): Promise<void> {
    let item = this.backlog.take();
    while (item !== undefined) {
      this.current = item;
      // Before the first sound: a reload in the middle of it must not ring again.
      this.outside.remember(item.ids);
      this.outside.show(item);
      await this.announce(item);
      item = this.backlog.take();
    }
    this.current = null;
    this.outside.show(null);
  }

  private async announce(item: Item): Promise<void> {
    if (!this.outside.speaks || this.outside.blocked()) {
      await pause(this.backlog.size > 2 ? captionSeconds : silentSeconds);
      return;
    }
    const shown = pause(captionSeconds);
    const progress = { heard: false };
    let failure: unknown = null;
    try {
      await within(mostSeconds, 'the announcement', this.speak(item, progress));
    } catch (error) {
      failure = error;
    }
    this.outside.ended(failure, progress.heard);
    await shown;
  }

  /** Throws what went wrong first, after having tried everything that may still be heard. */
  private async speak(item: Item, progress: { heard: boolean }): Promise<void> {
    const { speech } = item.announcement;
    const languages = spokenLanguages(speech.languages);
    const failures: unknown[] = [];
    const attempt = async (work: () => Promise<void>): Promise<boolean> => {
      try {
        await work();
        return true;
      } catch (error) {
        failures.push(error);
        return false;
      }
    };
    const failed = new Set<string>();
    await attempt(() => this.outside.chime());
    for (let round = 0; round < rounds; round += 1) {
      for (const [place, language] of languages.entries()) {
        if (failed.has(language) || !fits(round, place, this.backlog.size)) continue;
        if (!(await attempt(() => this.outside.say(language, speech)))) failed.add(language);
        else if (!progress.heard) {
          progress.heard = true;
          this.outside.heard(item.ids);
        }
        await pause(patternOf(language) === 'en' ? 0.5 : 0.4);
      }
    }
    if (failures.length > 0) throw failures[0];
  }
}
