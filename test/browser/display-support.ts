import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { root } from '../../scripts/lib.mjs';
import { shortClips, spokenClips } from '../../shared/spoken.ts';
import { checkAxe, forbidStorage } from './chromium.ts';
import type { TestHall } from '../support/hall.ts';

/** The built pages; WEB_DIR where another build is to be tested. */
export const webDir = process.env['WEB_DIR'] ?? join(root, 'dist', 'web');

/** One clip that the page played, with what its screen said at that moment. */
export interface Played {
  /** `zh-Hans/A.mp3`, or `chime`. */
  readonly clip: string;
  readonly caption: string;
  readonly banner: string;
  /** All numbers that stand on the screen. */
  readonly numbers: string;
}

/** How the loudspeaker of a test behaves; `blocked`: until the screen is touched. */
export type Sound = 'well' | 'rejects' | 'hangs' | 'blocked';

declare global {
  var played: Played[];
  var sound: Sound;
  var spokenByBrowser: string[];
  /** What this page asked of the server and has no answer to yet, with its name. */
  var unanswered: Map<unknown, string>;
}

/**
 * Puts a loudspeaker into the page that writes down what it plays. It keeps time by the page's
 * clock, and fails in the ways that real ones do.
 */
function loudspeaker(): void {
  globalThis.played = [];
  globalThis.sound ??= 'well';
  const note = (clip: string): void => {
    const text = (selector: string): string =>
      document.querySelector(selector)?.textContent.replaceAll(/\s+/g, ' ').trim() ?? '';
    const numbers = [...document.querySelectorAll('.banner .number, .row .number, .cell .number')];
    globalThis.played.push({
      clip,
      caption: text('.said'),
      banner: text('.banner'),
      numbers: numbers.map((each) => each.textContent.trim()).join(' '),
    });
  };
  class Node {
    onended: (() => void) | null = null;
    connect<T>(to: T): T {
      return to;
    }
    disconnect(): void {}
    protected endAfter(seconds: number): void {
      if (globalThis.sound !== 'hangs') setTimeout(() => this.onended?.(), seconds * 1000);
    }
  }
  class Source extends Node {
    buffer: { name: string } | null = null;
    start(at: number, _from: number, length: number): void {
      note(this.buffer?.name ?? '');
      this.endAfter(at - performance.now() / 1000 + length);
    }
    stop(): void {}
  }
  class Tone extends Node {
    frequency = { value: 0 };
    start(): void {
      if (this.frequency.value > 600) note('chime');
    }
    stop(at?: number): void {
      if (at !== undefined) this.endAfter(at - performance.now() / 1000);
    }
  }
  class Context {
    state = globalThis.sound === 'blocked' ? 'suspended' : 'running';
    destination = {};
    onstatechange: (() => void) | null = null;
    get currentTime(): number {
      return performance.now() / 1000;
    }
    resume(): Promise<void> {
      if (globalThis.sound === 'blocked') return new Promise(() => null);
      this.state = 'running';
      return Promise.resolve();
    }
    async decodeAudioData(data: ArrayBuffer): Promise<object> {
      if (globalThis.sound === 'rejects') throw new Error('EncodingError');
      return {
        name: new TextDecoder().decode(data),
        duration: 0.3,
        sampleRate: 1000,
        getChannelData: () => new Float32Array(300).fill(0.5),
      };
    }
    createBufferSource = (): Source => new Source();
    createOscillator = (): Tone => new Tone();
    createGain = (): object => ({
      gain: { setValueAtTime: () => null, exponentialRampToValueAtTime: () => null },
      connect: <T>(to: T): T => to,
    });
  }
  Object.assign(globalThis, { AudioContext: Context });
  const touched = (): void => {
    if (globalThis.sound === 'blocked') globalThis.sound = 'well';
  };
  addEventListener('pointerdown', touched, { capture: true });
}

/**
 * The page's clock runs ahead of the server's, and with it of the pings: they must not count as
 * missed. What the server says of its patience is stretched on its way. Every question that waits
 * for its answer stands in `unanswered`, so that the clock can wait with it, whichever way it went.
 */
