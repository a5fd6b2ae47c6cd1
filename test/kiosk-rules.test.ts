import { expect, it } from 'vitest';
import { isBookingCode } from '../shared/codes.ts';
import {
  adviceText,
  mayCallBeside,
  type Seniority,
  waitAdvice,
  whyThen,
  windowsBeside,
} from '../shared/guidance.ts';
import { shortName, textIn } from '../shared/languages.ts';
import { isTellingCode, paperOf, readOf } from '../shared/person.ts';
import { stepLine, stepRows } from '../shared/steps.ts';
import { wordsOf } from '../shared/ui/words.ts';

// faults S9
it('sends nobody to a window before the call', () => {
  const places = [{ zone: 'A区', windows: '1–4' }];
  const say = (list: typeof places): string => adviceText(waitAdvice(list, 'zh-Hans'), 'zh-Hans');
  expect(say(places)).toBe('请在 A区 等候，叫到号后到 1–4 号窗口');
  expect(say([...places, { zone: 'B区', windows: '9' }])).toBe(
    '请在大厅等候，叫到号后到 A区 1–4 号窗口 或 B区 9 号窗口',
  );
  expect(say([])).toBe('请在大厅等候，叫到号后到所叫的窗口');
  expect(adviceText(waitAdvice([{ zone: 'Zone A', windows: '5' }], 'en'), 'en')).toBe(
    'Please wait in Zone A. When called, go to window 5',
  );
});

it('names where else a number may be called, each place once', () => {
  const waits = (...windows: number[]) => ({ status: 'waiting', windows }) as const;
  const steps = [waits(1, 2), waits(21, 22), waits(2, 21), { status: 'blocked', windows: [9] }];
  expect(windowsBeside(steps as Parameters<typeof windowsBeside>[0], [1, 2])).toEqual([21, 22]);
  expect(windowsBeside([waits(1, 2)], [1, 2])).toEqual([]);
  expect(mayCallBeside([], 'zh-Hans')).toBeNull();
  expect(mayCallBeside(['C区 21–24 号窗口', 'D区 41 号窗口'], 'zh-Hans')).toBe(
    '也可能先叫到 C区 21–24 号窗口 或 D区 41 号窗口，请留意屏幕和广播',
  );
  expect(mayCallBeside(['C區 21–24 號窗口'], 'zh-Hant')).toBe(
    '也可能先叫到 C區 21–24 號窗口，請留意螢幕和廣播',
  );
  expect(mayCallBeside(['Zone C, window 21'], 'en')).toBe(
    'You may be called first to Zone C, window 21: watch the screens and listen',
  );
});

// faults S15
it('says in full why a ticket goes when it does', () => {
  const senior = { name: '老年人（60周岁以上）', creditMinutes: 10 };
  const why = (facts: Partial<Seniority>): string | null =>
    whyThen(
      {
        takenAt: '2026-11-27T20:14:00.000Z',
        treatedAsCameAt: '2026-11-27T20:14:00.000Z',
        appointment: null,
        category: { name: '普通', creditMinutes: 0 },
        steps: [{ status: 'waiting', misses: 0 }],
        ...facts,
      },
      (instant) => instant.slice(11, 16),
      'zh-Hans',
    );
  const at = (time: string): string => `2026-11-27T${time}:00.000Z`;
  expect(why({})).toBeNull();
  expect(why({ category: senior, treatedAsCameAt: at('20:04') })).toBe(
    '已按老年人优先排队，视同 20:04 到达',
  );
  const booked = { appointment: { from: at('20:20') } };
  expect(why({ ...booked, treatedAsCameAt: at('20:20') })).toBe('已按 20:20 的预约排队');
  expect(why({ ...booked, category: senior, treatedAsCameAt: at('20:10') })).toBe(
    '已按 20:20 的预约和老年人优先排队，视同 20:10 到达',
  );
  // After the grace the appointment holds no more, and nobody is told that it does.
  const late = { appointment: { from: at('19:30') } };
  expect(why(late)).toBe('19:30 的预约已过时间，按取号先后排队');
  expect(why({ ...late, category: senior, treatedAsCameAt: at('20:04') })).toBe(
    '已按老年人优先排队，视同 20:04 到达',
  );
  // Later in the visit, as the phone says it and a slip that is printed again.
  expect(why({ ...booked, steps: [{ status: 'waiting', misses: 1 }] })).toBe(
    '过号后重新排队，排在 20:14 前到达的人之后',
  );
  const onward: Partial<Seniority> = {
    steps: [
      { status: 'done', misses: 0 },
      { status: 'waiting', misses: 0 },
    ],
  };
  expect(why({ ...late, ...onward, treatedAsCameAt: at('20:31') })).toBe(
    '接着办下一环节，视同 20:31 到达',
  );
  expect(why(onward)).toBeNull();
});

