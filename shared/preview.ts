import type { Catalogue } from './contract/catalogue.ts';
import type { Hall } from './contract/hall.ts';
import type { Language } from './languages.ts';

/** The kiosk's page of a package, drawn inside another page of this server from what that one gives. */
export const previewAddress = '/kiosk/?preview=package';

/** From the page around it: what to show. */
export interface PreviewOrder {
  readonly preview: {
    readonly hall: Hall;
    readonly catalogue: Catalogue;
    readonly package: string;
    readonly language: Language;
  };
}

/** From the preview: it stands, and waits for an order. */
export const previewReady = 'yihaotong-preview-ready';
