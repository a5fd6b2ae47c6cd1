import { expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { checkAxe, shot, useChromium } from './chromium.ts';
import {
  breathe,
  chooseLanguage,
  landscape,
  openKiosk,
  portrait,
  take,
  type LanguageName,
} from './kiosk-hall.ts';
import { useHalls } from './halls.ts';
import { checkFit, checkTargets, targets } from './kiosk-measure.ts';

const startHall = useHalls();
const chromium = useChromium();

type Mode = 'large' | 'low' | 'contrast' | 'speech';
const modeButtons: Record<Mode, number> = { large: 1, low: 2, contrast: 3, speech: 4 };

/** Every screen of the kiosk in turn, by touch. */
async function walk(
  page: Page,
  large: boolean,
  look: (screen: string) => Promise<void>,
): Promise<void> {
  const tap = async (selector: string, nth = 0): Promise<void> => {
    await page.locator(selector).nth(nth).tap();
    await page.evaluate(() => new Promise((painted) => requestAnimationFrame(painted)));
  };
  /** The key is where it was on the screen before: a tap at once would count as the second of two. */
  const back = async (): Promise<void> => {
    await breathe(page);
    await tap('.frame .actions button');
  };
  await look('home');
  await tap(large ? '.paged .tile' : '.stages button', 5);
  await look('stage');
  await tap('.choice');
  await look('package');
  if (large) {
    await tap('.details');
    await look('details');
    await back();
  }
  await back();
  await back();
  await tap(large ? '.way' : '.others button', large ? 2 : 1);
  await look('departments');
  await tap('.paged button');
  await look('department');
  await tap('.choice');
  await look('matter');
  await back();
  await back();
  await back();
  await tap(large ? '.way' : '.others button', large ? 1 : 0);
  await look('appointment');
  await back();
  await tap(large ? '.way' : '.search');
  await tap('.key', 3);
  await page.locator('.found').waitFor();
  await look('search');
  await back();
  await tap('.bar .item', 5);
  await look('help');
  await page.keyboard.press('Escape');
  await tap('.bar .item', 0);
  await look('languages');
  await page.keyboard.press('Escape');
}

const shapes = { portrait, landscape };
const cases: [keyof typeof shapes, LanguageName, Mode | null][] = [
  ['portrait', '简体中文', null],
  ['landscape', '繁體中文', null],
  ['portrait', 'English', null],
  ['landscape', 'English', null],
  ['portrait', '简体中文', 'large'],
  ['landscape', 'English', 'large'],
  ['portrait', 'English', 'large'],
  ['portrait', '简体中文', 'low'],
  ['landscape', 'English', 'low'],
  ['portrait', '繁體中文', 'contrast'],
];

it.each(cases)(
  'is within reach of everybody: %s, %s, %s',
  { timeout: 180_000 },
  async (shape, language, mode) => {
    const hall = await startHall();
    const page = await openKiosk(chromium, hall, { viewport: shapes[shape] });
    if (language !== '简体中文') await chooseLanguage(page, language);
    if (mode !== null) await page.locator('.bar .item').nth(modeButtons[mode]).click();
    const name = ['kiosk', shape, language === 'English' ? 'en' : language, mode]
      .filter(Boolean)
      .join('-');
    await walk(page, mode === 'large', async (screen) => {
      await page.evaluate(() => document.fonts.ready);
      await shot(page, `${name}-${screen}`);
      try {
        await checkFit(page);
        await checkTargets(page);
        await checkAxe(page, 'AAA');
        if (mode === 'low') await checkReach(page, shapes[shape].height, 850);
        if (language === 'English') await checkEnglish(page);
      } catch (error) {
        throw new Error(`on the screen ${screen}`, { cause: error });
      }
    });
  },
);

/** Diagonals in inches with the height of the lower edge; big screens begin below what a hand reaches. */
const machines: [keyof typeof shapes, number, number][] = [
  ['portrait', 15, 900],
  ['landscape', 15, 900],
  ['portrait', 32, 500],
  ['landscape', 32, 700],
  ['portrait', 43, 200],
  ['landscape', 43, 300],
];

it.each(machines)(
  'keeps its sizes and its reach on another machine: %s, %i inches, %i mm up',
  { timeout: 180_000 },
  async (shape, diagonal, floor) => {
    const hall = await startHall();
    const page = await openKiosk(chromium, hall, {
      viewport: shapes[shape],
      query: `&diagonal=${diagonal}&floor=${floor}`,
      heldClock: true,
    });
    const look = async (screen: string, low = true): Promise<void> => {
      await shot(page, `kiosk-${shape}-${diagonal}-${screen}`);
      try {
        await checkFit(page);
        await checkTargets(page);
        if (low) await checkReach(page, shapes[shape].height, floor);
      } catch (error) {
        throw new Error(`on the screen ${screen}`, { cause: error });
      }
    };
    await look('home', false);
    await page.locator('.bar .item').nth(modeButtons.low).click();
    await look('home-low');
    await page.locator('.bar .item').nth(5).click();
    // Who waits for somebody is not asked whether they are still there.
    const withdraw = page.getByRole('button', { name: '不用来了' });
    await withdraw.waitFor();
    await look('help');
    await withdraw.click();
    await page.locator('.stages button').first().click();
    await look('stage');
    await breathe(page);
    await page.locator('.choice').first().click();
    await look('package');
    await page.clock.fastForward(46_000);
    await page.locator('dialog').waitFor();
    await look('idle');
    await page.locator('dialog button').first().click();
    await page.locator('.search').click();
    await look('search', false);
  },
);

/** What a hand reaches from a wheelchair, above the floor; the lower edge of the screen is `floor` up. */
async function checkReach(page: Page, screenHeight: number, floor: number): Promise<void> {
  const mm = parseFloat(
    await page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--mm')),
  );
  const above = (fromTop: number): number => floor + screenHeight / mm - fromTop;
  const far = (await targets(page)).filter(
    ({ top, height }) => above(top) > 1220.5 || above(top + height) < 379.5,
  );
  expect(far).toEqual([]);
}

/** Nothing is left in Chinese but what the reader of Chinese needs to find the language. */
async function checkEnglish(page: Page): Promise<void> {
  const dialog = page.locator('dialog[open]');
  const text = await ((await dialog.count()) > 0 ? dialog : page.locator('body')).innerText();
  expect(text.replace(/简体中文|繁體中文/g, '').match(/\p{Script=Han}+/gu)).toBeNull();
}

it('goes from the first screen to the slip by keyboard alone', async () => {
  const hall = await startHall();
  const page = await openKiosk(chromium, hall);
  const tabTo = async (name: RegExp): Promise<void> => {
    // A key that comes before the screen which it is meant for goes to the one before.
    await page.getByText(name).first().waitFor();
    for (let i = 0; i < 60; i += 1) {
      await page.keyboard.press('Tab');
      const focused = await page.evaluate(() => {
        const { innerText, ariaLabel } = document.activeElement as HTMLElement;
        const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement!);
        return {
          text: ariaLabel ?? innerText,
          ring: outlineStyle !== 'none' && parseFloat(outlineWidth) >= 3,
        };
      });
      expect(focused.ring, `focus is seen on "${focused.text}"`).toBe(true);
      if (name.test(focused.text)) return;
    }
    throw new Error(`no way to ${String(name)} by Tab`);
  };
  await tabTo(/^住房出行/);
  await page.keyboard.press('Enter');
  await tabTo(/^换领驾驶证/);
  await page.keyboard.press('Enter');
  await tabTo(/^残疾人/);
  await page.keyboard.press('Space');
  await tabTo(/^取号/);
  await page.keyboard.press('Enter');
  await page.locator('.ticket').waitFor();
  await tabTo(/^好的，完成/);
  await page.keyboard.press('Enter');
  await page.locator('div.home').waitFor();
});

