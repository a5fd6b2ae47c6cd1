import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Browser, chromium, type Locator, type Page } from 'playwright-core';
import { findChromium, root, say } from '../scripts/lib.mjs';

/**
 * `npm run pictures -- [--only console,report] [--to docs]`: the demo hall with everything that lives
 * in it, and each picture of the README and the guides taken of its screens in Chromium, in Chinese.
 */
const { values } = parseArgs({
  options: { only: { type: 'string' }, to: { type: 'string', default: join(root, 'docs') } },
});
const executablePath = findChromium();
if (!executablePath) {
  say('There is no Chromium here (CHROMIUM names one)');
  process.exit(2);
}

interface Hall {
  readonly url: string;
  readonly password: string;
  /** The links that pair a screen, by its label, and that of the phone. */
  readonly links: ReadonlyMap<string, string>;
}
interface Picture {
  readonly size: readonly [width: number, height: number];
  /** Picture points for each of the page's, below 1 of a screen that is larger than the picture. */
  readonly scale?: number;
  /** Brings the page to where the picture is taken; of a part of it alone where it gives one. */
  readonly take: (page: Page, hall: Hall) => Promise<Locator | void>;
}

const desk = { size: [1440, 900], scale: 0.6 } as const;
const pictures: Readonly<Record<string, Picture>> = {
  kiosk: { size: [1080, 1920], scale: 0.5, take: (page, hall) => opened(page, hall, 'Kiosk') },
  board: { size: [1920, 1080], scale: 0.5, take: (page, hall) => opened(page, hall, 'Zone board') },
  sign: { size: [1920, 360], scale: 0.5, take: (page, hall) => opened(page, hall, 'Window sign') },
  pad: { size: [1280, 800], scale: 0.5, take: (page, hall) => opened(page, hall, 'Rating pad') },
  phone: { size: [390, 844], take: (page, hall) => opened(page, hall, 'Phone') },
  terminal: {
    size: [720, 900],
    scale: 0.75,
    take: async (page, { url, password }) => {
      await page.goto(`${url}/window/`);
      await signIn(page, password);
      await page.getByRole('button', { name: /^4/ }).first().click();
      await page.getByRole('button', { name: '下一位' }).waitFor();
      await page.keyboard.press('F2');
      await page.waitForTimeout(1500);
    },
  },
  console: { ...desk, take: (page, hall) => ofConsole(page, hall, 'live') },
  report: { ...desk, take: (page, hall) => ofConsole(page, hall, 'report') },
  analysis: { ...desk, take: (page, hall) => ofConsole(page, hall, 'report?tab=cuts&by=queue') },
  foresight: {
    ...desk,
    take: async (page, hall) => {
      await ofConsole(page, hall, 'foresight');
      const day = await page.evaluate(() =>
        new Date().toLocaleDateString('sv', { timeZone: 'Asia/Shanghai' }),
      );
      for (const end of ['从', '到']) await page.getByLabel(end, { exact: true }).fill(day);
      await page.getByRole('button', { name: '开始测算' }).click();
      await page.getByRole('heading', { name: '窗口不足的后果' }).waitFor({ timeout: 120_000 });
    },
  },
  desk: { ...desk, take: async (page, hall) => void (await taken(page, hall)) },
  slip: {
    size: [1440, 900],
    scale: 2.4,
    take: taken,
  },
  applications: { ...desk, take: (page, hall) => ofConsole(page, hall, 'applications') },
  structure: { ...desk, take: (page, hall) => ofConsole(page, hall, 'setup') },
};

const port = await freePort();
const demo = spawn(
  process.execPath,
  ['--import', 'tsx', join(root, 'bench', 'demo.ts'), '--port', String(port)],
  { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] },
);
let browser: Browser | undefined;
try {
  const hall = await begun(demo);
  browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--autoplay-policy=no-user-gesture-required'],
  });
  await mkdir(values.to, { recursive: true });
  const only = values.only?.split(',');
  for (const [name, picture] of Object.entries(pictures)) {
    if (only !== undefined && !only.includes(name)) continue;
    const { size, scale = 1, take } = picture;
    const context = await browser.newContext({
      viewport: { width: size[0], height: size[1] },
      deviceScaleFactor: scale,
      locale: 'zh-CN',
      timezoneId: 'Asia/Shanghai',
    });
    const page = await context.newPage();
    const part = await take(page, hall);
    await page.evaluate(() => document.fonts.ready);
    await page.waitForTimeout(800);
    await (part ?? page).screenshot({ path: join(values.to, `${name}.png`) });
    say(`${name}.png`);
    await context.close();
  }
} finally {
  await browser?.close();
  demo.kill('SIGTERM');
}

async function opened(page: Page, { links }: Hall, label: string): Promise<void> {
  await page.goto(links.get(label)!);
  await page.waitForLoadState('networkidle').catch(() => undefined);
}

async function ofConsole(page: Page, { url, password }: Hall, place: string): Promise<void> {
  await page.goto(`${url}/admin/`);
  await signIn(page, password);
  await page.goto(`${url}/admin/${place}`);
  await page.waitForTimeout(2500);
}

/** A guide's desk where a ticket was just taken, the errand chosen by the letters of its name; its slip. */
async function taken(page: Page, hall: Hall): Promise<Locator> {
  await ofConsole(page, hall, 'desk');
  const what = page.getByLabel('办理事项');
  await what.fill('xse');
  await page
    .getByRole('button', { name: /新生儿/ })
    .first()
    .waitFor();
  await what.press('Enter');
  await page.getByRole('checkbox').first().waitFor();
  await page.locator('form').getByRole('button', { name: '取号', exact: true }).press('Enter');
  await page.locator('.paper svg').waitFor();
  return page.locator('.paper');
}

async function signIn(page: Page, password: string): Promise<void> {
  await page.getByLabel('用户名').fill('admin');
  await page.getByLabel('密码').fill(password);
  await page.keyboard.press('Enter');
  await page.waitForTimeout(2000);
}

/** Where the demo's screens are, as it tells it when the hall lives. */
function begun(of: ChildProcess): Promise<Hall> {
  return new Promise((resolve, reject) => {
    let told = '';
    of.on('exit', (code) => {
      reject(new Error(`The demo ended with ${String(code)}`));
    });
    of.stdout!.on('data', (text: Buffer) => {
      told += text.toString();
      const password = /Password +(\S+)/.exec(told)?.[1];
      if (password === undefined || !told.includes('Ctrl+C ends')) return;
      const links = new Map(
        [...told.matchAll(/^ {2}(\S.*?) {2,}(http\S+)/gm)].map(([, label, link]) => [
          label!,
          link!,
        ]),
      );
      resolve({ url: `http://127.0.0.1:${port}`, password, links });
    });
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        resolve(typeof address === 'object' && address !== null ? address.port : 3000);
      });
    });
  });
}
