import { describe, expect, it } from 'vitest';
import { readRecordedDays } from '../bench/replay/recorded-day.ts';
import { complaints, replayDay } from '../bench/replay/replay-day.ts';
import type { Stage } from '../bench/replay/stage.ts';
import type { Setup } from '../shared/contract/setup.ts';
import type { Issue } from '../shared/errors.ts';

const [morning] = readRecordedDays('test/data/warsaw-praga-poludnie-morning.csv');
const postgres = process.env['TEST_DATABASE_URL'];
const patience = 180_000;

type Publication = { revision: number; code?: string; issues?: Issue[] };
const draftOf = async (stage: Stage): Promise<Setup> =>
  (await stage.ask<Setup>('GET', '/setup')).body;
const publish = (stage: Stage, draft: Setup, from: 'now' | 'next-day') => {
  const { hall, catalogue } = draft;
  const revision = draft.next?.revision ?? draft.revision;
  return stage.ask<Publication>('PUT', '/setup', { revision, hall, catalogue, from });
};

describe.each([
  ['SQLite', undefined],
  ['PostgreSQL', postgres],
] as const)('a recorded morning in which the set-up is published (%s)', (name, url) => {
  it.skipIf(name === 'PostgreSQL' && url === undefined)(
    'loses, doubles and miscalls nobody; a window with a ticket in hand waits for the next day',
    async () => {
      let retired = 0;
      const midway = async (stage: Stage, quarter: number): Promise<void> => {
        const draft = await draftOf(stage);
        if (quarter === 1) {
          draft.hall.queues.unshift({
            ...{ code: 'new', name: { 'zh-Hans': '新队列' }, prefix: 'Z', serviceLevelMinutes: 15 },
          });
          draft.hall.windows.push({
            ...{ number: 99, name: { 'zh-Hans': '新窗口' }, zone: 'A' },
            serves: [{ queue: 'new', handicapMinutes: 0 }],
          });
          for (const window of draft.hall.windows) window.name = { 'zh-Hans': '改名' };
          expect((await publish(stage, draft, 'now')).status).toBe(200);
        } else if (quarter === 2) {
          const { windows } = await stage.manage<{
            windows: { number: number; status: string }[];
          }>('GET', '');
          retired = windows.find((w) => w.status === 'open')!.number;
          draft.hall.windows = draft.hall.windows.filter((w) => w.number !== retired);
          const held = await publish(stage, draft, 'now');
          expect([held.status, held.body.code]).toEqual([409, 'in_use']);
          expect(held.body.issues!.map((i) => [i.code, i.facts])).toEqual([
            ['window_in_use', { code: retired }],
          ]);
          expect((await publish(stage, draft, 'next-day')).status).toBe(200);
        } else {
          // A queue with people in it cannot go either.
          draft.hall.queues = draft.hall.queues.filter((q) => q.code !== 'q1');
          for (const window of draft.hall.windows)
            window.serves = window.serves.filter((s) => s.queue !== 'q1');
          draft.catalogue = { ...draft.catalogue, matters: [], packages: [] };
          const held = await publish(stage, draft, 'now');
          expect(held.body.issues?.some((i) => i.code === 'queue_in_use')).toBe(true);
        }
      };
      const afterwards = async (stage: Stage): Promise<void> => {
        expect((await draftOf(stage)).hall.windows.some((w) => w.number === retired)).toBe(true);
        stage.now = '2020-01-09T07:00:00.000Z';
        expect((await stage.take({ queue: 'q1' })).number).toBe('A001');
        const after = await draftOf(stage);
        expect([after.revision, after.next]).toEqual([3, null]);
        expect(after.hall.windows.some((w) => w.number === retired)).toBe(false);
        const gone = await stage.ask<Publication>('POST', `/windows/${retired}/open`, {});
        expect([gone.status, gone.body.code]).toEqual([404, 'window_not_found']);
        // The day before still has what was done there.
        const before = await stage.ask<{
          windows: { window: number; done: number }[];
          ok: boolean;
        }>(...(['GET', '/reports/daily?from=2020-01-08&to=2020-01-08'] as const));
        expect(before.body.ok).toBe(true);
        expect(before.body.windows.find((w) => w.window === retired)!.done).toBeGreaterThan(0);
      };
      const day = await replayDay(morning!, { postgres: url, midway, afterwards });
      expect(complaints(day)).toEqual([]);
      expect(day.report.total).toMatchObject({ taken: 248, done: 248 });
      expect(day.report.total.wait).toEqual(day.fileWait);
      expect(retired).toBeGreaterThan(0);
    },
    patience,
  );
});