function patientLine(): void {
  const waits = (globalThis.unanswered = new Map<unknown, string>());
  /** The numbers of Socket.IO's events that ask for an answer (42), or of the answers (43): they follow the type. */
  const numbered = (text: unknown, type: string): string[] =>
    typeof text === 'string'
      ? text
          .split('\u001e')
          .filter((packet) => packet.startsWith(type))
          .flatMap((packet) => /^\d\d(\d+)/.exec(packet)?.[1] ?? [])
      : [];
  const asked = new Map<string, { way: unknown }>();
  const ask = (way: unknown, text: unknown): void => {
    for (const number of numbered(text, '42')) {
      const question = { way };
      asked.set(number, question);
      waits.set(question, `question ${number} of ${String(text).slice(0, 80)}`);
    }
  };
  /** What was asked by plain requests may be answered by the WebSocket that took over from them. */
  const answer = (text: unknown): void => {
    for (const number of numbered(text, '43')) waits.delete(asked.get(number));
  };
  const lost = (way: unknown): void => {
    waits.delete(way);
    for (const question of asked.values()) if (question.way === way) waits.delete(question);
  };
  /** The line stands once the server has taken the page in. */
  const taken = (text: unknown): boolean =>
    typeof text === 'string' && text.split('\u001e').some((packet) => packet.startsWith('4'));

  const Plain = globalThis.WebSocket;
  class Patient extends Plain {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      waits.set(this, `line ${String(url)}`);
      this.addEventListener('close', () => {
        lost(this);
      });
    }
    override send(data: string): void {
      ask(this, data);
      super.send(data);
    }
    override set onmessage(listen: ((event: MessageEvent) => void) | null) {
      super.onmessage = (event: MessageEvent) => {
        const text: unknown = event.data;
        if (typeof text === 'string' && text.startsWith('0{')) {
          const data = text.replace(/"pingTimeout":\d+/, '"pingTimeout":2000000000');
          listen?.(new MessageEvent('message', { data }));
          return;
        }
        listen?.(event);
        // One that only takes over from polling, where that was said, stands once its probe came back.
        if (taken(text) || text === '3probe') waits.delete(this);
        answer(text);
      };
    }
  }
  globalThis.WebSocket = Patient;

  const requests = 'plain requests';
  const opened = new WeakMap<XMLHttpRequest, string>();
  const { open, send } = XMLHttpRequest.prototype as unknown as {
    open: (...given: unknown[]) => void;
    send: (body?: unknown) => void;
  };
  Object.assign(XMLHttpRequest.prototype, {
    open(this: XMLHttpRequest, ...given: unknown[]) {
      opened.set(this, String(given[1]));
      open.apply(this, given);
    },
    send(this: XMLHttpRequest, body?: unknown) {
      const url = opened.get(this) ?? '';
      if (url.includes('transport=polling')) {
        if (!url.includes('sid=')) waits.set(requests, `line ${url}`);
        ask(requests, body);
        this.addEventListener('loadend', () => {
          if (this.status !== 200) lost(requests);
          if (taken(this.responseText)) waits.delete(requests);
          answer(this.responseText);
        });
      }
      send.call(this, body);
    },
  });

  const counted = async <T>(work: Promise<T>, name: string): Promise<T> => {
    waits.set(work, name);
    try {
      return await work;
    } finally {
      waits.delete(work);
    }
  };
  const plainFetch = globalThis.fetch;
  globalThis.fetch = (...request) => {
    const [what] = request;
    const url = what instanceof Request ? what.url : String(what);
    return counted(plainFetch(...request), `answer of ${url}`);
  };
  for (const how of ['arrayBuffer', 'json', 'text'] as const) {
    const read = Reflect.get(Response.prototype, how) as (this: Response) => Promise<unknown>;
    Object.assign(Response.prototype, {
      [how](this: Response) {
        return counted(read.call(this), `${how} of ${this.url}`);
      },
    });
  }
}

