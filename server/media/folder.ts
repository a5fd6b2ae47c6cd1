import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { mediaLimits } from '../../shared/media.ts';
import { Problem } from '../../shared/errors.ts';
import { headBytes, kindOf } from './look.ts';
import { isFilm, type MediaEnd } from '../../shared/media.ts';

const making = '.making-';
const fileName = /^[0-9a-f]{32}\.(png|jpg|webp|mp4|webm)$/;
/** What was being made so long ago (ms) is not being made any more. */
const abandonedMs = 6 * 3600 * 1000;
const full = /^(ENOSPC|EDQUOT|EROFS|EACCES|EPERM|EIO|ENOENT)$/;

/** A file that has come, before it has its name. */
interface Came {
  readonly path: string;
  readonly end: MediaEnd;
  readonly bytes: number;
  /** Of its content, 32 hexadecimal figures. */
  readonly hash: string;
}

/** The site's own pictures and films: one folder, files named by their content. */
export class MediaFolder {
  readonly root: string;
  /** Makes a file, or the names in a folder, last through a power cut. */
  private readonly sync: (path: string) => Promise<void>;

  constructor(root: string, sync: (path: string) => Promise<void>) {
    this.root = root;
    this.sync = sync;
  }

  /**
   * Takes a body in as it comes, to a file without a name; whoever gets it gives it its name or
   * removes it. A body that is cut off or too long leaves nothing.
   *
   * @throws Problem `wrong_media`, `too_large`, `storage_unavailable`
   */
  async receive(body: Readable, id: string): Promise<Came> {
    const path = join(this.root, making + id);
    const hash = createHash('sha256');
    let head = Buffer.alloc(0);
    let end: MediaEnd | null = null;
    let bytes = 0;
    const checked = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        bytes += chunk.length;
        hash.update(chunk);
        if (end === null) {
          head = Buffer.concat([head, chunk.subarray(0, headBytes)]);
          if (head.length >= headBytes && (end = kindOf(head)) === null) {
            done(new Problem('wrong_media', 'PNG, JPEG, WebP, MP4 or WebM'));
            return;
          }
        }
        const most = end !== null && isFilm(`x.${end}`) ? 'filmBytes' : 'pictureBytes';
        if (bytes > mediaLimits[most]) done(new Problem('too_large'));
        else done(null, chunk);
      },
    });
    try {
      await mkdir(this.root, { recursive: true, mode: 0o700 });
      await pipeline(body, checked, createWriteStream(path, { flags: 'wx', mode: 0o600 }));
      if (end === null) throw new Problem('wrong_media', 'PNG, JPEG, WebP, MP4 or WebM');
      await this.sync(path);
      return { path, end, bytes, hash: hash.digest('hex').slice(0, 32) };
    } catch (error) {
      await rm(path, { force: true }).catch(() => undefined);
      throw told(error);
    }
  }

  /** Gives a file its name. @returns the name */
  async keep({ path, hash, end }: Came): Promise<string> {
    const file = `${hash}.${end}`;
    try {
      await rename(path, join(this.root, file));
      await this.sync(this.root);
    } catch (error) {
      throw told(error);
    }
    return file;
  }

  async drop(came: Pick<Came, 'path'>): Promise<void> {
    await rm(came.path, { force: true });
  }

  /** The bytes of a file; null: there is none of this name. */
  async sizeOf(file: string): Promise<number | null> {
    if (!fileName.test(file)) return null;
    const found = await stat(join(this.root, file)).catch(() => null);
    return found?.isFile() === true ? found.size : null;
  }

  /**
   * Removes the files that are not `named` and were not touched for a while, and what was never
   * finished.
   *
   * @param now milliseconds; `restMs`: a file just uploaded stands in no set-up yet
   * @returns the names of what was removed
   */
  async sweep(named: ReadonlySet<string>, now: number, restMs: number): Promise<string[]> {
    const gone: string[] = [];
    for (const name of await readdir(this.root).catch(() => [])) {
      const half = name.startsWith(making);
      if (!half && (!fileName.test(name) || named.has(name))) continue;
      const path = join(this.root, name);
      const found = await stat(path).catch(() => null);
      if (found === null || now - found.mtimeMs < (half ? abandonedMs : restMs)) continue;
      await rm(path, { force: true });
      gone.push(name);
    }
    return gone;
  }
}

/** An upload that was cut off is its sender's fault; a disk that is full is the site's. */
function told(error: unknown): unknown {
  if (error instanceof Problem) return error;
  const { code } = error as { code?: unknown };
  if (typeof code === 'string' && full.test(code)) {
    const problem = new Problem('storage_unavailable');
    problem.cause = error;
    return problem;
  }
  return new Problem('bad_input', 'The upload was cut off');
}
