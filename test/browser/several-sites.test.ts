import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, expect, it } from 'vitest';
import { root } from '../../scripts/lib.mjs';
import type { Ticket } from '../../shared/contract/ticket.ts';
import { TestHall } from '../support/hall.ts';
import { findProgram } from '../support/services.ts';
import { doorOfSites, siteIn } from '../support/sites.ts';
import { useChromium } from './chromium.ts';

const browser = useChromium();
const nginx = findProgram('nginx');
const ends: (() => Promise<unknown>)[] = [];
afterAll(async () => {
  for (const end of ends.reverse()) await end();
});

async function site(folder: string, code: string): Promise<TestHall> {
  const hall = await TestHall.start({ ...siteIn(folder, code), webDir: join(root, 'dist/web') });
  ends.push(() => hall.stop());
  return hall;
}

it.skipIf(nginx === undefined)(
  `phones of two sites behind one door follow each their own of one number, also after a cut${nginx === undefined ? ' (no nginx, skipped)' : ''}`,
  async () => {
    const halls = { west: await site('west', 'district'), east: await site('east', 'harbour') };
    const door = await doorOfSites(nginx!, halls);
    ends.push(() => door.close());
    const codes = { west: 'district', east: 'harbour' } as const;
    const press = (folder: keyof typeof codes, command: string): Promise<unknown> =>
      halls[folder].ok('POST', `/api/halls/${codes[folder]}/windows/1/${command}`, {});
    const phoneIn = async (folder: keyof typeof codes): Promise<Page> => {
      await press(folder, 'open');
      const taken = await halls[folder].ok<Ticket>('POST', `/api/halls/${codes[folder]}/tickets`, {
        queue: 'one-life',
      });
      expect(taken.number).toBe('A001');
      const page = await browser.page({
        viewport: { width: 390, height: 844 },
        expectErrors: [/ERR_INTERNET_DISCONNECTED/],
      });
      await page.goto(`${door.url}/${folder}/phone/${taken.token}`);
      await page.getByText('A001').first().waitFor();
      return page;
    };
    const west = await phoneIn('west');
    const east = await phoneIn('east');
    const called = (page: Page) => page.getByText('请到窗口办理').first();
    await press('west', 'call-next');
    await called(west).waitFor();
    expect(await called(east).isVisible()).toBe(false);

    await east.context().setOffline(true);
    await press('east', 'call-next');
    await east.context().setOffline(false);
    await called(east).waitFor();

    // Put on the home screen, each opens in its own site; a ticket of one is none at the other.
    for (const [page, folder] of [
      [west, '/west/'],
      [east, '/east/'],
    ] as const)
      expect(await page.locator('link[rel=manifest]').getAttribute('href')).toContain(folder);
    const token = new URL(west.url()).pathname.split('/').at(-1)!;
    const stranger = await fetch(`${door.url}/east/api/tickets/${token}`);
    expect(stranger.status).toBe(404);
  },
);
