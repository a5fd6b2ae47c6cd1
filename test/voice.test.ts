import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Announcer, type Said } from '../display/voice/announcer.ts';
import { Backlog, fits } from '../display/voice/backlog.ts';
import { SpokenIds } from '../display/voice/spoken-ids.ts';
import { root } from '../scripts/lib.mjs';
import type { Announcement, BoardState } from '../shared/contract/board.ts';
import { clipTexts, patternOf, spokenClips, spokenText } from '../shared/spoken.ts';
import { missingClips, VoiceManifest, type VoicePack } from '../shared/voices.ts';
import type { Keeper } from '../shared/ui/kept.ts';
import { TestHall } from './support/hall.ts';
import { rm } from 'node:fs/promises';

const calls = fc.record({
  number: fc
    .tuple(fc.stringMatching(/^[A-Z]{1,2}$/), fc.integer({ min: 1, max: 9999 }))
    .map(([prefix, count]) => prefix + String(count).padStart(3, '0')),
  window: fc.integer({ min: 1, max: 999 }),
  recall: fc.boolean(),
});

describe('the clips of a sentence', () => {
  const bare = (text: string): string => text.replaceAll(/[\s，:,]/g, '');

  it('say, one after the other, exactly the sentence that is shown', () => {
    fc.assert(
      fc.property(calls, (call) => {
        const words = clipTexts('zh');
        const said = spokenClips(call, 'zh').map((name) => words.get(name));
        expect(bare(said.join(''))).toBe(bare(spokenText(call, 'zh-Hans')));
      }),
    );
  });

  it('say the same number and window in English', () => {
    fc.assert(
      fc.property(calls, (call) => {
        const words = clipTexts('en');
        const names = spokenClips(call, 'en');
        expect(names.every((name) => words.has(name))).toBe(true);
        const at = names.indexOf('go-to-window');
        const value = (name: string): number => Number(words.get(name));
        const said = names.slice(at + 1);
        const window =
          call.window < 100
            ? said.reduce((sum, name) => sum + value(name), 0)
            : Number(said.join(''));
        expect(window).toBe(call.window);
        const number = names.slice(call.recall ? 2 : 1, at).join('');
        expect(number).toBe(call.number);
      }),
    );
  });

  it.each([
    [5, ['5']],
    [10, ['10']],
    [12, ['10', '2']],
    [40, ['4', '10']],
    [43, ['4', '10', '3']],
    [128, ['1', '2', '8']],
  ])('reads window %i as %j', (window, clips) => {
    const all = spokenClips({ number: 'A001', window, recall: false }, 'zh');
    expect(all).toEqual(['please', 'A', '0', '0', '1', 'number', 'to', ...clips, 'window']);
  });
});

it.each(['zh-Hans', 'yue', 'en'])('lesson 10: the bundled pack %s has every clip', (pack) => {
  const folder = join(root, 'data', 'voices', pack);
  const manifest = VoiceManifest.parse(
    JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')),
  );
  expect(manifest.synthetic).toBe(true);
  expect(missingClips(manifest.language, Object.keys(manifest.clips))).toEqual([]);
  const sizes = Object.values(manifest.clips).map((file) => statSync(join(folder, file)).size);
  expect(Math.min(...sizes)).toBeGreaterThan(800);
  expect(sizes.reduce((sum, size) => sum + size)).toBeLessThan(250_000);
  expect([...clipTexts(patternOf(pack)).keys()]).toEqual(
    expect.arrayContaining(Object.keys(manifest.clips)),
  );
});

it('gives a pack as one file, which puts it in place elsewhere; only administrators do that', async () => {
  const hall = await TestHall.start();
  const own = join(root, 'test-output', 'own-voices', 'copy');
  try {
    const file = await hall.ok<VoicePack>('GET', '/api/voices/yue');
    expect(missingClips('yue', Object.keys(file.clips))).toEqual([]);
    const clip = readFileSync(join(root, 'data/voices/yue', file.manifest.clips['7']!));
    expect(file.clips['7']).toBe(clip.toString('base64'));
    const { '7': _, ...clips } = file.manifest.clips;
    const copy = { ...file, manifest: { ...file.manifest, pack: 'copy', clips } };
    const manager = await hall.person('chen', 'manager');
    const refused = await hall.call('PUT', '/api/voices/copy', copy, { token: manager });
    expect(refused.status).toBe(403);
    await hall.ok('PUT', '/api/voices/copy', copy);
    const listed = await hall.ok<{ pack: string; missing: string[] }[]>('GET', '/api/voices');
    expect(listed.find(({ pack }) => pack === 'copy')?.missing).toEqual(['7']);
    const again = await hall.ok<VoicePack>('GET', '/api/voices/copy');
    expect(Object.keys(again.clips)).toEqual(Object.keys(clips));
    expect((await hall.call('GET', '/api/voices/none')).status).toBe(404);
    expect((await hall.call('GET', '/api/voices/copy?bundled=true')).status).toBe(404);
  } finally {
    await hall.stop();
    await rm(own, { recursive: true, force: true });
  }
});

