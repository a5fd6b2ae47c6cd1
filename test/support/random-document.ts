import { hallKinds } from '../../shared/hall-kinds.ts';
import fc from 'fast-check';
import { appointmentKinds } from '../../shared/contract/appointment-kinds.ts';
import { Catalogue, matterModes } from '../../shared/contract/catalogue.ts';
import { dutyKinds, HallFile, hourKinds } from '../../shared/contract/hall.ts';
import type { SetupDocument } from '../../shared/contract/setup.ts';

/** What a name can be: any script, signs that mean something in files, no control characters. */
const word = fc
  .oneof(
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }),
    fc.constantFrom('=1+1', '007', '一、二', '_x000D_', '<b>&amp;', '是', '2026-01-01', "'", '-'),
  )

  .map((text) => text.replace(/[\u0000-\u001f\u007f-\u009f\ufffe\uffff]/g, '').trim())
  .filter((text) => text !== '');
const line = fc.array(word, { minLength: 1, maxLength: 2 }).map((words) => words.join('\n'));
const optional = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(value, { nil: undefined });
const text = fc.record(
  { 'zh-Hans': line, 'zh-Hant': line, en: line },
  { requiredKeys: ['zh-Hans'] },
);
const code = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9_-]{0,7}$/);
const codes = fc.array(code, { minLength: 1, maxLength: 3 });
const named = { code, name: text };
const byCode = { selector: (each: { code: string }) => each.code };
const day = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2100-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const instant = fc
  .oneof(
    fc.integer({ min: 946684800, max: 4102444800 }).map((seconds) => seconds * 1000),
    fc.integer({ min: 15778080, max: 68374080 }).map((minutes) => minutes * 60_000),
  )
  .map((ms) => new Date(ms).toISOString());
const time = fc
  .tuple(fc.nat(23), fc.nat(59))
  .map((parts) => parts.map((n) => String(n).padStart(2, '0')).join(':'));
const hours = fc.record(
  {
    days: fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 7 }),
    from: time,
    to: time,
    kind: fc.constantFrom(...hourKinds),
  },
  { requiredKeys: ['days', 'from', 'to'] },
);
const windowNumber = fc.integer({ min: 1, max: 999 });
const shown = { from: instant, to: instant, zones: codes };

