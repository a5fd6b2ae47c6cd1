import type { Seeded } from '../../shared/rules/simulation/chance.ts';

const operations = { 1: 'write', 2: 'sync', 3: 'truncate', 4: 'unlink' } as const;
const headBytes = 16;
/** What a disk writes whole or not at all. */
const sectorBytes = 512;

export interface Recorded {
  readonly operation: (typeof operations)[keyof typeof operations];
  /** 0: the database; 1: its write-ahead log. */
  readonly file: 0 | 1;
  readonly offset: number;
  readonly data: Buffer;
  /** Where the record ends in the recording. */
  readonly end: number;
}

/** Reads what `record-writes.c` wrote; a record that was cut off at the end is left out. */
export function readRecording(bytes: Buffer): Recorded[] {
  const records: Recorded[] = [];
  let at = 0;
  while (at + headBytes <= bytes.length) {
    const length = bytes.readUInt32LE(at + 4);
    const end = at + headBytes + length;
    if (end > bytes.length) break;
    records.push({
      operation: operations[bytes[at] as 1],
      file: bytes[at + 1] as 0 | 1,
      offset: Number(bytes.readBigUInt64LE(at + 8)),
      data: bytes.subarray(at + headBytes, end),
      end,
    });
    at = end;
  }
  return records;
}

export interface Cut {
  /** Null: there is none. */
  readonly files: readonly [database: Buffer, wal: Buffer | null];
  readonly unsynced: number;
  readonly dropped: number;
  readonly torn: number;
}

/** Bytes that grow and shrink in place: a log is written in thousands of small parts. */
class Content {
  private bytes: Buffer;
  private length: number;

  constructor(from: Buffer) {
    this.bytes = Buffer.from(from);
    this.length = from.length;
  }

  copy(): Content {
    return new Content(this.whole());
  }

  whole(): Buffer {
    return this.bytes.subarray(0, this.length);
  }

  apply({ operation, offset, data }: Recorded): void {
    const end = operation === 'truncate' ? offset : offset + data.length;
    if (end > this.bytes.length) {
      const larger = Buffer.alloc(Math.max(end, 2 * this.bytes.length));
      this.bytes.copy(larger, 0, 0, this.length);
      this.bytes = larger;
    }
    if (operation === 'truncate') {
      // What comes to stand there again is empty.
      if (end < this.length) this.bytes.fill(0, end, this.length);
      this.length = end;
    } else {
      data.copy(this.bytes, offset);
      this.length = Math.max(this.length, end);
    }
  }
}

interface AfterCut {
  /** Null: there is no such file. */
  readonly content: Buffer | null;
  readonly unsynced: number;
  readonly dropped: number;
  readonly torn: number;
}

/** How much of what was not synced is dropped, and of the rest torn: each cut is of one kind. */
const kindsOfCuts = [
  [0, 0],
  [1, 0],
  [0.5, 0],
  [0.3, 0.3],
  [0.05, 0.9],
] as const;

/** One file on a disk: what is safe, and what was written since. */
class DiskFile {
  private safe: Content;
  private gone = false;
  private pending: Recorded[] = [];

  constructor(content: Buffer) {
    this.safe = new Content(content);
  }

  add(record: Recorded): void {
    if (record.operation === 'unlink') {
      this.gone = true;
      return;
    }
    if (record.operation === 'sync') {
      for (const each of this.pending) this.safe.apply(each);
      this.pending = [];
      return;
    }
    if (this.gone) {
      this.safe = new Content(Buffer.alloc(0));
      this.pending = [];
      this.gone = false;
    }
    this.pending.push(record);
  }

  /** What may stand there after a power cut: everything that was synced, and some of the rest. */
  afterCut(chance: Seeded): AfterCut {
    const counts = { unsynced: this.pending.length, dropped: 0, torn: 0 };
    // A name that was taken away without a sync of its folder can be there again.
    if (this.gone && chance.chance(0.5)) return { content: null, ...counts };
    const content = this.safe.copy();
    const [drops, tears] = chance.pick(kindsOfCuts);
    for (const record of this.pending) {
      if (chance.chance(drops)) counts.dropped += 1;
      else if (record.operation === 'write' && chance.chance(tears)) {
        counts.torn += 1;
        for (const part of sectorsOf(record)) if (chance.chance(0.5)) content.apply(part);
      } else content.apply(record);
    }
    return { content: content.whole(), ...counts };
  }
}

/** A write in parts that end where the disk's sectors do. */
function* sectorsOf(record: Recorded): Generator<Recorded> {
  let from = 0;
  while (from < record.data.length) {
    const offset = record.offset + from;
    const length = Math.min(sectorBytes - (offset % sectorBytes), record.data.length - from);
    yield { ...record, offset, data: record.data.subarray(from, from + length) };
    from += length;
  }
}

/** Both files, as they come to be by a recording. */
export class Disk {
  private readonly files: readonly [DiskFile, DiskFile];

  /** @param database as it was before the recording, closed: without a log beside it */
  constructor(database: Buffer) {
    this.files = [new DiskFile(database), new DiskFile(Buffer.alloc(0))];
  }

  add(record: Recorded): void {
    this.files[record.file].add(record);
  }

  afterCut(chance: Seeded): Cut {
    const database = this.files[0].afterCut(chance);
    const wal = this.files[1].afterCut(chance);
    return {
      files: [database.content!, wal.content],
      unsynced: database.unsynced + wal.unsynced,
      dropped: database.dropped + wal.dropped,
      torn: database.torn + wal.torn,
    };
  }
}
