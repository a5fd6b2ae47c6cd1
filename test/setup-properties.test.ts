import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import type { Setup, SetupDocument, SetupRevision } from '../shared/contract/setup.ts';
import { TestHall } from './support/hall.ts';

const path = '/api/halls/district/setup';
const ends: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const end of ends) await end();
});

type Edit = (document: SetupDocument, at: number) => void;
const at = <T>(list: readonly T[], n: number): T => list[n % list.length]!;
const named = (text: string) => ({ 'zh-Hans': text });

/** What somebody may do in the editor; each leaves a document without faults. */
const edits: Record<string, Edit> = {
  rename: ({ hall }, n) => void (at(hall.queues, n).name = named(`队列${n}`)),
  reorder: ({ hall }, n) => void hall.queues.push(...hall.queues.splice(n % hall.queues.length, 1)),
  swapPrefixes: ({ hall }, n) => {
    const [a, b] = [at(hall.queues, n), at(hall.queues, n + 1)];
    [a.prefix, b.prefix] = [b.prefix, a.prefix];
  },
  hours: ({ hall }, n) =>
    void (hall.hours = [
      { days: [1 + (n % 7)], from: '08:00', to: n % 2 === 0 ? '12:00' : '00:00' },
    ]),
  addWindow: ({ hall }, n) => {
    const number = 500 + (n % 400);
    if (hall.windows.every((w) => w.number !== number))
      hall.windows.push({
        ...{ number, name: named('新窗口'), zone: at(hall.zones, n).code, label: `X${number}` },
        serves: [{ queue: at(hall.queues, n).code, handicapMinutes: n % 20 }],
      });
    hall.windows.sort((a, b) => a.number - b.number);
  },
  retireWindow: ({ hall }, n) => {
    if (hall.windows.length > 1) hall.windows.splice(n % hall.windows.length, 1);
  },
  serves: ({ hall }, n) => void (at(hall.windows, n).serves = []),
  retireQueue: ({ hall, catalogue }, n) => {
    if (hall.queues.length < 2) return;
    const { code } = at(hall.queues, n);
    hall.queues = hall.queues.filter((q) => q.code !== code);
    for (const w of hall.windows) w.serves = w.serves.filter((s) => s.queue !== code);
    const gone = new Set(catalogue.matters.flatMap((m) => (m.queue === code ? m.code : [])));
    catalogue.matters = catalogue.matters.filter((m) => !gone.has(m.code));
    catalogue.packages = catalogue.packages.filter((p) =>
      p.steps.every((s) => s.queue !== code && s.matters.every((m) => !gone.has(m))),
    );
  },
  dropPackage: ({ catalogue }, n) =>
    void catalogue.packages.splice(n % Math.max(1, catalogue.packages.length), 1),
  free: ({ catalogue }, n) => {
    if (catalogue.packages.length > 0)
      for (const step of at(catalogue.packages, n).steps) step.after = [];
  },
  papers: ({ catalogue }, n) => {
    if (catalogue.packages.length > 0) at(catalogue.packages, n).papers = [named(`材料${n}`)];
  },
  matter: ({ catalogue }, n) => {
    if (catalogue.matters.length > 0) at(catalogue.matters, n).name = named(`事项${n}`);
  },
  category: ({ hall }, n) => {
    const { code } = at(hall.categories, n);
    if (code !== 'general') hall.categories = hall.categories.filter((c) => c.code !== code);
  },
  accent: ({ hall }, n) => void (hall.accent = n % 2 === 0 ? '#0a4da2' : '#5a1010'),
};
/** Each makes one fault. */
const faults: Record<string, Edit> = {
  prefix: ({ hall }, n) => void (at(hall.queues, n).prefix = at(hall.queues, n + 1).prefix),
  zone: ({ hall }, n) => void (at(hall.windows, n).zone = 'nowhere'),
  circle: ({ catalogue }, n) => void (at(catalogue.packages, n).steps[0]!.after = [0]),
  name: ({ hall }, n) => void (at(hall.queues, n).name = named('  ')),
  twice: ({ catalogue }, n) => void catalogue.matters.push(at(catalogue.matters, n)),
  light: ({ hall }) => void (hall.accent = '#ffffff'),
};

