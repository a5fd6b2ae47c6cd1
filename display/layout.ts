import { capacity, fitted, leastHeight, type Area, type Grid } from './fit.ts';
import {
  callForms,
  line,
  placeForms,
  type CallKind,
  type PlaceKind,
  type Widths,
} from './forms.ts';

/**
 * How large the calls are written, and how many fit (screens.md, "Board"). Capitals take 0.7° of
 * the eye at the viewing distance; where the screen is too small for that, there are fewer calls
 * at a time, never smaller letters.
 */
export interface Screen {
  /** CSS pixels of the page. */
  readonly width: number;
  readonly height: number;
  /** CSS pixels of the whole screen, where the page has only a part of it. */
  readonly whole?: { readonly width: number; readonly height: number };
  /** Inches, of the whole screen. */
  readonly diagonal: number;
  /** Metres. */
  readonly distance: number;
}

export interface Banner {
  readonly lines: 1 | 2;
  /** CSS pixels: height, and the font sizes of the numbers and of the words between them. */
  readonly height: number;
  readonly font: number;
  readonly word: number;
}

export interface Layout {
  readonly portrait: boolean;
  readonly margin: number;
  readonly gap: number;
  readonly bar: number;
  /** Height of the strip with hall, counts and clock. */
  readonly strip: number;
  /** The calls need the room of the strip: it takes its turn in the caption bar. */
  readonly oneBar: boolean;
  /** What the calls have, without the bars. */
  readonly area: Area;
  readonly least: number;
  readonly banner: Banner;
  /** The banner where there is nothing else to be shown. */
  readonly alone: Banner;
  /** Latest calls below the banner; null: the banner needs it all. */
  readonly rows: Grid<CallKind> | null;
  /** What the banner leaves. */
  readonly below: Area;
  /** So many of the latest calls fit where nobody is called. */
  readonly quiet: number;
  /** Each window in its place, below the banner; null: too many, or too small to be read. */
  readonly places: Grid<PlaceKind> | null;
  /** The most calls that share the screen in a burst. */
  readonly together: number;
}

/** Visual angle of a capital that is read without effort. */
const angle = 0.7;
const mostPlaces = 12;
const mostRows = 6;
/** With fewer rows than this, the calls take the room of the strip. */
const fewRows = 3;
/** More rows than this only where they stay well above the least size. */
const usualRows = 4;

/** Millimetres that a capital must have to be read from so many metres. */
export function capitalMillimetres(distance: number): number {
  return Math.tan((angle * Math.PI) / 180) * distance * 1000;
}

/** CSS pixels in a millimetre of the screen. */
export function pixelsPerMillimetre(screen: Omit<Screen, 'distance'>): number {
  const { width, height } = screen.whole ?? screen;
  return Math.hypot(width, height) / (screen.diagonal * 25.4);
}

/** The smallest font size, in CSS pixels, whose capitals are high enough. Rounded up. */
export function leastCallSize(screen: Screen, capital: number): number {
  return Math.ceil((capitalMillimetres(screen.distance) * pixelsPerMillimetre(screen)) / capital);
}

/** The banner of a height, or as high as it needs to be read. */
function bannerOf(width: number, wanted: number, least: number, widths: Widths): Banner {
  const { capital, number, window, words } = widths;
  const oneLine = number + window + 0.9;
  const lines = (oneLine + words * 0.24) * least <= width ? 1 : 2;
  // What stands in the line of the words beside them, with the padding.
  const beside = lines === 1 ? oneLine : window + 0.4;
  const needs = least * capital * line.least * lines;
  const height = Math.max(needs, wanted);
  const byWidth =
    lines === 1
      ? width / (beside + words * 0.32)
      : width / Math.max(number + 0.4, beside + words * 0.24);
  const byHeight = height / lines / (capital * (lines === 1 ? 1.4 : 1.3));
  const font = Math.floor(Math.max(least, Math.min(byWidth, byHeight)));
  // No higher than it needs to be in comfort: the rest is for what stands below.
  const high = Math.floor(Math.min(height, Math.max(needs, font * capital * lines * 1.7)));
  const room = (width - beside * font) / Math.max(words, 1);
  // The tail of a "g" has only what is left below the capitals.
  const below = (high / lines - font * capital) / 2 / widths.descent;
  const word = Math.floor(Math.max(font * 0.1, Math.min(font * 0.42, room, below)));
  return { lines, height: high, font, word };
}

