import { afterAll, beforeAll, expect, it } from 'vitest';
import { TestHall } from './support/hall.ts';

let hall: TestHall;
beforeAll(async () => {
  hall = await TestHall.start();
});
afterAll(() => hall.stop());

const at = '/api/halls/district';
/** As a browser asks, but for the unpacking. */
const ask = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(hall.url + path, { headers: { 'accept-encoding': 'identity', ...headers } });

it.each([
  '/api/halls',
  at,
  `${at}/catalogue`,
  `${at}/popular`,
  `${at}/calendar`,
  '/api/voices',
  '/api/openapi.json',
])('%s is told in no bytes to whoever has it, until it changes', async (path) => {
  const first = await ask(path);
  const tag = first.headers.get('etag')!;
  expect(tag).toMatch(/^W\/"[\w-]{22}"$/);
  expect(first.headers.get('cache-control')).toBe('no-cache');
  expect((await first.text()).length).toBeGreaterThan(1);
  const again = await ask(path, { 'if-none-match': `"other", ${tag}` });
  expect(again.status).toBe(304);
  expect(again.headers.get('etag')).toBe(tag);
  expect(again.headers.get('vary')).toBe('accept-encoding');
  expect(await again.text()).toBe('');
  expect((await ask(path, { 'if-none-match': 'W/"other"' })).status).toBe(200);
});

it('a set-up that was changed has another tag at once', async () => {
  const tagOf = async (path: string): Promise<string | null> =>
    (await ask(path)).headers.get('etag');
  const before = { hall: await tagOf(at), catalogue: await tagOf(`${at}/catalogue`) };
  const settings = { settings: { telephone: '2345 6789' } };
  await hall.ok('PATCH', at, settings);
  expect(await tagOf(at)).not.toBe(before.hall);
  expect(await tagOf(`${at}/catalogue`)).toBe(before.catalogue);
  const file = JSON.parse(await (await ask(`${at}/catalogue`)).text()) as {
    matters: { name: Record<string, string> }[];
  };
  file.matters[0]!.name['en'] = 'Under another name';
  await hall.ok('POST', `${at}/catalogue`, file);
  const now = await ask(`${at}/catalogue`, { 'if-none-match': before.catalogue! });
  expect(now.status).toBe(200);
  expect(await now.text()).toContain('Under another name');
});

it('long answers are packed for who can unpack them; short ones, and those with a token, go as they are', async () => {
  const encoding = async (path: string, accepts: string): Promise<string | null> => {
    const answer = await ask(path, { 'accept-encoding': accepts });
    await answer.text();
    return answer.headers.get('content-encoding');
  };
  expect(await encoding(`${at}/catalogue`, 'gzip, deflate, br, zstd')).toBe('br');
  expect(await encoding(`${at}/catalogue`, 'gzip')).toBe('gzip');
  expect(await encoding(`${at}/catalogue`, 'identity')).toBeNull();
  expect(await encoding(`${at}/queues`, 'br')).toBe('br');
  expect(await encoding('/api/halls', 'br')).toBeNull();
  const { token } = await hall.take({ package: 'newborn' });
  const ticket = await ask(`/api/tickets/${token}`, { 'accept-encoding': 'br' });
  expect((await ticket.text()).length).toBeGreaterThan(2048);
  expect(ticket.headers.get('content-encoding')).toBeNull();
  expect(ticket.headers.get('etag')).toBeNull();
  expect(ticket.headers.get('cache-control')).toBe('no-store');
  const plain = await (await ask(`${at}/catalogue`)).json();
  expect(await (await ask(`${at}/catalogue`, { 'accept-encoding': 'br' })).json()).toEqual(plain);
});

it('a refusal of a set-up is not kept', async () => {
  const refused = await ask('/api/halls/nowhere/catalogue');
  expect(refused.status).toBe(404);
  expect(refused.headers.get('etag')).toBeNull();
  expect(refused.headers.get('cache-control')).toBe('no-store');
});
