import { expect, it, vi } from 'vitest';
import type { ApplicationList } from '../shared/contract/application.ts';
import type { Catalogue } from '../shared/contract/catalogue.ts';
import type { Project, ProjectList } from '../shared/contract/project.ts';
import { adminPassword, onBothDatabases, type TestHall } from './support/hall.ts';

vi.setConfig({ testTimeout: 60_000 });

const at = '/api/halls/district';
const path = `${at}/projects`;
interface Refusal {
  readonly code: string;
}
const codeOf = async (
  hall: TestHall,
  method: string,
  to: string,
  body: object,
  token: string | null = hall.admin,
): Promise<unknown[]> => {
  const answer = await hall.call<Refusal>(method, to, body, { token });
  return [answer.status, answer.body.code];
};
const mattersOf = async (hall: TestHall): Promise<string[]> =>
  (await hall.ok<Catalogue>('GET', `${at}/catalogue`)).matters.map(({ code }) => code);

/** Four stages of three applications each, one after another. */
function fourStages(matters: readonly string[]): object[] {
  return ['立项用地', '规划许可', '施工许可', '竣工验收'].map((name, i) => ({
    name,
    dueDay: `2026-0${3 + i}-31`.replace('-04-31', '-04-30').replace('-06-31', '-06-30'),
    applications: [0, 1, 2].map((j) => ({
      matter: matters[i * 3 + j],
      dueDay: `2026-0${3 + i}-${10 + j}`,
    })),
  }));
}
/** The end of a visit at window 1 in which these were handed in; the ticket's number. */
async function handedIn(hall: TestHall, clerk: string, applications: object[]): Promise<string> {
  const ticket = await hall.take({ queue: 'one-life' });
  await hall.window(1, 'call', { number: ticket.number, reason: 'asked' }, clerk);
  await hall.window(1, 'start', {}, clerk);
  await hall.window(1, 'finish', { applications }, clerk);
  return ticket.number;
}

