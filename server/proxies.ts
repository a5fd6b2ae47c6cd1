import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';

/**
 * Proxies whose word is taken for where a request comes from (`TRUST_PROXY`): addresses and networks
 * such as `10.0.0.0/8`. This machine's own always are.
 */
export class Proxies {
  private readonly list = new BlockList();

  /** @throws Error for what is no address and no network */
  constructor(addresses: readonly string[] = []) {
    for (const text of ['127.0.0.0/8', '::1', ...addresses]) {
      const [address = '', bits] = text.split('/');
      const family = familyOf(address);
      if (family === null) throw new Error(`"${text}" is no address`);
      if (bits === undefined) this.list.addAddress(address, family);
      else this.list.addSubnet(address, Number(bits), family);
    }
  }

  /** Whether these are addresses and networks. */
  static can(addresses: readonly string[]): boolean {
    try {
      return new Proxies(addresses) instanceof Proxies;
    } catch {
      return false;
    }
  }

  readonly trusts = (address: string): boolean => {
    const family = familyOf(address);
    return family !== null && this.list.check(address, family);
  };

  /** Where a request comes from: the nearest address on its way that is no proxy of ours. */
  addressOf(request: Pick<IncomingMessage, 'headers' | 'socket'>): string {
    const forwarded = [request.headers['x-forwarded-for'] ?? []].flat().join(',').split(',');
    const way = [request.socket.remoteAddress ?? '', ...forwarded.reverse()];
    const addresses = way.map((a) => a.trim()).filter((a) => a !== '');
    return addresses.find((a) => !this.trusts(a)) ?? addresses.at(-1) ?? '';
  }
}

function familyOf(address: string): 'ipv4' | 'ipv6' | null {
  const version = isIP(address);
  return version === 0 ? null : version === 4 ? 'ipv4' : 'ipv6';
}
