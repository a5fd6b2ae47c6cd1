import { readFileSync } from 'node:fs';
import { utils, write } from '@e965/xlsx';
import iconv from 'iconv-lite';
import { expect, it } from 'vitest';
import type { ImportDone, ImportPreview } from '../shared/contract/imports.ts';
import type { Setup } from '../shared/contract/setup.ts';
import { guessColumns } from '../shared/rules/importing/guess.ts';
import { pastTicketOf } from '../shared/rules/importing/past-ticket.ts';
import { minutesOf, timeOf } from '../shared/rules/importing/times.ts';
import { onBothDatabases, type TestHall } from './support/hall.ts';

const at = '/api/halls/district/imports';
const fixture = (name: string): string => readFileSync(`test/data/imports/${name}.csv`, 'utf8');

async function send<T>(
  hall: TestHall,
  query: Record<string, unknown>,
  file: string | Uint8Array,
  { path = at, token = hall.admin }: { path?: string; token?: string } = {},
): Promise<{ status: number; body: T }> {
  const text = Object.entries(query).map(([key, value]): [string, string] => [
    key,
    typeof value === 'string' ? value : JSON.stringify(value),
  ]);
  const response = await fetch(`${hall.url}${path}?${new URLSearchParams(text).toString()}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'text/csv' },
    body: file as BodyInit,
  });
  return { status: response.status, body: (await response.json()) as T };
}
const check = (hall: TestHall, query: Record<string, unknown>, file: string | Uint8Array) =>
  send<ImportPreview>(hall, query, file, { path: `${at}/check` });

it('reads times and lengths as other systems write them, and nothing that could mean two days', () => {
  expect(
    ['2026-02-24 08:03:30', '24.02.2026 8:03', '2026/2/24T08:03', '２０２６年2月24日 08：03'].map(
      timeOf,
    ),
  ).toEqual([
    { day: '2026-02-24', minute: 483.5 },
    ...Array.from({ length: 3 }, () => ({ day: '2026-02-24', minute: 483 })),
  ]);
  for (const wrong of ['', '02/03/2026 08:00', '25:00', '2026-02-30 08:00', '2026-02-24', 'x'])
    expect([wrong, timeOf(wrong)]).toEqual([wrong, null]);
  expect(['12', '4,5', '00:12:30', 'a'].map(minutesOf)).toEqual([12, 4.5, 12.5, null]);
  const said = (row: Record<string, string>) => (field: string) => row[field] ?? '';
  const night = { day: '2026-02-24', service: 'x', taken: '23:50', called: '2026-02-25 00:05' };
  expect(pastTicketOf(said(night))).toMatchObject({ taken: 1430, called: 1445, ended: null });
  expect(pastTicketOf(said({ service: 'x', called: '08:00' }))).toEqual([
    { field: 'day', code: 'missing' },
  ]);
});

it('knows the columns of other systems by their names', () => {
  const columnsOf = (name: string): string[] =>
    fixture(name)
      .split('\n', 1)[0]!
      .split(name === 'zms' ? ';' : ',');
  expect(guessColumns('tickets', columnsOf('zms'))).toEqual({
    ...{ day: 'Datum', service: 'dienstleistungen', ended: 'Timestamp' },
    ...{ waitedMinutes: 'wartezeit', handledMinutes: 'bearbeitungszeit' },
    missed: 'nicht_erschienen',
  });
  expect(guessColumns('tickets', columnsOf('novosga'))).toEqual({
    ...{ service: 'servico', prefix: 'senha_sigla', number: 'senha_numero' },
    ...{ taken: 'dt_cheg', called: 'dt_cha', ended: 'dt_fim' },
  });
  expect(guessColumns('tickets', columnsOf('theq'))).toEqual({
    ...{ service: 'service_name', number: 'ticket_number' },
    ...{ taken: 'start_time', called: 'time_start', ended: 'time_end' },
  });
  expect(guessColumns('tickets', columnsOf('real-days'))).toMatchObject({
    ...{ day: 'date', service: 'service', taken: 'issued', called: 'called' },
  });
});

onBothDatabases('moving in', (fresh) => {
  it('past tickets of three systems are previewed, mapped, and kept beside the hall’s own: foresight learns from them, reports do not count them', async () => {
    const hall = await fresh();
    const first = await check(hall, { kind: 'tickets' }, fixture('novosga'));
    expect(first.status, JSON.stringify(first.body)).toBe(200);
    expect(first.body).toMatchObject({ from: 'guessed', rows: 4, good: 0, faultCount: 3 });
    // One row was called before it came; of each service nobody has said what it is here.
    expect(first.body.faults.map(({ path, code }) => `${path} ${code}`)).toEqual([
      '2.servico unknown_queue',
      '4.servico unknown_queue',
      '5.dt_cha ends_before_it_begins',
    ]);
    const { columns } = first.body.mapping;
    const mapping = { columns, services: { 'Emissão de documentos': 'tax', Tributos: '' } };
    const mapped = await check(hall, { kind: 'tickets', mapping }, fixture('novosga'));
    expect(mapped.body).toMatchObject({
      good: 2,
      leftOut: 1,
      faultCount: 1,
      fromDay: '2026-02-24',
    });
    expect(mapped.body.sample[0]).toEqual({
      ...{ day: '2026-02-24', service: 'tax', number: 'A1' },
      ...{ taken: '08:03', called: '08:10', ended: '08:20' },
    });
    const whole = { kind: 'tickets', name: 'novosga.csv', mapping };
    expect((await send(hall, whole, fixture('novosga'))).body).toMatchObject({ code: 'bad_input' });
    expect(await hall.ok('GET', at)).toEqual({ items: [] });
    const done = await send<ImportDone>(hall, { ...whole, skip: '1' }, fixture('novosga'));
    expect(done).toMatchObject({ status: 201, body: { import: { taken: 2 }, leftOut: 2 } });
    // What was mapped once is known again by the columns.
    expect((await check(hall, { kind: 'tickets' }, fixture('novosga'))).body).toMatchObject({
      from: 'kept',
      mapping,
    });
    // Hundreds of services do not fit into an address: their mapping is kept first.
    const many = Object.fromEntries(
      Array.from({ length: 300 }, (_, i) => [`不动产登记事项第${i}号`, 'realty']),
    );
    const names = fixture('novosga').split('\n', 1)[0]!.split(',');
    const longer = { columns, services: { ...mapping.services, ...many } };
    await hall.ok('PUT', `${at}/mapping`, { kind: 'tickets', columns: names, mapping: longer });
    const again = await check(hall, { kind: 'tickets' }, fixture('novosga'));
    expect(again.body).toMatchObject({ from: 'kept', good: 2, mapping: longer });
    const german = {
      columns: (await check(hall, { kind: 'tickets' }, fixture('zms'))).body.mapping.columns,
      services: { 'Personalausweis beantragen': 'police', 'Anmeldung einer Wohnung': 'police' },
    };
    const zms = await check(hall, { kind: 'tickets', mapping: german }, fixture('zms'));
    // Taken is the end less handling and wait; who did not come has no end.
    expect(
      zms.body.sample.map(({ taken, called, ended }) => `${taken} ${called} ${ended}`),
    ).toEqual(['09:00 09:12 09:20', '09:16 09:21 09:32', '09:20 09:40 ']);

    const days = ['2026-02-25', '2026-02-26', '2026-02-27'];
    const two = (n: number): string => String(n).padStart(2, '0');
    const lines = days.flatMap((day) =>
      Array.from({ length: 40 }, (_, i) => {
        const minute = 540 + i * 3;
        const clock = (m: number): string => `${two(Math.floor(m / 60))}:${two(m % 60)}`;
        return `${day},税务,${i + 1},${clock(minute)},${clock(minute + 12)},${clock(minute + 18)}`;
      }),
    );
    const recorded = ['日期,业务名称,票号,取号时间,叫号时间,办结时间', ...lines].join('\r\n');
    const chinese = iconv.encode(recorded, 'gb18030');
    const guessed = (await check(hall, { kind: 'tickets' }, chinese)).body.mapping.columns;
    const run = await send<ImportDone>(
      hall,
      { kind: 'tickets', mapping: { columns: guessed, services: { 税务: 'tax' } } },
      chinese,
    );
    expect(run.body.import).toMatchObject({ taken: 120, from: days[0], to: days[2] });

    hall.clock.pass(400);
    await hall.hall.fitting.tick();
    await hall.hall.fitting.idle();
    await hall.ok('POST', '/api/halls/district/windows/15/open');
    for (let i = 0; i < 4; i += 1) await hall.take({ queue: 'tax' });
    const taken = await hall.take({ queue: 'tax' });
    expect(taken.steps[0]!.estimate!.p50).toBeGreaterThan(0);
    const range = `from=${days[0]}&to=${days[2]}`;
    const report = await hall.ok<{ total: { reconciliation: { taken: number } } }>(
      'GET',
      `/api/halls/district/reports/daily?${range}`,
    );
    expect(report.total.reconciliation.taken).toBe(0);
    const staffing = await hall.ok<{ days: string[]; importedDays: string[]; queues: unknown[] }>(
      'GET',
      `/api/halls/district/reports/staffing?${range}`,
    );
    expect(staffing).toMatchObject({
      ...{ days, importedDays: days },
      // Days drawn anew from three of forty visitors each.
      queues: [{ queue: 'tax', visitors: expect.closeTo(40, -1), handling: expect.closeTo(6, 3) }],
    });

    const clerk = await hall.person('clerk', 'clerk');
    const refused = await send(hall, { kind: 'tickets' }, recorded, { token: clerk });
    expect(refused.status).toBe(403);
    const removed = await hall.call('DELETE', `${at}/${run.body.import.id}`);
    expect(removed).toMatchObject({ status: 200, body: { taken: 120 } });
    expect((await hall.call('DELETE', `${at}/${run.body.import.id}`)).status).toBe(404);
    const left = await hall.db.read.selectFrom('imported_tickets').select('number').execute();
    expect(left.map(({ number }) => number).sort()).toEqual(['A1', 'A2']);
    // Today is not over, and no list is no list.
    const today = recorded.replaceAll(days[2]!, '2026-03-02');
    expect((await check(hall, { kind: 'tickets' }, today)).body.faults[0]).toMatchObject({
      code: 'not_past',
    });
    const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3]);
    expect((await check(hall, { kind: 'tickets' }, png)).body.faults).toMatchObject([
      { code: 'not_a_list' },
    ]);
  });

  it('services and windows become a draft that is published like any other, people a list for their own import', async () => {
    const hall = await fresh();
    const services =
      '业务编码,业务名称,前缀,等候标准\nmarry,婚姻登记,T,20\n,老年证,T,\ntax,税务,,\n';
    const made = await send<ImportDone>(hall, { kind: 'services' }, services);
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    const publish = (draft: unknown) =>
      hall.call('PUT', '/api/halls/district/setup', { ...(draft as object), from: 'now' });
    expect((await publish(made.body.draft)).status).toBe(200);
    const windows =
      '窗口号,窗口名称,办理业务,区域\n61,婚姻,婚姻登记、老年证,A\n62,,婚姻登记,\n61,x,,\n63,y,没有的业务,\n64,z,,9区\n';
    const wrong = await check(hall, { kind: 'windows' }, windows);
    expect(wrong.body.faults.map(({ path, code }) => `${path} ${code}`)).toEqual([
      '4.窗口号 stands_twice',
      '5.办理业务 unknown_queue',
      '6.区域 unknown_zone',
    ]);
    const good = windows.split('\n').slice(0, 3).join('\n');
    const drafted = await send<ImportDone>(hall, { kind: 'windows' }, good);
    expect((await publish(drafted.body.draft)).status).toBe(200);
    const { hall: now } = await hall.ok<Setup>('GET', '/api/halls/district/setup');
    expect(now.queues.filter(({ prefix }) => prefix === 'T')).toMatchObject([
      { code: 'marry', serviceLevelMinutes: 20 },
    ]);
    const old = now.queues.find(({ name }) => name['zh-Hans'] === '老年证')!;
    expect(now.windows.filter(({ number }) => number > 60)).toMatchObject([
      { number: 61, zone: 'A', serves: [{ queue: 'marry' }, { queue: old.code }] },
      { number: 62, serves: [{ queue: 'marry' }] },
    ]);

    const staff = '姓名,登录名,岗位,工号\n王静,wangjing,窗口,007\n李敏,li min,主管,\n';
    const people = await check(hall, { kind: 'staff' }, staff);
    expect(people.body.faults.map(({ path }) => path)).toEqual(['3.登录名']);
    const list = await send<ImportDone>(hall, { kind: 'staff' }, staff.replace('li min', 'limin'));
    expect(list.body.people!.map(({ person }) => [person.username, person.roles])).toEqual([
      ['wangjing', ['clerk']],
      ['limin', ['manager']],
    ]);
    const added = await hall.call('POST', '/api/staff/import', {
      people: list.body.people!.map(({ person }) => person),
    });
    expect(added).toMatchObject({ status: 201, body: { added: 2 } });
    const manager = await hall.personOf(['district'], 'manager', 'manager');
    const refused = await send(hall, { kind: 'staff' }, staff, { token: manager });
    expect(refused.status).toBe(403);
  });

  it('past tickets and people come from a workbook of another program, its dates as dates and as texts', async () => {
    const hall = await fresh();
    /** As a spreadsheet keeps it: what looks like an instant is a number with a format. */
    const workbook = (rows: readonly (readonly unknown[])[]): Uint8Array => {
      const book = utils.book_new();
      const sheet = utils.aoa_to_sheet(rows as unknown[][], { UTC: true, cellDates: false });
      utils.book_append_sheet(book, sheet, '导出');
      return new Uint8Array(write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer);
    };
    const at = (text: string): Date => new Date(`${text}Z`);
    const rows = [
      ['业务', '票号', '取号时间', '叫号时间', '结束时间', '办理分钟'],
      ['tax', 'T001', at('2026-02-24T08:01:00'), at('2026-02-24T08:11:30'), '', 7],
      ['tax', 'T002', '2026-02-24 08:05:00', '2026-02-24 08:20', '2026-02-24 08:31', ''],
    ];
    const file = workbook(rows);
    const looked = await check(hall, { kind: 'tickets' }, file);
    expect(looked.status, JSON.stringify(looked.body)).toBe(200);
    expect(looked.body.faults).toEqual([]);
    const done = await send<ImportDone>(hall, { kind: 'tickets' }, file);
    expect(done.status, JSON.stringify(done.body)).toBe(201);
    const kept = await hall.db.read.selectFrom('imported_tickets').selectAll().execute();
    const local = kept
      .map(({ taken_at, called_at }) => [taken_at, called_at])
      .sort(([a], [b]) => (a! < b! ? -1 : 1));
    // On Chinese time, to the second, from a serial number as from a text.
    expect(local).toEqual([
      ['2026-02-24T00:01:00.000Z', '2026-02-24T00:11:30.000Z'],
      ['2026-02-24T00:05:00.000Z', '2026-02-24T00:20:00.000Z'],
    ]);

    const people = workbook([
      ['姓名', '登录名', '岗位', '工号'],
      ['王静', 'wangjing', '窗口', 7],
      ['李敏', 'limin', '主管', '008'],
    ]);
    const list = await send<ImportDone>(hall, { kind: 'staff' }, people);
    expect(list.status, JSON.stringify(list.body)).toBe(201);
    expect(list.body.people!.map(({ person }) => [person.username, person.roles])).toEqual([
      ['wangjing', ['clerk']],
      ['limin', ['manager']],
    ]);
  });
});