/** What stands in an area: the banner and the rows or places below it. */
function fill(area: Area, gap: number, least: number, widths: Widths, windows: number) {
  const forms = callForms(widths);
  const smallest = bannerOf(area.width, 0, least, widths);
  const below = (banner: Banner): Area => ({
    width: area.width,
    height: area.height - banner.height - gap,
  });
  const preferred = (height: number): Banner =>
    bannerOf(area.width, Math.min(height, area.height * 0.34), least, widths);

  const wantsPlaces = windows > 1 && windows <= mostPlaces;
  const forPlaces = placeForms(widths);
  if (wantsPlaces && fitted(below(smallest), windows, gap, least, forPlaces) !== null) {
    // The banner grows once the windows stand in comfort.
    const easy = forPlaces.map((form) => ({ ...form, leastHeight: form.height }));
    const needs = leastHeight(area.width, windows, gap, least, easy);
    const banner = preferred(area.height - gap - needs);
    const places = fitted(below(banner), windows, gap, least, forPlaces);
    return { banner, rows: null, places };
  }
  const most = Math.min(
    mostRows,
    Math.max(
      Math.min(usualRows, capacity(below(smallest), gap, least, forms)),
      capacity(below(smallest), gap, least * 1.3, forms),
    ),
  );
  if (most === 0) {
    const banner = bannerOf(area.width, area.height, least, widths);
    return { banner, rows: null, places: null };
  }
  const needs = leastHeight(area.width, most, gap, least, forms);
  const banner = preferred(area.height - gap - needs);
  return { banner, rows: fitted(below(banner), most, gap, least, forms), places: null };
}

const cellsOf = (grid: Grid<string> | null): number =>
  grid === null ? 0 : grid.columns * grid.rows;

/** Computes where everything goes and how large it is; `windows` are those that could have a place. */
export function layOut(screen: Screen, widths: Widths, windows: number): Layout {
  const { width, height } = screen;
  const portrait = height > width;
  const short = Math.min(width, height);
  const margin = Math.round(short * 0.014);
  const gap = Math.round(short * 0.01);
  const bar = Math.round(short * (portrait ? 0.105 : 0.075));
  const strip = Math.round(short * (portrait ? 0.115 : 0.062));
  const least = leastCallSize(screen, widths.capital);
  const areaWith = (bars: number): Area => ({
    width: width - 2 * margin,
    height: height - 2 * margin - gap - bars,
  });

  const two = areaWith(bar + strip + gap);
  const one = areaWith(bar);
  const withTwo = fill(two, gap, least, widths, windows);
  const withOne = fill(one, gap, least, widths, windows);
  // The strip is not read from where the calls must be: it gives way where they need the room.
  const roomier =
    withTwo.places === null &&
    (withOne.places !== null ||
      (cellsOf(withTwo.rows) < fewRows && cellsOf(withOne.rows) > cellsOf(withTwo.rows)));
  const crowded = withTwo.banner.height > two.height;
  const area = roomier || crowded ? one : two;
  const forms = callForms(widths);
  const filled = area === one ? withOne : withTwo;
  return {
    portrait,
    margin,
    gap,
    bar,
    strip,
    oneBar: area === one,
    area,
    least,
    ...filled,
    alone: bannerOf(area.width, area.height, least, widths),
    below: { width: area.width, height: area.height - filled.banner.height - gap },
    quiet: Math.min(mostRows, capacity(area, gap, least, forms)),
    together: Math.max(1, capacity(one, gap, least, forms)),
  };
}

/** The grid for so many calls as there are: fewer are larger. Null: not one can be read there. */
export function callGrid(
  area: Area,
  { gap, least }: Pick<Layout, 'gap' | 'least'>,
  widths: Widths,
  count: number,
): Grid<CallKind> | null {
  return fitted(area, Math.max(1, count), gap, least, callForms(widths));
}

/** The grid of a burst: so many calls share the screen, which then has one bar. */
export function burstGrid(layout: Layout, widths: Widths, count: number): Grid<CallKind> {
  const { area, strip, oneBar, gap, least } = layout;
  const whole = { width: area.width, height: area.height + (oneBar ? 0 : strip + gap) };
  const even = count <= 4 ? count : Math.ceil(count / 2) * 2;
  return (
    callGrid(whole, layout, widths, even) ??
    callGrid(whole, { gap, least }, widths, count) ?? {
      kind: 'stacked',
      columns: 1,
      rows: 1,
      font: least,
    }
  );
}
