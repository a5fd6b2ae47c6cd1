import { expect, it } from 'vitest';
import { isShown, showingAt } from '../shared/rules/showing.ts';
import type { BoardState } from '../shared/contract/board.ts';
import type { Hall } from '../shared/contract/hall.ts';
import type { ProblemAnswer } from '../shared/contract/primitives.ts';
import { onBothDatabases } from './support/hall.ts';

const nine = '2026-03-02T01:00:00.000Z';
const ten = '2026-03-02T02:00:00.000Z';
const eleven = '2026-03-02T03:00:00.000Z';
const words = (text: string) => ({ 'zh-Hans': text });

it('shows what is bounded from its first instant to before its last, and to its zones alone', () => {
  expect(showingAt({ from: ten, to: eleven }, nine)).toBe('to-come');
  expect(showingAt({ from: ten, to: eleven }, ten)).toBe('now');
  expect(showingAt({ from: ten, to: eleven }, eleven)).toBe('over');
  expect(showingAt({}, nine)).toBe('now');
  expect(isShown({ zones: ['A'] }, 'A', nine)).toBe(true);
  expect(isShown({ zones: ['A'] }, 'B', nine)).toBe(false);
  expect(isShown({ zones: ['A'] }, null, nine)).toBe(false);
  expect(isShown({}, null, nine)).toBe(true);
});

onBothDatabases('notices with a time and zones', (fresh) => {
  it('stand on a board only in their time and in their zones', async () => {
    const hall = await fresh();
    const { zones } = await hall.ok<Hall>('GET', '/api/halls/district');
    const [first, second] = zones.map((zone) => zone.code);
    await hall.ok('PATCH', '/api/halls/district', {
      notices: [
        words('always'),
        { ...words('later'), from: ten, to: eleven },
        { ...words('here'), zones: [first] },
      ],
    });
    const on = async (zone?: string): Promise<string[]> => {
      const at = zone === undefined ? '' : `?zone=${zone}`;
      const board = await hall.ok<BoardState>('GET', `/api/halls/district/board${at}`);
      return board.notices.map((notice) => notice['zh-Hans']);
    };
    expect(await on()).toEqual(['always']);
    expect(await on(first)).toEqual(['always', 'here']);
    expect(await on(second)).toEqual(['always']);
    hall.clock.set(ten);
    expect(await on(first)).toEqual(['always', 'later', 'here']);
    hall.clock.set(eleven);
    expect(await on(first)).toEqual(['always', 'here']);
    // A board has the words alone.
    const board = await hall.ok<BoardState>('GET', '/api/halls/district/board');
    expect(board.notices).toEqual([words('always')]);
  });

  it('begin and end on the boards by the clock, without a command', async () => {
    const hall = await fresh();
    await hall.ok('PATCH', '/api/halls/district', {
      notices: [{ ...words('noon'), from: ten, to: eleven }],
    });
    await hall.hall.overview.tick();
    const board = await hall.watch({ topic: 'board', hall: 'district' });
    expect(board.last.notices).toEqual([]);
    hall.clock.set(ten);
    await hall.hall.overview.tick();
    await board.until((state) => state.notices.length === 1);
    board.states.length = 0;
    hall.clock.set(eleven);
    await hall.hall.overview.tick();
    await board.until((state) => state.notices.length === 0);
  });

  it('are refused where they end before they begin, or name a zone that is not there', async () => {
    const hall = await fresh();
    const { status, body } = await hall.call<ProblemAnswer>('PATCH', '/api/halls/district', {
      notices: [
        { ...words('backwards'), from: eleven, to: ten },
        { ...words('nowhere'), zones: ['no-such-zone'] },
      ],
    });
    expect(status).toBe(400);
    expect(body.issues?.map(({ path, code }) => [path, code])).toEqual([
      ['notices.0.to', 'ends_before_it_begins'],
      ['notices.1.zones.0', 'unknown_zone'],
    ]);
  });
});