const hall = fc.record(
  {
    code,
    name: text,
    timezone: fc.constantFrom('Asia/Shanghai', 'America/New_York', 'UTC', 'Asia/Kathmandu'),
    enforceHours: fc.boolean(),
    hours: fc.array(hours, { maxLength: 4 }),
    zones: fc.uniqueArray(fc.record(named), { minLength: 1, maxLength: 3, ...byCode }),
    queues: fc.uniqueArray(
      fc.record(
        {
          ...named,
          prefix: fc.stringMatching(/^[A-Z]{1,2}$/),
          serviceLevelMinutes: fc.integer({ min: 1, max: 600 }),
          dailyQuota: fc.nat(5000),
          slotCapacity: fc.nat(20),
          slotMinutes: fc.integer({ min: 5, max: 240 }),
          quotas: fc.array(fc.record({ from: time, to: time, tickets: fc.nat(5000) }), {
            minLength: 1,
            maxLength: 3,
          }),
          appointmentKinds: fc.uniqueArray(fc.constantFrom(...appointmentKinds), {
            minLength: 1,
            maxLength: 3,
          }),
          appointmentLink: fc.oneof(
            fc.webUrl({ validSchemes: ['https'] }),
            fc.constantFrom('007 123 4567', '会议号 888-999'),
          ),
          hours: fc.array(hours, { minLength: 1, maxLength: 3 }),
          category: code,
        },
        { requiredKeys: ['code', 'name', 'prefix', 'serviceLevelMinutes'] },
      ),
      { minLength: 1, maxLength: 4, ...byCode },
    ),
    windows: fc.uniqueArray(
      fc.record(
        {
          number: windowNumber,
          label: fc.stringMatching(/^[A-Z]{0,2}-?\d{1,4}[A-Z]?$/),
          name: text,
          zone: code,
          serves: fc.array(fc.record({ queue: code, handicapMinutes: fc.nat(600) }), {
            maxLength: 3,
          }),
        },
        { requiredKeys: ['number', 'name', 'zone', 'serves'] },
      ),
      { minLength: 1, maxLength: 4, selector: ({ number }) => number },
    ),
    categories: fc.array(
      fc.record({ ...named, creditMinutes: fc.nat(240), atKiosk: fc.boolean() }),
      { minLength: 1, maxLength: 3 },
    ),
    duty: fc.array(
      fc.record({
        kind: fc.constantFrom(...dutyKinds),
        queues: codes,
        windows: fc.array(windowNumber, { minLength: 1, maxLength: 5 }),
      }),
      { maxLength: 3 },
    ),
    regions: fc.array(fc.record(named), { maxLength: 3 }),
    notices: fc.array(
      fc
        .tuple(text, fc.record(shown, { requiredKeys: [] }))
        .map(([words, when]) => ({ ...words, ...when })),
      { maxLength: 3 },
    ),
    media: fc.array(
      fc.record(
        {
          file: fc.stringMatching(/^[0-9a-f]{32}\.(png|jpg|webp|mp4|webm)$/),
          name: word,
          seconds: fc.integer({ min: 3, max: 120 }),
          ...shown,
        },
        { requiredKeys: ['file', 'name', 'seconds'] },
      ),
      { maxLength: 2 },
    ),
    logo: fc.constant({ type: 'image/png' as const, data: 'aGk=' }),
    accent: fc.stringMatching(/^#[0-9a-f]{6}$/),
    kind: fc.constantFrom(...hallKinds),
    parent: code,
    address: text,
    lat: fc.integer({ min: -90_000, max: 90_000 }).map((n) => n / 1000),
    lon: fc.integer({ min: -180_000, max: 180_000 }).map((n) => n / 1000),
    proposed: fc.array(word, { maxLength: 3 }),
    settings: fc.record({
      graceMinutes: fc.nat(120),
      noShowOnNext: fc.boolean(),
      eraseTextsAfterDays: fc.option(fc.integer({ min: 1, max: 3650 })),
      announceLanguages: fc.array(fc.constantFrom('zh-Hans', 'en', 'yue', 'nan'), { maxLength: 3 }),
      telephone: fc.constantFrom('', '0595-8888 6666', '+86 (595) 88886666 转 2'),
      popular: fc.array(code, { maxLength: 4 }),
    }),
  },
  {
    requiredKeys: [
      ...(['code', 'name', 'timezone', 'enforceHours', 'hours', 'zones', 'queues'] as const),
      ...([
        'windows',
        'categories',
        'duty',
        'regions',
        'notices',
        'media',
        'proposed',
        'settings',
      ] as const),
    ],
  },
);

const alias = word
  .map((each) => [...each].slice(0, 4).join('').trim())
  .filter((each) => each !== '');
const aliases = fc.array(alias, { minLength: 1, maxLength: 4 });
const papers = fc.array(text, { minLength: 1, maxLength: 3 });
const matter = fc.record(
  {
    ...named,
    aliases,
    department: code,
    queue: code,
    mode: fc.constantFrom(...matterModes),
    place: text,
    papers,
    regions: fc.constant(true),
  },
  { requiredKeys: ['code', 'name', 'department', 'mode'] },
);
const step = fc.record(
  { queue: code, matters: codes, after: fc.array(fc.nat(10), { maxLength: 2 }) },
  { requiredKeys: ['queue', 'matters'] },
);
const pack = fc.record(
  {
    ...named,
    aliases,
    version: fc.integer({ min: 1, max: 3 }),
    validFrom: day,
    validTo: day,
    direction: code,
    stage: code,
    lead: code,
    coDepartments: codes,
    // Steps name each other by positions that there are.
    steps: fc.array(step, { minLength: 1, maxLength: 4 }).map((steps) =>
      steps.map(({ after, ...each }) => ({
        ...each,
        ...(after === undefined ? {} : { after: after.map((n) => n % steps.length) }),
      })),
    ),
    also: fc.array(
      fc.record(
        {
          name: text,
          department: code,
          mode: fc.constantFrom('online' as const, 'offsite' as const, 'automatic' as const),
          place: text,
        },
        { requiredKeys: ['name', 'department', 'mode'] },
      ),
      { minLength: 1, maxLength: 2 },
    ),
    guide: fc.webUrl({ validSchemes: ['http', 'https'] }),
    papers,
  },
  {
    requiredKeys: [
      ...(['code', 'name', 'version', 'validFrom', 'direction', 'stage', 'lead', 'steps'] as const),
    ],
  },
);
const catalogue = fc.record({
  source: optional(line),
  directions: fc.uniqueArray(
    fc.record({ ...named, stages: fc.array(fc.record(named), { minLength: 1, maxLength: 3 }) }),
    { maxLength: 3, ...byCode },
  ),
  departments: fc.array(fc.record(named), { maxLength: 3 }),
  matters: fc.uniqueArray(matter, { maxLength: 5, ...byCode }),
  packages: fc.uniqueArray(pack, {
    maxLength: 4,
    selector: (p) => `${p.code} ${p.version}`,
  }),
});

/**
 * Documents of the form that a set-up has; what they name need not exist. Empty lists that may be
 * absent are absent: a workbook cannot tell the two apart, and nothing else does.
 */
export const anyDocument: fc.Arbitrary<SetupDocument> = fc
  .tuple(hall, catalogue)
  .map(([h, { source, ...c }]) => ({
    hall: HallFile.parse(h),
    catalogue: Catalogue.parse({ ...c, ...(source === undefined ? {} : { source }) }),
  }));
