import { deflateSync, crc32 } from 'node:zlib';

/** A grey PNG of a size. */
export function png(width: number, height: number, grey = 128): Buffer {
  const chunk = (type: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 0, 0, 0, 0], 8);
  const line = Buffer.concat([Buffer.from([0]), Buffer.alloc(width, grey)]);
  const lines = Buffer.concat(Array.from({ length: height }, () => line));
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(lines)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** As much of an MP4 as says how long it is: one picture track, and no picture. `codec`: its box. */
export function mp4(seconds: number, codec = 'avc1'): Buffer {
  const box = (type: string, ...parts: Buffer[]): Buffer => {
    const body = Buffer.concat(parts);
    const head = Buffer.alloc(8);
    head.writeUInt32BE(body.length + 8);
    head.write(type, 4, 'latin1');
    return Buffer.concat([head, body]);
  };
  const words = (...numbers: number[]): Buffer => {
    const bytes = Buffer.alloc(numbers.length * 4);
    numbers.forEach((n, i) => bytes.writeUInt32BE(n >>> 0, i * 4));
    return bytes;
  };
  const scale = 1000;
  const length = seconds * scale;
  const zeros = (n: number): number[] => Array.from({ length: n }, () => 0);
  const mvhd = box('mvhd', words(0, 0, 0, scale, length, 0x10000, ...zeros(18), 2));
  const tkhd = box('tkhd', words(7, 0, 0, 1, 0, length, ...zeros(13), 320 << 16, 240 << 16));
  const mdhd = box('mdhd', words(0, 0, 0, scale, length, 0));
  const hdlr = box(
    'hdlr',
    words(0, 0),
    Buffer.from('vide', 'latin1'),
    words(0, 0, 0),
    Buffer.from('\0'),
  );
  const avc = Buffer.alloc(78);
  avc.writeUInt16BE(320, 24);
  avc.writeUInt16BE(240, 26);
  const stbl = box(
    'stbl',
    box('stsd', words(0, 1), box(codec, avc)),
    box('stts', words(0, 0)),
    box('stsc', words(0, 0)),
    box('stsz', words(0, 0, 0)),
    box('stco', words(0, 0)),
  );
  const minf = box('minf', box('vmhd', words(1, 0, 0)), stbl);
  return Buffer.concat([
    box('ftyp', Buffer.from('isom', 'latin1'), words(512), Buffer.from('isomavc1', 'latin1')),
    box('moov', mvhd, box('trak', tkhd, box('mdia', mdhd, hdlr, minf))),
    box('mdat', Buffer.alloc(64)),
  ]);
}
