import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, expect, it, vi } from 'vitest';
import { openLog } from '../server/log.ts';
import { onBothDatabases, TestHall } from './support/hall.ts';

const district = '/api/halls/district';
const stops: (() => Promise<unknown>)[] = [];
afterAll(async () => {
  for (const stop of stops) await stop();
});

type Line = Readonly<Record<string, unknown>>;

/** A logger whose lines the test reads. */
function kept(level = 'info') {
  const lines: Line[] = [];
  const write = (text: string): void => void lines.push(JSON.parse(text) as Line);
  return { lines, logger: pino({ level }, { write }) };
}

onBothDatabases('the log of requests', (fresh) => {
  it('faults T11: one line a request, by its pattern, with who asked; no token and no query', async () => {
    const { lines, logger } = kept();
    const hall = await fresh({ app: { logger } });
    const clerk = await hall.openWindow(1);
    const kiosk = await hall.device('kiosk');
    lines.length = 0;
    const ticket = await hall.take({ queue: 'one-life' }, { token: kiosk });
    await hall.follow(ticket);
    await hall.window(1, 'call-next', {}, clerk);
    expect((await hall.call('GET', `${district}/devices?name=Zhang%20San`)).status).toBe(200);
    expect((await hall.call('GET', '/nowhere/of/Zhang', undefined, { token: null })).status).toBe(
      404,
    );
    const said = lines.map(({ method, route, status, actor, hall: of, code, msg }) => [
      msg,
      method,
      route,
      status,
      actor,
      of,
      code,
    ]);
    const request = 'request';
    expect(said).toEqual([
      [request, 'POST', '/api/halls/:hall/tickets', 201, 'device', 'district', undefined],
      [request, 'GET', '/api/tickets/:token', 200, 'stranger', undefined, undefined],
      [
        request,
        'POST',
        '/api/halls/:hall/windows/:window/call-next',
        200,
        'staff',
        'district',
        undefined,
      ],
      [request, 'GET', '/api/halls/:hall/devices', 200, 'staff', 'district', undefined],
      [request, 'GET', 'none', 404, 'stranger', undefined, 'not_found'],
    ]);
    for (const line of lines) {
      expect(line['ms']).toEqual(expect.any(Number));
      expect(line['requestId']).toEqual(expect.any(String));
    }
    expect(lines[0]!['actorId']).toEqual(expect.any(String));
    const text = JSON.stringify(lines);
    for (const secret of [ticket.token, kiosk, clerk, 'Zhang']) expect(text).not.toContain(secret);
  });

  it('an answer has the number under which its request stands in the log, a fault too', async () => {
    const { lines, logger } = kept();
    const hall = await fresh({ app: { logger } });
    lines.length = 0;
    vi.spyOn(hall.hall.overview, 'halls').mockRejectedValueOnce(new Error('broken here'));
    const numbers: (string | null)[] = [];
    for (const path of ['/api/halls', '/api/halls', '/', '/api/halls/none', '/api/%zz']) {
      const answer = await fetch(hall.url + path);
      numbers.push(answer.headers.get('x-request-id'));
      if (numbers.length === 1) expect(answer.status).toBe(500);
    }
    expect(new Set(numbers).size).toBe(5);
    for (const number of numbers) expect(number).toMatch(/^[2-9A-Z]{4}-[2-9A-Z]+$/);
    const ofFault = lines.filter((line) => line['requestId'] === numbers[0]);
    expect(ofFault.map(({ msg, code }) => [msg, code])).toEqual([
      ['internal', undefined],
      ['request', 'internal'],
    ]);
    expect(ofFault[0]!['err']).toMatchObject({ message: 'broken here' });
    expect(lines.filter((line) => line['msg'] === 'request').map((l) => l['requestId'])).toEqual(
      numbers,
    );
  });
});

it('probes are not worth a line while all is well', async () => {
  const { lines, logger } = kept();
  const hall = await TestHall.start({ app: { logger } });
  stops.push(() => hall.stop());
  lines.length = 0;
  await hall.call('GET', '/health/live', undefined, { token: null });
  await hall.call('GET', '/health/ready', undefined, { token: null });
  expect(lines).toEqual([]);
});

it('a log file begins anew by size, and only so many are kept', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'yihaotong-log-'));
  stops.push(() => rm(folder, { recursive: true }));
  const path = join(folder, 'made', 'server.log');
  for (let run = 0; run < 8; run += 1) {
    const log = openLog({ level: 'info', file: { path, megabytes: 0.01, files: 3 } });
    for (let i = 0; i < 100; i += 1)
      log.logger.info(
        {
          run,
          i,
          token: 'secret',
          phone: 'secret',
          of: { password: 'secret', newPassword: 'secret' },
        },
        'x'.repeat(100),
      );
    await log.close();
  }
  const names = (await readdir(join(folder, 'made'))).filter((name) => !name.startsWith('.'));
  expect(names).toContain('server.log');
  const old = names.filter((name) => name !== 'server.log');
  expect(old).toHaveLength(3);
  for (const name of old) expect(name).toMatch(/^server-\d{4}-\d\d-\d\d-\d+\.log$/);
  // What was said last is there, and no secret.
  const texts = await Promise.all(
    names.map((name) => readFile(join(folder, 'made', name), 'utf8')),
  );
  expect(texts.join('')).toContain('"run":7,"i":99');
  expect(texts.join('')).not.toContain('secret');
  for (const line of texts.join('').trim().split('\n'))
    expect(() => JSON.parse(line)).not.toThrow();
});

it('a log that cannot be written says so, goes where the process prints, and ends nothing', async () => {
  const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const printed = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  const log = openLog({
    level: 'info',
    file: { path: '/dev/null/no/folder/server.log', megabytes: 1, files: 1 },
  });
  log.logger.info('somebody hears it');
  await log.close();
  const text = said.mock.calls.map(([line]) => String(line)).join('');
  const lines = printed.mock.calls.map(([line]) => String(line)).join('');
  said.mockRestore();
  printed.mockRestore();
  expect(text).toContain('the log cannot be written');
  expect(lines).toContain('somebody hears it');
});
