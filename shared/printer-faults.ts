/** What can be wrong with a printer, as it says itself or as it is found. */
export const printerFaults = [
  'unreachable',
  'no_answer',
  'closed',
  'paper_out',
  'cover_open',
  'jam',
  'offline',
] as const;
export type PrinterFault = (typeof printerFaults)[number];
