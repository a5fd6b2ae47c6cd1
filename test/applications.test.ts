import { expect, it, vi } from 'vitest';
import type {
  Application,
  ApplicationFile,
  ApplicationList,
  ApplicationReport,
  VisitorApplications,
} from '../shared/contract/application.ts';
import type { Catalogue } from '../shared/contract/catalogue.ts';
import type { EventEntry } from '../shared/contract/events.ts';
import type { PersonErased, PersonFile } from '../shared/contract/privacy.ts';
import type { Ticket } from '../shared/contract/ticket.ts';
import { adminPassword, onBothDatabases, type TestHall } from './support/hall.ts';
import { madeUpId } from './support/person.ts';

vi.setConfig({ testTimeout: 60_000 });

const at = '/api/halls/district';
const list = `${at}/applications`;
const anyone = { token: null };
const daySeconds = 24 * 60 * 60;
interface Refusal {
  readonly code: string;
  readonly issues?: { readonly path: string }[];
  readonly allowed?: string[];
}

/** A visitor whose step at window 1 is being served. */
async function served(hall: TestHall, clerk: string, wish: object = {}): Promise<Ticket> {
  const ticket = await hall.take({ queue: 'one-life', ...wish });
  await hall.window(1, 'call', { number: ticket.number, reason: 'asked' }, clerk);
  await hall.window(1, 'start', {}, clerk);
  return ticket;
}
const finish = (hall: TestHall, clerk: string, applications: object[]) =>
  hall.window(1, 'finish', { applications }, clerk);
const refusedEnd = async (hall: TestHall, clerk: string, body: object): Promise<unknown[]> => {
  const answer = await hall.call<Refusal>('POST', `${at}/windows/1/finish`, body, { token: clerk });
  return [answer.status, answer.body.code, answer.body.issues?.[0]?.path];
};
const applicationsOf = (hall: TestHall, query = '', token = hall.admin): Promise<ApplicationList> =>
  hall.ok('GET', `${list}${query}`, undefined, { token });
const onPhone = async (hall: TestHall, { token }: { token: string }) =>
  (
    await hall.ok<VisitorApplications>(
      'GET',
      `/api/tickets/${token}/applications`,
      undefined,
      anyone,
    )
  ).applications;
const patch = (hall: TestHall, id: string, body: object, token = hall.admin) =>
  hall.ok<ApplicationFile>('PATCH', `${list}/${id}`, body, { token });
const refusedPatch = async (
  hall: TestHall,
  id: string,
  body: object,
  token: string | null = hall.admin,
): Promise<unknown[]> => {
  const answer = await hall.call<Refusal>('PATCH', `${list}/${id}`, body, { token });
  return [answer.status, answer.body.code];
};
/** So many days later; sessions end meanwhile. */
async function later(hall: TestHall, days: number): Promise<void> {
  hall.clock.pass(days * daySeconds);
  hall.admin = await hall.signIn('admin', adminPassword);
}
const clerkAgain = (hall: TestHall): Promise<string> => hall.signIn('clerk1', 'long enough');
const anyMatters = async (hall: TestHall): Promise<string[]> =>
  (await hall.ok<Catalogue>('GET', `${at}/catalogue`)).matters.map(({ code }) => code);

