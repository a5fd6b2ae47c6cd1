import { z } from 'zod';
import { ProblemAnswer } from './primitives.ts';

/**
 * What a workbook says: a document to be checked and published like any other, null where the file
 * is no workbook; each fault with its sheet and cell as `path` ("业务队列!C5").
 */
export const SetupWorkbook = z
  .object({
    hall: z.unknown(),
    catalogue: z.unknown(),
    faults: z.array(ProblemAnswer.shape.issues.unwrap().element),
  })
  .meta({ id: 'SetupWorkbook' });
export type SetupWorkbook = z.infer<typeof SetupWorkbook>;

/** The largest workbook that is taken, in bytes. */
export const mostWorkbookBytes = 8 * 1024 * 1024;
