import { z } from 'zod';
import { Medium } from './hall.ts';

/** A picture or film as it was taken in; a hall's `media` name it by `file`. */
export const UploadedMedium = z
  .object({ file: Medium.shape.file, bytes: z.number().int(), film: z.boolean() })
  .meta({ id: 'UploadedMedium' });
export type UploadedMedium = z.infer<typeof UploadedMedium>;
