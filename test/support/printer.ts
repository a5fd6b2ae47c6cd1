import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** A thermal printer on a local socket, with the faults that the test gives it. */
export class FakePrinter {
  /** What was printed: the bytes of each job that came to its end. */
  readonly jobs: Buffer[] = [];
  /** What came on lines that were ended without asking for an answer. */
  readonly unasked: Buffer[] = [];
  /** Everything that came beside the questions, printed or not. */
  received = 0;
  /** How often a line was opened. */
  lines = 0;
  coverOpen = false;
  paperOut = false;
  paperLow = false;
  offline = false;
  /** Takes the line and says nothing. */
  mute = false;
  /** The cutter jams once this many bytes of a job are in. */
  jamAfter: number | null = null;
  /** Closes the line once this many bytes of a job are in. */
  closeAfter: number | null = null;
  /** Does not know `GS r`: never says that it came to the end. */
  knowsEnd = true;
  /** Says this beside each answer. */
  noise: Buffer | null = null;
  /** Holds the paper until `release` is called. */
  slow = false;
  jammed = false;
  private readonly server: Server;
  private readonly sockets = new Set<Socket>();
  private held: (() => void)[] = [];
  private heard: (() => void)[] = [];

  private constructor(server: Server) {
    this.server = server;
  }

  static async start(): Promise<FakePrinter> {
    const server = createServer();
    const printer = new FakePrinter(server);
    server.on('connection', (socket) => printer.serve(socket));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return printer;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** Lets a slow printer go on. */
  release(): void {
    this.slow = false;
    for (const go of this.held.splice(0)) go();
  }

  /** Resolves once a whole job has arrived, printed or not. */
  arrived(): Promise<void> {
    return new Promise((resolve) => this.heard.push(resolve));
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private serve(socket: Socket): void {
    this.lines += 1;
    this.sockets.add(socket);
    socket.on('close', () => this.sockets.delete(socket));
    socket.on('error', () => undefined);
    let job: Buffer = Buffer.alloc(0);
    socket.on('end', () => {
      if (job.length > 0) this.unasked.push(job);
    });
    socket.on('data', (chunk) => {
      let rest = chunk;
      while (rest.length > 0 && !socket.destroyed) {
        if (job.length === 0 && rest[0] === 0x10 && rest[1] === 0x04) {
          this.answer(socket, rest[2]!);
          rest = rest.subarray(3);
          continue;
        }
        // Questions arrive between the packets of a job, not inside of one here.
        const question = rest.length === 3 && rest[0] === 0x10 && rest[1] === 0x04;
        if (question) {
          this.answer(socket, rest[2]!);
          break;
        }
        job = Buffer.concat([job, rest]);
        this.received += rest.length;
        rest = Buffer.alloc(0);
        job = this.work(socket, job);
      }
    });
  }

  private work(socket: Socket, job: Buffer): Buffer {
    if (this.closeAfter !== null && job.length >= this.closeAfter) {
      socket.destroy();
      return job;
    }
    if (this.jamAfter !== null && job.length >= this.jamAfter) this.jammed = true;
    const end = Buffer.from([0x1d, 0x72, 0x01]);
    if (!job.subarray(-3).equals(end)) return job;
    for (const hear of this.heard.splice(0)) hear();
    if (this.jammed) return Buffer.alloc(0);
    const finish = (): void => {
      this.jobs.push(job);
      if (this.knowsEnd) socket.write(Buffer.from([this.paperLow ? 0x03 : 0x00]));
    };
    if (this.slow) this.held.push(finish);
    else finish();
    return Buffer.alloc(0);
  }

  private answer(socket: Socket, n: number): void {
    if (this.mute) return;
    const bits: Record<number, number> = {
      1: this.offline || this.coverOpen || this.jammed || this.paperOut ? 0x08 : 0,
      2: (this.coverOpen ? 0x04 : 0) | (this.paperOut ? 0x20 : 0) | (this.jammed ? 0x40 : 0),
      3: this.jammed ? 0x08 : 0,
      4: (this.paperLow || this.paperOut ? 0x0c : 0) | (this.paperOut ? 0x60 : 0),
    };
    socket.write(
      Buffer.concat([Buffer.from([0x12 | (bits[n] ?? 0)]), this.noise ?? Buffer.alloc(0)]),
    );
  }
}
