import { cpus } from 'node:os';
import { type Browser, type BrowserContext, chromium } from 'playwright-core';
import { ensureBuilt } from '../../scripts/build.mjs';
import { findChromium } from '../../scripts/lib.mjs';
import { Client, expectDone } from '../measure/client.ts';
import { ServerProcess } from './server-process.ts';
import { makeSite } from './site.ts';

export interface PairedKiosk {
  readonly url: string;
  readonly browser: Browser;
  /** Holds the pairing: its pages open on the first screen. */
  readonly context: BrowserContext;
  readonly stop: () => Promise<void>;
}

export const shapes = {
  portrait: { width: 1080, height: 1920 },
  landscape: { width: 1920, height: 1080 },
} as const;

/**
 * The built server with the default hall, and a kiosk that is paired with it.
 *
 * @param scale under 1: painted in fewer pixels, where painting is not what is measured
 */
export async function startKiosk(shape: keyof typeof shapes, scale = 1): Promise<PairedKiosk> {
  const executablePath = findChromium();
  if (executablePath === undefined)
    throw new Error('Chromium is missing: set CHROMIUM to its path');
  ensureBuilt();
  const site = await makeSite({ takers: 0, clerks: 0 });
  const server = await ServerProcess.start({ dataDir: site.dataDir });
  const client = new Client(server.url, 1);
  const device = { hall: 'district', kind: 'kiosk', name: 'kiosk' };
  const answer = await client.post<{ pairingCode: string }>('/api/devices', device, site.admin);
  expectDone(answer);
  client.close();
  const browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu'],
  });
  const context = await browser.newContext({
    viewport: shapes[shape],
    screen: shapes[shape],
    deviceScaleFactor: scale,
    locale: 'zh-CN',
  });
  const page = await context.newPage();
  await page.goto(`${server.url}/kiosk/?pairingCode=${answer.body.pairingCode}`);
  await page.locator('div.home').waitFor();
  await page.close();
  return {
    url: server.url,
    browser,
    context,
    stop: async () => {
      await browser.close();
      await server.stop();
      await site.remove();
    },
  };
}

/** When and where a figure was measured. */
export function machineLine(): string {
  const cpu = cpus()[0]?.model.trim() ?? 'unknown';
  return `${new Date().toISOString().slice(0, 10)}, Node.js ${process.version}, ${cpus().length} × ${cpu}`;
}
