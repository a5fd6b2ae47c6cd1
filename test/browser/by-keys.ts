import type { Page } from 'playwright-core';

/** What a key would act on now. */
interface Focused {
  /** What is said of it; '' where nothing has the focus. */
  readonly name: string;
  /** What lies over its middle; null: a person can see that the focus is there. */
  readonly below: string | null;
}

/**
 * Goes on by Tab alone until what has the focus is named so, as a person without a mouse does. Throws where the
 * page has been walked and it is not there, and where the focus stays on something that nobody can see.
 */
export async function tabTo(page: Page, name: RegExp, most = 150): Promise<void> {
  const passed: string[] = [];
  for (let i = 0; i < most; i += 1) {
    await page.keyboard.press('Tab');
    let at = await page.evaluate(focused);
    // What came from the server meanwhile may just have moved the page.
    for (let look = 0; at.below !== null && look < 20; look += 1) {
      await page.evaluate(() => new Promise(requestAnimationFrame));
      at = await page.evaluate(focused);
    }
    if (at.below !== null) throw new Error(`"${at.name}" has the focus below ${at.below}`);
    passed.push(at.name);
    if (name.test(at.name)) return;
  }
  throw new Error(`Tab does not reach ${String(name)}: ${passed.join(' | ')}`);
}

export const focusedName = async (page: Page): Promise<string> =>
  (await page.evaluate(focused)).name;

function focused(): Focused {
  const one = document.activeElement;
  if (!(one instanceof HTMLElement) || one === document.body) return { name: '', below: null };
  const labels =
    one instanceof HTMLInputElement || one instanceof HTMLSelectElement ? one.labels : null;
  const named = [...(labels ?? [])].map((label) => label.innerText).join(' ') || one.innerText;
  const name = (one.getAttribute('aria-label') ?? named).replace(/\s+/g, ' ').trim();
  const box = one.getBoundingClientRect();
  const over = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  // What is only there for the keyboard (a box drawn by its label) has no place of its own.
  const drawn = box.width > 2 && box.height > 2 && getComputedStyle(one).opacity !== '0';
  const seen = over !== null && (one.contains(over) || over.contains(one));
  return { name, below: !drawn || seen ? null : (over?.outerHTML.slice(0, 80) ?? 'the edge') };
}
