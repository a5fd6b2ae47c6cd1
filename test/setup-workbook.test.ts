import { readFileSync } from 'node:fs';
import { deflateRawSync } from 'node:zlib';
import XLSX from '@e965/xlsx';
import fc from 'fast-check';
import { readXlsx, writeXlsx } from 'hucre/xlsx';
import { describe, expect, it } from 'vitest';
import { AlsoItem, Catalogue, Matter, Package, PackageStep } from '../shared/contract/catalogue.ts';
import * as hallParts from '../shared/contract/hall.ts';
import type { SetupDocument } from '../shared/contract/setup.ts';
import type { SetupWorkbook } from '../shared/contract/setup-file.ts';
import type { Issue } from '../shared/errors.ts';
import { requireSetup } from '../server/setup-document/faults.ts';
import { readWorkbook } from '../server/workbook/read.ts';
import { forms } from '../server/workbook/sheets.ts';
import { writeWorkbook } from '../server/workbook/write.ts';
import { anyDocument } from './support/random-document.ts';
import { onBothDatabases } from './support/hall.ts';

const json = (name: string): unknown => JSON.parse(readFileSync(`data/${name}.json`, 'utf8'));
const document: SetupDocument = requireSetup({ hall: json('hall'), catalogue: json('catalogue') });
const noLogo = { logo: undefined };

/** The workbook of a document, with its sheets as they are changed by hand. */
async function changed(
  change: (sheets: Record<string, unknown[][]>) => void,
  of = document,
): Promise<Uint8Array> {
  const { sheets } = await readXlsx(await writeWorkbook(of));
  const byName = Object.fromEntries(sheets.map(({ name, rows }) => [name, rows as unknown[][]]));
  change(byName);
  return writeXlsx({
    sheets: Object.entries(byName).map(([name, rows]) => ({ name, rows: rows as string[][] })),
  });
}
async function faultsAfter(
  change: (sheets: Record<string, unknown[][]>) => void,
): Promise<readonly Issue[]> {
  return (await readWorkbook(await changed(change), noLogo)).faults;
}
const places = (faults: readonly Issue[]): string[] =>
  faults.map(({ path, code }) => `${path} ${code}`);

