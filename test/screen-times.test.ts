import { describe, expect, it } from 'vitest';
import type { Hall } from '../shared/contract/hall.ts';
import type { Device } from '../shared/contract/people.ts';
import type { ScreenTimes } from '../shared/contract/screen-times.ts';
import { isLit } from '../shared/rules/screen-times.ts';
import { onBothDatabases } from './support/hall.ts';

describe('a screen’s times', () => {
  const timezone = 'Asia/Shanghai';
  const at = (time: string): number => Date.parse(`2026-03-02T${time}:00+08:00`);
  const openings = [{ from: '2026-03-02T01:00:00.000Z', to: '2026-03-02T09:00:00.000Z' }];
  const lit = (times: ScreenTimes, time: string, known: typeof openings | null = openings) =>
    isLit(times, { now: at(time), timezone, openings: known });

  it.each([
    ['07:59', false],
    ['08:00', true],
    ['17:59', true],
    ['18:00', false],
  ])('between two times, at %s', (time, is) => {
    expect(lit({ by: 'times', on: '08:00', off: '18:00' }, time)).toBe(is);
  });
  it.each([
    ['21:59', false],
    ['22:00', true],
    ['00:30', true],
    ['06:00', false],
  ])('over midnight, at %s', (time, is) => {
    expect(lit({ by: 'times', on: '22:00', off: '06:00' }, time)).toBe(is);
  });
  it.each([
    ['07:59', false],
    ['08:00', true],
    ['18:29', true],
    ['18:30', false],
  ])('by the hours, at %s', (time, is) => {
    expect(lit({ by: 'hours', before: 60, after: 90 }, time)).toBe(is);
  });
  it('are never dark while the hall is open, or where nobody knows its hours', () => {
    expect(lit({ by: 'times', on: '10:00', off: '11:00' }, '16:00')).toBe(true);
    expect(lit({ by: 'hours', before: 0, after: 0 }, '23:00', null)).toBe(true);
    expect(lit({ by: 'always' }, '23:00')).toBe(true);
  });
});

onBothDatabases('the times of a hall’s screens', (fresh) => {
  it('are set for the hall and for one screen, which asks for its own and is told to', async () => {
    const hall = await fresh();
    const token = await hall.device('display', { zone: 'A' });
    const screenTimes: ScreenTimes = { by: 'times', on: '07:30', off: '18:00' };
    await hall.ok('PATCH', '/api/halls/district', {
      settings: { screenTimes: { by: 'hours', before: 60, after: 30 } },
    });
    const { settings, openings } = await hall.ok<Hall>('GET', '/api/halls/district');
    expect(settings.screenTimes).toEqual({ by: 'hours', before: 60, after: 30 });
    expect(openings.every(({ from, to }) => from < to)).toBe(true);
    expect(openings.length).toBeGreaterThan(8);

    const own = () => hall.ok<Device>('GET', '/api/devices/own', undefined, { token });
    const { id } = await own();
    const screen = await hall.connect(token);
    const ended = new Promise((resolve) => screen.once('disconnect', resolve));
    await hall.ok('PATCH', `/api/devices/${id}`, { settings: { screenTimes } });
    await ended;
    expect((await own()).settings.screenTimes).toEqual(screenTimes);
    expect((await hall.call('GET', '/api/devices/own')).status).toBe(403);
    const wrong = await hall.call('PATCH', `/api/devices/${id}`, {
      settings: { screenTimes: { by: 'times', on: '25:00', off: '18:00' } },
    });
    expect(wrong.status).toBe(400);
  });
});
