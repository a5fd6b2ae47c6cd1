/** What the portrait of somebody who works here may be: said before an upload, and checked after it. */
export const photoLimits = {
  bytes: 2 * 1024 * 1024,
  /** The console cuts it to a square of so many pixels before it sends it. */
  side: 400,
} as const;

/** Where a portrait is served, by its key: the address says nothing of who it is. */
export const photoPath = (key: string): string => `/api/photos/${key}`;
