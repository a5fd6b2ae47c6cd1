import type { SetupWorkbook } from '../../shared/contract/setup-file.ts';
import type { SetupDocument } from '../../shared/contract/setup.ts';
import type { Reader } from '../db/open.ts';
import { type Kept, readWorkbook } from './read.ts';
import { writeWorkbook } from './write.ts';

/** Makes a workbook of a document, in the background. */
export const makeWorkbook = (_db: Reader, document: SetupDocument): Promise<Uint8Array> =>
  writeWorkbook(document);

export interface WorkbookFile {
  readonly file: Uint8Array;
  readonly kept: Kept;
}
/** Reads a workbook, in the background. */
export const workbookRead = (_db: Reader, { file, kept }: WorkbookFile): Promise<SetupWorkbook> =>
  readWorkbook(file, kept);
