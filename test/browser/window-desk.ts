import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { WindowState } from '../../shared/contract/window.ts';
import type { TestHall } from '../support/hall.ts';
import type { Chromium, PageOptions } from './chromium.ts';

export const compact = { width: 480, height: 720 };
export const normal = { width: 720, height: 1080 };
export const wide = { width: 1440, height: 900 };
export const password = 'long enough';

/** What a browser writes about answers that belong to a clerk's day: asked who it is, refused, line cut. */
export const usual = [/\b(401|403|409)\b/, /ERR_INTERNET_DISCONNECTED|ERR_CONNECTION|WebSocket/];

/** A terminal on its sign-in page. */
export async function openTerminal(
  chromium: Chromium,
  hall: TestHall,
  options: PageOptions = {},
): Promise<Page> {
  const page = await chromium.page({ viewport: normal, expectErrors: usual, ...options });
  await page.goto(`${hall.url}/window/`);
  return page;
}

/** Signs in with the keyboard alone; leaves the page on the choice of window. */
export async function signIn(page: Page, username: string): Promise<void> {
  await page.locator('[name=username]').waitFor();
  await page.keyboard.type(username);
  await page.keyboard.press('Tab');
  await page.keyboard.type(password);
  await page.keyboard.press('Enter');
  await page.locator('[name=window]').waitFor();
}

/** The clerk of a window at work: signed in and the window open. */
export async function atWork(
  chromium: Chromium,
  hall: TestHall,
  window: number,
  options: PageOptions & { username?: string } = {},
): Promise<Page> {
  const { username = `clerk${window}`, ...rest } = options;
  await hall.person(username, 'clerk');
  const page = await openTerminal(chromium, hall, rest);
  await signIn(page, username);
  await page.keyboard.type(String(window));
  await page.keyboard.press('Enter');
  await pill(page, '空闲');
  return page;
}

/** Waits until the pill says so. */
export async function pill(page: Page, text: string): Promise<void> {
  await page.locator('.pill', { hasText: text }).waitFor();
}

/** The number in hand as the terminal shows it; waits for one. */
export async function inHand(page: Page): Promise<string> {
  return (await page.getByLabel('手上的号票').locator('.number').innerText()).trim();
}

/** Waits for a sheet with this title and gives it. */
export async function sheet(page: Page, title: string | RegExp) {
  const dialog = page.getByRole('dialog', { name: title });
  await dialog.waitFor();
  return dialog;
}

export function stateOf(hall: TestHall, window: number): Promise<WindowState> {
  return hall.ok<WindowState>('GET', `/api/halls/district/windows/${window}`);
}

/** Retries an expectation until it holds; the test's own time-out ends it. */
export async function eventually(check: () => Promise<void>): Promise<void> {
  await expect
    .poll(async () => check().then(() => 'holds', String), { timeout: 15_000 })
    .toBe('holds');
}

/** Presses Tab until the focus is on what bears this name. */
export async function tabTo(page: Page, name: string): Promise<void> {
  for (let i = 0; i < 60; i += 1) {
    const text = await page.evaluate(() => {
      const element = document.activeElement;
      return `${element?.getAttribute('aria-label') ?? ''} ${element?.textContent ?? ''}`;
    });
    if (text.includes(name)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab never came to ${name}`);
}
