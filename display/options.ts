/** Where a zone lies, seen from this screen. */
export type Arrow = 'left' | 'up' | 'right' | 'down';

/**
 * What the address says about this screen: `?zone=A` or `?window=5`, and how it hangs. Whatever
 * is missing or makes no sense takes its default; a wrong option never blanks a board.
 */
export interface Options {
  readonly zone: string | null;
  readonly window: number | null;
  /** Screen diagonal in inches. */
  readonly diagonal: number;
  /** Distance, in metres, from which the calls can still be read. */
  readonly distance: number;
  /** One of two boards side by side: the second goes on where the first ends. */
  readonly half: 1 | 2 | null;
  readonly theme: 'dark' | 'light';
  /** Whether this screen speaks. One screen a zone should. */
  readonly voice: boolean;
  readonly language: 'zh-Hans' | 'zh-Hant' | 'en';
  /** A small picture of the screen in the console: it is no device, and says nothing. */
  readonly miniature: boolean;
  /** By the zone's code: `?arrows=A:left,B:up`. */
  readonly arrows: Readonly<Record<string, Arrow>>;
}

const isArrow = (text: string | undefined): text is Arrow =>
  text === 'left' || text === 'up' || text === 'right' || text === 'down';

function readArrows(text: string | null): Record<string, Arrow> {
  const arrows: Record<string, Arrow> = {};
  for (const each of (text ?? '').split(',')) {
    const [zone = '', arrow] = each.split(':').map((part) => part.trim());
    if (zone !== '' && isArrow(arrow)) arrows[zone] = arrow;
  }
  return arrows;
}

function within(text: string | null, least: number, most: number): number | null {
  const n = text === null || text.trim() === '' ? Number.NaN : Number(text);
  return Number.isFinite(n) && n >= least && n <= most ? n : null;
}

/** Whether the page is opened as a small picture of a screen: `?hall=district&zone=A&miniature=1`. */
export const isMiniature = (search: string): boolean =>
  new URLSearchParams(search).get('miniature') === '1';

/**
 * Reads the address. `device` is what the console says of this screen; the address goes first, until
 * the console has moved the screen.
 */
export function readOptions(
  search: string,
  device: {
    readonly zone: string | null;
    readonly window: number | null;
    readonly movedAt?: string | null | undefined;
  },
): Options {
  const address = new URLSearchParams(search);
  const moved = (device.movedAt ?? null) !== null;
  const window = (moved ? null : within(address.get('window'), 1, 999)) ?? device.window;
  const zone = moved ? '' : (address.get('zone')?.trim() ?? '');
  const half = within(address.get('half'), 1, 2);
  const voice = address.get('voice');
  const language = address.get('lang');
  const miniature = isMiniature(search);
  const sign = window !== null && zone === '';
  return {
    zone: zone === '' ? device.zone : zone,
    window: sign ? Math.trunc(window) : null,
    diagonal: within(address.get('diagonal'), 5, 300) ?? 55,
    distance: within(address.get('distance'), 0.5, 60) ?? 10,
    half: half === 1 || half === 2 ? half : null,
    theme: address.get('theme') === 'light' ? 'light' : 'dark',
    voice: !miniature && (voice === null ? !sign && half !== 2 : voice !== '0'),
    miniature,
    language: language === 'zh-Hant' || language === 'en' ? language : 'zh-Hans',
    arrows: readArrows(address.get('arrows')),
  };
}
