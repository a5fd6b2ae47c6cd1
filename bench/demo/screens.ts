import { randomInt } from 'node:crypto';
import type { Send } from './people.ts';

/** A password for this demo only, of letters and figures that are not mistaken for each other. */
export function demoPassword(): string {
  const letters = 'abcdefghjkmnpqrstuvwxyz23456789';
  return Array.from({ length: 10 }, () => letters[randomInt(letters.length)]).join('');
}

const devices = [
  { label: 'Kiosk', page: '/kiosk/', kind: 'kiosk', name: '取号机 1' },
  { label: 'Hall board', page: '/display/', kind: 'display', name: '大厅综合屏' },
  { label: 'Zone board', page: '/display/?zone=A', kind: 'display', name: 'A 区综合屏', zone: 'A' },
  {
    label: 'Window sign',
    page: '/display/?window=5',
    kind: 'display',
    name: '5 号窗口屏',
    window: 5,
  },
  { label: 'Rating pad', page: '/window/pad', kind: 'rating', name: '5 号窗口评价器', window: 5 },
] as const;

/** Registers a device for each screen that has to be paired; the links that pair them. */
export async function pairingLinks(
  send: Send,
  admin: string,
  url: string,
): Promise<[string, string][]> {
  const links: [string, string][] = [];
  for (const { label, page, ...device } of devices) {
    const { pairingCode } = (await send<{ pairingCode: string }>('POST', '/api/devices', admin, {
      hall: 'district',
      ...device,
    }))!;
    links.push([label, `${url}${page}${page.includes('?') ? '&' : '?'}pairingCode=${pairingCode}`]);
  }
  return links;
}

/** What a newcomer has to know to see every screen. */
export function invitation(given: {
  url: string;
  password: string;
  links: [string, string][];
  phone: string | null;
  freeWindow: number;
}): string {
  const { url, password, links, phone, freeWindow } = given;
  const lines: [string, string][] = [
    ...links,
    ...(phone === null ? [] : ([['Phone', `${url}/phone/${phone}`]] as [string, string][])),
    ['Terminal', `${url}/window/   choose window ${freeWindow}: it has no clerk yet; F2 calls`],
    ['Console', `${url}/admin/`],
  ];
  return [
    '',
    `  A living hall, only on this machine: ${url}/`,
    '',
    ...lines.map(([label, link]) => `  ${label.padEnd(12)} ${link}`),
    '',
    `  User         admin   (terminal and console; or clerk, in a private window, as a clerk)`,
    `  Password     ${password}   (of both; made for this run)`,
    '',
    '  Each pairing link opens its screen in one browser; more codes are made in the console, under devices.',
    '  A screen with sound may ask for a touch first. Ctrl+C ends the demo and forgets its data.',
    '',
    '',
  ].join('\n');
}
