import type { Announcement } from '../../shared/contract/board.ts';
import { shortText } from '../../shared/spoken.ts';
import { at } from '../../shared/ui/base.ts';
import { sayWithBrowser } from './browser-voice.ts';
import { MissingClips, type VoicePacks } from './packs.ts';
import { Overdue } from './time-out.ts';

const own = (language: string): string => at(`/voices/${encodeURIComponent(language)}`);
const bundled = (language: string): string => at(`/voices/bundled/${encodeURIComponent(language)}`);

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : 'unknown');

/** Nothing could say it, for these reasons. */
export class NoVoice extends Error {
  constructor(language: string, reasons: readonly unknown[]) {
    super(`${language}: ${reasons.map(reasonOf).join('; ')}`);
    this.name = 'NoVoice';
  }
}

/**
 * Says one sentence, or its short form, with the best voice there is: the hall's pack of the language, the bundled
 * one, a voice of the browser. Throws NoVoice with every reason.
 */
export async function sayBest(
  packs: VoicePacks,
  language: string,
  announcement: Announcement,
  short: boolean,
): Promise<void> {
  const { speech, text } = announcement;
  const reasons: unknown[] = [];
  for (const base of [own(language), bundled(language)]) {
    try {
      await packs.say(base, language, speech, short);
      return;
    } catch (error) {
      reasons.push(error);
      // A loudspeaker that hangs does so with every pack.
      if (error instanceof Overdue) break;
    }
  }
  try {
    const written = language === 'en' ? 'en' : 'zh-Hans';
    await sayWithBrowser(language, short ? shortText(speech, written) : text[written]);
  } catch (error) {
    reasons.push(error);
    throw new NoVoice(language, reasons);
  }
}

/** What a self-test of the packs found. */
export interface Prepared {
  /** What is wrong, in words; empty: nothing. */
  readonly faults: readonly string[];
  /** Languages that no pack can speak completely. */
  readonly without: readonly string[];
}

/** Loads what will be said, and says which clip is missing where. */
export async function prepareVoices(
  packs: VoicePacks,
  languages: readonly string[],
): Promise<Prepared> {
  const faults: string[] = [];
  const without: string[] = [];
  const complete = async (base: string, language: string): Promise<boolean> => {
    try {
      const missing = await packs.prepare(base);
      if (missing.length > 0) faults.push(new MissingClips(language, missing).message);
      return missing.length === 0;
    } catch (error) {
      faults.push(`${language}: ${reasonOf(error)}`);
      return false;
    }
  };
  for (const language of languages) {
    if (await complete(own(language), language)) continue;
    if (!(await complete(bundled(language), language))) without.push(language);
  }
  return { faults, without };
}
