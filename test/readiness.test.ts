import { expect, it } from 'vitest';
import type { HallState } from '../shared/contract/hall.ts';
import type { Setup } from '../shared/contract/setup.ts';
import { onBothDatabases, type TestHall } from './support/hall.ts';

// A hall with closed windows and no devices is not well (faults F6).

/** Without the guides of packages, which are the catalogue's. */
const missing = ({ readiness }: HallState): string[] =>
  readiness.checks.flatMap(({ code, done }) => (done || code === 'guides' ? [] : [code]));
const alarms = (state: HallState) => state.alarms.map(({ code, at }) => [code, at]);
const watch = (hall: TestHall) =>
  hall.watch<'hall'>({ topic: 'hall', hall: 'district' }, hall.admin);

onBothDatabases('what a hall lacks to be open', (fresh) => {
  it('is said one by one, from the empty hall to the first open window', async () => {
    const hall = await fresh();
    const live = await watch(hall);
    expect(live.last.readiness).toMatchObject({ opened: false, inHours: true });
    expect(missing(live.last)).toEqual(['clerk', 'kiosk', 'board', 'sound', 'window']);
    // A hall that never opened has its list; nothing is due yet.
    expect(alarms(live.last)).toEqual([]);
    await hall.device('kiosk');
    const board = await hall.device('display');
    await hall.ok('POST', '/api/devices/health', { audio: 'ok' }, { token: board });
    const clerk = await hall.openWindow(1);
    await live.until((state) => missing(state).length === 0);
    expect(live.last.readiness.opened).toBe(true);
    expect(live.last.windows[0]).toMatchObject({ clerk: 'clerk1', clerkName: 'clerk1' });

    hall.clock.pass(100);
    await hall.window(1, 'close', {}, clerk);
    const closed = await live.until((state) => alarms(state).length > 0);
    expect(alarms(closed)).toEqual([['no-window', hall.clock.now()]]);
    await hall.window(1, 'open', {}, clerk);
    await live.until((state) => alarms(state).length === 0);
  });

  it('names the windows without work, the queues without a window and the packages without a guide', async () => {
    const hall = await fresh();
    const { next: _, ...draft } = await hall.ok<Setup>('GET', '/api/halls/district/setup');
    const [window] = draft.hall.windows;
    const [lonely] = draft.hall.queues;
    for (const each of draft.hall.windows)
      each.serves = each.serves.filter(({ queue }) => queue !== lonely!.code);
    window!.serves = [];
    const [guided, bare, ofMatters, own] = draft.catalogue.packages;
    for (const each of [guided!, bare!, ofMatters!]) delete each.papers;
    for (const each of draft.catalogue.matters) delete each.papers;
    guided!.guide = 'https://example.org/guide';
    const paper = { 'zh-Hans': '身份证' };
    const first = ofMatters!.steps[0]!.matters[0]!;
    draft.catalogue.matters.find(({ code }) => code === first)!.papers = [paper];
    await hall.ok('PUT', '/api/halls/district/setup', { ...draft, from: 'now' });
    const live = await watch(hall);
    const check = (code: string) => live.last.readiness.checks.find((each) => each.code === code)!;
    expect(check('queues')).toEqual({
      code: 'queues',
      done: false,
      about: [lonely!.code],
      count: 1,
    });
    expect(check('windows').about).toContain(String(window!.number));
    expect(check('guides').done).toBe(false);
    expect(check('guides').about).toContain(bare!.code);
    // A page of the hall's own, papers of its matters or of itself: its guide says what to bring.
    for (const { code } of [guided!, ofMatters!, own!])
      expect(check('guides').about).not.toContain(code);
  });

  it('is due when the hours begin, and no more when they end, though nobody does anything', async () => {
    // 08:00 in Shanghai: the clerk is there before the hall opens at 08:30, and leaves again.
    const hall = await fresh({ start: '2026-03-02T00:00:00.000Z' });
    const clerk = await hall.openWindow(1);
    await hall.window(1, 'close', {}, clerk);
    await hall.hall.overview.tick();
    const live = await watch(hall);
    expect(live.last.readiness).toMatchObject({ opened: true, inHours: false });
    expect(alarms(live.last)).toEqual([]);
    hall.clock.set('2026-03-02T00:31:00.000Z');
    await hall.hall.overview.tick();
    const open = await live.until((state) => state.readiness.inHours);
    expect(alarms(open)).toEqual([['no-window', '2026-03-02T00:30:00.000Z']]);
    hall.clock.set('2026-03-02T15:00:00.000Z');
    await hall.hall.overview.tick();
    await live.until((state) => !state.readiness.inHours && state.alarms.length === 0);
  });
});
