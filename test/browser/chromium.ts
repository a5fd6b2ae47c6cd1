import { createRequire } from 'node:module';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  chromium,
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type Page,
} from 'playwright-core';
import { afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { findChromium, root } from '../../scripts/lib.mjs';

export interface PageOptions {
  /** CSS pixels; 1280 × 800 unless told. */
  viewport?: { width: number; height: number };
  deviceScaleFactor?: number;
  hasTouch?: boolean;
  isMobile?: boolean;
  /** zh-CN unless told. */
  locale?: string;
  timezoneId?: string;
  /** Messages of the console that this page may write: Chromium logs every answer of 4xx as an error. */
  expectErrors?: RegExp[];
  /** Whatever else Playwright's context takes, such as `storageState` or `permissions`. */
  context?: BrowserContextOptions;
}

export interface Chromium {
  /** A page in a context of its own, closed after the test. */
  page(options?: PageOptions): Promise<Page>;
}

const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--autoplay-policy=no-user-gesture-required',
  // No other host is to be found; held up one by one by the test, all requests would take longer.
  '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1',
];

let running: Promise<Browser> | undefined;
/** One for all files of a worker, which share what they import, as long as it lives; it ends with the worker. */
async function launched(executablePath: string): Promise<Browser> {
  const before = await running;
  if (before?.isConnected() === true) return before;
  running = chromium.launch({ executablePath, args });
  return running;
}

/**
 * Call once at the top of a test file: brings the system's Chromium for it, and fails a test whose pages wrote an
 * error to the console, threw, or asked anything of a host but 127.0.0.1. Without Chromium the tests are skipped.
 */
export function useChromium(): Chromium {
  const executablePath = findChromium();
  let browser: Browser | undefined;
  let contexts: BrowserContext[] = [];
  let problems: string[] = [];

  beforeAll(async () => {
    if (executablePath) browser = await launched(executablePath);
  });

  beforeEach((test) => {
    if (!executablePath) test.skip('no Chromium on this machine');
  });
  afterEach(async () => {
    const found = problems;
    problems = [];
    // A request that a test still holds is not to fail when its page goes.
    await Promise.all(contexts.flatMap((context) => context.pages()).map(unroute));
    await Promise.all(contexts.map((context) => context.close()));
    contexts = [];
    expect(found, 'what the pages of this test did wrong').toEqual([]);
  });

  return {
    async page({ expectErrors = [], context: more, ...options } = {}) {
      if (!browser) throw new Error('call useChromium() at the top of the test file');
      // What is heard of a page after its test is not the next one's.
      const own = problems;
      const context = await browser.newContext({
        viewport: { width: 1280, height: 800 },
        locale: 'zh-CN',
        ...options,
        ...more,
      });
      contexts.push(context);
      context.on('request', (request) => {
        if (isForeign(new URL(request.url()))) own.push(`asked another host: ${request.url()}`);
      });
      context.on('weberror', (error) => own.push(`threw: ${error.error().message}`));
      context.on('console', (message) => {
        const text = `${message.text()} (${message.location().url})`;
        if (message.type() !== 'error' || expectErrors.some((known) => known.test(text))) return;
        own.push(`console error: ${text}`);
      });
      const page = await context.newPage();
      page.on('websocket', (socket) => {
        if (isForeign(new URL(socket.url()))) own.push(`asked another host: ${socket.url()}`);
      });
      return page;
    },
  };
}

/** Ends what `page.route` set up; a request that it still holds goes on its way. */
export const unroute = (page: Page): Promise<void> => page.unrouteAll({ behavior: 'ignoreErrors' });

const isForeign = (url: URL): boolean =>
  /^(https?|wss?):$/.test(url.protocol) && url.hostname !== '127.0.0.1';

const axeFile = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const wcag22aa = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

interface AxeResult {
  violations: {
    id: string;
    help: string;
    nodes: { target: unknown[]; html: string; failureSummary?: string }[];
  }[];
}

/** Of all that axe does, contrast costs most: never both of its rules, for the stricter says all that the other does. */
const contrastRules = {
  AA: {},
  AAA: { 'color-contrast': { enabled: false }, 'color-contrast-enhanced': { enabled: true } },
};

/**
 * Asserts that axe finds nothing against WCAG 2.2 AA on the page as it stands; with `AAA` its contrast
 * is 7:1, that of large type 4.5:1.
 */
export async function checkAxe(page: Page, contrast: 'AA' | 'AAA' = 'AA'): Promise<void> {
  // A colour on its way from one to another is neither.
  await page.evaluate(async () => {
    const ends = document
      .getAnimations()
      .filter(({ effect, playState }) => {
        const end = effect?.getComputedTiming().endTime;
        return playState === 'running' && typeof end === 'number' && end < 5000;
      })
      .map(({ finished }) => finished);
    await Promise.allSettled(ends);
  });
  // Through the debugger, not a <script>: the page's content security policy stays as it is.
  const loaded = await page.evaluate(() => 'axe' in globalThis);
  if (!loaded) await page.evaluate(axeSource());
  const { violations } = await page.evaluate<AxeResult, object>(
    (options) =>
      (
        globalThis as unknown as {
          axe: { run(where: Document, options: object): Promise<AxeResult> };
        }
      ).axe.run(document, options),
    {
      runOnly: { type: 'tag', values: wcag22aa },
      rules: contrastRules[contrast],
      resultTypes: ['violations'],
    },
  );
  const found = violations.map(({ id, help, nodes }) => {
    const where = nodes.map(
      (node) => `  ${node.target.join(' ')}\n    ${node.html}\n    ${node.failureSummary ?? ''}`,
    );
    return `${id}: ${help}\n${where.join('\n')}`;
  });
  expect(found.join('\n\n'), 'what axe found against WCAG 2.2 AA').toBe('');
}

let source: string | undefined;
const axeSource = (): string => (source ??= readFileSync(axeFile, 'utf8'));

/** Whether the run is to leave pictures of the screens: `SHOTS=1 npm test`. */
const shots = (process.env['SHOTS'] ?? '') !== '';

/** Writes test-output/{name}.png where pictures are asked for. */
export async function shot(
  page: Page,
  name: string,
  options: { fullPage?: boolean } = {},
): Promise<void> {
  if (!shots) return;
  const folder = join(root, 'test-output');
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), ...options });
}

/** The fonts that Chromium drew the texts of a page with. */
export async function fontsOf(page: Page) {
  const debug = await page.context().newCDPSession(page);
  await debug.send('DOM.enable');
  await debug.send('CSS.enable');
  const { nodeId } = (await debug.send('DOM.getDocument')).root;
  const { nodeIds } = await debug.send('DOM.querySelectorAll', { nodeId, selector: 'body *' });
  const used = await Promise.all(
    nodeIds.map((id) => debug.send('CSS.getPlatformFontsForNode', { nodeId: id })),
  );
  await debug.detach();
  return used.flatMap(({ fonts }) => fonts);
}

/** From its next load on the browser forbids the page to keep anything. */
export async function forbidStorage(page: Page): Promise<void> {
  await page.addInitScript(() => {
    for (const name of ['localStorage', 'sessionStorage'])
      Object.defineProperty(globalThis, name, {
        get: () => {
          throw new DOMException('forbidden', 'SecurityError');
        },
      });
  });
}
