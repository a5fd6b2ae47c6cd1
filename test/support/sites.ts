import { readFileSync } from 'node:fs';
import { type Door, nginxDoor } from './door.ts';
import type { TestHall } from './hall.ts';

/** The door of `ops/region.nginx.conf`: two sites in folders of one domain. */
export function doorOfSites(
  nginx: string,
  { west, east }: { readonly west: TestHall; readonly east: TestHall },
): Promise<Door> {
  const portOf = (hall: TestHall): string => new URL(hall.url).port;
  return nginxDoor(
    nginx,
    readFileSync('ops/region.nginx.conf', 'utf8')
      .replace('127.0.0.1:3000', `127.0.0.1:${portOf(west)}`)
      .replace('127.0.0.1:4000', `127.0.0.1:${portOf(east)}`),
  );
}

/** A site in a folder of the door, with one hall of this code. */
export const siteIn = (folder: string, code: string): Parameters<typeof TestHall.start>[0] => ({
  change: (file) => {
    file['code'] = code;
  },
  app: { publicUrl: `https://hall.example/${folder}` },
});
