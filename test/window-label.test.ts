import { describe, expect, it } from 'vitest';
import type { BoardState } from '../shared/contract/board.ts';
import type { Hall, HallState } from '../shared/contract/hall.ts';
import { sentencesOf, shortClips, shortText, spokenClips, clipTexts } from '../shared/spoken.ts';
import { windowName, windowRuns } from '../shared/window-names.ts';
import { onBothDatabases } from './support/hall.ts';

const base = '/api/halls/district';
/** Windows 1 to 4 as they stand in the building: A101, A102, 3 and A-104B. */
const labels: Record<number, string> = { 1: 'A101', 2: 'A102', 4: 'A-104B' };
const labelled =
  (own: Record<number, string>) =>
  (file: Record<string, unknown>): void => {
    for (const window of file['windows'] as { number: number; label?: string }[]) {
      const label = own[window.number];
      if (label !== undefined) window.label = label;
    }
  };

onBothDatabases('a window with a label', (fresh) => {
  it('is called by it on board, by voice, on phone and slip; programs keep its number', async () => {
    const hall = await fresh({ change: labelled(labels) });
    const ticket = await hall.take({ queue: 'one-life' });
    expect(ticket.next?.windows).toEqual([1, 2, 3, 4]);
    const clerk = await hall.openWindow(2);
    const state = await hall.window(2, 'call-next', {}, clerk);
    expect([state.window, state.label]).toEqual([2, 'A102']);
    expect(state.ticket?.steps[0]).toMatchObject({ window: 2, label: 'A102' });

    const board = await hall.ok<BoardState>('GET', `${base}/board?zone=A`);
    expect(board.calls[0]).toMatchObject({ window: 2, label: 'A102' });
    expect(board.windows.map((w) => w.label ?? w.window).slice(0, 5)).toEqual([
      'A101',
      'A102',
      3,
      'A-104B',
      5,
    ]);
    const [said] = board.announcements;
    expect(said?.speech).toMatchObject({ window: 2, label: 'A102' });
    expect(said?.text).toMatchObject({
      'zh-Hans': '请 A 零零一 号，到 A 一零二 号窗口办理业务',
      en: 'Number A 0 0 1, please go to window A 1 0 2',
    });
    expect((await hall.follow(ticket)).steps[0]).toMatchObject({ window: 2, label: 'A102' });
    const live = await hall.watch({ topic: 'hall', hall: 'district' }, hall.admin);
    const shown = (last: HallState) => last.windows.find((w) => w.window === 2)?.label;
    expect(shown(live.last)).toBe('A102');
    const { windows } = await hall.ok<Hall>('GET', base);
    expect(windows[1]).toMatchObject({ number: 2, label: 'A102' });
    const slip = await fetch(`${hall.url}/api/tickets/${ticket.token}/slip`, {
      headers: { accept: 'image/svg+xml' },
    });
    expect(await slip.text()).toContain('>A102</text>');
  });

  it('is named by it in the report and refused where two would be called the same', async () => {
    const hall = await fresh({ change: labelled(labels) });
    await hall.openWindow(2);
    hall.clock.pass(60);
    const report = await hall.ok<{ windows: { window: number; label?: string }[] }>(
      'GET',
      `${base}/reports/daily`,
    );
    expect(report.windows[0]).toMatchObject({ window: 2, label: 'A102' });
    const { body: csv } = await hall.call<string>('GET', `${base}/reports/daily.csv`);
    expect(csv).toMatch(/^.*,A102,/m);
    await expect(fresh({ change: labelled({ 1: 'A101', 2: 'A101' }) })).rejects.toThrow(
      /label A101 stands at two windows/,
    );
    await expect(fresh({ change: labelled({ 1: '7' }) })).rejects.toThrow(/label 7 is/);
  });
});

describe('the names of windows', () => {
  const window = (number: number, label?: string) => ({ number, label });

  it('become runs only where they are numbers', () => {
    expect(
      windowRuns(
        [1, 2, 3, 7].map((n) => window(n)),
        '–',
      ),
    ).toEqual(['1–3', '7']);
    expect(
      windowRuns([window(1), window(2), window(3, 'A103'), window(4), window(5)], '–'),
    ).toEqual(['1–2', 'A103', '4–5']);
    expect(windowRuns([window(1, 'A1'), window(2, 'A2'), window(3, 'A3')], '–')).toEqual([
      'A1',
      'A2',
      'A3',
    ]);
    expect(windowName(window(3))).toBe('3');
  });

  it('are spoken sign by sign, out of clips that every pack has', () => {
    const call = { number: 'B027', window: 4, label: 'A-104B', recall: false };
    expect(sentencesOf(call, null)['zh-Hans']).toBe('请 B 零二七 号，到 A 一零四 B 号窗口办理业务');
    expect(shortText(call, 'en')).toBe('B 0 2 7, window A 1 0 4 B');
    expect(spokenClips(call, 'zh')).toEqual([
      ...['please', 'B', '0', '2', '7', 'number', 'to'],
      ...['A', '1', '0', '4', 'B', 'window'],
    ]);
    for (const pattern of ['zh', 'en'] as const) {
      const known = clipTexts(pattern);
      for (const clip of [...spokenClips(call, pattern), ...shortClips(call, pattern)])
        expect(known.has(clip)).toBe(true);
    }
    // A plain number is read as it always was.
    expect(spokenClips({ number: 'B027', window: 43, recall: false }, 'zh').slice(-4)).toEqual([
      '4',
      '10',
      '3',
      'window',
    ]);
  });
});
