import { shallowRef } from 'vue';

/** Weights in which the numbers of calls are written: those that are now, and those that were. */
const callWeight = 750;
const pastWeight = 600;

export interface Font {
  /** Height of a capital in em: the least over the letters and digits of ticket numbers. */
  readonly capital: number;
  /** How far (em) a line of height 1 must be lifted for its capitals to stand in its middle. */
  readonly lift: number;
  /** Width of a text in em. */
  readonly width: (text: string) => number;
  /** How far (em) a text reaches below the line it stands on. */
  readonly descent: (text: string) => number;
}

const size = 400;

function measure(family: string): Font {
  const context = document.createElement('canvas').getContext('2d');
  if (context === null)
    return { capital: 0.733, lift: 0.07, width: (text) => text.length, descent: () => 0.25 };
  const write = (weight: number): void => {
    context.font = `${weight} ${size}px ${family}`;
  };
  const heightOf = (text: string): number =>
    context.measureText(text).actualBoundingBoxAscent / size;
  const lowest = (weight: number): number => {
    write(weight);
    return Math.min(...[...'HEZ1247'].map(heightOf));
  };
  const capital = Math.min(lowest(pastWeight), lowest(callWeight));
  const widths = new Map<string, number>();
  const widthOf = (letter: string): number => {
    let width = widths.get(letter);
    if (width === undefined) {
      width = context.measureText(letter).width / size;
      // Letters, digits and the few words of a board: this stays small.
      widths.set(letter, width);
    }
    return width;
  };
  const line = context.measureText('H');
  const ascent = line.fontBoundingBoxAscent / size;
  const descent = line.fontBoundingBoxDescent / size;
  const baseline = (1 + ascent - descent) / 2;
  return {
    capital,
    lift: baseline - heightOf('H') / 2 - 0.5,
    width: (text) => [...text].reduce((sum, letter) => sum + widthOf(letter), 0),
    descent: (text) => context.measureText(text).actualBoundingBoxDescent / size,
  };
}

/** Fetches the letters of what has to be written when the line is gone: then it is too late. */
export function fetchLetters(words: string): void {
  const family = getComputedStyle(document.body).fontFamily;
  void document.fonts.load(`${pastWeight} 100px ${family}`, words).catch(() => []);
}

/** The font of the page as measured in it; measured again when its files have come. */
export function useFont(words: string) {
  const family = getComputedStyle(document.body).fontFamily;
  const font = shallowRef(measure(family));
  void document.fonts
    .load(`${callWeight} 100px ${family}`, `A0${words}`)
    .catch(() => [])
    .then(() => {
      font.value = measure(family);
    });
  return font;
}