onBothDatabases('what is handed in at a window', (fresh) => {
  it('is due by the calendar, stands still for a supplement, and is late the day after', async () => {
    // Wednesday; 4 to 6 April are 清明节.
    const hall = await fresh({ start: '2026-04-01T01:00:00.000Z' });
    const clerk = await hall.openWindow(1);
    const [matter] = await anyMatters(hall);
    const ticket = await served(hall, clerk);
    await finish(hall, clerk, [{ matter, receipt: ' ３５02-ab 7 ', promisedWorkingDays: 5 }]);
    const { applications, total } = await applicationsOf(hall, '', clerk);
    expect(total).toBe(1);
    const { id } = applications[0]!;
    expect(applications[0]).toMatchObject({
      number: ticket.number,
      day: '2026-04-01',
      receipt: '3502-AB7',
      promisedWorkingDays: 5,
      dueDay: '2026-04-09',
      status: 'accepted',
      window: 1,
      clerk: { username: 'clerk1' },
      allowed: ['supplement', 'decided', 'withdrawn'],
      overdue: false,
    });
    expect(await onPhone(hall, ticket)).toMatchObject([
      { status: 'accepted', dueDay: '2026-04-09', receiptEnd: '-AB7' },
    ]);

    await later(hall, 6);
    await patch(
      hall,
      id,
      { status: 'supplement', note: '缺章', visitorNote: '请带户口本原件' },
      await clerkAgain(hall),
    );
    const [asked] = await onPhone(hall, ticket);
    expect(asked).toMatchObject({ status: 'supplement', dueDay: null, note: '请带户口本原件' });
    expect(JSON.stringify(asked)).not.toContain('缺章');

    await later(hall, 2);
    const goesOn = await patch(hall, id, { status: 'accepted' });
    // Counted: 2, 3, 7, 10 and 13 April.
    expect(goesOn).toMatchObject({ status: 'accepted', dueDay: '2026-04-13', overdue: false });
    expect(goesOn.states.map(({ status, by, note }) => [status, by, note])).toEqual([
      ['accepted', 'clerk1', null],
      ['supplement', 'clerk1', '缺章'],
      ['accepted', expect.any(String), null],
    ]);
    expect(await onPhone(hall, ticket)).toMatchObject([{ dueDay: '2026-04-13', note: null }]);
    const soon = await applicationsOf(hall, '?dueSoon=true');
    expect([soon.total, soon.due.overdue, soon.due.dueSoon]).toEqual([1, 0, 1]);

    await later(hall, 4);
    expect(await applicationsOf(hall, '?overdue=true')).toMatchObject({ total: 0 });
    await later(hall, 1);
    const late = await applicationsOf(hall, '?overdue=true');
    expect(late.applications).toMatchObject([{ id, overdue: true, dueDay: '2026-04-13' }]);
    expect(late.due).toMatchObject({ overdue: 1, dueSoon: 0, first: [{ id }] });
    expect(await onPhone(hall, ticket)).toMatchObject([{ overdue: true }]);

    const decided = await patch(hall, id, { status: 'decided' });
    expect(decided).toMatchObject({ onTime: false, usedWorkingDays: 6, allowed: ['delivered'] });
    const report = await hall.ok<ApplicationReport>(
      'GET',
      `${at}/reports/applications?from=2026-04-01&to=2026-04-30`,
    );
    expect(report.total).toMatchObject({
      accepted: 1,
      decided: 1,
      onTime: { numerator: 0, denominator: 1, rate: 0 },
      promised: { p50: 5, p90: 5 },
      used: { p50: 6, p90: 6 },
    });
    expect(report.matters).toMatchObject([{ code: matter, decided: 1 }]);
  });

  it('takes what the matter promises, the usual twenty days where it says nothing', async () => {
    const catalogue = (await import('../data/catalogue.json')).default as Catalogue;
    const [first, second] = catalogue.matters;
    const matters = catalogue.matters.map((m) =>
      m.code === first!.code ? { ...m, promisedWorkingDays: 3 } : m,
    );
    const hall = await fresh({ catalogue: { ...catalogue, matters } });
    const clerk = await hall.openWindow(1);
    await served(hall, clerk);
    await finish(hall, clerk, [{ matter: first!.code }, { matter: second!.code }]);
    const { applications } = await applicationsOf(hall, '?sort=due');
    expect(applications.map((a) => [a.matter, a.promisedWorkingDays, a.dueDay])).toEqual([
      [first!.code, 3, '2026-03-05'],
      [second!.code, 20, '2026-03-30'],
    ]);
  });

  it('is refused whole where something is wrong, and then nothing is finished', async () => {
    const hall = await fresh();
    const clerk = await hall.openWindow(1);
    const [matter] = await anyMatters(hall);
    await served(hall, clerk);
    const bad = (...applications: object[]) => refusedEnd(hall, clerk, { applications });
    expect(await bad()).toEqual([400, 'bad_input', 'applications']);
    expect(await bad(...Array.from({ length: 21 }, () => ({ matter })))).toEqual([
      ...[400, 'bad_input', 'applications'],
    ]);
    expect((await bad({ matter: 'nothing' }))[1]).toBe('unknown_matter');
    expect((await bad({ matter, project: 'none' }))[1]).toBe('unknown_project');
    for (const promisedWorkingDays of [0, 366, 1.5, '5'])
      expect((await bad({ matter, promisedWorkingDays }))[0]).toBe(400);
    for (const receipt of ['', ' ', 'x'.repeat(65), 'a\u0000bc', 7])
      expect((await bad({ matter, receipt }))[0]).toBe(400);
    expect((await bad({ matter, receipt: 'R-1' }, { matter, receipt: 'r-1' }))[1]).toBe(
      'receipt_taken',
    );
    expect((await applicationsOf(hall)).total).toBe(0);
    expect(
      (await hall.window(1, 'finish', { applications: [{ matter, receipt: 'R-1' }] }, clerk))
        .ticket,
    ).toBeNull();

    await served(hall, clerk);
    const again = await hall.call<Refusal>(
      'POST',
      `${at}/windows/1/finish`,
      { applications: [{ matter, receipt: 'r-１' }] },
      { token: clerk },
    );
    expect([again.status, again.body.code]).toEqual([409, 'receipt_taken']);
    expect(again.body).toMatchObject({ receipt: 'R-1' });
    // A press that finishes nobody takes nothing in.
    await finish(hall, clerk, [{ matter }]);
    await hall.take({ queue: 'one-life' });
    const next = await hall.call<Refusal>(
      'POST',
      `${at}/windows/1/call-next`,
      { applications: [{ matter }] },
      { token: clerk },
    );
    expect([next.status, next.body.code]).toEqual([400, 'bad_input']);
    await hall.window(1, 'call-next', {}, clerk);
    await hall.window(1, 'start', {}, clerk);
    await hall.take({ queue: 'one-life' });
    await hall.window(1, 'call-next', { applications: [{ matter, receipt: 'R-9' }] }, clerk);
    expect((await applicationsOf(hall, '?receipt=r-9')).total).toBe(1);
  });

  it('goes with an undo of the end, unless it has moved on', async () => {
    const hall = await fresh();
    const clerk = await hall.openWindow(1);
    const [matter] = await anyMatters(hall);
    await served(hall, clerk);
    await finish(hall, clerk, [{ matter, receipt: 'R-1' }]);
    await hall.window(1, 'undo', {}, clerk);
    expect((await applicationsOf(hall)).total).toBe(0);
    // The number is free again.
    await finish(hall, clerk, [{ matter, receipt: 'R-1' }]);
    const { applications } = await applicationsOf(hall);
    hall.clock.pass(1);
    await patch(hall, applications[0]!.id, { status: 'decided' });
    const undo = await hall.call<Refusal>('POST', `${at}/windows/1/undo`, {}, { token: clerk });
    expect([undo.status, undo.body.code]).toEqual([409, 'undo_too_late']);
    expect((await applicationsOf(hall)).total).toBe(1);
  });

  it('moves only as the table allows, for its clerk, its window, guides and managers', async () => {
    const hall = await fresh();
    const clerk = await hall.openWindow(1);
    const other = await hall.openWindow(2);
    const [matter, second] = await anyMatters(hall);
    await served(hall, clerk);
    await finish(hall, clerk, [{ matter, receipt: 'R-1' }, { matter: second }]);
    const { applications } = await applicationsOf(hall, '?sort=accepted');
    const [one, two] = applications as [Application, Application];
    expect((await applicationsOf(hall, '', other)).total).toBe(0);
    expect(await refusedPatch(hall, one.id, { status: 'decided' }, other)).toEqual([
      ...[404, 'not_found'],
    ]);
    expect(await refusedPatch(hall, one.id, { status: 'decided' }, null)).toEqual([
      ...[401, 'unauthorized'],
    ]);
    const kiosk = await hall.device('kiosk');
    expect(await refusedPatch(hall, one.id, { status: 'decided' }, kiosk)).toEqual([
      ...[403, 'forbidden'],
    ]);
    for (const body of [{}, { status: 'lost' }, { note: 'x' }, { status: 'decided', who: 'me' }])
      expect((await refusedPatch(hall, one.id, body, clerk))[0]).toBe(400);
    for (const status of ['delivered', 'accepted'])
      expect(await refusedPatch(hall, one.id, { status }, clerk)).toEqual([409, 'not_allowed']);
    expect(await refusedPatch(hall, two.id, { receipt: ' r-1' }, clerk)).toEqual([
      ...[409, 'receipt_taken'],
    ]);
    expect((await patch(hall, two.id, { receipt: 'R-2' }, clerk)).receipt).toBe('R-2');
    // A colleague who has taken the window over goes on with what belongs to it.
    await hall.window(2, 'close', {}, other);
    await hall.window(1, 'open', { takeOver: true }, other);
    expect((await applicationsOf(hall, '', other)).total).toBe(2);
    await patch(hall, one.id, { status: 'withdrawn', note: '本人要求' }, other);
    expect(await refusedPatch(hall, one.id, { status: 'accepted' })).toEqual([409, 'not_allowed']);
    const withdrawn = await applicationsOf(hall, '?status=withdrawn');
    // What is over is told apart by its end.
    expect(withdrawn.applications).toMatchObject([{ receipt: '****-1', allowed: [] }]);
    expect((await applicationsOf(hall, '?status=running')).total).toBe(1);
    const log = await hall.ok<EventEntry[]>('GET', `${at}/events?limit=1000`);
    expect(log.map(({ command }) => command)).toContain('application-withdrawn');
    // Neither the number nor a note, which may have a name in it.
    expect(JSON.stringify(log)).not.toMatch(/R-[12]|本人要求/);
  });

  it('is found by what one knows of it, page by page, and taken away as a file', async () => {
    const hall = await fresh();
    const clerk = await hall.openWindow(1);
    const codes = (await anyMatters(hall)).slice(0, 3);
    for (const [i, matter] of codes.entries()) {
      await served(hall, clerk);
      await finish(hall, clerk, [{ matter, receipt: `=R${i}`, promisedWorkingDays: 9 - i }]);
    }
    const page = await applicationsOf(hall, '?sort=due&limit=2&offset=1');
    expect([page.total, page.applications.map(({ matter }) => matter)]).toEqual([
      ...[3, [codes[1], codes[0]]],
    ]);
    expect((await applicationsOf(hall, `?matter=${codes[2]}`)).total).toBe(1);
    expect((await applicationsOf(hall, '?window=2')).total).toBe(0);
    expect((await applicationsOf(hall, '?receipt=%3Dr1')).total).toBe(1);
    const [{ department }] = page.applications as [Application];
    expect((await applicationsOf(hall, `?department=${department}`)).total).toBeGreaterThan(0);
    for (const query of [
      '?status=none',
      '?limit=0',
      '?limit=201',
      '?from=x',
      '?window=0',
      '?who=1',
    ])
      expect((await hall.call('GET', `${list}${query}`)).status).toBe(400);
    expect((await hall.call('GET', `${list}?project=none`)).status).toBe(422);
    for (const id of ['%00', 'a%2Fb', 'none'])
      expect([400, 404]).toContain((await hall.call('GET', `${list}/${id}`)).status);
    const csv = await hall.ok<string>('GET', `${list}.csv?sort=due`);
    expect(csv.split('\r\n')[0]).toContain('受理编号');
    expect(csv).toContain(`'=R2`);
    expect(csv.trim().split('\r\n')).toHaveLength(4);
  });

  it('keeps the page of its visit until it is delivered, and a month', async () => {
    const hall = await fresh();
    const clerk = await hall.openWindow(1);
    const [matter] = await anyMatters(hall);
    const without = await served(hall, clerk);
    await hall.window(1, 'finish', {}, clerk);
    const ticket = await served(hall, clerk);
    await finish(hall, clerk, [{ matter }]);
    const { applications } = await applicationsOf(hall);
    const { id } = applications[0]!;
    await later(hall, 40);
    const status = async ({ token }: Ticket): Promise<number> =>
      (await hall.call('GET', `/api/tickets/${token}`, undefined, anyone)).status;
    expect([await status(without), await status(ticket)]).toEqual([410, 200]);
    const phone = await hall.watch({ topic: 'ticket', token: ticket.token });
    const { version } = phone.last;
    await patch(hall, id, { status: 'decided' });
    await phone.until((state) => state.version > version);
    await patch(hall, id, { status: 'delivered' });
    await later(hall, 29);
    expect(await onPhone(hall, ticket)).toMatchObject([{ status: 'delivered' }]);
    await later(hall, 2);
    expect(await status(ticket)).toBe(410);
    const answer = await hall.call(
      'GET',
      `/api/tickets/${ticket.token}/applications`,
      undefined,
      anyone,
    );
    expect(answer.status).toBe(410);
  });

  it('leaves nothing of its person behind when its time has passed, or on request', async () => {
    const hall = await fresh();
    const clerk = await hall.openWindow(1);
    const [matter] = await anyMatters(hall);
    const idNumber = madeUpId('1950-01-01');
    await served(hall, clerk, { idNumber });
    await finish(hall, clerk, [{ matter, receipt: 'SECRET-1' }]);
    const { id } = (await applicationsOf(hall)).applications[0]!;
    const search = () => hall.ok<PersonFile>('POST', `${at}/persons/search`, { idNumber });
    const erase = () =>
      hall.call<PersonErased & Refusal>('POST', `${at}/persons/erase`, { idNumber });
    // The paper of the visit is forgotten long before such an application is over.
    await later(hall, 100);
    await hall.hall.erasure.tick();
    await patch(hall, id, { status: 'supplement', note: '张三缺章', visitorNote: '请张三来' });
    expect((await search()).applications).toMatchObject([
      { receipt: 'SECRET-1', open: true, notes: ['张三缺章', '请张三来'] },
    ]);
    expect([(await erase()).status, (await erase()).body.code]).toEqual([409, 'person_expected']);
    await patch(hall, id, { status: 'withdrawn' });
    const erased = await erase();
    expect([erased.status, erased.body.applications]).toEqual([200, 1]);
    expect((await search()).applications).toEqual([]);
    const one = await hall.ok<ApplicationFile>('GET', `${list}/${id}`);
    expect(one).toMatchObject({ receipt: null, status: 'withdrawn' });
    expect(JSON.stringify(one)).not.toMatch(/张三|SECRET/);

    const again = await hall.signIn('clerk1', 'long enough');
    await hall.window(1, 'open', { takeOver: true }, again);
    await served(hall, again, { idNumber });
    await finish(hall, again, [{ matter, receipt: 'SECRET-2' }]);
    const { applications } = await applicationsOf(hall, '?receipt=SECRET-2');
    const next = applications[0]!.id;
    await patch(hall, next, { status: 'decided', note: '张三' });
    await later(hall, 95);
    await hall.hall.erasure.tick();
    expect((await hall.ok<ApplicationFile>('GET', `${list}/${next}`)).receipt).toBe('SECRET-2');
    await patch(hall, next, { status: 'delivered' });
    await later(hall, 95);
    await hall.hall.erasure.tick();
    const bare = await hall.ok<ApplicationFile>('GET', `${list}/${next}`);
    expect(JSON.stringify(bare)).not.toMatch(/张三|SECRET/);
    expect(bare).toMatchObject({ status: 'delivered', onTime: true });
  });
});
