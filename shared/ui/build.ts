/**
 * The build that a page came from and the one that its server is now. Without a library: the
 * kiosk's first script knows it too.
 */
let heard: string | null = null;
let tell: (build: string) => void = () => undefined;

/** The build of this page, as `scripts/build.mjs` wrote it there; null in development. */
export function ownBuild(): string | null {
  if (typeof document === 'undefined') return null;
  return document.querySelector<HTMLMetaElement>('meta[name="build"]')?.content ?? null;
}

/** The server's build, as it was said last; null: it was not yet. */
export function heardBuild(): string | null {
  return heard;
}

/** To be called with what an answer or the live line says of the server's build. */
export function noteBuild(build: string | null): void {
  if (build === null || build === heard) return;
  heard = build;
  tell(build);
}

/** Calls back with the server's build, at once where it is known, and each time it changes. */
export function onBuild(listener: (build: string) => void): void {
  tell = listener;
  if (heard !== null) listener(heard);
}