it('shows the slip to everybody', async () => {
  const hall = await startHall();
  const page = await openKiosk(chromium, hall);
  for (const mode of [null, 'large', 'contrast', 'low'] as const) {
    if (mode !== null) await page.locator('.bar .item').nth(modeButtons[mode]).click();
    await page
      .locator(mode === 'large' ? '.paged .tile' : '.stages button')
      .first()
      .click();
    await breathe(page);
    await page.locator('.choice').first().click();
    await take(page);
    await shot(page, `kiosk-slip-${mode ?? 'usual'}`);
    await checkFit(page);
    // The number, the code with its words, what is said of the printing: none lies over another.
    const parts = await Promise.all(
      ['.ticket', '.phone', '.printing'].map((part) => page.locator(part).boundingBox()),
    );
    for (const [above, below] of [parts.slice(0, 2), parts.slice(1)])
      expect(above!.y + above!.height, `${mode}`).toBeLessThanOrEqual(below!.y + 1);
    await checkTargets(page);
    await checkAxe(page, 'AAA');
    await breathe(page);
    await page.locator('.ok').click();
    await page.locator('div.home').waitFor();
  }
});

it('says in words what is touched when speech is on', async () => {
  const hall = await startHall();
  const page = await openKiosk(chromium, hall);
  await page.getByRole('button', { name: '语音' }).click();
  await page.getByRole('button', { name: /^出生/ }).click();
  await page.locator('[data-caption]').getByText(/出生/).waitFor();
  await page.locator('.choice').first().click();
  await take(page);
  await page
    .locator('[data-caption]')
    .getByText(/您的号码 A001\. 请在 A区 等候，叫到号后到 1–4 号窗口/)
    .waitFor();
});

it.each([
  ['portrait', portrait],
  ['landscape', landscape],
] as const)(
  'keeps number and code apart where all that makes a screen full is on, %s',
  async (_shape, viewport) => {
    const hall = await startHall();
    const page = await openKiosk(chromium, hall, { viewport });
    await chooseLanguage(page, 'English');
    for (const mode of ['large', 'low', 'speech'] as const) {
      await breathe(page);
      await page.locator('.bar .item').nth(modeButtons[mode]).click();
    }
    await page.locator('.paged .tile').first().click();
    await breathe(page);
    await page.locator('.choice').first().click();
    await take(page);
    const [card, code] = await Promise.all(
      ['.ticket', '.code'].map((part) => page.locator(part).boundingBox()),
    );
    const apart = code!.y >= card!.y + card!.height || code!.x >= card!.x + card!.width;
    expect(apart).toBe(true);
    await checkTargets(page);
    await checkAxe(page);
  },
);
