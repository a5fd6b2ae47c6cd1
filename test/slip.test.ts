import receiptline from 'receiptline';
import { describe, expect, it } from 'vitest';
import { languages } from '../shared/languages.ts';
import type { Ticket } from '../shared/contract/ticket.ts';
import { columnsOf, wrap } from '../server/slips/columns.ts';
import { modulesOf, readEscpos } from './support/escpos.ts';
import { onBothDatabases, TestHall } from './support/hall.ts';

async function bytesOf(hall: TestHall, ticket: Ticket, width: number, site = hall.url) {
  const response = await fetch(`${site}/api/tickets/${ticket.token}/slip?width=${width}`, {
    headers: { accept: 'application/vnd.escpos' },
  });
  expect(response.headers.get('content-type')).toBe('application/vnd.escpos');
  return Buffer.from(await response.arrayBuffer());
}

/** The texts of a picture, in their order. */
function textsOf(svg: string): string {
  return [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map((m) => m[1]).join('');
}
const packed = (text: string): string => text.replace(/\s/g, '');

onBothDatabases('a slip', (fresh) => {
  const columns = { 58: 32, 80: 48 } as const;
  const cases = languages.flatMap((language) =>
    ([58, 80] as const).map((w) => [language, w] as const),
  );

  it.each(cases)(
    'says the same on paper as on the screen, in %s at %d mm',
    async (language, width) => {
      const hall = await fresh();
      const ticket = await hall.take({ package: 'second-hand-home', language });
      const svg = await hall.ok<string>('GET', `/api/tickets/${ticket.token}/slip?width=${width}`);
      const paper = readEscpos(await bytesOf(hall, ticket, width));
      const printed = paper.lines.map((line) => line.text).filter((text) => !/^-+$/.test(text));
      expect(packed(printed.join(''))).toBe(packed(textsOf(svg)));
      for (const { text, size } of paper.lines)
        expect(columnsOf(text.trim()) * size, text).toBeLessThanOrEqual(columns[width]);
      expect(paper.cut).toBe(true);
      const number = paper.lines.find((line) => line.text.includes(ticket.number))!;
      expect(number.size).toBe(6);
      expect(Math.max(...paper.lines.filter((l) => l !== number).map((l) => l.size))).toBe(2);
    },
  );

  it('leads to its page by the QR code, at the address of the request', async () => {
    const hall = await fresh();
    const ticket = await hall.take({ package: 'newborn' });
    const paper = readEscpos(await bytesOf(hall, ticket, 80));
    const expected = receiptline.qrcode.generate({
      data: `${hall.url}/phone/${ticket.token}`,
      type: 'qrcode',
      cell: 6,
      level: 'm',
    });
    expect(modulesOf(paper.images[0]!, 6)).toEqual(
      expected.map((row) => [...row].map((module) => module === 1)),
    );
  });

  it('faults S9, S15, S20: says what to do first, the wait and when, why, the steps, and that it is for today', async () => {
    const hall = await fresh({
      change: (file) => {
        file['settings'] = { telephone: '0592-1234567' };
      },
    });
    const clerk = await hall.openWindow(1);
    // Ten have been called: from then on a wait is told.
    for (let i = 0; i < 13; i += 1) await hall.take({ package: 'newborn' });
    for (let i = 0; i < 10; i += 1) {
      await hall.window(1, 'call-next', {}, clerk);
      await hall.window(1, 'start', {}, clerk);
      hall.clock.pass(60);
      await hall.window(1, 'finish', {}, clerk);
    }
    const ticket = await hall.take({ package: 'newborn', category: 'senior' });
    const paper = readEscpos(await bytesOf(hall, ticket, 80));
    const lines = paper.lines.map((line) => line.text.trim());
    expect(lines).toEqual(
      expect.arrayContaining([
        '区行政服务中心',
        'A014',
        '新生儿出生一件事',
        '请在A区等候',
        '叫到号后到',
        '1-4号窗口',
        '也可能先叫到 C区 21-24号窗口，请留意屏幕和广播',
        '前面 3 人',
        '已按老年人优先排队，视同 09:00 到达',
        '办理环节',
        '不分先后，各窗口同时排队，叫到哪个先办哪个',
        '2026年3月2日 09:10 取号',
        '当日有效',
        '错过叫号不用重新取号：扫码点“我回来了”，',
        '或到咨询台',
        '咨询电话 0592-1234567',
      ]),
    );
    expect(lines.join('')).not.toMatch(/请先到|办理回队/);
    const minutes = Number(/约(\d+)分钟/.exec(lines.join(''))![1]);
    const said = minutes > 10 ? Math.round(minutes / 5) * 5 : minutes;
    expect(lines).toContain(`09:${10 + said} 前后叫到，请留意屏幕和广播`);
    // One code, with its words, at the end.
    expect([paper.images.length, lines.filter((line) => line !== '').at(-1)]).toEqual([
      1,
      '手机扫码，随时看排到哪里',
    ]);
    expect(lines.find((line) => line.startsWith('预计等候'))).toMatch(
      /^预计等候约\d+分钟，一般不超过\d+分钟$/,
    );
    // Faults S18: what is in no order has no numbers.
    expect(lines.filter((line) => line.startsWith('＋'))).toEqual([
      expect.stringMatching(/^＋一件事综合窗口[(（]个人[)）] +A区 1-4号窗口$/),
      expect.stringMatching(/^＋公安户政 +C区 21-24号窗口$/),
    ]);
  });

  it('says where it was called to, where that was quicker than the printer', async () => {
    const hall = await fresh();
    const clerk = await hall.openWindow(1);
    const ticket = await hall.take({ package: 'newborn' });
    await hall.window(1, 'call-next', {}, clerk);
    const paper = readEscpos(await bytesOf(hall, ticket, 80));
    const lines = paper.lines.map((line) => line.text.trim());
    const at = lines.indexOf('已叫到您的号，请直接到');
    expect(lines.slice(at, at + 2)).toEqual(['已叫到您的号，请直接到', 'A区 1号窗口']);
    expect(lines.join('\n')).not.toMatch(/前面|预计/);
  });

  it('faults S20: breaks alike at 58 and 80 mm, and leaves either edge blank', async () => {
    const hall = await fresh();
    for (const [wish, width, steps] of [
      [{ package: 'second-hand-home' }, 80, /^1 不动产登记 +B区 9-14号窗口$/],
      [{ package: 'second-hand-home' }, 58, /^1 不动产登记 +B区 9-14号窗口$/],
      // Where else it may be called fits a line of the narrow paper.
      [{ package: 'newborn' }, 58, /^也可能先叫到 C区 21-24号窗口，$/],
      // One of the steps needs two lines: so have all of them.
      [{ package: 'newborn' }, 58, /^＋公安户政$/],
    ] as const) {
      const { lines } = readEscpos(await bytesOf(hall, await hall.take(wish), width));
      expect(lines.some((line) => steps.test(line.text.trim()))).toBe(true);
      for (const { text, size } of lines) {
        if (text.trim() === '' || /^-+$/.test(text)) continue;
        expect(text, text).toMatch(/^ /);
        expect(columnsOf(text.trim()) * size, text).toBeLessThanOrEqual(columns[width] - 2);
      }
    }
  });

  it('faults S15: says the group where it changes nothing, and the appointment where it does', async () => {
    const hall = await fresh();
    const linesOf = async (ticket: Ticket): Promise<string[]> =>
      readEscpos(await bytesOf(hall, ticket, 80)).lines.map((line) => line.text.trim());
    const graduate = await hall.take({ package: 'graduate-start', category: 'graduate' });
    expect(await linesOf(graduate)).toContain('人群类别：高校毕业生');
    const plain = await hall.take({ package: 'newborn' });
    expect((await linesOf(plain)).join('')).not.toMatch(/人群|视同|优先/);
    const booked = await hall.ok<{ code: string }>('POST', '/api/halls/district/appointments', {
      queue: 'tax',
      slot: '2026-03-02T02:00:00.000Z',
      phone: '13800000000',
    });
    hall.clock.set('2026-03-02T01:55:00.000Z');
    const early = await hall.take({ appointment: booked.code });
    expect(await linesOf(early)).toContain('已按 10:00 的预约排队');
    expect((await linesOf(early)).join('')).not.toContain('也可能先叫到');
  });

  it('promises no wait that ends before the appointment: until then everybody who comes goes first', async () => {
    const hall = await fresh();
    const clerk = await hall.openWindow(41);
    for (let i = 0; i < 12; i += 1) await hall.take({ queue: 'bank' });
    for (let i = 0; i < 10; i += 1) {
      await hall.window(41, 'call-next', {}, clerk);
      await hall.window(41, 'start', {}, clerk);
      hall.clock.pass(60);
      await hall.window(41, 'finish', {}, clerk);
    }
    const booked = await hall.ok<{ code: string }>('POST', '/api/halls/district/appointments', {
      queue: 'bank',
      slot: '2026-03-02T03:00:00.000Z',
      phone: '13800000000',
    });
    const early = await hall.take({ appointment: booked.code });
    expect([early.next!.ahead, early.next!.estimate]).toEqual([2, null]);
    const text = readEscpos(await bytesOf(hall, early, 80))
      .lines.map((line) => line.text)
      .join('');
    expect(text).toContain('已按 11:00 的预约排队');
    expect(text).not.toMatch(/预计等候|前后叫到/);
    // Who comes now is told; so is the other once the time has come.
    const walkIn = await hall.take({ queue: 'bank' });
    expect(walkIn.next!.estimate).not.toBeNull();
    hall.clock.set('2026-03-02T03:00:00.000Z');
    // A line that has stood still since is told no number before it moves again.
    expect((await hall.follow(early)).next!.estimate).toBeNull();
    await hall.window(41, 'call-next', {}, clerk);
    hall.clock.pass(15);
    expect((await hall.follow(early)).next!.estimate).not.toBeNull();
  });

  it('lesson 21: carries no name and no ID; the group that it was taken for is said', async () => {
    const hall = await fresh();
    const plain = await hall.take({ package: 'newborn' });
    const senior = await hall.take({
      package: 'newborn',
      category: 'disabled',
      idNumber: '110101194912310023',
    });
    const texts = await Promise.all(
      [plain, senior].map(async (t) =>
        textsOf(await hall.ok<string>('GET', `/api/tickets/${t.token}/slip`)),
      ),
    );
    expect(texts[1]).not.toMatch(/1949|0023/);
    // All that differs: number, people ahead, and why it goes when it goes.
    const same = (text: string): string =>
      packed(text)
        .replace(/A00\d/, '')
        .replace(/前面(\d人|无人等候)/, '')
        .replace('已按残疾人优先排队，视同08:50到达', '');
    expect(same(texts[1]!)).toBe(same(texts[0]!));
  });

  it('is not given for a token that nobody has, and a number does not help', async () => {
    const hall = await fresh();
    const ticket = await hall.take({ package: 'newborn' });
    for (const token of ['nobody', ticket.number, ticket.id]) {
      const answer = await hall.call<{ code: string }>('GET', `/api/tickets/${token}/slip`);
      expect([answer.status, answer.body.code]).toEqual([404, 'ticket_not_found']);
    }
  });

  it('writes whatever the hall is called, signs of the layout among it', async () => {
    const hall = await fresh({
      change: (file) => {
        file['name'] = { 'zh-Hans': '服务|大厅{一}^"~_`\\-=', en: 'A|B {1} "x" ~ _ ^ `' };
      },
    });
    const ticket = await hall.take({ package: 'newborn' });
    const first = readEscpos(await bytesOf(hall, ticket, 80)).lines[0]!;
    expect(first.text.trim()).toBe('服务|大厅{一}^"~_`\\-=');
  });

  it('writes names with signs that printers have', async () => {
    const names = {
      'zh-Hans': ['区行政\n服务\t中心🏛', '区行政 服务 中心'],
      'zh-Hant': ['區行政·“一號通”㙍', '區行政·“一號通”㙍'],
      en: ['The\tCitizens’ Café – North\u00a0Hall ©', "The Citizens' Cafe - North Hall"],
    } as const;
    const hall = await fresh({
      change: (file) => {
        file['name'] = Object.fromEntries(
          languages.map((language) => [language, names[language][0]]),
        );
      },
    });
    for (const language of languages) {
      const ticket = await hall.take({ queue: 'bank', language });
      const [first] = readEscpos(await bytesOf(hall, ticket, 80)).lines;
      expect(first!.text.trim()).toBe(names[language][1]);
      const svg = await hall.ok<string>('GET', `/api/tickets/${ticket.token}/slip`);
      expect(packed(textsOf(svg))).toContain(packed(names[language][1]));
    }
  });

  it('comes in the form that is accepted, the picture where all the same', async () => {
    const hall = await fresh();
    const ticket = await hall.take({ queue: 'bank' });
    const svg = 'image/svg+xml; charset=utf-8';
    const escpos = 'application/vnd.escpos';
    const browser = 'text/html,application/xml;q=0.9,image/webp,*/*;q=0.8';
    const answered = async (accept: string | undefined): Promise<unknown> => {
      const response = await fetch(`${hall.url}/api/tickets/${ticket.token}/slip`, {
        headers: accept === undefined ? {} : { accept },
      });
      expect(response.headers.get('vary')).toBe('accept');
      if (response.status === 200) return response.headers.get('content-type');
      const problem = (await response.json()) as { status: number; code: string; detail: string };
      expect(problem.detail).toContain('image/svg+xml');
      return [problem.status, problem.code];
    };
    for (const accept of [undefined, '*/*', 'image/*', browser, `${escpos};q=0.5, image/svg+xml`])
      expect(await answered(accept), accept).toBe(svg);
    for (const accept of [
      'Application/Vnd.EscPos',
      'application/*',
      `${escpos}, */*`,
      `image/svg+xml;q=0.1, ${escpos}`,
      '*/*, image/svg+xml;q=0',
    ])
      expect(await answered(accept), accept).toBe(escpos);
    for (const accept of ['application/json', `${escpos}2`, 'image/svg+xml;q=0'])
      expect(await answered(accept), accept).toEqual([406, 'not_acceptable']);
  });
});

it('leads to the configured public address where there is one', async () => {
  const hall = await TestHall.start({ app: { publicUrl: 'https://hall.example/' } });
  const ticket = await hall.take({ package: 'newborn' });
  const paper = readEscpos(await bytesOf(hall, ticket, 58));
  const expected = receiptline.qrcode.generate({
    data: `https://hall.example/phone/${ticket.token}`,
    type: 'qrcode',
    cell: 6,
    level: 'm',
  });
  expect(modulesOf(paper.images[0]!, 6)).toEqual(
    expected.map((row) => [...row].map((module) => module === 1)),
  );
  await hall.stop();
});

describe('the lines of a slip', () => {
  it('keeps words whole, evens the lines, begins none with a closing mark and ends none with an opening one', () => {
    expect(wrap('Zone D, window 41', 16)).toEqual(['Zone D,', 'window 41']);
    expect(wrap('顺序不限，各窗口同时排队，叫到即办', 32)).toEqual([
      '顺序不限，各窗口',
      '同时排队，叫到即办',
    ]);
    // Words that the dictionary cuts into characters.
    expect(wrap('二手房转移登记及水电气联动过户一件事', 15)).toEqual([
      '二手房转移登记',
      '及水电气联动',
      '过户一件事',
    ]);
    for (let columns = 8; columns < 40; columns += 1) {
      const lines = wrap('顺序不限，各窗口同时排队，叫到即办 A区 1-4号窗口。', columns);
      for (const line of lines) {
        expect(columnsOf(line)).toBeLessThanOrEqual(columns);
        expect(line).not.toMatch(/^[，。、]/);
      }
      for (const line of wrap('区行政服务中心 “一号通”（个人）窗口', columns))
        expect(line).not.toMatch(/[“（]$/);
    }
    expect(wrap('abcdefghij', 4)).toEqual(['abcd', 'efgh', 'ij']);
  });
});
