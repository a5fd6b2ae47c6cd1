import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Calendar, CalendarChanged, HolidayPreview } from '../shared/contract/calendar.ts';
import type { EventEntry } from '../shared/contract/events.ts';
import { readHolidayFile } from '../server/calendar/holiday-file.ts';
import { onBothDatabases, type TestHall } from './support/hall.ts';

const json = (days: unknown): string => JSON.stringify({ year: 2027, papers: [], days }, null, 2);
const springFestival = json([
  { name: '元旦', date: '2027-01-01', isOffDay: true },
  { name: '春节', date: '2027-01-31', isOffDay: false },
  { name: '春节', date: '2027-02-05', isOffDay: true },
]);
const ics = [
  'BEGIN:VCALENDAR',
  'VERSION:2.0',
  'BEGIN:VEVENT',
  'DTSTART;VALUE=DATE:20271001',
  'DTEND;VALUE=DATE:20271004',
  'SUMMARY:国庆',
  ' 节（休）',
  'END:VEVENT',
  'BEGIN:VEVENT',
  'SUMMARY:国庆节 补班',
  'DTSTART;VALUE=DATE:20271009',
  'END:VEVENT',
  'END:VCALENDAR',
].join('\r\n');

describe('a holiday file', () => {
  it('is read as holiday-cn publishes it: weekends that become workdays are make-up days', () => {
    expect(readHolidayFile(springFestival)).toEqual({
      years: [2027],
      days: [
        { day: '2027-01-01', kind: 'holiday', name: '元旦', line: 7 },
        { day: '2027-01-31', kind: 'workday', name: '春节', line: 12 },
        { day: '2027-02-05', kind: 'holiday', name: '春节', line: 17 },
      ],
      faults: [],
    });
  });

  it('is read as an ICS calendar: the end day is not in it, long lines are broken', () => {
    const { years, days, faults } = readHolidayFile(ics);
    expect({ years, faults }).toEqual({ years: [2027], faults: [] });
    expect(days.map(({ day, kind, name }) => [day, kind, name])).toEqual([
      ['2027-10-01', 'holiday', '国庆节'],
      ['2027-10-02', 'holiday', '国庆节'],
      ['2027-10-03', 'holiday', '国庆节'],
      ['2027-10-09', 'workday', '国庆节'],
    ]);
  });

  it('tells each fault by its line', () => {
    const told = (text: string): string[] =>
      readHolidayFile(text).faults.map(({ path, code }) => `${path} ${code}`);
    expect(told(json([{ name: 'x', date: '2027-02-30', isOffDay: true }]))).toEqual([
      '7 not_a_day',
    ]);
    expect(told(json([{ name: 'x', date: '2027-02-28' }]))).toEqual(['7 off_day_missing']);
    expect(told(`{\n"days": [\n{]\n}`)).toEqual(['3 not_a_holiday_file']);
    expect(told('hello')).toEqual(['1 not_a_holiday_file']);
    expect(told('[]')).toEqual(['1 not_a_holiday_file']);
    expect(told('null')).toEqual(['1 not_a_holiday_file']);
    expect(told('BEGIN:VCALENDAR\nEND:VCALENDAR')).toEqual(['1 no_holidays']);
    const event = (...lines: string[]): string =>
      ['BEGIN:VCALENDAR', 'BEGIN:VEVENT', ...lines, 'END:VEVENT', 'END:VCALENDAR'].join('\n');
    expect(told(event('DTSTART;VALUE=DATE:20271301'))).toEqual(['3 not_a_day']);
    expect(told(event('SUMMARY:x'))).toEqual(['2 not_a_day']);
    expect(told(event('DTSTART;VALUE=DATE:20270101', 'RRULE:FREQ=YEARLY'))).toEqual([
      '4 holiday_repeats',
    ]);
    expect(told(event('DTSTART;VALUE=DATE:20270101', 'DTEND;VALUE=DATE:20990101'))).toEqual([
      '4 holiday_too_long',
    ]);
    expect(
      told(
        json([
          { name: 'x', date: '2027-01-01', isOffDay: true },
          { name: 'x', date: '2027-01-01', isOffDay: false },
        ]),
      ),
    ).toEqual(['12 stands_twice']);
  });

  it('answers any text', () => {
    fc.assert(
      fc.property(fc.string(), fc.array(fc.anything()), (text, days) => {
        readHolidayFile(text);
        readHolidayFile(`BEGIN:VCALENDAR\nBEGIN:VEVENT\n${text}\nEND:VEVENT`);
        let file: string;
        try {
          file = JSON.stringify({ days });
        } catch {
          return;
        }
        readHolidayFile(file);
      }),
    );
  });
});