/** Waits, without moving its clock, until the page has every answer and its fonts. */
export async function settled(page: Page): Promise<void> {
  const until = endOfPatience();
  for (;;) {
    const names = await page.evaluate(awaited);
    if (names.length === 0) return;
    if (until()) throw new Error(`the page still waits for ${names.join('; ')}`);
  }
}

/** What a page waits for, in some turns of its own: what an answer led to has been asked by then. */
async function awaited(): Promise<string[]> {
  for (let turn = 0; ; turn += 1) {
    const names = [
      ...globalThis.unanswered.values(),
      ...(document.fonts.status === 'loaded' ? [] : ['fonts']),
    ];
    if (names.length > 0 || turn === 4) return names;
    // A turn that the held clock does not count.
    await new Promise((next) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = next;
      port2.postMessage(null);
    });
  }
}

/** Tells whether a page that stands still for half a minute is one that never moves again. */
function endOfPatience(): () => boolean {
  const begun = performance.now();
  return () => performance.now() - begun > 30_000;
}

/** A step of the page's clock (ms): no patience of the page is shorter. */
const stepMs = 500;

/** Lets the page's clock run on, and never past something that the server has yet to answer. */
export async function pass(page: Page, milliseconds: number): Promise<void> {
  for (let left = milliseconds; left > 0; left -= stepMs) {
    await settled(page);
    await page.clock.runFor(Math.min(stepMs, left));
  }
  await settled(page);
}

/** Waits, without moving its clock, until the board has the state of this version. */
export async function heard(page: Page, version: number): Promise<void> {
  const shown = (): Promise<number> =>
    page.evaluate(() =>
      Number(document.querySelector<HTMLElement>('.board')?.dataset['version'] ?? 0),
    );
  const until = endOfPatience();
  for (let now = await shown(); now < version; now = await shown())
    if (until()) throw new Error(`the board has state ${now}, and ${version} does not come`);
}

/**
 * The page's clock stands at an instant from before its first load on: while one ran, a machine that
 * stalls for a moment made the page take its line for dead, and then it stood without one.
 */
export async function standStill(page: Page, instant: string): Promise<void> {
  // It cannot be held at a time that is past, and goes on between these two.
  await page.clock.install({ time: Date.parse(instant) - 86_400_000 });
  await page.clock.pauseAt(instant);
}

interface BoardOptions {
  readonly sound?: Sound;
  /** Where the board finds the hall: a line that can be cut. */
  readonly url?: string;
  readonly device?: { zone?: string; window?: number };
  /** Manifests other than the bundled ones, by path; null: not there. */
  readonly manifests?: Readonly<Record<string, object | null>>;
  /** The browser forbids the page to keep anything. */
  readonly noStorage?: boolean;
}

/**
 * Opens a board with that loudspeaker and a clock that stands until the test moves it. Answers the
 * name of its device.
 */
export async function openBoard(
  page: Page,
  hall: TestHall,
  address: string,
  {
    sound = 'well',
    url = hall.url,
    device = {},
    manifests = {},
    noStorage = false,
  }: BoardOptions = {},
): Promise<string> {
  page.setDefaultTimeout(15_000);
  if (noStorage) await forbidStorage(page);
  await standStill(page, hall.clock.now());
  await page.addInitScript((how) => {
    globalThis.sound = how;
  }, sound);
  await page.addInitScript(loudspeaker);
  await page.addInitScript(patientLine);
  // A clip is its own name here: what is played can be read.
  await page.route('**/voices/**/*.mp3', (route) =>
    route.fulfill({ body: new URL(route.request().url()).pathname.replace('/voices/', '') }),
  );
  await page.route('**/voices/**/manifest.json', async (route) => {
    const { pathname } = new URL(route.request().url());
    const own = manifests[pathname];
    const body =
      own === undefined
        ? await readFile(join(root, 'data', pathname.replace('/bundled', '')), 'utf8')
        : JSON.stringify(own);
    await route.fulfill(own === null ? { status: 404 } : { body });
  });
  const { name, pairingCode } = await newDisplay(hall, device);
  await page.goto(`${url}/display/?${address}&pairingCode=${pairingCode}`);
  await page.locator('.board:not(.wait), .sign').waitFor();
  await settled(page);
  return name;
}

