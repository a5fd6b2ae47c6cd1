import type { FastifyBaseLogger, FastifyRequest } from 'fastify';

/** Parts of an address that are no secret, and tell a fault from another. */
const told = new Set(['hall', 'window', 'queue', 'command']);

/**
 * An address as the log names it: by the route that it led to. The token of a ticket, the code of a
 * booking, a search for a name stand in addresses, and in a log they would be read by others.
 */
export function loggedAddress(
  url: string,
  route: string | undefined,
  params: Readonly<Record<string, string | undefined>>,
): string {
  if (route !== undefined && !route.includes('*'))
    return route.replace(/:(\w+)/g, (whole, name: string) =>
      told.has(name) ? (params[name] ?? whole) : whole,
    );
  // Led nowhere, or to a file: how it begins is enough to know what was meant.
  const [path = ''] = url.split(/[?#]/);
  const parts = path.split('/');
  const shown = parts[1] === 'api' ? 3 : 2;
  const rest = parts.slice(shown).join('') === '' ? '' : '/…';
  return parts.slice(0, shown).join('/').slice(0, 40) + rest;
}

/** A logger that names requests so. */
export function withoutAddresses(logger: FastifyBaseLogger): FastifyBaseLogger {
  return logger.child(
    {},
    {
      serializers: {
        req: (request: FastifyRequest) => ({
          method: request.method,
          url: loggedAddress(
            request.url,
            request.routeOptions?.url,
            (request.params ?? {}) as Record<string, string | undefined>,
          ),
          host: request.host,
          remoteAddress: request.ip,
        }),
      },
    },
  );
}
