import type { IncomingMessage, Server } from 'node:http';

/** The folder in which PUBLIC_URL serves, with `/` at both ends; `/` where it is a domain's root. */
export function basePathOf(publicUrl: string | undefined): string {
  if (publicUrl === undefined) return '/';
  return `${new URL(publicUrl).pathname.replace(/\/+$/, '')}/`;
}

/** The address that leads into the folder. */
export const below = '/.below';

/**
 * Takes the folder off the address of each request: some proxies leave it there, others do not. To be
 * called when all who listen to the server do.
 */
export function serveBelow(server: Server, base: string): void {
  if (base === '/') return;
  const strip = (request: IncomingMessage): void => {
    if (request.url?.startsWith(base) === true) request.url = request.url.slice(base.length - 1);
    // Without its last sign a browser would look for all parts beside the folder.
    else if (request.url === base.slice(0, -1)) request.url = below;
  };
  server.prependListener('request', strip);
  server.prependListener('upgrade', strip);
}
