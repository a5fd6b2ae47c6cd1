/**
 * node scripts/run.mjs bench/kiosk-day.ts [tickets]: the memory of a kiosk over a day.
 *
 * 2,000 visitors take a ticket each at one page that is never reloaded: first screen, stage, package,
 * ticket, slip, and back, every tenth in English and every seventh in large type. Browser printing is
 * silent, and the page's timers run twenty times faster, so that it polls and signals as in hours of
 * use. After every quarter the garbage is collected and the heap, the nodes and the listeners are
 * counted. Fails where one of them grows after the first quarter.
 */
import type { CDPSession } from 'playwright-core';
import { machineLine, startKiosk } from './support/kiosk.ts';

const tickets = Number(process.argv[2] ?? 2000);
/**
 * What three quarters of a day may add, in bytes: code that the engine compiles and drops as it goes.
 * A slip that were kept would be ten times as much.
 */
const mostGrowth = 0.6e6;
const nodesOfASlip = 1000;

interface Sample {
  readonly heap: number;
  readonly nodes: number;
  readonly listeners: number;
}

/** Runs in the page: silent printing, faster timers, and a visitor who takes a ticket. */
const visitors = `
  globalThis.print = () => {};
  for (const name of ['setTimeout', 'setInterval']) {
    const real = globalThis[name].bind(globalThis);
    globalThis[name] = (run, delay, ...rest) => real(run, (delay ?? 0) / 20, ...rest);
  }
  const found = (selector) =>
    new Promise((resolve) => {
      const look = () => {
        const it = document.querySelector(selector);
        if (it === null) return false;
        resolve(it);
        return true;
      };
      if (look()) return;
      const watcher = new MutationObserver(() => look() && watcher.disconnect());
      watcher.observe(document, { attributes: true, childList: true, subtree: true });
    });
  const touch = async (selector) => {
    const it = await found(selector);
    it.dispatchEvent(new Event('pointerdown', { bubbles: true }));
    it.click();
  };
  globalThis.visit = async (n) => {
    if (n % 10 === 0) {
      await touch('.bar .item');
      await touch('dialog[open] button[lang="en"]');
      await found('html[lang="en"]');
    }
    const large = n % 7 === 0;
    if (large) {
      await touch('.bar .item:nth-child(2)');
      await touch('.few button');
      await touch('.paged button');
    } else {
      await found('.stages button');
      const stages = document.querySelectorAll('.stages button');
      stages[n % stages.length].click();
    }
    await touch('.choice');
    await touch('.take:not(:disabled)');
    const number = (await found('.ticket .number')).textContent;
    await found('.again:not([aria-busy="true"])');
    await touch('.ok');
    await found('div.home');
    return number;
  };
`;

async function measure(session: CDPSession): Promise<Sample> {
  await session.send('HeapProfiler.collectGarbage');
  await session.send('HeapProfiler.collectGarbage');
  const { metrics } = await session.send('Performance.getMetrics');
  const of = (name: string): number => metrics.find((metric) => metric.name === name)?.value ?? NaN;
  return { heap: of('JSHeapUsedSize'), nodes: of('Nodes'), listeners: of('JSEventListeners') };
}

/** One visitor; where one gets no further, what the screen says. */
async function visit(n: number): Promise<string> {
  const stuck = new Promise<never>((_, reject) => {
    const timer = setTimeout(() => {
      page
        .locator('body')
        .innerText()
        .then((text) => reject(new Error(`visitor ${n} stands before: ${text}`)))
        .catch(reject);
    }, 20_000);
    timer.unref();
  });
  return Promise.race([page.evaluate<string>(`visit(${n})`), stuck]);
}

const { url, context, stop } = await startKiosk('portrait', 0.25);
const page = await context.newPage();
await page.addInitScript(visitors);
await page.goto(`${url}/kiosk/`);
await page.locator('div.home').waitFor();
const session = await context.newCDPSession(page);
await session.send('Performance.enable');
await session.send('HeapProfiler.enable');
console.log(`Kiosk, ${tickets} tickets at one page (${machineLine()})`);
const numbers = new Set<string>();
const samples: Sample[] = [];
for (let n = 0; n <= tickets; n += 1) {
  if (n % Math.ceil(tickets / 4) === 0) {
    const sample = await measure(session);
    samples.push(sample);
    const { heap, nodes, listeners } = sample;
    console.log(
      `${n} tickets: ${(heap / 1e6).toFixed(2)} MB, ${nodes} nodes, ${listeners} listeners`,
    );
  }
  if (n < tickets) numbers.add(await visit(n));
}
await stop();

const [, first, ...later] = samples;
const last = later.at(-1);
if (first === undefined || last === undefined) throw new Error('too few tickets to compare');
console.log(
  `from the first quarter on: heap × ${(last.heap / first.heap).toFixed(3)}, ` +
    `nodes × ${(last.nodes / first.nodes).toFixed(3)}, listeners × ${(last.listeners / first.listeners).toFixed(3)}`,
);
if (numbers.size !== tickets) throw new Error(`${numbers.size} numbers for ${tickets} visitors`);
if (last.heap - first.heap > mostGrowth) throw new Error('the heap grows');
if (last.nodes - first.nodes > nodesOfASlip) throw new Error('the nodes grow');
if (last.listeners - first.listeners > 100) throw new Error('the listeners grow');
