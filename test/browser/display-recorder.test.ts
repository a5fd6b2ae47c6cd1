import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { root } from '../../scripts/lib.mjs';
import { VoiceManifest, VoicePack } from '../../shared/voices.ts';
import { adminPassword, TestHall } from '../support/hall.ts';
import { checkAxe, shot, useChromium } from './chromium.ts';
import { newDisplay, webDir } from './display-support.ts';

const chromium = useChromium();
let hall: TestHall;
beforeAll(async () => {
  hall = await TestHall.start({ webDir });
});
afterAll(async () => {
  await hall.stop();
  await rm(join(root, 'test-output', 'own-voices', 'nan'), { recursive: true, force: true });
});

const screen = { viewport: { width: 1440, height: 900 } };

/** 16-bit mono WAV: silence, a tone of so many seconds and that amplitude, silence. */
function recording(seconds: number, amplitude: number): Buffer {
  const rate = 48_000;
  const silence = rate / 2;
  const length = silence * 2 + Math.round(seconds * rate);
  const file = Buffer.alloc(44 + length * 2);
  file.write('RIFF', 0);
  file.writeUInt32LE(36 + length * 2, 4);
  file.write('WAVEfmt ', 8);
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(rate, 24);
  file.writeUInt32LE(rate * 2, 28);
  file.writeUInt16LE(2, 32);
  file.writeUInt16LE(16, 34);
  file.write('data', 36);
  file.writeUInt32LE(length * 2, 40);
  for (let i = silence; i < length - silence; i += 1) {
    const sample = Math.sin((2 * Math.PI * 330 * i) / rate) * amplitude;
    file.writeInt16LE(Math.round(sample * 32_767), 44 + i * 2);
  }
  return file;
}

/** The bundled Mandarin as one file, said to be Minnan. */
async function packFile(): Promise<string> {
  const folder = join(root, 'data', 'voices', 'zh-Hans');
  const manifest = VoiceManifest.parse(
    JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')),
  );
  const clips = await Promise.all(
    Object.entries(manifest.clips).map(
      async ([name, file]) => [name, await readFile(join(folder, file), 'base64')] as const,
    ),
  );
  return JSON.stringify({
    manifest: { ...manifest, pack: 'nan', language: 'nan', name: '闽南语' },
    clips: Object.fromEntries(clips),
  });
}

const json = (name: string, text: string) => ({
  name,
  mimeType: 'application/json',
  buffer: Buffer.from(text),
});

it('trims the silence of a recording, levels its loudness, and says what is missing', async () => {
  const page = await chromium.page(screen);
  await page.goto(`${hall.url}/display/recorder.html`);
  await page.getByText('已录 0 条，共 43 条').waitFor();
  for (const [text, seconds, amplitude] of [
    ['请', 0.4, 0.02],
    ['零', 0.6, 0.9],
  ] as const) {
    await page.getByLabel(`选用文件 ${text}`).setInputFiles({
      name: 'clip.wav',
      mimeType: 'audio/wav',
      buffer: recording(seconds, amplitude),
    });
    const card = page.locator('.card', { has: page.getByText(text, { exact: true }) }).first();
    // A tone of any loudness comes out at the level of all clips, and without its second of silence.
    await card.getByText(/响度 -18 dB/).waitFor();
    const length = /([\d.]+) 秒/.exec(await card.innerText())?.[1];
    expect(Math.abs(Number(length) - seconds)).toBeLessThan(0.03);
  }
  await page.getByText('已录 2 条，共 43 条').waitFor();
  const missing = await page.getByText(/还缺/).innerText();
  expect(missing).toContain('号窗口办理业务');
  expect(missing).not.toContain('零');

  await page.getByLabel('选用文件 一').setInputFiles({
    name: 'clip.wav',
    mimeType: 'audio/wav',
    buffer: recording(0.4, 0.0001),
  });
  await page.getByText('没有听到声音，请再录一次。').waitFor();
  await page.getByLabel('选用文件 一').setInputFiles(json('clip.wav', 'no audio'));
  await page.getByText('这个文件不是可用的音频。').waitFor();

  // Nothing is lost on a reload.
  await page.reload();
  await page.getByText('已录 2 条，共 43 条').waitFor();
  await page.locator('select').selectOption('en');
  await page.getByText('已录 0 条，共 58 条').waitFor();
  await page.locator('select').selectOption('yue');
  await page.getByText('已录 2 条，共 43 条').waitFor();
  await checkAxe(page);
  await shot(page, 'recorder');
});