const now = '2026-03-02T01:00:00.000Z';
function announcement(id: string, number: string, window: number, at = now): Announcement {
  const speech = { number, window, recall: false };
  return {
    id,
    zone: 'A',
    at,
    text: {
      'zh-Hans': spokenText(speech, 'zh-Hans'),
      'zh-Hant': spokenText(speech, 'zh-Hant'),
      en: spokenText(speech, 'en'),
    },
    speech: { ...speech, languages: ['zh-Hans'] },
  };
}
const never = (): boolean => false;

describe('the announcement queue', () => {
  it('keeps the order, and takes each id once however often it is pushed', () => {
    const backlog = new Backlog();
    const list = ['a', 'b', 'c'].map((id, i) => announcement(id, `A00${i}`, i + 1));
    backlog.offer(list.slice(0, 2), now, never);
    backlog.offer(list, now, never);
    backlog.offer(list, now, never);
    expect(backlog.take().map(({ ids }) => ids)).toEqual([['a'], ['b'], ['c']]);
    expect(backlog.take()).toEqual([]);
  });

  it('says a call in the words that came last: the zone is named once the names are there', () => {
    const backlog = new Backlog();
    const early = announcement('a', 'A001', 1);
    backlog.offer([early], now, never);
    const whole = { ...early, text: { ...early.text, 'zh-Hans': '到 C区' } };
    backlog.offer([whole], now, never);
    expect(backlog.take().map((item) => item.announcement.text['zh-Hans'])).toEqual(['到 C区']);
  });

  it('lesson 7: merges a recall with the call that still waits, and says the newer window', () => {
    const backlog = new Backlog();
    backlog.offer([announcement('a', 'A001', 1), announcement('b', 'A002', 2)], now, never);
    backlog.offer([announcement('c', 'A001', 1), announcement('d', 'A002', 7)], now, never);
    const [first, second] = backlog.take();
    expect(first?.ids).toEqual(['a', 'c']);
    expect(first?.announcement.speech.window).toBe(1);
    expect(second?.ids).toEqual(['b', 'd']);
    expect(second?.announcement.speech.window).toBe(7);
    expect(backlog.size).toBe(0);
  });

  it('does not speak what was called more than three minutes before it was heard of', () => {
    const backlog = new Backlog();
    const old = announcement('a', 'A001', 1, '2026-03-02T00:56:59.000Z');
    expect(backlog.offer([old], now, never)).toEqual(['a']);
    expect(backlog.size).toBe(0);
  });

  it('faults S1: keeps only what the newest state still says is called', () => {
    const backlog = new Backlog();
    const list = ['listed', 'called', 'served', 'moved', 'undone'].map((id, i) =>
      announcement(id, `A00${i}`, i),
    );
    backlog.offer(list, now, never);
    const call = (id: string, number: string, window: number, status: string): object => {
      return { id, number, window, zone: 'A', at: now, recall: false, status };
    };
    const state = {
      calls: [
        call('moved-2', 'A003', 9, 'called'),
        call('served', 'A002', 2, 'serving'),
        call('called', 'A001', 1, 'called'),
      ],
      announcements: list.slice(0, 1),
    };
    backlog.withdraw(state as BoardState);
    expect(backlog.take().map(({ ids }) => ids)).toEqual([['listed'], ['called']]);
  });

  it('takes up to four in one breath, and lets new calls go before recalls when many wait', () => {
    const backlog = new Backlog();
    const list = [0, 1, 2, 3, 4].map((i) => announcement(`c${i}`, `A00${i}`, i + 1));
    const recalled = { ...list[0]!, speech: { ...list[0]!.speech, recall: true } };
    backlog.offer([recalled, ...list.slice(1)], now, never);
    expect(backlog.take().map(({ ids: [id] }) => id)).toEqual(['c1', 'c2', 'c3', 'c4']);
    expect(backlog.take().map(({ ids: [id] }) => id)).toEqual(['c0']);
  });

  it('leaves out repeats over two waiting, and the second language over four', () => {
    const parts = (waiting: number): string[] =>
      [0, 1].flatMap((round) =>
        [0, 1].filter((place) => fits(round, place, waiting)).map((place) => `${round}${place}`),
      );
    expect(parts(0)).toEqual(['00', '01', '10', '11']);
    expect(parts(2)).toEqual(['00', '01', '10', '11']);
    expect(parts(3)).toEqual(['00', '01']);
    expect(parts(5)).toEqual(['00']);
    expect(parts(500)).toEqual(['00']);
  });
});

