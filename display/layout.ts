/**
 * How large the calls are written, and how many fit (screens.md, "Board"). Capitals take 0.7° of
 * the eye at the viewing distance; where the screen is too small for that, there are fewer rows,
 * never smaller letters.
 */
export interface Screen {
  /** CSS pixels. */
  readonly width: number;
  readonly height: number;
  /** Inches. */
  readonly diagonal: number;
  /** Metres. */
  readonly distance: number;
}

/** Measured of the font, in em: the height of a capital, and the widths of what is written. */
export interface Widths {
  readonly capital: number;
  /** The widest ticket number shown. */
  readonly number: number;
  /** The widest window number. */
  readonly window: number;
  /** The words of the newest call ("请", "到", "号窗口"), together, at full size. */
  readonly words: number;
}

export interface Layout {
  readonly portrait: boolean;
  /** Font size of the numbers, in CSS pixels. */
  readonly call: number;
  /** Font size of the words between them in the newest call. */
  readonly word: number;
  /** The newest call in two lines: it does not fit in one. */
  readonly newestLines: 1 | 2;
  /** Rows of latest calls below the newest. */
  readonly rows: number;
  /** `full`: number, arrow, window; `tight`: the two numbers alone; `stacked`: one above the other. */
  readonly row: 'full' | 'tight' | 'stacked';
  /** Where windows and waiting counts stand; `none`: the calls need it all. */
  readonly panel: 'beside' | 'below' | 'none';
  readonly rowHeight: number;
  readonly captionHeight: number;
  readonly headHeight: number;
  readonly margin: number;
  readonly gap: number;
  /** Font size of what is read from nearer: windows, waiting, notices. */
  readonly small: number;
}

/** Visual angle of a capital that is read without effort. */
const angle = 0.7;
/** Height of a line in capitals: what stands above the next must not touch it. */
const lineHeight = 1.16;
/** What a row takes beside its two numbers, in em: arrow, gaps, the small 号, the ends. */
const rowExtras = { full: 1.55, tight: 0.18, stacked: 0.3 } as const;
const bannerEnds = 1;
/** The panel holds three windows side by side, or a queue's name and count, in so many em. */
const panelEms = 18.5;
/** And needs so many lines: windows, counts, a notice. */
const panelLines = 11.5;
const mostRows = { landscape: 5, portrait: 6 } as const;

/** Millimetres that a capital must have to be read from so many metres. */
export function capitalMillimetres(distance: number): number {
  return Math.tan((angle * Math.PI) / 180) * distance * 1000;
}

/** CSS pixels in a millimetre of a screen that the page fills. */
export function pixelsPerMillimetre(screen: Pick<Screen, 'width' | 'height' | 'diagonal'>): number {
  return Math.hypot(screen.width, screen.height) / (screen.diagonal * 25.4);
}

/** The smallest font size, in CSS pixels, whose capitals are high enough. Rounded up. */
export function leastCallSize(screen: Screen, capital: number): number {
  return Math.ceil((capitalMillimetres(screen.distance) * pixelsPerMillimetre(screen)) / capital);
}

function rowKind(width: number, size: number, widths: Widths): Layout['row'] {
  const needs = (kind: 'full' | 'tight'): number =>
    (widths.number + widths.window + rowExtras[kind]) * size;
  if (needs('full') <= width) return 'full';
  return needs('tight') <= width ? 'tight' : 'stacked';
}

/** Computes where everything goes and how large it is. */
export function layOut(screen: Screen, widths: Widths): Layout {
  const { width, height } = screen;
  const portrait = height > width;
  const short = Math.min(width, height);
  const margin = Math.round(short * 0.016);
  const gap = Math.round(short * 0.01);
  const captionHeight = Math.round(short * (portrait ? 0.1 : 0.078));
  const headHeight = portrait ? Math.round(short * 0.1) : 0;
  const inner = width - 2 * margin;
  const least = leastCallSize(screen, widths.capital);

  const lineOf = (size: number): number => size * widths.capital * lineHeight;
  const free = height - 2 * margin - captionHeight - gap - (headHeight > 0 ? headHeight + gap : 0);

  // In portrait the panel stands below the calls and takes its share first, where there is room.
  const small = Math.max(short * 0.024, least * 0.155);
  const below = portrait && free > 7 * lineOf(least) ? Math.round(free * 0.27) : 0;
  const forCalls = free - (below > 0 ? below + gap : 0);

  const numbers = widths.number + widths.window + bannerEnds;
  const newestLines = (numbers + widths.words * 0.28) * least <= inner ? 1 : 2;
  const beside = Math.max(width * 0.22, small * 9);
  const rowExtra = (kind: Layout['row']): number => (kind === 'stacked' ? 2 : 1);
  const wanted = rowKind(portrait ? inner : inner - gap - beside, least, widths);
  const kind = portrait || wanted !== 'stacked' ? wanted : rowKind(inner, least, widths);
  const lines = (forCalls + gap) / (lineOf(least) + gap);
  const rows = Math.max(
    0,
    Math.min(
      portrait ? mostRows.portrait : mostRows.landscape,
      Math.floor((lines - newestLines) / rowExtra(kind)),
    ),
  );

  // What is left over makes the letters larger, as far as the widths allow.
  const all = newestLines + rows * rowExtra(kind);
  const rowHeight = Math.floor((forCalls - gap * (all - 1)) / all);
  const panelBeside = !portrait && wanted !== 'stacked' && rows > 0;
  const rowWidth = panelBeside ? inner - gap - beside : inner;
  const byHeight = rowHeight / (widths.capital * 1.3);
  const byRow =
    rowWidth /
    (kind === 'stacked' ? widths.number + 0.3 : widths.number + widths.window + rowExtras[kind]);
  const byNewest = inner / (newestLines === 1 ? numbers + widths.words * 0.5 : widths.number + 1.1);
  const call = Math.floor(Math.max(least, Math.min(byHeight, byRow, byNewest)));
  const wordRoom =
    newestLines === 1
      ? (inner - numbers * call) / Math.max(widths.words, 1)
      : (inner - (widths.window + 0.9) * call) / Math.max(widths.words, 1);
  const rowsWidth =
    (kind === 'stacked' ? widths.number : widths.number + widths.window) + rowExtras[kind];
  const panelWidth = panelBeside ? inner - gap - rowsWidth * call : inner;
  const panelHeight = panelBeside ? rows * (rowHeight + gap) : below;
  return {
    portrait,
    call,
    word: Math.floor(Math.max(call * 0.22, Math.min(call * 0.55, wordRoom))),
    newestLines,
    rows,
    row: kind,
    panel: below > 0 ? 'below' : panelBeside ? 'beside' : 'none',
    rowHeight,
    captionHeight,
    headHeight,
    margin,
    gap,
    // In a wide panel it grows, so that the panel is filled and read from further away.
    small: Math.round(
      Math.max(small, Math.min(call * 0.24, panelWidth / panelEms, panelHeight / panelLines)),
    ),
  };
}