const chosen = (of: Record<string, Edit>) =>
  fc.tuple(fc.constantFrom(...Object.keys(of)), fc.nat(999)).map(([name, n]) => ({
    name,
    apply: (document: SetupDocument): void => of[name]!(document, n),
  }));

/** Version numbers only go up, whatever is published; what is in them is told by the content. */
function content({ hall, catalogue }: SetupDocument): unknown {
  // What a window serves is a set: it is told in the order of the queues.
  const place = (queue: string): number => hall.queues.findIndex(({ code }) => code === queue);
  return {
    hall: {
      ...hall,
      windows: hall.windows.map((window) => ({
        ...window,
        serves: window.serves.toSorted((a, b) => place(a.queue) - place(b.queue)),
      })),
    },
    catalogue: {
      ...catalogue,
      packages: catalogue.packages.map(({ version: _v, validFrom: _f, ...pack }) => pack),
    },
  };
}

async function start() {
  const hall = await TestHall.start();
  ends.push(() => hall.stop());
  const get = (): Promise<Setup> => hall.ok<Setup>('GET', path);
  const put = (revision: number, { hall: file, catalogue }: SetupDocument) =>
    hall.call<{ code?: string }>('PUT', path, { revision, hall: file, catalogue, from: 'now' });
  return { hall, get, put };
}

it('going back after any edit gives the set-up of before; publishing again changes no row', async () => {
  const { hall, get, put } = await start();
  const tables = [
    'zones',
    'queues',
    'windows',
    'categories',
    'matters',
    'stages',
    'packages',
  ] as const;
  const rows = () =>
    Promise.all([
      ...tables.map((table) => hall.db.read.selectFrom(table).selectAll().orderBy('id').execute()),
      hall.db.read
        .selectFrom('window_queues')
        .selectAll()
        .orderBy('window_id')
        .orderBy('queue_id')
        .execute(),
    ]);
  await fc.assert(
    fc.asyncProperty(fc.array(chosen(edits), { minLength: 1, maxLength: 4 }), async (list) => {
      const before = await get();
      const draft = structuredClone(before);
      for (const edit of list) edit.apply(draft);
      expect(await put(before.revision, draft)).toMatchObject({ status: 200 });
      const after = await get();
      expect(content(after)).toEqual(content(draft));
      const written = await rows();
      expect(await put(after.revision, after)).toMatchObject({ status: 200 });
      expect(await rows()).toEqual(written);
      expect(await put(after.revision + 1, before)).toMatchObject({ status: 200 });
      expect(content(await get())).toEqual(content(before));
      const told = await hall.ok<SetupRevision & { differences: unknown[] }>(
        ...(['GET', `${path}/revisions/${after.revision}`] as const),
      );
      expect(told.differences).toHaveLength(told.changes);
    }),
    { numRuns: 25 },
  );
});

it('a document with a fault changes nothing, whatever else is in it', async () => {
  const { get, put } = await start();
  const before = await get();
  await fc.assert(
    fc.asyncProperty(
      fc.array(chosen(edits), { maxLength: 3 }),
      chosen(faults),
      async (list, bad) => {
        const draft = structuredClone(before);
        // The fault first: what is edited after may not mend it, but takes no place that it needs.
        for (const edit of list) if (!/^(drop|retire|accent)/.test(edit.name)) edit.apply(draft);
        bad.apply(draft);
        const answer = await put(before.revision, draft);
        expect([answer.status, answer.body.code]).toEqual([422, 'bad_setup']);
        expect(await get()).toEqual(before);
      },
    ),
    { numRuns: 25 },
  );
});