// faults S17
it('writes brackets as wide as the Chinese that they stand in, and no others', () => {
  const name = { 'zh-Hans': '一件事综合窗口(个人)', en: 'One Matter (personal)' };
  expect(textIn(name, 'zh-Hans')).toBe('一件事综合窗口（个人）');
  expect(textIn(name, 'en')).toBe('One Matter (personal)');
  expect(textIn({ 'zh-Hans': '老年人 (60+)' }, 'en')).toBe('老年人（60+）');
  expect(shortName('老年人（60周岁以上）')).toBe('老年人');
  expect(shortName('（测试）')).toBe('（测试）');
});

it('breaks lines between words, not inside 水电气', () => {
  const words = wordsOf('二手房转移登记及水电气联动过户一件事');
  expect(words.join('')).toBe('二手房转移登记及水电气联动过户一件事');
  expect(words).toEqual(expect.arrayContaining(['二手房', '水电气', '一件事']));
  expect(wordsOf('一件事综合窗口（个人）')).toEqual(['一件事', '综合窗口', '（个人）']);
  expect(wordsOf('Second-hand home')).toEqual(['Second-hand home']);
  // Nothing is lost, whatever signs and figures follow one another.
  for (const text of ['已按老年人优先排队，视同 09:32 到达', '（1–4 号）窗口 9:05', '“12、13”两件'])
    expect(wordsOf(text).join('')).toBe(text);
});

// faults S18
it('draws ＋ between steps in any order and → between those that follow', () => {
  const names = ['甲', '乙', '丙', '丁'];
  const free = [{ after: [] }, { after: [] }];
  expect(stepLine(free, names)).toBe('甲 ＋ 乙');
  expect(stepLine([{}, {}, {}], names)).toBe('甲 → 乙 → 丙');
  const mixed = [{}, { after: [0] }, { after: [0] }, { after: [1, 2] }];
  expect(stepLine(mixed, names)).toBe('甲 → 乙 ＋ 丙 → 丁');
  expect(stepRows(mixed)).toEqual([[0], [1, 2], [3]]);
});

// faults W9
it.each([
  ['11010519491231002X', 'resident', '11010519491231002X'],
  ['830000199201300022', 'taiwan', '830000199201300022'],
  ['810000199408230021', 'hongkong-macao', '810000199408230021'],
  ['12345678', 'taiwan', '12345678'],
  ['1234567801', 'taiwan', '12345678'],
  ['1234567801(B)', 'taiwan', '12345678'],
  ['H12345678', 'hongkong-macao', 'H12345678'],
  ['m1234567801', 'hongkong-macao', 'M12345678'],
  ['E12345678', 'foreign', 'E12345678'],
  ['EA1234567', 'foreign', 'EA1234567'],
  ['L898902C36UTO7408122F1204159ZE184226B<<<<<10', 'foreign', 'L898902C3'],
])('knows %s for a paper: %s', (text, kind, number) => {
  expect(paperOf(text)).toEqual({ kind, number });
});

it('tells papers, booking codes and what was misread apart', () => {
  const read = (text: string, asked = false): string => readOf(text, text, asked).is;
  expect(read('K7M2PX9A')).toBe('code');
  expect(read('k7m2-px9a')).toBe('code');
  expect(read('12345678')).toBe('person');
  // A wrong check character; a code that lost its end; nothing that anybody gives out.
  for (const text of ['110105194912310021', 'K7M2PX', '????', '1234567'])
    expect(read(text)).toBe('nothing');
  // A code from before codes were kept apart, where a code is asked for.
  expect(read('23456789', true)).toBe('code');
  expect(read('10345678', true)).toBe('person');
  expect([isBookingCode('23456789'), isTellingCode('23456789')]).toEqual([true, false]);
});