onBothDatabases('a project', (fresh) => {
  it('shows by stages what is decided, what goes on and what is late', async () => {
    const hall = await fresh();
    await hall.person('steward', 'guide');
    const clerk = await hall.openWindow(1);
    const matters = await mattersOf(hall);
    const made = await hall.ok<Project>('POST', path, {
      code: 'P1',
      name: '阿集咖啡工厂',
      steward: 'steward',
      stages: fourStages(matters),
    });
    expect(made).toMatchObject({
      ...{ planned: 12, done: 0, late: 0, dueDay: '2026-06-30' },
      steward: { username: 'steward' },
    });
    const [m1, m2, m3, m4] = matters;
    const number = await handedIn(hall, clerk, [
      ...[m1, m2].map((matter) => ({ matter, project: 'P1', promisedWorkingDays: 30 })),
      { matter: m4, promisedWorkingDays: 30 },
      { matter: m1, project: 'P1', promisedWorkingDays: 30 },
    ]);
    const list = await hall.ok<ApplicationList>('GET', `${at}/applications?project=P1`);
    expect(list.total).toBe(3);
    const planned = made.stages[0]!.applications;
    const all = await hall.ok<ApplicationList>('GET', `${at}/applications?matter=${m4}`);
    const alone = `${at}/applications/${all.applications[0]!.id}`;
    // In the list: bound by hand, to the place of its matter.
    await hall.ok('PATCH', alone, { project: 'P1' });
    const first = list.applications.find(({ project }) => project?.plan === planned[0]!.id)!;
    await hall.ok('PATCH', `${at}/applications/${first.id}`, { status: 'decided' });
    await hall.ok('POST', `${path}/P1/visits`, { number, day: '2026-03-02' });
    await hall.ok('POST', `${path}/P1/visits`, { number, day: '2026-03-02' });

    // 12 March is over on the 13th: the second is not decided, the third was never handed in.
    hall.clock.set('2026-03-13T01:00:00.000Z');
    hall.admin = await hall.signIn('admin', adminPassword);
    const now = await hall.ok<Project>('GET', `${path}/P1`);
    expect(now).toMatchObject({ planned: 12, done: 1, late: 2, visits: 1 });
    expect(now.stages[0]!.applications.map(({ state, late }) => [state, late])).toEqual([
      ['done', false],
      ['running', true],
      ['planned', true],
    ]);
    expect(now.stages[0]!.late).toBe(false);
    expect(now.stages[1]!.applications[0]).toMatchObject({ matter: m4, state: 'running' });
    expect(now.others).toMatchObject([{ matter: m1 }]);
    expect(now.bound).toEqual([{ number, day: '2026-03-02' }]);
    const { projects } = await hall.ok<ProjectList>('GET', path);
    expect(projects).toMatchObject([{ code: 'P1', done: 1, late: 2, visits: 1 }]);
    hall.clock.set('2026-04-01T01:00:00.000Z');
    hall.admin = await hall.signIn('admin', adminPassword);
    expect((await hall.ok<Project>('GET', `${path}/P1`)).stages[0]!.late).toBe(true);

    // What is planned no more leaves its application bound to the project.
    const [stage, ...rest] = now.stages.map(({ name, dueDay, applications }) => ({
      ...{ name, dueDay },
      applications: applications.map(({ id, matter, dueDay: due }) => ({
        ...{ id, matter },
        dueDay: due,
      })),
    }));
    const stages = [{ ...stage!, applications: stage!.applications.slice(1) }, ...rest];
    const less = await hall.ok<Project>('PATCH', `${path}/P1`, { stages, status: 'closed' });
    expect(less).toMatchObject({ planned: 11, done: 0, status: 'closed' });
    expect(less.others.map(({ matter }) => matter)).toEqual([m1, m1]);
    expect(await codeOf(hall, 'PATCH', alone, { project: 'P1' })).toEqual([409, 'not_allowed']);
    await hall.ok('PATCH', alone, { project: null });
    await hall.ok('POST', `${path}/P1/unbind-visit`, { number, day: '2026-03-02' });
    expect(await hall.ok<Project>('GET', `${path}/P1`)).toMatchObject({ visits: 0, bound: [] });
    expect(m3).toBeDefined();
  });

  it('is refused whole where something is wrong, and is made by managers alone', async () => {
    const hall = await fresh();
    const guide = await hall.person('guide', 'guide');
    const [matter] = await mattersOf(hall);
    const project = { code: 'P1', name: '某项目' };
    expect(await codeOf(hall, 'POST', path, project, guide)).toEqual([403, 'forbidden']);
    expect(await codeOf(hall, 'POST', path, project, null)).toEqual([401, 'unauthorized']);
    await hall.ok('POST', path, project);
    expect(await codeOf(hall, 'POST', path, project)).toEqual([409, 'already_exists']);
    const stage = { name: '一', dueDay: '2026-04-01' };
    for (const [change, code] of [
      [{}, 'bad_input'],
      [{ name: '' }, 'bad_input'],
      [{ status: 'gone' }, 'bad_input'],
      [{ steward: 'nobody' }, 'unknown_clerk'],
      [{ stages: Array.from({ length: 21 }, () => stage) }, 'bad_input'],
      [{ stages: [{ ...stage, dueDay: '2026-02-30' }] }, 'bad_input'],
      [
        { stages: [{ ...stage, applications: [{ matter: 'none', dueDay: '2026-04-01' }] }] },
        'unknown_matter',
      ],
      [
        { stages: [{ ...stage, applications: [{ id: 'x', matter, dueDay: '2026-04-01' }] }] },
        'bad_input',
      ],
    ] as const)
      expect((await codeOf(hall, 'PATCH', `${path}/P1`, change))[1]).toBe(code);
    expect(await codeOf(hall, 'PATCH', `${path}/none`, { name: 'x' })).toEqual([
      ...[422, 'unknown_project'],
    ]);
    const visit = { number: 'A999', day: '2026-03-02' };
    expect(await codeOf(hall, 'POST', `${path}/P1/visits`, visit)).toEqual([
      ...[404, 'ticket_not_found'],
    ]);
    expect(await codeOf(hall, 'POST', `${path}/P1/unbind-visit`, visit)).toEqual([
      ...[404, 'not_found'],
    ]);
    for (const code of ['%00', 'a%2Fb'])
      expect([400, 404]).toContain((await hall.call('GET', `${path}/${code}`)).status);
    expect(await hall.ok<Project>('GET', `${path}/P1`, undefined, { token: guide })).toMatchObject({
      name: '某项目',
      planned: 0,
    });
  });
});
