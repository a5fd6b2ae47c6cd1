import { expect, it } from 'vitest';
import type { ApiKey } from '../../shared/contract/keys.ts';
import type { Device } from '../../shared/contract/people.ts';
import { readRoles } from '../../server/sso-settings.ts';
import { TestProvider } from '../support/oidc.ts';
import { Receiver } from '../support/receiver.ts';
import { openConsole, openPage } from './admin-hall.ts';
import { checkAxe, shot, useChromium } from './chromium.ts';
import { useHalls } from './halls.ts';

const startHall = useHalls();
const chromium = useChromium();

it('makes a key, shows it once, and deletes it', async () => {
  const hall = await startHall();
  const page = await openPage(chromium, hall, 'keys');
  await page.getByRole('button', { name: '新建密钥' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: '新建' }).click();
  await dialog.getByText('请至少勾选一项').waitFor();
  await dialog.getByLabel('名称').fill('一网通办');
  await dialog.getByLabel('取号').check();
  await dialog.getByLabel('查看大厅实况').check();
  await checkAxe(page);
  await shot(page, 'admin-keys-new');
  await dialog.getByRole('button', { name: '新建' }).click();
  await page.getByText('密钥只显示这一次').waitFor();
  const key = await page.locator('p.secret').innerText();
  await shot(page, 'admin-keys-made');
  await page.getByRole('button', { name: '已保存' }).click();
  expect((await hall.take({ queue: 'tax' }, { token: key })).number).toMatch(/001$/);
  await page.reload();
  const row = page.getByRole('row', { name: /一网通办/ });
  await row.getByText(`${key.slice(0, 10)}…`).waitFor();
  expect(await page.content()).not.toContain(key);
  await checkAxe(page);
  await shot(page, 'admin-keys');
  await page.getByRole('button', { name: '删除密钥 一网通办' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '删除' }).click();
  await row.waitFor({ state: 'detached' });
  const { items } = await hall.ok<{ items: ApiKey[] }>('GET', '/api/keys');
  expect(items).toEqual([]);
});

it('gives a device its last day and a kiosk its limit', async () => {
  const hall = await startHall();
  await hall.device('kiosk');
  const page = await openPage(chromium, hall, 'devices');
  await page.getByRole('button', { name: /^修改 kiosk/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('使用到').fill('2027-03-31');
  await dialog.getByLabel('每分钟最多取号').fill('20');
  await shot(page, 'admin-devices-change');
  await dialog.getByRole('button', { name: '保存' }).click();
  await dialog.waitFor({ state: 'detached' });
  const [device] = await hall.ok<Device[]>('GET', '/api/halls/district/devices');
  expect(device).toMatchObject({
    expiresAt: '2027-03-31T16:00:00.000Z',
    settings: { ticketsAMinute: 20 },
  });
});

it('offers the single sign-on where it is set up, and says what went wrong', async () => {
  const provider = await TestProvider.start();
  try {
    const hall = await startHall({
      app: {
        sso: {
          issuer: new URL(provider.issuer),
          clientId: provider.clientId,
          clientSecret: provider.clientSecret,
          scope: 'openid profile',
          userClaim: 'preferred_username',
          groupsClaim: 'groups',
          roles: readRoles(''),
          makesPeople: false,
          halls: [],
          base: 'http://127.0.0.1',
        },
      },
    });
    const page = await openConsole(chromium, hall, '#sso=sso_unknown_person');
    await page.getByText('本系统没有这个账号').waitFor();
    expect(page.url()).not.toContain('sso_unknown_person');
    const link = page.getByRole('link', { name: '统一身份认证登录' });
    expect(await link.getAttribute('href')).toBe('/api/sso/start?to=%2Fadmin%2F');
    await checkAxe(page);
    await shot(page, 'admin-sign-in');
  } finally {
    await provider.stop();
  }
});

it('has no such button where it is not', async () => {
  const hall = await startHall();
  const page = await openConsole(chromium, hall);
  await page.getByLabel('用户名').waitFor();
  expect(await page.getByRole('link', { name: '统一身份认证登录' }).count()).toBe(0);
});

it('makes a webhook, shows its secret once, tries it and says what was told', async () => {
  const hall = await startHall({ app: { reach: { allowLocal: true } } });
  const to = await Receiver.start();
  try {
    const page = await openPage(chromium, hall, 'keys?tab=webhooks');
    await page.getByRole('button', { name: '新建推送' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: '新建' }).click();
    await dialog.getByText('请至少勾选一项').waitFor();
    await dialog.getByLabel('接收地址').fill(to.url);
    await dialog.getByRole('button', { name: '全选' }).click();
    await checkAxe(page);
    await shot(page, 'admin-webhooks-new');
    await dialog.getByRole('button', { name: '新建' }).click();
    await page.getByText('签名密钥只显示这一次').waitFor();
    await shot(page, 'admin-webhooks-made');
    await page.getByRole('button', { name: '已保存' }).click();
    await page.getByRole('button', { name: `测试推送 ${to.url}` }).click();
    await page.getByText('测试消息已送达').waitFor();
    to.answering = (_got, response) => void response.writeHead(500).end('<p>on fire</p>');
    await hall.take({ queue: 'tax' });
    await hall.hall.deliveries.tick();
    await hall.hall.deliveries.settled();
    await page.reload();
    await page.getByRole('cell', { name: /起推送失败/ }).waitFor();
    await checkAxe(page);
    await shot(page, 'admin-webhooks');
    await page.getByRole('button', { name: `推送记录 ${to.url}` }).click();
    await page.getByRole('dialog').getByText('回应 500').first().waitFor();
    await checkAxe(page);
    await shot(page, 'admin-webhooks-log');
    await page.keyboard.press('Escape');
    await page.setViewportSize({ width: 1024, height: 768 });
    await shot(page, 'admin-webhooks-1024');
    await page.getByRole('button', { name: `删除推送 ${to.url}` }).click();
    await page.getByRole('dialog').getByRole('button', { name: '删除' }).click();
    await page.getByRole('cell', { name: to.url, exact: true }).waitFor({ state: 'detached' });
  } finally {
    await to.stop();
  }
});