describe('a set-up as a workbook', () => {
  it('goes out and comes in again equal, whatever stands in it', async () => {
    await fc.assert(
      fc.asyncProperty(anyDocument, async (any) => {
        const { hall, catalogue } = await readWorkbook(await writeWorkbook(any), {
          logo: any.hall.logo,
        });
        expect(hall).toEqual(any.hall);
        expect(catalogue).toEqual(any.catalogue);
      }),
      { numRuns: 150 },
    );
  });

  it('has no fault for the default hall and its catalogue', async () => {
    const { hall, catalogue, faults } = await readWorkbook(await writeWorkbook(document), noLogo);
    expect(faults).toEqual([]);
    expect(hall).toEqual(document.hall);
    expect(catalogue).toEqual(document.catalogue);
  });

  it('has a column for every field of the document', () => {
    const fields = (...shapes: { shape: object }[]): string[] =>
      shapes.flatMap(({ shape }) => Object.keys(shape));
    const columns = (key: keyof typeof forms): Set<string> =>
      new Set(forms[key].columns.map((column) => column.key.split('.')[0]!));
    const missing = (
      key: keyof typeof forms,
      schema: { shape: object },
      elsewhere: string[] = [],
    ): string[] =>
      fields(schema).filter((field) => !columns(key).has(field) && !elsewhere.includes(field));
    const {
      HallFile,
      Zone,
      Queue,
      Window,
      WindowServes,
      Category,
      Hours,
      Quota,
      Duty,
      Region,
      Notice,
      Medium,
    } = hallParts;
    const lists = [
      ...['hours', 'zones', 'queues', 'windows', 'categories', 'duty', 'regions', 'notices'],
    ];
    expect(missing('hall', HallFile, [...lists, 'media', 'logo', 'proposed', 'settings'])).toEqual(
      [],
    );
    expect(missing('zones', Zone)).toEqual([]);
    expect(missing('queues', Queue, ['hours', 'quotas'])).toEqual([]);
    expect(missing('windows', Window, ['serves'])).toEqual([]);
    expect(missing('serves', WindowServes)).toEqual([]);
    expect(missing('categories', Category)).toEqual([]);
    expect(missing('hours', Hours)).toEqual([]);
    expect(missing('quotas', Quota)).toEqual([]);
    expect(missing('duty', Duty)).toEqual([]);
    expect(missing('regions', Region)).toEqual([]);
    expect(missing('notices', Notice)).toEqual([]);
    expect(missing('media', Medium)).toEqual([]);
    expect(missing('matters', Matter, ['papers'])).toEqual([]);
    expect(missing('packages', Package, ['steps', 'also', 'guide', 'papers'])).toEqual([]);
    expect(missing('steps', PackageStep)).toEqual([]);
    expect(missing('also', AlsoItem)).toEqual([]);
    expect(fields(Catalogue)).toEqual([
      'source',
      'directions',
      'departments',
      'matters',
      'packages',
    ]);
  });

  it('is read by another reader: heads frozen, widths, lists to choose from, notes on heads', async () => {
    const file = await writeWorkbook(document);
    const book = XLSX.read(file, { bookFiles: true });
    expect(book.SheetNames.slice(0, 4)).toEqual(['说明', '大厅', '区域', '业务队列']);
    const queues = book.Sheets['业务队列']!;
    expect(queues['A1']).toMatchObject({ v: '编号' });
    expect((queues['A1'] as XLSX.CellObject).c?.[0]?.t).toContain('字母、数字');
    expect(XLSX.utils.sheet_to_json<Record<string, unknown>>(queues)[0]).toMatchObject({
      编号: 'one-life',
      名称: '一件事综合窗口(个人)',
      '等候目标（分钟）': 15,
    });
    const parts = (book as unknown as { files: Record<string, { content: Uint8Array }> }).files;
    const xml = Buffer.from(parts['xl/worksheets/sheet6.xml']!.content).toString();
    expect(book.SheetNames[5]).toBe('窗口业务');
    expect(xml).toMatch(/<pane [^>]*ySplit="1"[^>]*state="frozen"/);
    expect(xml).toMatch(/<col [^>]*width="20"/);
    expect(xml).toContain("'业务队列'!$A$2:$A$3000");
  });

  it('reads what people type: other column order, blanks, full-width digits, dates as dates', async () => {
    const file = await changed((sheets) => {
      for (const [name, rows] of Object.entries(sheets))
        if (name !== '说明') sheets[name] = rows.map((row) => [...row].reverse());
      const of = (sheet: string, head: string): [unknown[][], number] => [
        sheets[sheet]!,
        sheets[sheet]![0]!.indexOf(head),
      ];
      const put = (sheet: string, head: string, row: number, value: unknown): void => {
        const [rows, column] = of(sheet, head);
        rows[row]![column] = value;
      };
      put('业务队列', '等候目标（分钟）', 1, ' １５ ');
      put('业务队列', '号码前缀', 1, 'ａ');
      put('大厅', '按营业时间取号', 1, 'FALSE');
      put('套餐', '启用日期', 1, new Date(Date.UTC(2026, 0, 1)));
      put('套餐', '启用日期', 2, '2026年1月1日');
      put('套餐', '启用日期', 3, 46023);
      put('营业时间', '开始', 1, '9：00');
      put('营业时间', '星期', 1, '周一至周五');
      sheets['业务队列']!.splice(2, 0, [], [null, '  ']);
    });
    const read = await readWorkbook(file, noLogo);
    expect(read.faults).toEqual([]);
    const hours = document.hall.hours.map((each, i) =>
      i === 0 ? { ...each, from: '09:00' } : each,
    );
    expect(read).toEqual({ ...document, hall: { ...document.hall, hours }, faults: [] });
  });

  it('tells each fault by sheet and cell', async () => {
    const faults = await faultsAfter((sheets) => {
      sheets['业务队列']![1]![5] = '十五';
      sheets['业务队列']![2]![1] = null;
      sheets['业务队列']![4]![4] = sheets['业务队列']![3]![4];
      sheets['窗口业务']![1]![1] = 'nowhere';
      sheets['窗口业务']![2]![0] = 998;
      sheets['套餐']![1]![7] = '2026-13-01';
      sheets['套餐环节']![1]![4] = 'nothing';
      sheets['套餐环节']![2]![5] = '9';
      sheets['业务队列']![6]![9] = '到窗口、微信';
      sheets['分时限号']!.push(
        ['one-life', '09:00', '12:00', '一百'],
        ['nowhere', '09:00', '12:00', 50],
      );
      sheets['材料与指南']![1]![6] = 'ftp://x';
      sheets['材料与指南']![2]![1] = 'no-package';
      sheets['设置']![1]![1] = '很多';
      delete sheets['公告'];
    });
    expect(places(faults)).toEqual(
      expect.arrayContaining([
        '业务队列!F2 not_whole_number',
        '业务队列!B3 missing',
        '业务队列!J7 not_one_of',
        '分时限号!D2 not_whole_number',
        '分时限号!A3 unknown_queue',
        '窗口业务!A3 unknown_window',
        '套餐!H2 not_a_day',
        '套餐环节!F3 unknown_step_number',
        '材料与指南!G2 bad_form',
        '材料与指南!B3 unknown_package_code',
        '设置!B2 not_whole_number',
        '公告 sheet_missing',
      ]),
    );
    expect(faults.find(({ path }) => path === '公告')).toMatchObject({
      message: 'the sheet "公告" is missing',
      facts: { sheet: '公告' },
    });
    // What only the whole document can tell has its cell too.
    expect(
      places(
        await faultsAfter((sheets) => {
          sheets['业务队列']![4]![4] = sheets['业务队列']![3]![4];
          sheets['窗口业务']![1]![1] = 'nowhere';
          sheets['分时限号']!.push(
            ['one-life', '09:00', '12:00', 50],
            ['one-life', '11:00', '13:00', 50],
            ['tax', '17:00', '09:00', 50],
          );
          sheets['套餐环节']![1]![4] = 'nothing';
          sheets['套餐']![3]![8] = 'no-direction';
        }),
      ),
    ).toEqual([
      '业务队列!A5 prefix_twice',
      '分时限号!A3 parts_overlap',
      '分时限号!A4 ends_before_it_begins',
      '窗口业务!B2 unknown_queue',
      '套餐环节!E2 unknown_matter',
      '套餐!I4 unknown_direction',
    ]);
  });

  it('answers any bytes at all, and is not made to fill the memory', async () => {
    const unreadable = { hall: null, catalogue: null };
    const none = async (file: Uint8Array): Promise<void> => {
      const { faults, ...read } = await readWorkbook(file, noLogo);
      expect(read).toEqual(unreadable);
      expect(places(faults)).toEqual([' not_a_workbook']);
    };
    await none(new Uint8Array());
    await none(Buffer.from('a,b\n1,2'));
    await none(bomb(200 * 1024 * 1024));
    const good = await writeWorkbook(document);
    for (let n = 0; n < 60; n++) {
      const broken = Buffer.from(good);
      for (let i = 0; i < 40; i++) broken[(n * 7919 + i * 104_729) % broken.length]! ^= 0x55;
      const { faults } = await readWorkbook(broken, noLogo);
      expect(Array.isArray(faults)).toBe(true);
      await readWorkbook(good.subarray(0, (good.length * n) / 60), noLogo);
    }
    const far = await writeXlsx({
      sheets: [{ name: '区域', rows: [], cells: new Map([['1048575,16383', { value: 'x' }]]) }],
    });
    expect((await readWorkbook(far, noLogo)).faults.length).toBeGreaterThan(0);
  });

  it('takes 246 packages and 1,000 matters in less than 3 seconds each way', async () => {
    const big = large(246, 1000);
    let began = performance.now();
    const file = await writeWorkbook(big);
    expect(performance.now() - began).toBeLessThan(3000);
    began = performance.now();
    const { catalogue, faults } = await readWorkbook(file, noLogo);
    expect(performance.now() - began).toBeLessThan(3000);
    expect(faults).toEqual([]);
    expect(catalogue).toEqual(big.catalogue);
  });
});

