import { canBeAccent, contrastOf } from './contrast.ts';

/** The ground that text in the leading colour stands on where it is dark (`tokens.css`, `--night-2`). */
const night = '#0b2750';
/** What a board asks of a text. */
const leastOnNight = 7;

type Rgb = readonly [number, number, number];
const rgbOf = (colour: string): Rgb =>
  [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16)) as unknown as Rgb;
const hexOf = (colour: Rgb): string =>
  `#${colour.map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`;

/** So much of one colour (0 to 1), the rest of the other. */
function mixed(colour: string, share: number, other: string): string {
  const rest = rgbOf(other);
  return hexOf(
    rgbOf(colour).map((part, i) => part * share + (rest[i] ?? 0) * (1 - share)) as unknown as Rgb,
  );
}

/** The same hue, as light as it has to be to be read on a dark board. */
function lightened(colour: string, least: number): string {
  for (let share = 1; share > 0; share -= 0.05) {
    const lighter = mixed(colour, share, '#ffffff');
    if (contrastOf(lighter, night) >= least) return lighter;
  }
  return '#ffffff';
}

/** What a hall's own colour makes of the tokens; null where it has none, or one that cannot be read. */
export function accentTokens(accent: string | null): Record<string, string> | null {
  if (accent === null || !/^#[0-9a-f]{6}$/.test(accent) || !canBeAccent(accent)) return null;
  return {
    '--hall-lead': accent,
    '--hall-lead-deep': mixed(accent, 0.75, '#000000'),
    '--hall-lead-soft': mixed(accent, 0.08, '#ffffff'),
    '--hall-lead-night': lightened(accent, leastOnNight),
    '--hall-lead-deep-night': lightened(accent, leastOnNight + 2),
  };
}
