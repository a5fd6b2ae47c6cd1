/** Networks in which no stranger's server is: [first four bytes, bits]. */
const closed4: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];

/** The groups of an IPv6 address; null: it is none. */
export function groupsOf(address: string): number[] | null {
  const [plain = ''] = address.split('%');
  const dotted = /^(.*:)(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(plain);
  const bytes = dotted?.slice(2).map(Number) ?? [];
  if (bytes.some((byte) => byte > 255)) return null;
  const [a = 0, b = 0, c = 0, d = 0] = bytes;
  const text =
    dotted === null
      ? plain
      : `${dotted[1]}${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
  const halves = text.split('::');
  if (halves.length > 2) return null;
  const [head = [], tail = []] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const missing = 8 - head.length - tail.length;
  if (halves.length === 1 ? missing !== 0 : missing < 1) return null;
  const groups = [...head, ...Array<string>(halves.length === 1 ? 0 : missing).fill('0'), ...tail];
  return groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))
    ? groups.map((group) => parseInt(group, 16))
    : null;
}

function bytesOf(address: string): number[] | null {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(address);
  const bytes = match?.slice(1).map(Number) ?? [];
  return bytes.length === 4 && bytes.every((byte) => byte < 256) ? bytes : null;
}

const numberOf = (bytes: readonly number[]): number =>
  bytes.reduce((sum, byte) => sum * 256 + byte, 0);

function isOpen4(bytes: readonly number[]): boolean {
  const at = numberOf(bytes);
  return !closed4.some(([from, bits]) => {
    const size = 2 ** (32 - bits);
    return Math.floor(at / size) === Math.floor(numberOf(bytesOf(from)!) / size);
  });
}

const pairOf = (high: number, low: number): number[] => [
  high >> 8,
  high & 255,
  low >> 8,
  low & 255,
];

/**
 * Whether an IP address can be that of a server in the open net: neither of this machine nor of a private
 * or reserved network, also where an IPv4 address hides in one of IPv6 (mapped, NAT64, 6to4, Teredo).
 * What is no address is none of the open net.
 */
export function isOpenAddress(address: string): boolean {
  const bytes = bytesOf(address);
  if (bytes !== null) return isOpen4(bytes);
  const groups = groupsOf(address);
  if (groups === null) return false;
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = groups;
  const isZero = (from: number, to: number): boolean =>
    groups.slice(from, to).every((group) => group === 0);
  // ::a.b.c.d (of old), ::ffff:a.b.c.d, ::ffff:0:a.b.c.d, and the loopback and no address at all.
  if (isZero(0, 4) && (isZero(4, 6) || (e === 0 && f === 0xffff) || (e === 0xffff && f === 0)))
    return !isZero(4, 6) && isOpen4(pairOf(g, h));
  if (a === 0x64 && b === 0xff9b)
    return c === 0 && d === 0 && isZero(4, 6) && isOpen4(pairOf(g, h));
  if (a === 0x2002) return isOpen4(pairOf(b, c));
  // Only 2000::/3 is given out; of it Teredo and other special uses (2001::/23) and examples are not.
  const isGivenOut = a >> 13 === 1;
  const isSpecial = a === 0x2001 && (b < 0x200 || b === 0xdb8);
  const isExample = a === 0x3fff && b < 0x1000;
  return isGivenOut && !isSpecial && !isExample;
}
