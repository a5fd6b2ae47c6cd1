import { expect, it } from 'vitest';
import type { HallChange } from '../../shared/contract/change.ts';
import { openPage } from './admin-hall.ts';
import { checkAxe, shot, useChromium } from './chromium.ts';
import { useHalls } from './halls.ts';
import { breathe, choosePackage, openKiosk, take } from './kiosk-hall.ts';

const startHall = useHalls();
const chromium = useChromium();

it('asks for the plate on the phone and at the desk where the hall has parking, and nowhere else', async () => {
  const hall = await startHall();
  const ticket = await hall.take({ queue: 'tax' });
  const phone = await chromium.page({ viewport: { width: 390, height: 844 } });
  await phone.goto(`${hall.url}/phone/${ticket.token}`);
  await phone.getByText(ticket.number).first().waitFor();
  expect(await phone.getByLabel('开车来的').count()).toBe(0);
  const change: Partial<HallChange> = { settings: { parking: true } };
  await hall.ok('PATCH', '/api/halls/district', change);
  await phone.reload();
  await phone.getByLabel('开车来的').fill('苏B1234');
  await phone.getByRole('button', { name: '登记' }).click();
  await phone.getByText('请检查车牌').waitFor();
  await phone.getByLabel('开车来的').fill('苏b·d12345');
  await shot(phone, 'phone-plate-ask');
  await phone.getByRole('button', { name: '登记' }).click();
  await phone.getByText('苏BD12345').waitFor();
  await checkAxe(phone);
  await phone.getByText('苏BD12345').scrollIntoViewIfNeeded();
  await shot(phone, 'phone-plate');
  await phone.reload();
  await phone.getByText('苏BD12345').waitFor();

  const desk = await openPage(chromium, hall, 'desk');
  await desk.getByLabel('车牌号').fill('nothing');
  await desk.getByLabel('办理事项').fill('xse');
  await desk
    .getByRole('button', { name: /新生儿/ })
    .first()
    .click();
  await desk.locator('form').getByRole('button', { name: '取号', exact: true }).click();
  await desk.getByText('请检查车牌').waitFor();
  await checkAxe(desk);
  await shot(desk, 'desk-plate');
});

it('the kiosk asks after the slip, with one large key past it; the plate is typed on the screen and printed nowhere', async () => {
  const hall = await startHall();
  const change: Partial<HallChange> = { settings: { parking: true } };
  await hall.ok('PATCH', '/api/halls/district', change);
  const kiosk = await openKiosk(chromium, hall);
  const toPlate = async (): Promise<void> => {
    await choosePackage(kiosk, '退休养老', '退休一件事');
    await breathe(kiosk);
    await take(kiosk);
    await breathe(kiosk);
    await kiosk.locator('.ok').click();
    await kiosk.getByRole('button', { name: '没开车，完成' }).waitFor();
    await breathe(kiosk);
  };
  await toPlate();
  await kiosk.getByRole('button', { name: '没开车，完成' }).click();
  await kiosk.locator('div.home').waitFor();
  await breathe(kiosk);
  await toPlate();
  const send = kiosk.getByRole('button', { name: '登记并完成' });
  expect(await send.isDisabled()).toBe(true);
  await shot(kiosk, 'kiosk-plate');
  for (const sign of '苏BD12345')
    await kiosk.getByRole('button', { name: sign, exact: true }).click();
  await checkAxe(kiosk);
  await shot(kiosk, 'kiosk-plate-typed');
  await breathe(kiosk);
  await send.click();
  await kiosk.locator('div.home').waitFor();
  const kept = await hall.db.read.selectFrom('plates').select('plate').execute();
  expect(kept).toEqual([{ plate: '苏BD12345' }]);
});
