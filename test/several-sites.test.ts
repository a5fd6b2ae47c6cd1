import { io } from 'socket.io-client';
import { afterAll, expect, it } from 'vitest';
import type { Pushed, WatchAnswer } from '../shared/contract/live.ts';
import type { HallSummary } from '../shared/contract/hall.ts';
import type { Ticket } from '../shared/contract/ticket.ts';
import { TestHall } from './support/hall.ts';
import { findProgram } from './support/services.ts';
import { doorOfSites, siteIn } from './support/sites.ts';

const ends: (() => Promise<unknown>)[] = [];
afterAll(async () => {
  for (const end of ends.reverse()) await end();
});
const nginx = findProgram('nginx');

async function site(folder: string, code: string): Promise<TestHall> {
  const hall = await TestHall.start(siteIn(folder, code));
  ends.push(() => hall.stop());
  return hall;
}

it.skipIf(nginx === undefined)(
  `two sites behind one door: a hall’s calls and its live line go to its site${nginx === undefined ? ' (no nginx, skipped)' : ''}`,
  async () => {
    const [west, east] = [await site('west', 'district'), await site('east', 'harbour')];
    const door = await doorOfSites(nginx!, { west, east });
    ends.push(() => door.close());
    const get = (path: string) => fetch(door.url + path);
    const hallsOf = async (path: string): Promise<string[]> =>
      ((await (await get(path)).json()) as HallSummary[]).map(({ code }) => code);

    // A site is a folder, with all that is in it.
    expect(await hallsOf('/west/api/halls')).toEqual(['district']);
    expect(await hallsOf('/east/api/halls')).toEqual(['harbour']);
    // A hall is found without its site.
    for (const [code, status] of [
      ['district', 200],
      ['harbour', 200],
      ['nowhere', 404],
    ] as const)
      expect([code, (await get(`/api/halls/${code}`)).status]).toEqual([code, status]);
    // Of a hall that another site has, a site knows nothing.
    expect((await get('/west/api/halls/harbour')).status).toBe(404);
    // What is of no hall is of no site; figures are nobody's.
    for (const path of [
      '/',
      '/api/halls',
      '/api/region',
      '/metrics',
      '/west/metrics',
      '/socket.io/',
    ])
      expect([path, [403, 404].includes((await get(path)).status)]).toEqual([path, true]);

    const wish = { topic: 'board', hall: 'harbour' };
    const lines = [
      { path: '/socket.io', query: { hall: 'harbour' } },
      { path: '/east/socket.io', query: {} },
    ];
    for (const [i, { path, query }] of lines.entries()) {
      const line = io(door.url, { path, query, transports: ['websocket'], forceNew: true });
      ends.push(() => Promise.resolve(line.disconnect()));
      const answer = (await line.emitWithAck('watch', wish)) as WatchAnswer<'board'>;
      expect(answer.ok).toBe(true);
      const told = new Promise<Pushed<'board'>>((resolve) => line.once('state', resolve));
      const taken = await fetch(`${door.url}/api/halls/harbour/tickets`, {
        method: 'POST',
        headers: { authorization: `Bearer ${east.admin}`, 'content-type': 'application/json' },
        body: JSON.stringify({ queue: 'one-life' }),
      });
      expect(taken.status).toBe(201);
      expect(((await taken.json()) as Ticket).number).toBe(`A00${i + 1}`);
      const { state } = await told;
      expect(state.queues.find(({ queue }) => queue === 'one-life')?.waiting).toBe(i + 1);
    }
    // The other site was not asked.
    expect(await west.db.read.selectFrom('tickets').select('id').execute()).toEqual([]);
    // Somebody of one site is nobody at the other.
    const stranger = await fetch(`${door.url}/api/halls/district/tickets`, {
      method: 'POST',
      headers: { authorization: `Bearer ${east.admin}`, 'content-type': 'application/json' },
      body: JSON.stringify({ queue: 'one-life' }),
    });
    expect(stranger.status).toBe(401);
  },
);
