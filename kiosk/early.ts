import type { Catalogue } from '../shared/contract/catalogue.ts';
import type { Hall } from '../shared/contract/hall.ts';
import { api } from '../shared/ui/http.ts';
import { storedPairing } from '../shared/ui/pairing.ts';

/** What a hall offers. */
export interface Offer {
  readonly hall: Hall;
  readonly catalogue: Catalogue;
}

/** @throws ApiProblem, Unreachable */
export async function readOffer(code: string): Promise<Offer> {
  const path = `/api/halls/${encodeURIComponent(code)}`;
  const [hall, catalogue] = await Promise.all([
    api.get<Hall>(path),
    api.get<Catalogue>(`${path}/catalogue`),
  ]);
  return { hall, catalogue };
}

/*
 * A script of its own, evaluated as soon as it has come: what the first screen needs is on its way
 * while the libraries are not there yet. Nothing in it knows a library.
 */

// Only the font of the first screen is among the page's own (scripts/font/first-screen.ts).
for (const face of document.fonts) face.load().catch(() => undefined);

const pairing = storedPairing();

/** What the hall of a paired kiosk offers, `null` where it could not be read. */
export const firstOffer: Promise<Offer | null> =
  pairing === null ? Promise.resolve(null) : readOffer(pairing.device.hall).catch(() => null);
