import { at } from '../shared/ui/base.ts';
import { keptForGood } from '../shared/ui/kept.ts';

/** What the address asks for. */
export type Place =
  | { readonly at: 'ticket'; readonly token: string }
  | { readonly at: 'mine' }
  | { readonly at: 'book'; readonly hall: string | null; readonly code: string | null }
  | {
      readonly at: 'remote';
      readonly hall: string | null;
      readonly token: string | null;
      /** Of the hall, as its QR code says it to who has come. */
      readonly code: string | null;
    }
  | { readonly at: 'guide'; readonly hall: string | null; readonly package: string | null }
  | { readonly at: 'home-visit'; readonly hall: string | null; readonly token: string | null };

const lastTicket = 'yihaotong.phone.ticket';

/** `/phone/{token}`, or one of the pages beside it: no token is as short as their names. */
export function placeOf({ pathname, search }: Pick<Location, 'pathname' | 'search'>): Place {
  const name = decodeURIComponent(pathname.replace(/^.*?\/phone(?:\/|$)/, '').replace(/\/+$/, ''));
  const query = new URLSearchParams(search);
  const hall = query.get('hall');
  if (name === 'book' || name === 'booking') return { at: 'book', hall, code: query.get('code') };
  if (name === 'remote')
    return { at: 'remote', hall, token: query.get('token'), code: query.get('code') };
  if (name === 'guide') return { at: 'guide', hall, package: query.get('package') };
  if (name === 'home-visit') return { at: 'home-visit', hall, token: query.get('token') };
  if (name !== '' && name !== 'mine' && name !== 'index.html') return { at: 'ticket', token: name };
  const last = keptForGood.get(lastTicket) ?? query.get('ticket');
  return last === null ? { at: 'mine' } : { at: 'ticket', token: last };
}

/** The installed page opens with the ticket that was looked at last; with null, with none. */
export function rememberTicket(token: string | null): void {
  keptForGood.set(lastTicket, token);
}

const remoteOf = (hall: string): string => `yihaotong.phone.remote.${hall}`;

/** The place in line that this phone has in a hall before it is there; with null, none any more. */
export function rememberRemote(hall: string, token: string | null): void {
  keptForGood.set(remoteOf(hall), token);
}

/** For the code that is scanned in the hall. */
export function remoteIn(hall: string): string | null {
  return keptForGood.get(remoteOf(hall));
}

/** The address of what was just made, so that a reload shows it again. */
export function addressTo(
  page: 'book' | 'home-visit' | 'remote',
  query: Record<string, string>,
): void {
  const address = `${at(`/phone/${page}`)}?${new URLSearchParams(query).toString()}`;
  history.replaceState(history.state, '', address);
}

/** What is put on the home screen from here opens with this ticket, also where it shares no storage with the browser. */
export function installAs(token: string): void {
  const link = document.querySelector<HTMLLinkElement>('link[rel=manifest]');
  if (link !== null) link.href = at(`/phone/${encodeURIComponent(token)}/manifest.webmanifest`);
}
