import type { Reader } from '../db/open.ts';
import { type Copied, type Copying, copyYear } from './copy.ts';
import { removeSome, type Removing } from './remove.ts';

/** What is done with a year in the background. */
export type ArchiveWork = Copying | Removing;
export type ArchiveDone =
  ({ readonly kind: 'copy' } & Copied) | { readonly kind: 'remove'; readonly more: boolean };

/** It opens the data itself: it writes what no reader may. */
export async function archiveWork(_db: Reader, work: ArchiveWork): Promise<ArchiveDone> {
  return work.kind === 'copy'
    ? { kind: 'copy', ...(await copyYear(work)) }
    : { kind: 'remove', more: await removeSome(work) };
}
