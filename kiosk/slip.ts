import { shallowRef } from 'vue';
import { at } from '../shared/ui/base.ts';
import { printSheet, removeSheet } from '../shared/ui/sheet.ts';
import { useConfig } from './config.ts';
import { usePrinting } from './printing.ts';

/** Text elements only: a slip brings no styles, scripts, fonts or addresses of its own. */
function cleaned(text: string): SVGElement | null {
  const parsed = new DOMParser().parseFromString(text, 'image/svg+xml');
  const svg = parsed.documentElement;
  if (!(svg instanceof SVGElement)) return null;
  for (const node of svg.querySelectorAll('style, script, foreignObject, a')) node.remove();
  const width = svg.getAttribute('width');
  const height = svg.getAttribute('height');
  if (!svg.hasAttribute('viewBox') && width !== null && height !== null) {
    svg.setAttribute('viewBox', `0 0 ${parseFloat(width)} ${parseFloat(height)}`);
  }
  svg.removeAttribute('width');
  svg.removeAttribute('height');
  svg.setAttribute('aria-hidden', 'true');
  return document.importNode(svg, true);
}

async function fetchSlip(token: string, paper: number): Promise<SVGElement | null> {
  const response = await fetch(
    at(`/api/tickets/${encodeURIComponent(token)}/slip?width=${paper}`),
    {
      headers: { Accept: 'image/svg+xml' },
      cache: 'no-store',
    },
  );
  return response.ok ? cleaned(await response.text()) : null;
}

/** The slip of a ticket: fetched once, printed once by itself, again when asked for. */
export function useSlip(token: string) {
  const { config } = useConfig();
  const svg = shallowRef<SVGElement | null>(null);
  const load = async (): Promise<SVGElement | null> => {
    svg.value ??= await fetchSlip(token, config.value.paper).catch(() => null);
    return svg.value;
  };
  const { state, print, leave } = usePrinting(token, async () => {
    const slip = await load();
    if (slip !== null) printSheet(slip.cloneNode(true), config.value.paper);
    return slip !== null;
  });
  void load();
  void print();
  return {
    svg,
    state,
    print,
    dispose: (): void => {
      leave();
      removeSheet();
    },
  };
}
