import { statfs } from 'node:fs/promises';

export interface Room {
  /** Bytes that may still be written. */
  readonly free: number;
  readonly total: number;
}

/** How much room the disk under a folder has; null: there is no such folder. */
export async function roomAt(folder: string): Promise<Room | null> {
  try {
    const { bavail, blocks, bsize } = await statfs(folder);
    return { free: bavail * bsize, total: blocks * bsize };
  } catch (error) {
    if ((error as { code?: unknown }).code === 'ENOENT') return null;
    throw error;
  }
}

/** When too little is free: fewer bytes, or a smaller share of the disk in percent; 0: never. */
export interface LeastRoom {
  readonly bytes: number;
  readonly percent: number;
}

export function isLow({ free, total }: Room, least: LeastRoom): boolean {
  return free < least.bytes || (free / total) * 100 < least.percent;
}