onBothDatabases('the workbook of a hall', (fresh) => {
  const at = '/api/halls/district';
  it('goes out with what is in force and comes in with its faults; who may not is refused', async () => {
    const hall = await fresh();
    const get = (token: string): Promise<Response> =>
      fetch(`${hall.url}${at}/setup.xlsx`, { headers: { authorization: `Bearer ${token}` } });
    const post = (token: string, body: BodyInit, type: string): Promise<Response> =>
      fetch(`${hall.url}${at}/setup/xlsx`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': type },
        body,
      });
    const manager = await hall.person('mona', 'manager');
    const answer = await get(manager);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-disposition')).toContain('district-2026-03-02.xlsx');
    const file = await answer.arrayBuffer();
    const sent = await post(manager, file, answer.headers.get('content-type')!);
    expect(sent.status).toBe(200);
    const read = (await sent.json()) as SetupWorkbook & SetupDocument;
    expect(read.faults).toEqual([]);
    expect(byQueue(read.hall)).toEqual(byQueue(document.hall));
    expect(read.catalogue.packages.map(({ code }) => code).sort()).toEqual(
      document.catalogue.packages.map(({ code }) => code).sort(),
    );
    const rubbish = await post(manager, 'rubbish', 'application/octet-stream');
    expect(rubbish.status).toBe(200);
    expect(await rubbish.json()).toMatchObject({
      hall: null,
      faults: [{ code: 'not_a_workbook' }],
    });
    expect(
      (await post(manager, new Uint8Array(9_000_000), 'application/octet-stream')).status,
    ).toBe(413);
    const clerk = await hall.person('carl', 'clerk');
    expect((await get(clerk)).status).toBe(403);
    expect((await post(clerk, file, 'application/octet-stream')).status).toBe(403);
  });
});

