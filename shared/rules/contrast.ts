/** How far a hall's own colour has to stand off from white: it carries white text, and is text on white. */
export const leastAccentContrast = 7;

/** The contrast of two colours `#rrggbb` by WCAG: 1 (none) to 21. */
export function contrastOf(a: string, b: string): number {
  const [lighter, darker] = [luminanceOf(a), luminanceOf(b)].sort((x, y) => y - x) as [
    number,
    number,
  ];
  return (lighter + 0.05) / (darker + 0.05);
}

/**
 * Whether a colour can lead the eye on every screen. Buttons have white text on it, and kiosk and board
 * write in it on white: both hold 7:1 (see `shared/ui/tokens.css`), so one number decides.
 */
export function canBeAccent(colour: string): boolean {
  return contrastOf(colour, '#ffffff') >= leastAccentContrast;
}

function luminanceOf(colour: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
