/**
 * The page that the product itself has for a package: its steps, papers and what is done elsewhere.
 * Where a hall has given no guide of its own, its QR code leads here.
 */
export function guidePath(hall: string, code: string): string {
  return `/phone/guide?${new URLSearchParams({ hall, package: code }).toString()}`;
}
