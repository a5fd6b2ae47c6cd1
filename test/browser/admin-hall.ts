import type { Page } from 'playwright-core';
import { adminPassword, type TestHall } from '../support/hall.ts';
import type { Chromium, PageOptions } from './chromium.ts';

const desk = { width: 1440, height: 900 };
/** The console as it asks who is there. Chromium logs the 401 of that question as an error. */
export async function openConsole(
  chromium: Chromium,
  hall: TestHall,
  path = '',
  { expectErrors = [], ...options }: PageOptions = {},
): Promise<Page> {
  const page = await chromium.page({
    viewport: desk,
    expectErrors: [/401/, ...expectErrors],
    ...options,
  });
  await page.goto(`${hall.url}/admin/${path}`);
  return page;
}

export async function signIn(
  page: Page,
  username = 'admin',
  password = adminPassword,
): Promise<void> {
  await page.getByLabel('用户名').fill(username);
  await page.getByLabel('密码').fill(password);
  await page.keyboard.press('Enter');
}

/** The console on one of its pages, signed in as the administrator, or as whoever is named. */
export async function openPage(
  chromium: Chromium,
  hall: TestHall,
  path: string,
  { as = [], ...options }: PageOptions & { as?: [] | [name: string, password: string] } = {},
): Promise<Page> {
  const page = await openConsole(chromium, hall, path, options);
  await signIn(page, ...as);
  // The form has a heading too: who goes on before the answer has come is not signed in.
  await page.getByLabel('密码').waitFor({ state: 'detached' });
  await page.getByRole('heading', { level: 1 }).waitFor();
  return page;
}
