import receiptline, { type BaseCommand, type Printer } from 'receiptline';
import type { Language } from '../../shared/languages.ts';
import { columnsOf } from './columns.ts';
import { canPrint, drawnSign } from './sign.ts';
import { edge, paperColumns, type PaperWidth } from './slip.ts';

const fonts = "'Noto Sans SC Variable', 'Noto Sans SC', sans-serif";
const dotsPerMillimetre = 8;

/** What receiptline's own SVG commands keep while they draw. */
interface Drawing extends BaseCommand {
  svgWidth: number;
  svgHeight: number;
  svgContent: string;
  textElement: string;
  textAttributes: Record<string, string>;
  textPosition: number;
  textScale: number;
  lineHeight: number;
  /** Whether the line begins at the left edge, with its blank: one that is centred does not. */
  fromMargin: boolean;
  /** Where the code begins, in dots from the top. */
  codeTop: number;
}

const escaped = (text: string): string =>
  text.replace(/[&<>]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[sign]!);

const cell = 12;
const fontSize = 22;
/** Words of narrow letters with single spaces between them, gaps, and wide characters one by one. */
const pieces = /[!-~]+(?: [!-~]+)*| +|./gu;
/** Characters stand a little above the lower edge of their line. */
const baseline = -4;

/** About how wide words of narrow letters are in the build's font, in dots. */
function naturalWidth(words: string): number {
  const em = [...words].reduce((sum, letter) => {
    if (/[ .,:;'!|ijlI]/.test(letter)) return sum + 0.27;
    if (/[mwMW%@]/.test(letter)) return sum + 0.88;
    return sum + (/[A-Z&]/.test(letter) ? 0.66 : 0.57);
  }, 0);
  return em * fontSize;
}

/** Where the font is wider than the cells, the words are drawn narrower. */
function squeezed(words: string): string {
  const across = columnsOf(words) * cell;
  const wide = words.length > 1 && words.charCodeAt(0) < 0x80 && naturalWidth(words) > across;
  return wide ? ` textLength="${across}" lengthAdjust="spacingAndGlyphs"` : '';
}

/**
 * The drawing commands of a language: wide characters each in the middle of their cell, words of
 * narrow letters in one piece, so that the proportional font of the build keeps the printer's
 * columns and reads well. No style, script or address of another host.
 */
function drawing(language: Language): BaseCommand {
  const own: Partial<Drawing> & ThisType<Drawing> = {
    em() {
      this.textAttributes['font-weight'] = '700';
      return '';
    },
    wh(times) {
      const across = times < 2 ? times + 1 : times - 1;
      const down = times < 3 ? times : times - 1;
      receiptlineSvg.wh.call(this, times);
      this.textAttributes['transform'] = `scale(${across},${down})`;
      this.textAttributes['font-weight'] = '700';
      return '';
    },
    text(text) {
      const attributes = Object.entries(this.textAttributes)
        .map(([name, value]) => ` ${name}="${value}"`)
        .join('');
      // A line that begins at the margin is set from there; one that was centred is not.
      if (this.textPosition === 0) this.fromMargin = true;
      let atMargin = this.fromMargin && this.textPosition <= edge;
      for (const [piece] of text.matchAll(pieces)) {
        const start = this.textPosition;
        this.textPosition += columnsOf(piece) * this.textScale;
        if (piece.trim() === '') continue;
        const end = this.textPosition;
        const atEnd = this.fromMargin && end === this.svgWidth / cell - edge;
        const anchor = atMargin ? 'start' : atEnd ? 'end' : 'middle';
        const column = { start, end, middle: (start + end) / 2 }[anchor];
        const x = (column * cell) / this.textScale;
        this.textElement +=
          `<text${attributes} x="${x}" y="${baseline}" text-anchor="${anchor}"${squeezed(piece)}>` +
          `${escaped(piece)}</text>`;
        atMargin = false;
      }
      return '';
    },
    image(data) {
      const { svg, height } = drawnSign(data, this.svgWidth, this.svgHeight);
      this.svgContent += svg;
      this.svgHeight += height;
      return '';
    },
    qrcode(symbol, encoding) {
      // With what stands below it a group of its own: a page that has a code leaves this one out.
      this.codeTop = this.svgHeight;
      this.svgContent += '<g class="slip-code">';
      return receiptlineSvg.qrcode.call(this, symbol, encoding);
    },
    lf() {
      // Large lines need more room below them than the printer's own spacing gives.
      const room = this.lineHeight > 1 ? cell / 2 : 0;
      receiptlineSvg.lf.call(this);
      this.svgHeight += room;
      this.fromMargin = false;
      return '';
    },
    close() {
      const [width, height] = [this.svgWidth, this.svgHeight].map((n) => n / dotsPerMillimetre);
      return (
        `<svg xmlns="http://www.w3.org/2000/svg" class="slip" width="${width}mm" height="${height}mm" ` +
        `viewBox="0 0 ${this.svgWidth} ${this.svgHeight}" data-code-top="${this.codeTop}" lang="${language}">` +
        `<g font-family="${fonts}" font-size="${fontSize}" fill="#000">${this.svgContent}</g></g></svg>\n`
      );
    },
  };
  return { ...receiptlineSvg, ...own };
}
const receiptlineSvg = receiptline.commands.svg;

/** Rules of hyphens: the line-drawing characters differ from one make of printer to the next. */
function printing(paper: PaperWidth): BaseCommand {
  const own: Partial<BaseCommand> & ThisType<BaseCommand> = {
    hr: (width) => `\x1c.${'-'.repeat(width)}`,
    image(data: string, ...where: readonly number[]) {
      if (!canPrint(data, paperColumns[paper] * cell)) return '';
      const [align = 0, left = 0, width = 0, right = 0] = where;
      return receiptline.commands.generic.image.call(this, data, align, left, width, right);
    },
  };
  return { ...receiptline.commands.generic, ...own };
}

function options(width: PaperWidth, command: BaseCommand): Printer {
  return { cpl: paperColumns[width], encoding: 'gb18030', spacing: true, command };
}

/** A slip as a picture in the page's font, as wide as the printed part of the paper. */
export function slipSvg(document: string, width: PaperWidth, language: Language): string {
  return receiptline.transform(document, options(width, drawing(language)));
}

/**
 * A slip as ESC/POS with text in GB18030, for any make of thermal printer. It ends with `GS r 1`:
 * the printer answers when it has come to the end of the paper's work.
 */
export function slipBytes(document: string, width: PaperWidth): Buffer {
  return Buffer.from(receiptline.transform(document, options(width, printing(width))), 'latin1');
}
