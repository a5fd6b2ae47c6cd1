/**
 * Where the product is served: `/`, or a folder of a shared domain (`PUBLIC_URL`), which the server
 * then says in each page. A page that was opened past that folder, at the server's own address,
 * stays there.
 */
function readBase(): string {
  // Outside a browser there is no page that could say it.
  if (typeof document === 'undefined') return '/';
  const said = document.querySelector<HTMLMetaElement>('meta[name="base"]')?.content ?? '/';
  return location.pathname.startsWith(said) ? said : '/';
}

/** Ends with `/`. */
export const base = readBase();

/** The address of this page without the folder: as the server knows it. */
export function pagePath(): string {
  return `/${location.pathname.slice(base.length)}`;
}

/** The address of something of the product's. @param path from its root, with `/` before it; a whole address stays */
export function at(path: string): string {
  return path.startsWith('/') ? base + path.slice(1) : path;
}
