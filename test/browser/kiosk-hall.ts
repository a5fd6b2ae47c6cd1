import type { Page } from 'playwright-core';
import type { EventEntry } from '../../shared/contract/events.ts';
import type { Ticket } from '../../shared/contract/ticket.ts';
import type { TestHall } from '../support/hall.ts';
import { forbidStorage, type Chromium, type PageOptions } from './chromium.ts';

export const portrait = { width: 1080, height: 1920 };
export const landscape = { width: 1920, height: 1080 };
export type LanguageName = '简体中文' | '繁體中文' | 'English';

/** A kiosk as a visitor finds it: paired, on its first screen, its printer counted. */
export async function openKiosk(
  chromium: Chromium,
  hall: TestHall,
  {
    query = '',
    heldClock = false,
    noStorage = false,
    ...options
  }: PageOptions & {
    query?: string;
    /** The page's time is the test's: `page.clock`. */ heldClock?: boolean;
    /** The browser forbids the page to keep anything. */ noStorage?: boolean;
  } = {},
): Promise<Page> {
  const { pairingCode } = await hall.ok<{ pairingCode: string }>('POST', '/api/devices', {
    hall: 'district',
    kind: 'kiosk',
    name: '一号取号机',
  });
  const viewport = options.viewport ?? portrait;
  const page = await chromium.page({
    viewport,
    hasTouch: true,
    ...options,
    // Without a printer on the network the server says so, and the browser prints.
    expectErrors: [/409.*\/print\)$/, ...(options.expectErrors ?? [])],
    context: { screen: viewport, ...options.context },
  });
  await page.addInitScript(() => {
    Object.assign(globalThis, { prints: 0 });
    globalThis.print = () => {
      (globalThis as unknown as { prints: number }).prints += 1;
    };
  });
  if (noStorage) await forbidStorage(page);
  if (heldClock) await page.clock.install({ time: hall.clock.now() });
  await page.goto(`${hall.url}/kiosk/?pairingCode=${pairingCode}${query}`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.locator('div.home').waitFor();
  return page;
}

export const prints = (page: Page): Promise<number> =>
  page.evaluate(() => (globalThis as unknown as { prints: number }).prints);

/** A second tap at one place within half a second counts as a double tap; people are slower: what comes now came later. */
export const breathe = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const stamp = Object.getOwnPropertyDescriptor(Event.prototype, 'timeStamp')!;
    const get = function (this: Event): number {
      return (stamp.get!.call(this) as number) + 550;
    };
    Object.defineProperty(Event.prototype, 'timeStamp', { ...stamp, get });
  });

/** What is typed from now on comes so many milliseconds apart, however long the machine takes for it. */
export const typesEvery = (page: Page, ms: number): Promise<void> =>
  page.evaluate((apart) => {
    const stamp = Object.getOwnPropertyDescriptor(Event.prototype, 'timeStamp')!;
    const keys = new WeakMap<Event, number>();
    let last = performance.now();
    const get = function (this: Event): number {
      if (this.type !== 'keydown') return stamp.get!.call(this) as number;
      const at = keys.get(this) ?? (last += apart);
      keys.set(this, at);
      return at;
    };
    Object.defineProperty(Event.prototype, 'timeStamp', { ...stamp, get });
  }, ms);

/** A scanner or card reader: it types like a keyboard, all at once, and ends with Enter. */
export async function scan(page: Page, text: string): Promise<void> {
  await page.evaluate(
    (keys) => {
      for (const key of keys)
        document.activeElement!.dispatchEvent(
          new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }),
        );
    },
    [...text, 'Enter'],
  );
}

export async function choosePackage(page: Page, stage: string, name: string): Promise<void> {
  await page.getByRole('button', { name: new RegExp(`^${stage}`) }).click();
  await page.getByRole('button', { name: new RegExp(`^${name}`) }).click();
}

/** Taps 取号 and gives the ticket as the server answered. */
export async function take(page: Page): Promise<Ticket> {
  const answered = page.waitForResponse(
    (response) => response.url().endsWith('/tickets') && response.request().method() === 'POST',
  );
  await page.locator('.take').click();
  const ticket = (await (await answered).json()) as Ticket;
  await page.locator('.ticket').waitFor();
  return ticket;
}

export async function chooseLanguage(page: Page, language: LanguageName): Promise<void> {
  await page.locator('.bar .item').first().click();
  await page.getByRole('button', { name: language, exact: true }).click();
}

/** What the log says of tickets, in order. */
export async function ticketEvents(hall: TestHall): Promise<string[]> {
  const events = await hall.ok<EventEntry[]>('GET', '/api/halls/district/events?limit=1000');
  return events.map(({ command }) => command).filter((c) => c === 'take' || c === 'cancel');
}
