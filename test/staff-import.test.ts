import iconv from 'iconv-lite';
import { readXlsx, writeXlsx } from 'hucre/xlsx';
import { describe, expect, it } from 'vitest';
import type { Staff } from '../shared/contract/people.ts';
import type { StaffList } from '../shared/contract/staff-import.ts';
import { byName } from '../shared/natural-order.ts';
import { onBothDatabases, type TestHall } from './support/hall.ts';

const heads = ['姓名', '用户名', '工号', '角色', '大厅', '初始密码'];
const check = async (
  hall: TestHall,
  body: BodyInit,
  token = hall.admin,
): Promise<{ status: number; body: StaffList }> => {
  const answer = await fetch(`${hall.url}/api/staff/import/check`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/octet-stream' },
    body,
  });
  return { status: answer.status, body: (await answer.json()) as StaffList };
};
const csv = (...rows: string[][]): string => [heads, ...rows].map((r) => r.join(',')).join('\r\n');
const told = ({ faults }: StaffList): string[] => faults.map(({ path, code }) => `${path} ${code}`);
const add = (hall: TestHall, { people }: StaffList, token = hall.admin, key = 'one import') =>
  hall.call<{ added: number; issues?: { path: string; code: string }[] }>(
    'POST',
    '/api/staff/import',
    { people: people.map(({ person }) => person) },
    { token, key },
  );

describe('names in natural order', () => {
  it('stand by pinyin, and figures in them by their value', () => {
    const names = ['张三10', '李四', '张三2', 'window 10', 'window 2', '阿强'];
    expect(byName(names, (name) => name)).toEqual([
      ...['阿强', '李四', '张三2', '张三10', 'window 2', 'window 10'],
    ]);
  });
});