describe('the announcer', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });
  const [first, second] = [announcement('a', 'A001', 1), announcement('b', 'B002', 2)];
  const stateOf = (...announcements: Announcement[]): BoardState =>
    ({ at: now, calls: [], announcements }) as unknown as BoardState;

  /** An announcer, and what is heard and shown of it; each sound takes a second. */
  function listen(speaks: boolean) {
    const seen = {
      connected: true,
      chimes: 0,
      said: [] as string[],
      spoken: new Set<string>(),
      caption: null as Said | null,
    };
    const second = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 1000));
    const announcer = new Announcer({
      speaks,
      chime: () => {
        seen.chimes += 1;
        return second();
      },
      say: (_language, { speech }) => {
        seen.said.push(speech.number);
        return second();
      },
      blocked: () => false,
      connected: () => seen.connected,
      answers: () => Promise.resolve(seen.connected),
      wasSpoken: (id) => seen.spoken.has(id),
      remember: (ids) => {
        for (const id of ids) seen.spoken.add(id);
      },
      show: (said) => {
        seen.caption = said;
      },
      heard: () => undefined,
      ended: () => undefined,
    });
    const offer = (...announcements: Announcement[]): void => {
      announcer.offer(stateOf(...announcements), () => true);
    };
    return { seen, offer };
  }
  const numbersIn = (said: Said | null): string[] => said?.all.map((a) => a.speech.number) ?? [];

  it('says a call whose chime the cut of the line came upon once the line is back, if it still stands', async () => {
    const { seen, offer } = listen(true);
    offer(first, second);
    await vi.advanceTimersByTimeAsync(500);
    seen.connected = false;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(seen).toMatchObject({ chimes: 1, said: [], caption: null });
    // Loaded anew, this screen or another says it all the same.
    expect(seen.spoken.size).toBe(0);
    seen.connected = true;
    offer(first);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(new Set(seen.said)).toEqual(new Set(['A001']));
  });

  it.each([true, false])(
    'names in the caption only calls that still stand (with a voice: %s)',
    async (speaks) => {
      const { seen, offer } = listen(speaks);
      offer(first, second);
      await vi.advanceTimersByTimeAsync(500);
      expect(numbersIn(seen.caption)).toEqual(['A001', 'B002']);
      offer(second);
      expect(numbersIn(seen.caption)).toEqual(['B002']);
      expect(seen.caption?.now.speech.number).toBe('B002');
      offer();
      expect(seen.caption).toBe(null);
    },
  );

  it('keeps in the caption what is in the air until it is over', async () => {
    const { seen, offer } = listen(true);
    offer(first, second);
    await vi.advanceTimersByTimeAsync(1500);
    expect(seen.said).toEqual(['A001']);
    offer(second);
    expect(numbersIn(seen.caption)).toEqual(['A001', 'B002']);
    await vi.advanceTimersByTimeAsync(600);
    expect(numbersIn(seen.caption)).toEqual(['B002']);
  });
});

describe('the ids that were spoken', () => {
  const storage = (): Keeper => {
    const kept = new Map<string, string>();
    return {
      get: (name) => kept.get(name) ?? null,
      set: (name, text) => void kept.set(name, text ?? ''),
    };
  };

  it('lesson 12: outlive a reload, and stay bounded over a day', () => {
    const store = storage();
    let clock = Date.parse(now);
    const ids = new SpokenIds(store, 'here', () => clock);
    for (let i = 0; i < 2_500; i += 1) {
      ids.add([`call-${i}`]);
      clock += 14_400;
    }
    const reloaded = new SpokenIds(store, 'here', () => clock);
    expect(reloaded.has('call-2499')).toBe(true);
    expect(reloaded.has('call-2400')).toBe(true);
    expect(reloaded.has('call-0')).toBe(false);
    expect(store.get('here')!.length).toBeLessThan(10_000);
  });

  it('start empty where what is kept cannot be read', () => {
    const store = storage();
    store.set('here', '{nonsense');
    const ids = new SpokenIds(store, 'here', () => 0);
    expect(ids.has('a')).toBe(false);
    ids.add(['a']);
    expect(ids.has('a')).toBe(true);
  });
});
