import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AlarmList } from '../shared/contract/alarm.ts';
import type {
  Obstacle,
  ObstacleList,
  ObstacleWithStates,
  Walk,
  WalkList,
  WalkSummary,
} from '../shared/contract/walk.ts';
import { obstacleStatuses } from '../shared/contract/walk.ts';
import { countWalks, isUnfinished, obstacleTransitions } from '../shared/rules/walk.ts';
import { adminPassword, onBothDatabases, type TestHall } from './support/hall.ts';
import { enterNewspaper, newspaper } from './support/newspaper-walks.ts';

const at = '/api/halls/district';
const walk = {
  title: '新生儿一件事走流程',
  leader: '陈建国',
  department: 'health',
  role: 'visitor',
  day: '2026-03-02',
};
async function refused(
  hall: TestHall,
  method: string,
  path: string,
  body?: object,
  token: string | null = hall.admin,
): Promise<unknown[]> {
  const answer = await hall.call<{ code: string }>(method, `${at}/${path}`, body, { token });
  return [answer.status, answer.body.code];
}

describe('the counts of walks', () => {
  const anyWalk = fc.record({
    leader: fc.constantFrom('甲', '乙', '丙'),
    department: fc.constantFrom('a', 'b'),
    matters: fc.array(fc.constantFrom('m1', 'm2', 'm3')),
  });
  const anyObstacle = fc.record({
    walk: fc.nat(9).map(String),
    status: fc.constantFrom(...obstacleStatuses),
    daysCut: fc.nat(9),
    papersCut: fc.nat(9),
  });

  it('are those of their parts, whatever is split, and cut only what is solved', () => {
    fc.assert(
      fc.property(
        fc.array(anyWalk, { maxLength: 10 }),
        fc.array(anyObstacle),
        fc.nat(10),
        (list, obstacles, cut) => {
          const walks = list.map((each, i) => ({ ...each, id: String(i) }));
          const whole = countWalks(walks, obstacles);
          const parts = [walks.slice(0, cut), walks.slice(cut)].map((w) =>
            countWalks(w, obstacles),
          );
          const sum = (of: 'matters' | 'obstaclesFound' | 'workingDaysCut' | 'papersCut') =>
            parts[0]![of] + parts[1]![of];
          for (const of of ['matters', 'obstaclesFound', 'workingDaysCut', 'papersCut'] as const)
            expect(whole[of]).toBe(sum(of));
          expect(whole.departments).toBeLessThanOrEqual(whole.leaders);
          expect(whole.leaders).toBeLessThanOrEqual(whole.walks);
          expect(whole.obstaclesSolved).toBeLessThanOrEqual(whole.obstaclesFound);
          const unsolved = obstacles.filter(({ status }) => status !== 'solved');
          expect(countWalks(walks, unsolved)).toMatchObject({ workingDaysCut: 0, papersCut: 0 });
        },
      ),
    );
  });

  it('what is ended can be taken up again, and leads nowhere else', () => {
    for (const status of obstacleStatuses)
      if (!isUnfinished(status)) expect(obstacleTransitions[status]).toEqual(['in-progress']);
  });
});

