import type { Logo } from '../../shared/contract/hall.ts';

/** How much of a slip a hall's sign takes at the most, in dots. */
const mostHigh = 120;
const mostWide = 0.7;

/** The line of a slip that holds the hall's sign, as receiptline writes it. */
export function signLine(logo: Logo): string {
  return `{image:${logo.data}}`;
}

/** Width and height of a PNG in dots; null: it is something else. */
function sizeOfPng(data: string): { width: number; height: number } | null {
  const bytes = Buffer.from(data, 'base64');
  if (bytes.length < 24 || bytes.toString('latin1', 1, 4) !== 'PNG') return null;
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}

/** In the middle of the paper, never larger than it is; a drawing without a size takes the height. */
export function drawnSign(
  data: string,
  paperWidth: number,
  top: number,
): { svg: string; height: number } {
  const png = sizeOfPng(data);
  const roomAcross = paperWidth * mostWide;
  const { width, height } = png ?? { width: roomAcross, height: mostHigh };
  const scale = Math.min(1, roomAcross / width, mostHigh / height);
  const [across, down] = [Math.round(width * scale), Math.round(height * scale)];
  const type = png === null ? 'image/svg+xml' : 'image/png';
  const x = Math.round((paperWidth - across) / 2);
  return {
    svg: `<image href="data:${type};base64,${data}" x="${x}" y="${top}" width="${across}" height="${down}"/>`,
    height: down + 12,
  };
}

/** Whether a printer can put it on paper of so many dots: a PNG that fits. It scales nothing. */
export function canPrint(data: string, paperWidth: number): boolean {
  const png = sizeOfPng(data);
  return png !== null && png.width <= paperWidth && png.height <= 2 * mostHigh;
}
