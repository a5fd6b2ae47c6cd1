import type { IncomingMessage } from 'node:http';
import type { Proxies } from './proxies.ts';

/** Whether a page may act in the name of whoever has this server's cookie: its own pages only. */
export class Origins {
  private readonly publicHost: string | null;
  private readonly proxies: Proxies;

  constructor(proxies: Proxies, publicUrl: string | undefined) {
    this.proxies = proxies;
    this.publicHost = publicUrl === undefined ? null : new URL(publicUrl).host;
  }

  /**
   * Whether a request comes from a page of this server, or from no page at all. What a page is
   * compared with is the address that was asked, as the nearest trusted proxy says it, and
   * `PUBLIC_URL`.
   */
  readonly allows = (request: Pick<IncomingMessage, 'headers' | 'socket'>): boolean => {
    const { origin } = request.headers;
    if (origin === undefined) return true;
    if (!URL.canParse(origin)) return false;
    const { protocol, host } = new URL(origin);
    if (host === '') return false;
    if (host === this.publicHost) return true;
    return this.hostsOf(request).some((asked) => {
      const address = `${protocol}//${asked}`;
      return URL.canParse(address) && new URL(address).host === host;
    });
  };

  private hostsOf({ headers, socket }: Pick<IncomingMessage, 'headers' | 'socket'>): string[] {
    const forwarded = headers['x-forwarded-host'];
    const believed = this.proxies.trusts(socket.remoteAddress ?? '') ? forwarded : undefined;
    const through = [believed ?? []].flat().flatMap((list) => list.split(','));
    return [headers.host ?? '', ...through.map((host) => host.trim())].filter((h) => h !== '');
  }
}