onBothDatabases('walks', (fresh) => {
  it('a walk goes from its plan through real tickets to obstacles that are solved', async () => {
    const hall = await fresh();
    const manager = await hall.person('manager', 'manager');
    const guide = await hall.person('guide', 'guide');
    const by = { token: manager };
    for (const token of [guide, null])
      expect((await refused(hall, 'POST', 'walks', walk, token))[0]).toBe(token ? 403 : 401);
    for (const [wrong, code] of [
      [{ role: 'king' }, 'bad_input'],
      [{ title: ' ' }, 'bad_input'],
      [{ day: '2026-02-30' }, 'bad_input'],
      [{ matters: ['no-such'] }, 'unknown_matter'],
      [{ package: 'no-such' }, 'unknown_package'],
      [{ window: 999 }, 'window_not_found'],
    ] as const)
      expect((await refused(hall, 'POST', 'walks', { ...walk, ...wrong }))[1]).toBe(code);

    const made = await hall.ok<Walk>('POST', `${at}/walks`, { ...walk, window: 33 }, by);
    expect(made).toMatchObject({
      ...{ ...walk, status: 'planned', window: 33, matters: [], tickets: [] },
      departmentName: { en: 'Health' },
    });
    const path = `${at}/walks/${made.id}`;
    const packaged = await hall.ok<Walk>('POST', `${at}/walks`, { ...walk, package: 'newborn' });
    expect(packaged.matters.length).toBeGreaterThan(3);
    await hall.ok('PATCH', `${at}/walks/${packaged.id}`, { status: 'cancelled' });

    // A visit of 300 s of waiting and 240 s at the window.
    const clerk = await hall.openWindow(33);
    const ticket = await hall.take({ queue: 'social' });
    hall.clock.pass(300);
    await hall.window(33, 'call-next', {}, clerk);
    await hall.window(33, 'start', {}, clerk);
    await hall.ok('POST', `${path}/tickets`, { number: ticket.number }, by);
    hall.clock.pass(240);
    await hall.window(33, 'finish', {}, clerk);
    expect(await refused(hall, 'POST', `walks/${made.id}/tickets`, { number: 'Z999' })).toEqual([
      ...[404, 'ticket_not_found'],
    ]);
    const timed = await hall.ok<Walk>('GET', path, undefined, by);
    expect(timed.tickets).toMatchObject([
      {
        number: ticket.number,
        visit: { seconds: 540, status: 'done', steps: [{ wait: 300, handling: 240, window: 33 }] },
      },
    ]);

    const seen = { kind: 'blocked', text: '系统不互通，要重复填表', step: '受理' };
    await hall.ok('POST', `${path}/observations`, seen, by);
    expect((await refused(hall, 'POST', `walks/${made.id}/observations`, { text: 'x' }))[1]).toBe(
      'bad_input',
    );
    const post = (body: object) =>
      hall.ok<ObstacleWithStates>('POST', `${path}/obstacles`, body, by);
    const first = await post({ title: '重复填表', department: '卫生健康', observation: 0 });
    // Ten working days of the hall from Monday the second.
    expect(first).toMatchObject({
      ...{ status: 'open', due: '2026-03-16', department: 'health', observation: 0 },
      ...{ overdue: false, walk: { id: made.id, title: walk.title } },
    });
    expect((await refused(hall, 'POST', `walks/${made.id}/obstacles`, { title: 'x' }))[1]).toBe(
      'bad_input',
    );
    const far = { title: '指引不清', department: '某某办公室', observation: 9 };
    expect((await refused(hall, 'POST', `walks/${made.id}/obstacles`, far))[1]).toBe('not_found');
    const second = await post({
      ...far,
      observation: undefined,
      owner: '林主任',
      dueWorkingDays: 1,
    });
    expect(second).toMatchObject({ due: '2026-03-03', owner: { username: null, name: '林主任' } });

    const change = (id: string, body: object) =>
      hall.ok<ObstacleWithStates>('PATCH', `${at}/obstacles/${id}`, body, by);
    await change(first.id, { status: 'in-progress', owner: 'guide' });
    expect(
      (await refused(hall, 'PATCH', `obstacles/${second.id}`, { status: 'declined' }))[1],
    ).toBe('reason_required');
    const solved = { status: 'solved', done: '两个系统已打通', daysCut: 2, papersCut: 3 };
    expect(await change(first.id, solved)).toMatchObject({
      ...{ ...solved, solvedDay: '2026-03-02', owner: { username: 'guide' } },
      states: [{ status: 'open' }, { status: 'in-progress' }, { status: 'solved' }],
    });
    expect((await refused(hall, 'PATCH', `obstacles/${first.id}`, { status: 'open' }))[1]).toBe(
      'not_allowed',
    );
    const range = `${at}/walks/summary?from=2026-03-01&to=2026-03-31`;
    const summary = await hall.ok<WalkSummary>('GET', range, undefined, by);
    expect(summary).toMatchObject({
      ...{ walks: 1, departments: 1, leaders: 1, matters: 0, obstaclesFound: 2 },
      ...{ obstaclesSolved: 1, workingDaysCut: 2, papersCut: 3 },
    });
    expect(await refused(hall, 'GET', 'walks/summary?from=2026-03-02&to=2026-03-01')).toEqual([
      ...[400, 'bad_input'],
    ]);

    // Over its day: in the list, and an alarm that leads there.
    hall.clock.pass(2 * 86_400);
    hall.admin = await hall.signIn('admin', adminPassword);
    const { items } = await hall.ok<ObstacleList>('GET', `${at}/obstacles?overdue=true`);
    expect(items.map(({ id, overdue }: Obstacle) => [id, overdue])).toEqual([[second.id, true]]);
    const { alarms } = await hall.ok<AlarmList>('GET', `${at}/alarms`);
    expect(alarms.find(({ code }) => code === 'obstacles-overdue')).toMatchObject({
      ...{ detail: '1', acts: [{ act: 'go-obstacles' }] },
    });
    const list = await hall.ok<WalkList>('GET', `${at}/walks?status=planned&department=health`);
    expect(list).toMatchObject({
      total: 1,
      items: [{ tickets: 1, observations: 1, obstacles: 2, solved: 1 }],
    });
    await hall.ok('POST', `${path}/unbind-ticket`, { number: ticket.number });
    expect((await hall.ok<Walk>('GET', path)).tickets).toEqual([]);
  });

  it('what the newspaper counts comes out, each count with its rows', async () => {
    const hall = await fresh();
    await enterNewspaper(hall);
    const of = (from: string, to: string) =>
      hall.ok<WalkSummary>('GET', `${at}/walks/summary?from=${from}&to=${to}`);
    const summary = await of('2026-03-01', '2026-03-31');
    expect(summary).toMatchObject({ walks: 45, ...newspaper });
    const { departments, leaders, matters, obstacles } = summary.rows;
    const total = <T>(rows: readonly T[], value: (row: T) => number): number =>
      rows.reduce((sum, row) => sum + value(row), 0);
    expect([departments.length, leaders.length, obstacles.length]).toEqual([21, 45, 33]);
    expect(total(matters, (m) => m.walks)).toBe(253);
    expect(total(leaders, (l) => l.matters)).toBe(253);
    expect(total(departments, (d) => d.workingDaysCut)).toBe(18);
    expect(total(obstacles, (o) => o.papersCut)).toBe(35);
    // Another month has none of it.
    expect(await of('2026-04-01', '2026-04-30')).toMatchObject({ walks: 0, matters: 0 });
  });
});
