/** What a picture or film for the boards may be: said before an upload, and checked after it. */
export const mediaLimits = {
  pictureBytes: 5 * 1024 * 1024,
  /** Longer side, in pixels. */
  picturePixels: 4096,
  filmBytes: 60 * 1024 * 1024,
  filmSeconds: 120,
} as const;

/** The types by the end of the file's name. */
export const mediaTypes = {
  png: 'image/png',
  jpg: 'image/jpeg',
  webp: 'image/webp',
  mp4: 'video/mp4',
  webm: 'video/webm',
} as const;
export type MediaEnd = keyof typeof mediaTypes;

/** Whether a file of this name is a film. */
export function isFilm(file: string): boolean {
  return /\.(mp4|webm)$/.test(file);
}
