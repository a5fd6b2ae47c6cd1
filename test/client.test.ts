import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { Client, isWebhookSigned, Refusal } from '../client/src/index.ts';
import { signed } from '../server/webhooks/signing.ts';
import { madeFrom } from '../scripts/client-types.ts';
import { TestHall } from './support/hall.ts';

it('the client is that of the interface as it is (npm run client), calls it and follows what happens', async () => {
  const hall = await TestHall.start();
  try {
    const document = await hall.ok<object>('GET', '/api/openapi.json');
    const kept = await readFile('client/src/schema.ts', 'utf8');
    expect(kept.includes(madeFrom(document)), 'run: npm run client').toBe(true);

    const stranger = new Client({ url: hall.url });
    const queues = await stranger.get('/api/halls/{hall}/queues', { params: { hall: 'district' } });
    expect(queues.length).toBeGreaterThan(5);
    const admin = new Client({ url: `${hall.url}/`, key: hall.admin });
    const { key } = await admin.post('/api/keys', {
      body: { name: 'app', scopes: ['take-tickets', 'read-events'] },
      idempotencyKey: 'once',
    });
    const app = new Client({ url: hall.url, key });
    const ends = new AbortController();
    const { next } = await app.get('/api/halls/{hall}/events/feed', {
      params: { hall: 'district' },
    });
    const ticket = await app.post('/api/halls/{hall}/tickets', {
      params: { hall: 'district' },
      body: { queue: 'one-life' },
    });
    const seen: string[] = [];
    for await (const { items } of app.events('district', { after: next, signal: ends.signal })) {
      seen.push(...items.map(({ type, data }) => `${type} ${data.ticket?.number}`));
      ends.abort();
    }
    expect(seen).toEqual([`ticket.taken ${ticket.number}`, `visit.began ${ticket.number}`]);
    const refused = await app
      .post('/api/halls/{hall}/tickets', { params: { hall: 'district' }, body: { queue: 'none' } })
      .catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(Refusal);
    expect(refused).toMatchObject({ status: 422, code: 'unknown_queue' });
  } finally {
    await hall.stop();
  }
});

it('knows a message of ours from one that is not, or is old', async () => {
  const secret = `whsec_${Buffer.from('a secret of some length').toString('base64')}`;
  const at = '2026-03-02T01:00:00.000Z';
  const now = Date.parse(at) / 1000;
  const headers = signed(secret, { id: 'm', at, body: '{}' });
  const good = (head: object, body = '{}', when = now, by = secret): Promise<boolean> =>
    isWebhookSigned(by, { ...headers, ...head }, body, when);
  expect(await good({})).toBe(true);
  expect(await good({ 'webhook-signature': `v1,AAAA ${headers['webhook-signature']}` })).toBe(true);
  for (const wrong of [
    good({}, '{ }'),
    good({ 'webhook-id': 'n' }),
    good({ 'webhook-timestamp': String(now + 1) }),
    good({ 'webhook-signature': 'v1,%' }),
    good({}, '{}', now + 301),
    good({}, '{}', now, 'whsec_AAAA'),
  ])
    expect(await wrong).toBe(false);
});
