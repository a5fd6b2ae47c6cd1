import type { PrinterFault } from '../../shared/printer-faults.ts';
import { Line, LineClosed } from './line.ts';

/** Why a slip did not come out. */
export class PrinterTrouble extends Error {
  readonly fault: PrinterFault;

  constructor(fault: PrinterFault) {
    super(`The printer: ${fault}`);
    this.name = 'PrinterTrouble';
    this.fault = fault;
  }
}

/** In milliseconds. */
export interface PrinterPatience {
  readonly connect: number;
  /** For each question of the printer's state. */
  readonly status: number;
  /** How often it is asked while it prints. */
  readonly look: number;
  /** Until a slip that was sent must be out. */
  readonly print: number;
}

export const usualPatience: PrinterPatience = {
  connect: 2000,
  status: 1500,
  look: 1000,
  print: 15_000,
};

/** `unwatched`: of a printer that never says how it is. */
export type Paper = 'ok' | 'low' | 'unwatched';

/** `DLE EOT n`, answered at once even by a printer that is busy or offline. */
const question = (n: number): Uint8Array => Uint8Array.of(0x10, 0x04, n);
/** Its answers have bits 1 and 4 set, 0 and 7 clear; the answer of `GS r` has bit 4 clear. */
const isStatus = (byte: number): boolean => (byte & 0x93) === 0x12;
const isEndOfPrint = (byte: number): boolean => (byte & 0x90) === 0;

type Place = { readonly host: string; readonly port: number; readonly reports: boolean };

/** `GS r 1` asks for an answer at the end; one that gives none is not asked. */
const endQuestion = Uint8Array.of(0x1d, 0x72, 0x01);
const withoutQuestion = (bytes: Uint8Array): Uint8Array =>
  endQuestion.every((byte, i) => bytes.at(i - endQuestion.length) === byte)
    ? bytes.subarray(0, -endQuestion.length)
    : bytes;

/**
 * Prints bytes that end with `GS r 1`. Its state is asked first, so that nothing is sent to a printer
 * that cannot print, and then until it says that it has come to the end. One that does not report is
 * sent the slip and asked nothing: it was taken, whether it came out nobody knows.
 *
 * @throws PrinterTrouble
 */
export function print(
  printer: Place,
  bytes: Uint8Array,
  patience: PrinterPatience,
): Promise<Paper> {
  return onLine(printer, patience, async (line) => {
    if (!printer.reports) {
      line.send(withoutQuestion(bytes));
      await line.finish(patience.status);
      return 'unwatched';
    }
    let paper = await look(line, patience);
    // Nothing that was said before the slip can be its end.
    line.forgetEarly(isEndOfPrint);
    line.send(bytes);
    const until = performance.now() + patience.print;
    while (performance.now() < until) {
      const end = await line.answer(isEndOfPrint, patience.look);
      if (end !== null) return (end & 0x0f) === 0 ? paper : 'low';
      // Not out yet: slow, or in trouble. One that is busy may leave the question open.
      paper = await look(line, patience).catch((error: unknown) => {
        if (error instanceof PrinterTrouble && error.fault === 'no_answer') return paper;
        throw error;
      });
    }
    // It took all and is well, but does not know `GS r`: the slip is out.
    return await look(line, patience);
  });
}

/** Asks a printer how it is, and prints nothing. @throws PrinterTrouble */
export const inspect = (printer: Place, patience: PrinterPatience): Promise<Paper> =>
  onLine(printer, patience, (line) =>
    printer.reports ? look(line, patience) : Promise.resolve('unwatched'),
  );

/** @throws PrinterTrouble */
async function onLine<T>(
  { host, port }: Place,
  patience: PrinterPatience,
  work: (line: Line) => Promise<T>,
): Promise<T> {
  const line = await Line.open(host, port, patience.connect).catch(() => {
    throw new PrinterTrouble('unreachable');
  });
  try {
    return await work(line);
  } catch (error) {
    throw error instanceof LineClosed ? new PrinterTrouble('closed') : error;
  } finally {
    line.close();
  }
}

/** Asks how the printer is. @throws PrinterTrouble, LineClosed */
async function look(line: Line, patience: PrinterPatience): Promise<Paper> {
  const ask = async (n: number): Promise<number> => {
    line.forgetEarly(isStatus);
    line.send(question(n));
    const answer = await line.answer(isStatus, patience.status);
    if (answer === null) throw new PrinterTrouble('no_answer');
    return answer;
  };
  const state = await ask(1);
  const cause = await ask(2);
  const error = await ask(3);
  const paper = await ask(4);
  if ((paper & 0x60) !== 0 || (cause & 0x20) !== 0) throw new PrinterTrouble('paper_out');
  if ((cause & 0x04) !== 0) throw new PrinterTrouble('cover_open');
  if ((error & 0x6c) !== 0 || (cause & 0x40) !== 0) throw new PrinterTrouble('jam');
  if ((state & 0x08) !== 0) throw new PrinterTrouble('offline');
  return (paper & 0x0c) !== 0 ? 'low' : 'ok';
}
