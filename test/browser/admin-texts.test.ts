import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from '../../scripts/lib.mjs';
import type { Catalogue } from '../../shared/contract/catalogue.ts';
import type { Hall } from '../../shared/contract/hall.ts';
import type { VoicePack } from '../../shared/voices.ts';
import { checkAxe, shot, useChromium } from './chromium.ts';
import { openPage } from './admin-hall.ts';
import { useHalls } from './halls.ts';

const startHall = useHalls();
const chromium = useChromium();
const district = '/api/halls/district';

it('says a notice on a board that hangs there already, in the order chosen', async () => {
  const hall = await startHall();
  const board = await hall.watch({ topic: 'board', hall: 'district', zone: 'A' });
  const page = await openPage(chromium, hall, 'texts');
  await page.getByText('现在没有公告。').waitFor();
  await page.getByRole('button', { name: '新增公告' }).click();
  await page.getByRole('button', { name: '保存' }).click();
  await page.getByText('有 1 处需要修改，请看标红的地方。').waitFor();
  await checkAxe(page);
  await page.getByLabel('简体').fill('今日 16:00 起系统维护');
  await page.getByRole('button', { name: '新增公告' }).click();
  await page.getByLabel('简体').nth(1).fill('请保管好随身物品');
  await page.getByLabel(/^英文/).nth(1).fill('Please look after your belongings');
  await page.getByRole('button', { name: '上移 · 公告 2' }).click();
  await page.reload();
  await page.getByText('这里有未保存的修改').waitFor();
  await page.getByRole('button', { name: '保存' }).click();
  const state = await board.until((now) => now.notices.length > 0);
  expect(state.notices).toEqual([
    { 'zh-Hans': '请保管好随身物品', en: 'Please look after your belongings' },
    { 'zh-Hans': '今日 16:00 起系统维护' },
  ]);
  await page.getByText('已保存').waitFor();
  await shot(page, 'admin-texts-notices');
});

it('changes the papers, the guide and the words of a package, and says what is wrong with an address', async () => {
  const hall = await startHall();
  // Where they stood before leads to the packages.
  const page = await openPage(chromium, hall, 'texts?tab=papers');
  const filter = page.getByRole('searchbox');
  await filter.fill('生娃');
  await page.getByRole('link', { name: '新生儿出生一件事' }).click();
  const papers = page.locator('[data-place="catalogue.packages.0.papers"]');
  await page.getByLabel(/办事指南网址/).fill('zwfw');
  await papers.getByRole('button', { name: '新增材料' }).click();
  await page.getByText('2 处错误').first().waitFor();
  await page.getByRole('textbox', { name: /办事指南网址/, description: /.+/ }).waitFor();
  await expect
    .poll(() => page.getByLabel(/办事指南网址/).getAttribute('aria-invalid'))
    .toBe('true');
  await checkAxe(page);
  await page.getByLabel(/办事指南网址/).fill('https://zwfw.example.cn/xse');
  await papers
    .getByRole('textbox', { name: /^材料 \d+$/ })
    .last()
    .fill('结婚证');
  // Faults S10: the console finds it by what people say, and changes what they say.
  await page.getByRole('button', { name: '删除 生娃' }).click();
  const word = page.getByLabel('俗称', { exact: true }).first();
  await word.fill('添丁，坐月子');
  await word.press('Enter');
  await checkAxe(page);
  await shot(page, 'admin-package-papers');
  await page.getByRole('button', { name: '检查并发布' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '立即发布' }).click();
  await page
    .getByText(/已发布/)
    .first()
    .waitFor();
  const { packages } = await hall.ok<Catalogue>('GET', `${district}/catalogue`);
  const pack = packages.find((each) => each.code === 'newborn')!;
  expect([pack.version, pack.guide, pack.papers?.at(-1)?.['zh-Hans']]).toEqual([
    1,
    'https://zwfw.example.cn/xse',
    '结婚证',
  ]);
  expect(pack.aliases).toEqual(expect.arrayContaining(['生孩子', '添丁', '坐月子']));
  expect(pack.aliases).not.toContain('生娃');
  await page.getByRole('link', { name: '全部套餐' }).click();
  await filter.fill('tding');
  await page.getByRole('link', { name: '新生儿出生一件事' }).waitFor();
});

it('orders the languages of announcements, and takes a pack in and out as one file', async () => {
  const hall = await startHall();
  const own = join(root, 'test-output', 'own-voices', 'admin-copy');
  try {
    const page = await openPage(chromium, hall, 'texts?tab=voices');
    const row = page.getByRole('row', { name: /粤/ });
    await row.getByText('齐全').waitFor();
    await checkAxe(page);
    const exported = page.waitForEvent('download');
    await row.getByRole('link', { name: /导出/ }).click();
    expect((await exported).suggestedFilename()).toBe('voice-yue.json');

    const file = await hall.ok<VoicePack>('GET', '/api/voices/yue');
    const { '7': _, ...clips } = file.manifest.clips;
    const name = '阿芬录音';
    file.manifest = { ...file.manifest, pack: 'admin-copy', name, clips, synthetic: false };
    await page.getByRole('button', { name: '导入语音包' }).click();
    const choose = (text: string): Promise<void> =>
      page.locator('input[type=file]').setInputFiles({
        name: 'voice.json',
        mimeType: 'application/json',
        buffer: Buffer.from(text),
      });
    await choose('{}');
    await page.getByText('这不是语音包文件，请检查。').waitFor();
    await choose(JSON.stringify(file));
    await page.getByText('缺 1 个片段：七').waitFor();
    await checkAxe(page);
    await page.getByRole('button', { name: '导入', exact: true }).click();
    await page.getByText('已导入').waitFor();
    await page.getByRole('button', { name: '关闭' }).click();
    await page
      .getByRole('row', { name: /阿芬录音/ })
      .getByText('缺 1 个')
      .waitFor();

    await page.getByRole('button', { name: '闽南语' }).click();
    await page.getByText('没有齐全的语音包').waitFor();
    await page.getByRole('button', { name: '上移 · 闽南语' }).click();
    await checkAxe(page);
    await page.getByRole('button', { name: '保存' }).click();
    await page.getByText('已保存').waitFor();
    await shot(page, 'admin-texts-voices');
    const now = await hall.ok<Hall>('GET', district);
    expect(now.settings.announceLanguages).toEqual(['nan', 'zh-Hans']);
  } finally {
    await rm(own, { recursive: true, force: true });
  }
});

it('lets a voice pack be heard', async () => {
  const hall = await startHall();
  const page = await openPage(chromium, hall, 'texts?tab=voices');
  const listen = page.getByRole('button', { name: /^试听/ });
  await listen.first().waitFor();
  const clip = page.waitForResponse((answer) => /\/voices\/.*\.mp3$/.test(answer.url()));
  await listen.first().click();
  expect((await clip).ok()).toBe(true);
  await expect.poll(() => listen.first().isEnabled(), { timeout: 20_000 }).toBe(true);
  expect(await page.getByText('没有听到声音').count()).toBe(0);
  const recorder = await page.getByRole('link', { name: '录制语音包' }).getAttribute('href');
  const answer = await page.goto(hall.url + recorder!);
  expect(answer?.status()).toBe(200);
  await page.getByRole('heading', { level: 1 }).waitFor();
});