/** What a window serves has no order. */
function byQueue(hall: SetupDocument['hall']): SetupDocument['hall'] {
  const sorted = <T extends { queue: string }>(list: readonly T[]): T[] =>
    [...list].sort((a, b) => (a.queue < b.queue ? -1 : 1));
  return { ...hall, windows: hall.windows.map((w) => ({ ...w, serves: sorted(w.serves) })) };
}

/** A catalogue of any size, made of the default one again and again. */
function large(packages: number, matters: number): SetupDocument {
  const { catalogue } = document;
  const codeOf = (code: string, n: number, of: number): string => (n < of ? code : `${code}-${n}`);
  const some = <T extends { code: string }>(list: readonly T[], most: number): T[] =>
    Array.from({ length: most }, (_, n) => {
      const each = list[n % list.length]!;
      return { ...each, code: codeOf(each.code, n, list.length) };
    });
  return {
    hall: document.hall,
    catalogue: {
      ...catalogue,
      matters: some(catalogue.matters, matters),
      packages: some(catalogue.packages, packages),
    },
  };
}

/** A small file that unpacks to many bytes. */
function bomb(bytes: number): Buffer {
  const packed = deflateRawSync(Buffer.alloc(bytes));
  const name = Buffer.from('xl/workbook.xml');
  const head = Buffer.alloc(30);
  head.writeUInt32LE(0x04034b50, 0);
  head.writeUInt16LE(8, 8);
  head.writeUInt32LE(packed.length, 18);
  head.writeUInt32LE(100, 22);
  head.writeUInt16LE(name.length, 26);
  const entry = Buffer.alloc(46);
  entry.writeUInt32LE(0x02014b50, 0);
  entry.writeUInt16LE(8, 10);
  entry.writeUInt32LE(packed.length, 20);
  entry.writeUInt32LE(100, 24);
  entry.writeUInt16LE(name.length, 28);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(entry.length + name.length, 12);
  end.writeUInt32LE(head.length + name.length + packed.length, 16);
  return Buffer.concat([head, name, packed, entry, name, end]);
}