it('records from the microphone, and plays what it heard', async () => {
  const page = await chromium.page(screen);
  await page.addInitScript(() => {
    const context = new AudioContext();
    const tone = context.createOscillator();
    const out = context.createMediaStreamDestination();
    tone.connect(out);
    tone.start();
    Object.assign(globalThis, { toneSeconds: () => context.currentTime });
    Object.defineProperty(navigator, 'mediaDevices', {
      value: { getUserMedia: () => Promise.resolve(out.stream) },
    });
  });
  await page.goto(`${hall.url}/display/recorder.html`);
  await page.getByRole('button', { name: '录制 请' }).click();
  await page.locator('.card.recording').waitFor();
  const seconds = (): Promise<number> =>
    page.evaluate(() => (globalThis as unknown as { toneSeconds: () => number }).toneSeconds());
  const from = await seconds();
  await expect.poll(seconds, { timeout: 10_000 }).toBeGreaterThan(from + 0.7);
  await page.locator('.card').getByRole('button', { name: '停止' }).click();
  await page.getByText('已录 1 条，共 43 条').waitFor();
  await page.getByRole('button', { name: '试听 请' }).click();
  expect(await page.getByRole('alert').count()).toBe(0);
});

it('imports a pack of one file, exports the same, and uploads it for the boards', async () => {
  const page = await chromium.page({ ...screen, expectErrors: [/401/] });
  await page.goto(`${hall.url}/display/recorder.html`);
  await page.getByLabel('导入语音包').setInputFiles(json('nan.json', '{"manifest": 1}'));
  await page.getByText('这个文件不是语音包。').waitFor();
  await page.getByLabel('导入语音包').setInputFiles(json('nan.json', await packFile()));
  await page.getByText('已齐全，可以上传。').waitFor();

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: '导出语音包' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('voice-nan.json');
  const exported = VoicePack.parse(JSON.parse(await readFile(await download.path(), 'utf8')));
  const imported = VoicePack.parse(JSON.parse(await packFile()));
  expect(exported.clips).toEqual(imported.clips);

  await page.getByRole('button', { name: '上传到服务器' }).click();
  await page.getByText('请先在管理台登录，再打开本页。').waitFor();
  await page.request.post(`${hall.url}/api/session`, {
    data: { username: 'admin', password: adminPassword },
  });
  await page.getByRole('button', { name: '上传到服务器' }).click();
  await page.getByText(/^已上传/).waitFor();
  const packs = await hall.ok<{ pack: string; bundled: boolean; missing: string[] }[]>(
    'GET',
    '/api/voices',
  );
  expect(packs.find(({ pack }) => pack === 'nan')).toMatchObject({ bundled: false, missing: [] });
});

it('lesson 10: the bundled Mandarin is decoded and spoken by a real Chromium, from this server alone', async () => {
  const page = await chromium.page({ viewport: { width: 1920, height: 1080 } });
  const { name, pairingCode } = await newDisplay(hall);
  await page.goto(`${hall.url}/display/?zone=A&pairingCode=${pairingCode}`);
  await page.locator('.board:not(.wait)').waitFor();
  const health = async (): Promise<string> => {
    const devices = hall.db.read.selectFrom('devices').select('health');
    return (await devices.where('name', '=', name).executeTakeFirst())?.health ?? '';
  };
  await expect.poll(health).toContain('"audio":"ok"');
  const clerk = await hall.openWindow(1);
  const { number } = await hall.take({ queue: 'one-life' });
  await hall.window(1, 'call-next', {}, clerk);
  await page.locator('.banner', { hasText: number }).waitFor();
  const announced = async (): Promise<number> =>
    (await hall.ok<{ announcements: unknown[] }>('GET', '/api/halls/district/board?zone=A'))
      .announcements.length;
  await expect.poll(announced, { timeout: 30_000 }).toBe(0);
  expect(await health()).toBe('{"audio":"ok"}');
});