onBothDatabases('many days of a calendar', (fresh) => {
  const at = '/api/halls/district/calendar';
  const kinds = async (hall: TestHall, from: string, to: string): Promise<string[]> => {
    const { days } = await hall.ok<Calendar>('GET', `${at}?from=${from}&to=${to}`);
    return days.map(({ kind }) => kind);
  };
  const preview = async (hall: TestHall, body: string, token = hall.admin) => {
    const answer = await fetch(`${hall.url}${at}/holidays`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/octet-stream' },
      body,
    });
    return { status: answer.status, body: (await answer.json()) as HolidayPreview };
  };

  it('are changed in one command: a range is one entry of the log', async () => {
    const hall = await fresh();
    const change = { kind: 'holiday', name: { 'zh-Hans': '国庆节' } };
    const entries = [{ from: '2031-10-01', to: '2031-10-07', change }];
    const { days } = await hall.ok<CalendarChanged>('PUT', at, { entries, years: [2031] });
    expect(days).toBe(7);
    const [before, ...within] = await kinds(hall, '2031-09-30', '2031-10-08');
    expect([before, within.pop()]).toEqual(['regular', 'regular']);
    expect(within).toEqual(Array.from({ length: 7 }, () => 'holiday'));
    const { unknownYears } = await hall.ok<Calendar>('GET', `${at}?from=2031-10-01&to=2031-10-02`);
    expect(unknownYears).toEqual([]);
    const log = await hall.ok<EventEntry[]>('GET', '/api/halls/district/events?day=2026-03-02');
    const written = log.filter(({ command }) => command.startsWith('set-calendar'));
    expect(written).toMatchObject([{ command: 'set-calendar-days', data: { days: 7, entries } }]);
    await hall.ok('PUT', at, { entries: [{ from: '2031-10-06', to: '2031-10-07', change: null }] });
    expect(await kinds(hall, '2031-10-05', '2031-10-07')).toEqual([
      'holiday',
      'regular',
      'regular',
    ]);
  });

  it('are refused whole where a day stands twice, an end comes first or nobody may', async () => {
    const hall = await fresh();
    const change = { kind: 'holiday' };
    const bad = async (entries: object[], token?: string): Promise<number> =>
      (await hall.call('PUT', at, { entries }, token === undefined ? {} : { token })).status;
    expect(
      await bad([
        { from: '2031-10-01', to: '2031-10-03', change },
        { from: '2031-10-03', change: null },
      ]),
    ).toBe(400);
    expect(await bad([{ from: '2031-10-03', to: '2031-10-01', change }])).toBe(400);
    expect(await bad([{ from: '2031-10-03', to: '2034-10-01', change }])).toBe(400);
    expect(await bad([{ from: '2031-10-01', change }], await hall.person('carl', 'clerk'))).toBe(
      403,
    );
    expect(await kinds(hall, '2031-10-01', '2031-10-02')).toEqual(['regular', 'regular']);
  });

  it('come from a file: previewed with what changes, then applied whole', async () => {
    const hall = await fresh();
    const own = { kind: 'special', hours: [] };
    await hall.ok('PUT', `${at}/2027-02-05`, own);
    const { status, body } = await preview(hall, springFestival);
    expect(status).toBe(200);
    expect(body.years).toEqual([2027]);
    expect(body.days).toMatchObject([
      { day: '2027-01-01', weekday: 5, kind: 'holiday', before: { kind: 'regular' }, same: false },
      { day: '2027-01-31', weekday: 7, kind: 'workday', name: { 'zh-Hant': '春節' } },
      { day: '2027-02-05', kind: 'holiday', before: { kind: 'special' }, same: false },
    ]);
    // Nothing is changed by looking.
    expect(await kinds(hall, '2027-01-31', '2027-01-31')).toEqual(['regular']);
    const entries = body.days.map(({ day, kind, name }) => ({
      from: day,
      change: kind === 'regular' ? null : { kind, ...(name === null ? {} : { name }) },
    }));
    await hall.ok('PUT', at, { entries, years: body.years });
    expect(await kinds(hall, '2027-01-31', '2027-02-01')).toEqual(['workday', 'regular']);
    expect((await preview(hall, springFestival)).body.days.every(({ same }) => same)).toBe(true);
  });

  it('of an older notice go where the new file does not have them', async () => {
    const hall = await fresh();
    const file = JSON.stringify({
      year: 2026,
      days: [{ name: '国庆节', date: '2026-10-01', isOffDay: true }],
    });
    const { body } = await preview(hall, file);
    expect(body.days.find(({ day }) => day === '2026-10-01')).toMatchObject({ same: true });
    expect(body.days.find(({ day }) => day === '2026-10-02')).toMatchObject({
      kind: 'regular',
      before: { kind: 'holiday' },
    });
    const faulty = await preview(hall, '{"days": [1]}');
    expect(faulty.body).toMatchObject({ days: [], faults: [{ path: '1', code: 'not_a_day' }] });
    const clerk = await hall.person('carl', 'clerk');
    expect((await preview(hall, file, clerk)).status).toBe(403);
  });
});
