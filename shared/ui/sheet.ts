/** Millimetres that a roll's printer leaves blank on each side: 50 of 58, 72 of 80 are printed. */
const margin = 4;
/** Those of the sheet that stands in the document. */
let pageRules: readonly CSSRule[] = [];

/** Into a style that the page has: one of its own is not let in (Content-Security-Policy). */
export function addRule(text: string): CSSRule {
  const sheets = [...document.styleSheets];
  // The last, so that no `@page` of the app's own comes after it.
  const sheet = sheets.findLast(({ href }) => href !== null) ?? sheets[0];
  if (sheet === undefined) throw new Error('The page has no styles');
  const at = sheet.insertRule(text, sheet.cssRules.length);
  return sheet.cssRules[at]!;
}

/**
 * Prints content alone, on a page of the roll's width and its own height, whatever page stands
 * behind it. The sheet stays in the document, seen by the printer only, until the next or until
 * somebody takes it away.
 *
 * @param paper the roll's width in millimetres
 */
export function printSheet(content: Node, paper: number): void {
  removeSheet();
  const sheet = document.createElement('div');
  sheet.className = 'print-only';
  sheet.append(content);
  // Laid out unseen, to be measured.
  sheet.style.cssText = `position: absolute; visibility: hidden; width: ${paper - 2 * margin}mm`;
  document.body.append(sheet);
  // `@page` knows no "as long as it takes": beside a width, `auto` makes the whole size invalid.
  const height = Math.ceil((sheet.getBoundingClientRect().height / 96) * 25.4) + 1;
  pageRules = [
    `@page { size: ${paper}mm ${height}mm; margin: 0 ${margin}mm; }`,
    '@media screen { .print-only { display: none; } }',
    `@media print {
      html, body { height: auto; overflow: visible; background: #fff; }
      body > :not(.print-only) { display: none !important; }
    }`,
  ].map(addRule);
  sheet.style.cssText = `width: ${paper - 2 * margin}mm`;
  globalThis.print();
}

/** Takes the sheet of the last print away, where there is one. */
export function removeSheet(): void {
  document.querySelector('.print-only')?.remove();
  for (const rule of pageRules) removeRule(rule);
  pageRules = [];
}

/** Takes away what `addRule` put in. */
export function removeRule(rule: CSSRule): void {
  const { parentStyleSheet: from } = rule;
  const at = from === null ? -1 : [...from.cssRules].indexOf(rule);
  if (at >= 0) from!.deleteRule(at);
}
