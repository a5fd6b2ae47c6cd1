import { at } from '../../../shared/ui/base.ts';
import { printSheet, removeSheet } from '../../../shared/ui/sheet.ts';

/** Millimetres of the roll in a guide's slip printer. */
const paper = 80;

/**
 * The slip of a ticket as a drawing for this page, so that the page's font draws its words; null
 * where the ticket has no slip any more.
 */
export async function fetchSlip(token: string): Promise<SVGElement | null> {
  const response = await fetch(
    at(`/api/tickets/${encodeURIComponent(token)}/slip?width=${paper}`),
    {
      headers: { Accept: 'image/svg+xml' },
      cache: 'no-store',
    },
  );
  if (!response.ok) return null;
  return drawingOf(await response.text());
}

/** A slip that the server drew, as a part of this page; null: it is none. */
export function drawingOf(text: string): SVGElement | null {
  const parsed = new DOMParser().parseFromString(text, 'image/svg+xml');
  const svg = parsed.documentElement;
  // A slip is text and lines: it brings no scripts, styles or addresses of its own.
  if (!(svg instanceof SVGElement)) return null;
  for (const node of svg.querySelectorAll('script, style, foreignObject, a')) node.remove();
  return document.importNode(svg, true);
}

/** Prints the slip alone, and leaves nothing behind. */
export function printSlip(svg: SVGElement): void {
  addEventListener('afterprint', removeSheet, { once: true });
  const drawing = svg.cloneNode(true) as SVGElement;
  // As wide as the sheet, whatever size the drawing asks for.
  drawing.removeAttribute('width');
  drawing.removeAttribute('height');
  printSheet(drawing, paper);
}
