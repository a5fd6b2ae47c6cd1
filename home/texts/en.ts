import type { Texts } from '../../shared/ui/i18n.ts';
import type { zhHans } from './zh-Hans.ts';

export const en: Texts<typeof zhHans> = {
  title: 'Yihaotong · queue calling for service halls',
  name: 'Yihaotong',
  what: 'Queue calling for public service halls: one ticket for every step of a life event.',
  halls: 'Halls served here',
  allHalls: 'All {n} halls',
  groups: { visitor: 'For visitors', counter: 'At the counter', office: 'For the office' },
  screens: {
    kiosk: { name: 'Kiosk', who: 'Visitors take a ticket', at: 'touch screen, upright or wide' },
    display: { name: 'Hall board', who: 'Calls, windows and announcements', at: 'read from afar' },
    sign: {
      name: 'Window sign',
      who: 'The number in service, above a window',
      at: 'add ?window=number',
    },
    window: {
      name: 'Window terminal',
      who: 'Clerks call, serve and pass on',
      at: 'sign in; all by keyboard',
    },
    pad: { name: 'Rating pad', who: 'Visitors rate the service', at: 'tablet at the window' },
    phone: {
      name: 'Phone ticket',
      who: 'Visitors follow their turn',
      at: 'the QR code on the slip',
    },
    region: {
      name: 'Where to go',
      who: 'Which hall is quiet, what is done where',
      at: 'phone or desktop',
    },
    village: {
      name: 'Village point',
      who: 'One person takes, calls and serves',
      at: 'phone or tablet',
    },
    admin: {
      name: 'Console',
      who: 'Guides, managers, administrators',
      at: 'live hall, reports, set-up',
    },
  },
  pair: 'New here? Kiosks, boards and pads are paired first: sign in to the console, register them on its Devices page, and enter the code you get on the device.',
  toDevices: 'Register a device',
  api: 'API documentation',
  unknown: 'The server cannot be reached just now; the pages still open.',
};
