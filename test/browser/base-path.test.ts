import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../../scripts/lib.mjs';
import { adminPassword, TestHall } from '../support/hall.ts';
import { Proxy } from '../support/proxy.ts';
import { useChromium } from './chromium.ts';

const browser = useChromium();
let hall: TestHall;
let proxy: Proxy;
let ticket: string;
let kiosk: string;
let board: string;

beforeAll(async () => {
  hall = await TestHall.start({
    webDir: join(root, 'dist/web'),
    app: {
      publicUrl: 'https://services.example/queue',
      sso: {
        // Nobody goes there: what leads there is looked at.
        issuer: new URL('http://127.0.0.1:9'),
        clientId: 'hall',
        clientSecret: undefined,
        scope: 'openid',
        userClaim: 'preferred_username',
        groupsClaim: 'groups',
        roles: new Map(),
        makesPeople: false,
        halls: [],
        base: 'https://services.example/queue',
      },
    },
  });
  proxy = await Proxy.to(hall.url, 'passes', '/queue');
  ticket = (await hall.take({ package: 'newborn' })).token;
});
afterAll(async () => {
  await proxy.close();
  await hall.stop();
});

const device = async (kind: 'kiosk' | 'display', name: string): Promise<string> => {
  const made = await hall.ok<{ pairingCode: string }>('POST', '/api/devices', {
    hall: 'district',
    kind,
    name,
  });
  return made.pairingCode;
};

// W6: below a folder of a shared domain, whether the proxy takes the folder off or leaves it there.
describe.each([
  ['leaves the folder', (): string => `${hall.url}/queue`],
  ['takes the folder off', (): string => `${proxy.url}/queue`],
] as const)('W6: a proxy that %s', (name, at) => {
  it('shows every screen, its live state and its links', async () => {
    kiosk = await device('kiosk', `K ${name}`);
    board = await device('display', `D ${name}`);
    const page = await browser.page({ expectErrors: [/404/] });
    const opened = async (path: string, text: string | RegExp): Promise<void> => {
      await page.goto(at() + path);
      await page.getByText(text).first().waitFor();
    };
    await opened('/', '一号通');
    expect(await page.getByRole('link').first().getAttribute('href')).toMatch(/^\/queue\//);
    await opened(`/kiosk/?pairingCode=${kiosk}`, '人生事件');
    await opened(`/display/?pairingCode=${board}`, '区行政服务中心');
    await opened(`/phone/${ticket}`, 'A001');
    expect(await page.locator('link[rel=manifest]').getAttribute('href')).toBe(
      `/queue/phone/${ticket}/manifest.webmanifest`,
    );
    await opened('/phone/book?hall=district', '预约');
    await opened('/window/pad', '配对');
    await opened('/window/', '登录');
    await opened('/admin/report?from=2026-03-02', '登录');
    // What it comes back to is named as the server knows it, which puts the folder before it.
    const sso = page.getByRole('link', { name: '统一身份认证登录' });
    expect(await sso.getAttribute('href')).toBe('/queue/api/sso/start?to=%2Fadmin%2Freport');
    await page.locator('input').first().fill('admin');
    await page.locator('input[type=password]').fill(adminPassword);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: '统计报表' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/queue/admin/report');
  });
});

it('W6: at its own address the server goes on as before', async () => {
  const page = await browser.page();
  await page.goto(`${hall.url}/phone/${ticket}`);
  await page.getByText('A001').first().waitFor();
  expect(await page.locator('link[rel=manifest]').getAttribute('href')).toBe(
    `/phone/${ticket}/manifest.webmanifest`,
  );
});
