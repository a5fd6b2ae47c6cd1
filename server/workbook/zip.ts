import { crc32, inflateRawSync } from 'node:zlib';

/** What a workbook may be at the most: files in it, and bytes when it is unpacked. */
export interface Bounds {
  readonly files: number;
  readonly bytes: number;
}

/** It is no zip file, is damaged, or unpacks to more than was allowed. */
export class BadZip extends Error {}

const signatures = { end: 0x06054b50, entry: 0x02014b50, file: 0x04034b50 } as const;
const longestComment = 65_535;

interface Entry {
  readonly name: Buffer;
  readonly method: number;
  readonly packedSize: number;
  readonly offset: number;
}

/**
 * The same files as a zip that is not packed: whatever reads it next can neither be made to fill the
 * memory nor see other files than were counted here.
 *
 * @throws BadZip
 */
export function plainZip(zip: Buffer, most: Bounds): Buffer {
  const files = entriesOf(zip, most.files);
  let room = most.bytes;
  const contents = files.map((file) => {
    const content = contentOf(zip, file, room);
    room -= content.length;
    return { name: file.name, content };
  });
  return stored(contents);
}

function entriesOf(zip: Buffer, most: number): Entry[] {
  const end = endOf(zip);
  const count = zip.readUInt16LE(end + 10);
  if (count > most) throw new BadZip(`More than ${most} files`);
  const entries: Entry[] = [];
  let at = zip.readUInt32LE(end + 16);
  for (let n = 0; n < count; n++) {
    if (at + 46 > zip.length || zip.readUInt32LE(at) !== signatures.entry)
      throw new BadZip('The list of files is damaged');
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((o) =>
      zip.readUInt16LE(at + o),
    ) as [number, number, number];
    entries.push({
      name: zip.subarray(at + 46, at + 46 + nameLength),
      method: zip.readUInt16LE(at + 10),
      packedSize: zip.readUInt32LE(at + 20),
      offset: zip.readUInt32LE(at + 42),
    });
    at += 46 + nameLength + extraLength + commentLength;
  }
  return entries;
}

function endOf(zip: Buffer): number {
  const last = zip.length - 22;
  for (let at = last; at >= 0 && at >= last - longestComment; at--)
    if (zip.readUInt32LE(at) === signatures.end) return at;
  throw new BadZip('Not a zip file');
}

function contentOf(zip: Buffer, { method, packedSize, offset }: Entry, room: number): Buffer {
  if (offset + 30 > zip.length || zip.readUInt32LE(offset) !== signatures.file)
    throw new BadZip('A file is not where the list says');
  const from = offset + 30 + zip.readUInt16LE(offset + 26) + zip.readUInt16LE(offset + 28);
  const packed = zip.subarray(from, from + packedSize);
  if (packed.length < packedSize) throw new BadZip('A file is cut off');
  if (method !== 0 && method !== 8) throw new BadZip('Packed in an unknown way');
  if (method === 0 && packed.length > room) throw new BadZip('Unpacks to too much');
  try {
    // One byte of room is the least that can be asked for.
    return method === 0 ? packed : inflateRawSync(packed, { maxOutputLength: Math.max(1, room) });
  } catch (cause) {
    throw new BadZip('A file is damaged, or unpacks to too much', { cause });
  }
}

function stored(files: readonly { readonly name: Buffer; readonly content: Buffer }[]): Buffer {
  const parts: Buffer[] = [];
  const list: Buffer[] = [];
  let offset = 0;
  for (const { name, content } of files) {
    const sum = crc32(content);
    const head = Buffer.alloc(30);
    head.writeUInt32LE(signatures.file, 0);
    head.writeUInt16LE(20, 4);
    head.writeUInt32LE(sum, 14);
    head.writeUInt32LE(content.length, 18);
    head.writeUInt32LE(content.length, 22);
    head.writeUInt16LE(name.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(signatures.entry, 0);
    entry.writeUInt16LE(20, 4);
    entry.writeUInt16LE(20, 6);
    head.copy(entry, 16, 14, 26);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE(offset, 42);
    parts.push(head, name, content);
    list.push(entry, name);
    offset += head.length + name.length + content.length;
  }
  const listBytes = Buffer.concat(list);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(signatures.end, 0);
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(listBytes.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, listBytes, end]);
}
