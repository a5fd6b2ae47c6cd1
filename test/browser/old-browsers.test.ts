import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Node, parse } from 'acorn';
import { full } from 'acorn-walk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { gapsOf } from '../../scripts/old-browsers.mjs';
import { root } from '../../scripts/lib.mjs';
import { TestHall } from '../support/hall.ts';
import { useChromium } from './chromium.ts';

// W4: boards and desktops with Chromium 80 and 92. What is built is read as such a browser reads it,
// and opened in the browser at hand with what those lack taken away.
const web = join(root, 'dist/web');
const browser = useChromium();
let hall: TestHall;
let ticket: string;
beforeAll(async () => {
  hall = await TestHall.start({ webDir: web });
  ticket = (await hall.take({ package: 'newborn' })).token;
});
afterAll(() => hall.stop());

const built = (ending: string): [string, string][] =>
  [join(web, 'assets'), join(web, 'old')].flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith(ending))
      .map((name): [string, string] => [name, readFileSync(join(folder, name), 'utf8')]),
  );

describe('W4: what is built is written in the language of Chromium 80', () => {
  it('scripts', () => {
    const found: string[] = [];
    for (const [name, text] of built('.js')) {
      // Fields of classes came with Chromium 72, the rest of 2022 later than 80.
      const tree = parse(text, { ecmaVersion: 2022, sourceType: 'module' });
      full(tree, (node: Node) => {
        const { operator, left } = node as Node & { operator?: string; left?: Node };
        const young =
          /^(StaticBlock|PrivateIdentifier)$/.test(node.type) ||
          (node.type === 'AssignmentExpression' && /^(\?\?|&&|\|\|)=$/.test(operator ?? '')) ||
          (node.type === 'BinaryExpression' && left?.type === 'PrivateIdentifier');
        if (young) found.push(`${name}: ${node.type} ${text.slice(node.start, node.start + 60)}`);
        const { regex } = node as Node & { regex?: { pattern: string; flags: string } };
        // Safari reads no looking behind before 16.4.
        if (regex !== undefined && (/\(\?<[=!]/.test(regex.pattern) || /[dv]/.test(regex.flags)))
          found.push(`${name}: /${regex.pattern}/${regex.flags}`);
      });
      if (tree.body.some((each) => each.type === 'ExpressionStatement' && isAwaited(each)))
        found.push(`${name}: waits at its top`);
    }
    expect(found).toEqual([]);
  });
  const isAwaited = (node: Node): boolean =>
    (node as Node & { expression?: Node }).expression?.type === 'AwaitExpression';

  it('the first script: that of any browser', () => {
    const text = readFileSync(join(web, 'browser-check.js'), 'utf8');
    expect(() => parse(text, { ecmaVersion: 5 })).not.toThrow();
  });

  it('styles', () => {
    const young =
      /[;{](inset|(padding|margin)-(block|inline)|rotate|scale|translate):|:is\(|@layer/g;
    const found = built('.css').flatMap(([name, text]) =>
      [...text.matchAll(young)].map(
        (match) => `${name}: ${text.slice(match.index, match.index + 80)}`,
      ),
    );
    expect(found).toEqual([]);
    for (const [name, text] of built('.css'))
      for (const match of text.matchAll(/([a-z-]*height):[^;}]*\ddvh/g))
        expect(text.slice(0, match.index), name).toMatch(
          new RegExp(`${match[1] ?? ''}:[^;{}]*\\dvh[^{}]*$`),
        );
  });
});

it('W4: gaps of rows become margins that any margin of a box’s own overrides', () => {
  expect(
    gapsOf(
      '.a{display:flex;gap:4px 8px}.b{display:grid;gap:4px}.c{display:flex;flex-direction:column;gap:1rem}' +
        '@media (max-width:9px){.d{display:inline-flex;flex-wrap:wrap;gap:calc(1px + 2px)}}',
    ).replace(/\s+/g, ''),
  ).toBe(
    '.a>*+*{margin-left:8px}.a>svg:first-child{margin-right:8px}.a>svg:first-child+*{margin-left:0}' +
      '.c>*+*{margin-top:1rem}' +
      '@media(max-width:9px){.d>*{margin:calc(calc(1px+2px)/2)calc(calc(1px+2px)/2)}}',
  );
});

it.each([
  ['/', '一号通'],
  ['/phone/book?hall=district', '预约'],
  ['/window/', '登录'],
  ['/admin/', '登录'],
  ['/display/', '配对'],
  ['/kiosk/', '配对'],
] as const)('W4: %s opens in a browser without what came after Chromium 80', async (path, text) => {
  const page = await browser.page();
  await page.addInitScript(() => {
    const gone: [object, string][] = [
      [Object, 'hasOwn'],
      [Array.prototype, 'at'],
      [Array.prototype, 'findLast'],
      [Array.prototype, 'toSorted'],
      [String.prototype, 'at'],
      [String.prototype, 'replaceAll'],
      [AbortSignal, 'timeout'],
      [window, 'structuredClone'],
      [window, 'requestIdleCallback'],
      [Intl, 'Segmenter'],
    ];
    for (const [owner, name] of gone) Reflect.deleteProperty(owner, name);
  });
  const old = page.waitForResponse(/\/old\/parts\.js/);
  await page.goto(hall.url + path);
  expect((await old).status()).toBe(200);
  await page.getByText(text).first().waitFor();
});

it('W4: a browser of today asks for none of it', async () => {
  const page = await browser.page();
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await page.goto(`${hall.url}/phone/${ticket}`);
  await page.getByText('A001').first().waitFor();
  expect(asked).toContain('/browser-check.js');
  expect(asked.filter((path) => path.startsWith('/old/'))).toEqual([]);
});

it('W4: a browser that cannot open the page says so in words', async () => {
  const page = await browser.page();
  await page.addInitScript(() => {
    Reflect.deleteProperty(HTMLScriptElement.prototype, 'noModule');
  });
  await page.goto(`${hall.url}/window/`);
  await page.getByText('此浏览器版本过低，无法打开本页面').waitFor();
  await page.getByText('This browser is too old for this page').waitFor();
});