/** What axe finds; it needs a clock that runs: by so little that the picture stays. */
export async function checkAxeNow(page: Page): Promise<void> {
  let done = false;
  const check = checkAxe(page).finally(() => {
    done = true;
  });
  while (!done) await page.clock.runFor(1);
  await check;
}

let displays = 0;

/** Registers a display. */
export async function newDisplay(
  hall: TestHall,
  place: { zone?: string; window?: number } = {},
): Promise<{ name: string; pairingCode: string }> {
  displays += 1;
  const name = `board ${displays}`;
  const { pairingCode } = await hall.ok<{ pairingCode: string }>('POST', '/api/devices', {
    hall: 'district',
    kind: 'display',
    name,
    ...place,
  });
  return { name, pairingCode };
}

/** Lets the page's clock run, half a second at a time, until the page is as expected. */
export async function runUntil(
  page: Page,
  fits: () => Promise<boolean>,
  mostSeconds = 240,
): Promise<void> {
  await settled(page);
  for (let passed = 0; passed < mostSeconds; passed += stepMs / 1000) {
    if (await fits()) return;
    await pass(page, stepMs);
  }
  throw new Error(`not so after ${mostSeconds} s of the page's clock`);
}

/**
 * What was played, as sentences: each ends with the word that ends one, 号窗口办理业务, or in the
 * short form 号 after the window; a chime stands before the first of a chain. `from`, `to`:
 * only what was played after so many clips, up to so many.
 */
export async function sentences(
  page: Page,
  from = 0,
  to = Number.MAX_SAFE_INTEGER,
): Promise<Played[][]> {
  const all: Played[][] = [[]];
  const played = await page.evaluate(([first, end]) => globalThis.played.slice(first, end), [
    from,
    to,
  ] as const);
  for (const each of played) {
    const current = all.at(-1)!;
    current.push(each);
    const short = !current.some(({ clip }) => /\/(please|again)\.mp3$/.test(clip));
    if (clipEnds(each.clip, short)) all.push([]);
  }
  return all.filter((sentence) => sentence.some(({ clip }) => clip !== 'chime'));
}

const clipEnds = (clip: string, short: boolean): boolean =>
  clip.endsWith('/window.mp3') || (short && clip.endsWith('/number.mp3'));

/** The same without the chimes, as lists of clips. */
export async function clipsSpoken(page: Page): Promise<string[][]> {
  return (await sentences(page)).map((sentence) =>
    sentence.map(({ clip }) => clip).filter((clip) => clip !== 'chime'),
  );
}

/** The clips of a call's sentence in Mandarin, as the loudspeaker names them. */
export function clipsOf(number: string, window: number, recall = false): string[] {
  return spokenClips({ number, window, recall }, 'zh').map((clip) => `zh-Hans/${clip}.mp3`);
}

/** The clips of its short form. */
export function shortClipsOf(number: string, window: number): string[] {
  return shortClips({ number, window, recall: false }, 'zh').map((clip) => `zh-Hans/${clip}.mp3`);
}

/** A line between a board and the hall that can be cut. */
export class Line {
  readonly url: string;
  private readonly server: Server;
  private readonly ends = new Set<Socket>();
  private open = true;

  private constructor(server: Server, port: number) {
    this.server = server;
    this.url = `http://127.0.0.1:${port}`;
  }

  static async to(hall: TestHall): Promise<Line> {
    const far = Number(new URL(hall.url).port);
    const server = createServer((near) => {
      if (!line.open) {
        near.destroy();
        return;
      }
      const end = connect(far, '127.0.0.1');
      for (const [from, to] of [
        [near, end],
        [end, near],
      ] as const) {
        line.ends.add(from);
        from.pipe(to);
        from.on('error', () => to.destroy());
        from.on('close', () => {
          line.ends.delete(from);
          to.destroy();
        });
      }
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const line = new Line(server, (server.address() as AddressInfo).port);
    return line;
  }

  cut(): void {
    this.open = false;
    for (const end of this.ends) end.destroy();
  }

  mend(): void {
    this.open = true;
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
