import type { Logo } from '../../shared/contract/hall.ts';
import type { Fault } from './check.ts';

const mostBytes = 64 * 1024;
const sides = { least: 16, most: 2000 } as const;
const pngSignature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** What an SVG of a sign never needs and somebody who wants in might: refused, not taken out. */
const unsafe: readonly (readonly [what: string, pattern: RegExp])[] = [
  ['script', /<\s*(?:\w+:)?script\b/i],
  ['foreignObject', /<\s*(?:\w+:)?foreignObject\b/i],
  ['iframe', /<\s*(?:\w+:)?(?:iframe|embed|object|audio|video|handler|listener)\b/i],
  ['on…=', /[\s"'/]on[a-z]+\s*=/i],
  ['DOCTYPE', /<!\s*(?:DOCTYPE|ENTITY)/i],
  ['xml-stylesheet', /<\?\s*xml-stylesheet/i],
  ['javascript:', /javascript\s*:/i],
  // What it refers to is in the drawing itself.
  ['href', /\b(?:href|src)\s*=\s*(?!\s*["']\s*#)/i],
  ['href', /attributeName\s*=\s*["']?\s*(?:\w+:)?href/i],
  ['url()', /url\s*\(\s*(?!["']?\s*#)/i],
  ['@import', /@import/i],
];

/** Every fault of a hall's logo, at `path`. Pure. */
export function logoFaults(logo: Logo, path: string, fault: Fault): void {
  const bytes = Buffer.from(logo.data, 'base64');
  if (bytes.length > mostBytes)
    return fault(path, 'logo_too_large', {
      kilobytes: Math.ceil(bytes.length / 1024),
      most: mostBytes / 1024,
    });
  if (logo.type === 'image/png') pngFaults(bytes, path, fault);
  else svgFaults(bytes, path, fault);
}

function pngFaults(bytes: Buffer, path: string, fault: Fault): void {
  const isPng =
    bytes.length > 33 &&
    bytes.subarray(0, 8).equals(pngSignature) &&
    bytes.toString('latin1', 12, 16) === 'IHDR';
  if (!isPng) return fault(path, 'logo_not_png');
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
  if ([width, height].some((side) => side < sides.least || side > sides.most))
    fault(path, 'logo_size', { width, height, ...sides });
}

function svgFaults(bytes: Buffer, path: string, fault: Fault): void {
  const text = new TextDecoder('utf-8').decode(bytes);
  if (
    text.includes('\uFFFD') ||
    !/^\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--[^]*?-->\s*)*<svg[\s>]/.test(text)
  )
    return fault(path, 'logo_not_svg');
  const found = unsafe.find(([, pattern]) => pattern.test(text));
  if (found !== undefined) fault(path, 'logo_unsafe', { what: found[0] });
}
