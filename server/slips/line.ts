import { createConnection, type Socket } from 'node:net';

/** The line was closed, or never opened. */
export class LineClosed extends Error {}

/** More than this unasked is not a printer talking. */
const mostEarly = 4096;

interface Wish {
  readonly fits: (byte: number) => boolean;
  readonly take: (byte: number | null) => void;
  readonly fail: (error: Error) => void;
}

/** A line to a printer: bytes there, and single bytes as answers back. */
export class Line {
  private readonly socket: Socket;
  private readonly wishes: Wish[] = [];
  /** Heard before anybody asked. */
  private early: number[] = [];
  private closed = false;

  private constructor(socket: Socket) {
    this.socket = socket;
    socket.on('data', (bytes) => {
      if (this.early.length + bytes.length > mostEarly) socket.destroy();
      else for (const byte of bytes) this.hear(byte);
    });
    const end = (): void => {
      this.closed = true;
      for (const wish of this.wishes.splice(0)) wish.fail(new LineClosed('closed by the printer'));
    };
    socket.on('error', end);
    socket.on('end', end);
    socket.on('close', end);
  }

  /** @throws LineClosed where nobody listens, or not in time */
  static open(host: string, port: number, milliseconds: number): Promise<Line> {
    return new Promise((resolve, reject) => {
      const socket = createConnection({ host, port });
      const fail = (): void => {
        socket.destroy();
        reject(new LineClosed('cannot be reached'));
      };
      const timer = setTimeout(fail, milliseconds);
      socket.once('error', fail);
      socket.once('connect', () => {
        clearTimeout(timer);
        socket.off('error', fail);
        resolve(new Line(socket));
      });
    });
  }

  send(bytes: Uint8Array): void {
    if (!this.closed) this.socket.write(bytes);
  }

  /** Leaves out what was heard too late to be an answer. */
  forgetEarly(fits: (byte: number) => boolean): void {
    this.early = this.early.filter((byte) => !fits(byte));
  }

  /** The next byte that fits; null: none in time. @throws LineClosed */
  answer(fits: (byte: number) => boolean, milliseconds: number): Promise<number | null> {
    const at = this.early.findIndex(fits);
    if (at >= 0) return Promise.resolve(this.early.splice(at, 1)[0]!);
    if (this.closed) return Promise.reject(new LineClosed('closed by the printer'));
    return new Promise((resolve, reject) => {
      const wish: Wish = {
        fits,
        take: (byte) => {
          clearTimeout(timer);
          this.forget(wish);
          resolve(byte);
        },
        fail: (error) => {
          clearTimeout(timer);
          reject(error);
        },
      };
      const timer = setTimeout(() => wish.take(null), milliseconds);
      this.wishes.push(wish);
    });
  }

  close(): void {
    this.socket.destroy();
  }

  /**
   * Ends the line once everything was taken, and gives the other side a moment to hang up: closed at
   * once, some printers throw away what they have not read yet.
   *
   * @throws LineClosed where it was cut before all was taken
   */
  finish(milliseconds: number): Promise<void> {
    if (this.closed) return Promise.reject(new LineClosed('closed by the printer'));
    return new Promise((resolve, reject) => {
      let taken = false;
      const done = (): void => {
        clearTimeout(timer);
        if (taken) resolve();
        else reject(new LineClosed('closed by the printer'));
      };
      const timer = setTimeout(done, milliseconds);
      this.socket.once('close', done);
      this.socket.end(() => {
        taken = true;
      });
    });
  }

  private hear(byte: number): void {
    const wish = this.wishes.find((each) => each.fits(byte));
    if (wish === undefined) this.early.push(byte);
    else wish.take(byte);
  }

  private forget(wish: Wish): void {
    this.wishes.splice(this.wishes.indexOf(wish), 1);
  }
}
