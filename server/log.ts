import { mkdirSync } from 'node:fs';
import { basename, dirname, extname } from 'node:path';
import { type DestinationStream, type Logger, multistream, pino, stdTimeFunctions } from 'pino';
import { createStream, type RotatingFileStream } from 'rotating-file-stream';

/** Where the log goes beside what the process prints. */
export interface LogFile {
  readonly path: string;
  /** Megabytes after which a new file is begun; one is begun with each day, too. */
  readonly megabytes: number;
  /** Files that are kept beside the one that is written to. */
  readonly files: number;
}

export interface Log {
  readonly logger: Logger;
  /** Writes what is left. */
  readonly close: () => Promise<void>;
}

/** Never in a log, wherever they stand. */
const redact = [
  'req.headers.authorization',
  'req.headers.cookie',
  ...['password', 'newPassword', 'token', 'pairingCode', 'idNumber', 'phone', 'secret'].flatMap(
    (name) => [name, `*.${name}`],
  ),
];
/** A file that could not be written, as on a full disk, is tried again after this. */
const tryAgainMs = 60_000;

/**
 * The log of the server: JSON lines to the standard output, or to a file that begins anew by size and
 * by day and of which a bounded number is kept. Errors then go to the standard error as well, where
 * whatever runs the server looks.
 */
export function openLog(d: { level: string; file?: LogFile | undefined }): Log {
  const options = { level: d.level, redact, timestamp: stdTimeFunctions.isoTime };
  if (d.file === undefined) return { logger: pino(options), close: () => Promise.resolve() };
  const file = new RotatedFile(d.file);
  const level = d.level === 'silent' ? 'fatal' : (d.level as 'info');
  const streams = multistream([
    { level, stream: file },
    { level: 'error', stream: process.stderr },
  ]);
  return { logger: pino(options, streams), close: () => file.close() };
}

/** A log that cannot be written must not end the hall: it says so, and is tried again. */
class RotatedFile implements DestinationStream {
  private stream: RotatingFileStream | null = null;
  private closedAtMs = -Infinity;
  private readonly file: LogFile;

  constructor(file: LogFile) {
    this.file = file;
    this.open();
  }

  write(line: string): void {
    if (this.stream === null && performance.now() - this.closedAtMs > tryAgainMs) this.open();
    // Nobody is to look for lines that were never written.
    if (this.stream === null) process.stdout.write(line);
    else this.stream.write(line);
  }

  close(): Promise<void> {
    const { stream } = this;
    if (stream === null) return Promise.resolve();
    return new Promise((done) => {
      stream.once('error', () => done());
      stream.end(() => done());
    });
  }

  private open(): void {
    const { path, megabytes, files } = this.file;
    const [folder, name, end] = [dirname(path), basename(path, extname(path)), extname(path)];
    try {
      mkdirSync(folder, { recursive: true });
    } catch (error) {
      this.failed(error);
      return;
    }
    const stream = createStream(
      (time, index) =>
        typeof time === 'object' && time !== null
          ? `${name}-${localDay(time)}-${index ?? 1}${end}`
          : basename(path),
      {
        path: folder,
        size: `${Math.ceil(megabytes * 1024)}K`,
        interval: '1d',
        intervalBoundary: true,
        // What is left of an earlier day goes aside at the start.
        initialRotation: true,
        maxFiles: files,
        history: `.${name}.history`,
        mode: 0o640,
      },
    );
    stream.on('error', (error) => this.failed(error));
    this.stream = stream;
  }

  private failed(error: unknown): void {
    this.stream = null;
    this.closedAtMs = performance.now();
    const why = error instanceof Error ? error.message : String(error);
    process.stderr.write(
      `${JSON.stringify({ level: 50, msg: `the log cannot be written: ${why}`, file: this.file.path })}\n`,
    );
  }
}

function localDay(time: Date): string {
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
}