onBothDatabases('people by a list', (fresh) => {
  it('are looked at, then added; each has to change the start password', async () => {
    const hall = await fresh();
    const file = await writeXlsx({
      sheets: [
        {
          name: '人员',
          rows: [
            ['用户名', '角色', '姓名', '初始密码', '工号', '大厅'],
            ['zhang10', '窗口人员、导办员', '张三10', null, 7, 'district'],
            ['zhang2', 'manager', '张三2', 'seven grey bicycles', '００8', null],
          ],
        },
      ],
    });
    const { body } = await check(hall, Buffer.from(file));
    expect(told(body)).toEqual([]);
    expect(body.people).toMatchObject([
      { row: 2, generated: true, person: { roles: ['clerk', 'guide'], halls: ['district'] } },
      { row: 3, generated: false, person: { number: '008', halls: [], roles: ['manager'] } },
    ]);
    expect((await hall.ok<Staff[]>('GET', '/api/staff')).map(({ username }) => username)).toEqual([
      'admin',
    ]);
    expect(await add(hall, body)).toEqual({ status: 201, body: { added: 2 } });
    // The same request once more, as after a lost answer.
    expect(await add(hall, body)).toEqual({ status: 201, body: { added: 2 } });
    const people = await hall.ok<Staff[]>('GET', '/api/staff');
    expect(people.map(({ name }) => name).filter((name) => name.startsWith('张'))).toEqual([
      '张三2',
      '张三10',
    ]);
    expect(people.filter(({ mustChange }) => mustChange)).toHaveLength(2);
    const { password } = body.people[0]!.person;
    expect(password).toMatch(/^\w{10}$/);
    await hall.signIn('zhang10', password);
    const [entry] = await hall.ok<{ data: object }[]>('GET', '/api/events?command=import-staff');
    expect(entry!.data).toEqual({ count: 2, usernames: ['zhang10', 'zhang2'] });
  });

  it('come as CSV too, in UTF-8 and in GB18030', async () => {
    const hall = await fresh();
    const text = csv(['王小明', 'ming', '', '导办员', '', '']);
    for (const file of [
      `\ufeff${text}`,
      new Uint8Array(iconv.encode(text, 'gb18030')),
      text.replaceAll(',', '\t'),
    ]) {
      const { body } = await check(hall, file);
      expect(told(body)).toEqual([]);
      expect(body.people[0]!.person).toMatchObject({ name: '王小明', roles: ['guide'] });
    }
  });

  it('have each fault told by its cell, and none of them is added', async () => {
    const hall = await fresh();
    const list = csv(
      ['甲', 'admin', '', '窗口人员', '', ''],
      ['', 'yi', '', '局长', '', ''],
      ['丙', 'Bing', '', '窗口人员', '别处', 'short'],
      ['丁', 'bing', '', '窗口人员', '', ''],
      ['戊', 'wu', '', '窗口人员', '', 'password'],
      ['己', '李 四', '', '窗口人员', '', ''],
    );
    const { body } = await check(hall, list);
    expect(told(body)).toEqual([
      '人员!B2 already_here',
      '人员!D3 not_one_of',
      '人员!A3 missing',
      '人员!E4 unknown_hall',
      '人员!F4 missing',
      '人员!F6 password_common',
      '人员!B7 bad_form',
    ]);
    const twice = csv(['丙', 'Bing', '', '窗口', '', ''], ['丁', 'bing', '', '窗口', '', '']);
    expect(told((await check(hall, twice)).body)).toEqual(['人员!B3 stands_twice']);
    expect(told((await check(hall, csv())).body)).toEqual([' no_people']);
    expect(told((await check(hall, Buffer.from([0x50, 0x4b, 3, 4]))).body)).toEqual([
      ' not_a_list',
    ]);
    expect(told((await check(hall, Buffer.from([1, 0, 2]))).body)).toEqual([' not_a_list']);
    expect(told((await check(hall, 'a,"b\n')).body)).toEqual([' not_a_list']);
    expect(told((await check(hall, '名字,号\n甲,1')).body)[0]).toBe('人员!A1 head_missing');
    const good = await check(
      hall,
      csv(['甲', 'jia', '', '窗口', '', ''], ['乙', 'yi', '', '窗口', '', '']),
    );
    await hall.person('yi', 'clerk');
    const refused = await add(hall, good.body);
    expect(refused.status).toBe(400);
    expect(refused.body.issues).toMatchObject([
      { path: 'people.1.username', code: 'already_here' },
    ]);
    const people = await hall.ok<Staff[]>('GET', '/api/staff');
    expect(people.some(({ username }) => username === 'jia')).toBe(false);
  });

  it('are added by an administrator of some halls to these halls only', async () => {
    const hall = await fresh();
    await hall.secondHall('west');
    const west = await hall.personOf(['west'], 'wanda', 'admin');
    const list = csv(['甲', 'jia', '', '窗口', 'district', ''], ['乙', 'yi', '', '窗口', '', '']);
    const { body } = await check(hall, list, west);
    expect(told(body)).toEqual(['人员!E2 hall_not_yours']);
    expect(body.people.at(-1)!.person.halls).toEqual(['west']);
    const person = { ...body.people.at(-1)!.person, halls: ['district'] };
    const sent = { ...body, people: [{ ...body.people.at(-1)!, person }] };
    expect((await add(hall, sent, west, 'second')).status).toBe(400);
    const all = { ...sent, people: [{ ...sent.people[0]!, person: { ...person, halls: [] } }] };
    expect((await add(hall, all, west, 'third')).status).toBe(400);
    const manager = await hall.person('mona', 'manager');
    expect((await check(hall, list, manager)).status).toBe(403);
    expect((await add(hall, sent, manager)).status).toBe(403);
  });

  it('have an empty list to fill in, with the halls that can stand in it', async () => {
    const hall = await fresh();
    const answer = await fetch(`${hall.url}/api/staff/import/template.xlsx`, {
      headers: { authorization: `Bearer ${hall.admin}` },
    });
    const file = Buffer.from(await answer.arrayBuffer());
    const { sheets } = await readXlsx(file);
    expect(sheets[0]).toMatchObject({ name: '人员', rows: [heads] });
    expect(sheets[1]!.rows.at(-1)![0]).toBe('district');
    expect(told((await check(hall, file)).body)).toEqual([' no_people']);
  });

  it('may be two hundred, and the hall goes on meanwhile', async () => {
    const hall = await fresh();
    const rows = Array.from({ length: 200 }, (_, n) => [`人${n}`, `p${n}`, '', '窗口', '', '']);
    const { body } = await check(hall, csv(...rows));
    const adding = add(hall, body);
    await hall.take({ matters: ['social-social-security-card'] });
    expect(await adding).toEqual({ status: 201, body: { added: 200 } });
  });
});
