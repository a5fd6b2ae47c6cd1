/** Millimetres of the roll in a guide's slip printer. */
const paper = 80;

/**
 * The slip of a ticket as a drawing for this page, so that the page's font draws its words; null
 * where the ticket has no slip any more.
 */
export async function fetchSlip(token: string): Promise<SVGElement | null> {
  const response = await fetch(`/api/tickets/${encodeURIComponent(token)}/slip?width=${paper}`, {
    headers: { Accept: 'image/svg+xml' },
    cache: 'no-store',
  });
  if (!response.ok) return null;
  const parsed = new DOMParser().parseFromString(await response.text(), 'image/svg+xml');
  const svg = parsed.documentElement;
  // A slip is text and lines: it brings no scripts, styles or addresses of its own.
  if (!(svg instanceof SVGElement)) return null;
  for (const node of svg.querySelectorAll('script, style, foreignObject, a')) node.remove();
  return document.importNode(svg, true);
}

/** Prints the slip alone, on paper of its own size, whatever page stands behind it. */
export function printSlip(svg: SVGElement): void {
  const sheet = document.createElement('div');
  sheet.className = 'slip-sheet';
  sheet.style.width = `${paper - 8}mm`;
  const style = document.createElement('style');
  style.textContent = `
    @page { size: ${paper}mm auto; margin: 0 4mm; }
    .slip-sheet { display: none; }
    .slip-sheet svg { width: 100%; height: auto; }
    @media print { body > :not(.slip-sheet) { display: none !important; } .slip-sheet { display: block; } }`;
  sheet.append(svg.cloneNode(true), style);
  document.body.append(sheet);
  addEventListener('afterprint', () => sheet.remove(), { once: true });
  globalThis.print();
}
