import { open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { Instant } from '../../shared/contract/primitives.ts';
import type { Instant as InstantText } from '../../shared/rules/instants.ts';
import type { SiteClock } from '../site-clock.ts';
import type { Reader } from '../db/open.ts';
import { sync } from './files.ts';
import * as store from './store.ts';

/**
 * How far a site had come, in a small file beside its data: by it a start notices that the data are older
 * than they were, because a file was emptied, lost its log, or an old copy was put in its place.
 */
export const Mark = z.object({
  site: z.string(),
  at: Instant,
  /** Written at the end of the server: nothing came after it. */
  closed: z.boolean(),
  halls: z.record(
    z.string(),
    z.object({
      version: z.number().int(),
      day: z.string().nullable(),
      /** The highest number of each prefix on that day. */
      numbers: z.record(z.string(), z.number().int()),
    }),
  ),
});
export type Mark = z.infer<typeof Mark>;

/** @returns null where there is none, or none that can be read: then nothing is known */
export async function readMark(file: string): Promise<Mark | null> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if ((error as { code?: unknown }).code === 'ENOENT') return '';
    throw error;
  });
  try {
    return Mark.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** Replaces the mark, whole or not at all. */
export async function writeMark(file: string, mark: Mark): Promise<void> {
  const made = `${file}.new`;
  const handle = await open(made, 'w', 0o600);
  try {
    await handle.writeFile(JSON.stringify(mark));
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(made, file);
  await sync(dirname(file));
}

export async function markOf(
  db: Reader,
  { at, closed }: { readonly at: InstantText; readonly closed: boolean },
): Promise<Mark | null> {
  const site = await store.siteUid(db);
  if (site === null) return null;
  return { site, at, closed, halls: await store.numbersNow(db) };
}

/** Numbers that are given between two marks are few; so often one is written, in milliseconds. */
const everyMs = 5000;

/** Writes the mark, seldom, and at the end. */
export class SiteMark {
  private readonly file: string;
  private readonly read: Reader;
  private readonly clock: SiteClock;
  private written = '';
  private writtenAt = -Infinity;

  constructor(file: string, { read, clock }: { read: Reader; clock: SiteClock }) {
    this.file = file;
    this.read = read;
    this.clock = clock;
  }

  /** Writes it where something changed, at most every five seconds. */
  async tick(): Promise<void> {
    const now = this.clock.steadyMs();
    if (now - this.writtenAt < everyMs) return;
    const versions = JSON.stringify(await store.versions(this.read));
    if (versions === this.written) return;
    await this.write(false);
    this.written = versions;
    this.writtenAt = now;
  }

  /** Nothing comes after this. */
  close(): Promise<void> {
    return this.write(true);
  }

  private async write(closed: boolean): Promise<void> {
    const mark = await markOf(this.read, { at: this.clock.now(), closed });
    if (mark !== null) await writeMark(this.file, mark);
  }
}
