import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, expect, it } from 'vitest';
import type { DailyReport } from '../shared/contract/report.ts';

let server: ChildProcess | undefined;
let folder = '';
afterEach(async () => {
  if (server?.exitCode === null) {
    const ended = new Promise((resolve) => server?.once('exit', resolve));
    server.kill('SIGTERM');
    await ended;
  }
  await rm(folder, { recursive: true, force: true });
});

/** The server as it was built, on a free port; gives its address once it listens. */
async function startBuilt(): Promise<string> {
  folder = await mkdtemp(join(tmpdir(), 'report-'));
  const process_ = spawn(process.execPath, ['dist/server/main.js'], {
    env: { PORT: '0', DATA_DIR: folder, ADMIN_PASSWORD: 'a long password' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  server = process_;
  for await (const line of createInterface({ input: process_.stdout })) {
    const [address] = /http:\/\/127\.0\.0\.1:\d+/.exec(line) ?? [];
    if (address !== undefined) return address;
  }
  throw new Error('the server ended before it listened');
}

it('the built server makes reports beside its own thread: what is quick passes what is long, and a queue has an end', async () => {
  const url = await startBuilt();
  const call = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const answer = await fetch(url + path, init);
    if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
    return answer;
  };
  const session = await call('/api/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: 'admin', password: 'a long password' }),
  });
  const { token } = (await session.json()) as { token: string };
  const headers = { authorization: `Bearer ${token}` };
  await call('/api/halls/district/tickets', {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify({ queue: 'tax' }),
  });
  const path = '/api/halls/district/reports/daily';
  const year = '?from=2025-03-01&to=2026-02-28';

  // One is made, four wait; whoever comes then is told when to come again.
  const years = Array.from({ length: 8 }, () => fetch(`${url}${path}.csv${year}`, { headers }));
  const refused: Response[] = [];
  let done = 0;
  const made = years.map(async (asked) => {
    const answer = await asked;
    if (answer.ok) done += 1;
    else refused.push(answer);
    return answer;
  });
  const today = (await (await call(path, { headers })).json()) as DailyReport;
  expect(today).toMatchObject({ ok: true, total: { taken: 1, stillOpen: 1 } });
  const log = (await (await call('/api/halls/district/events', { headers })).json()) as object[];
  expect(log).toMatchObject([{ command: 'take' }]);
  // Both were answered while years were still being made.
  expect(done).toBeLessThan(4);
  await Promise.all(made);
  expect(done).toBe(5);
  expect(refused.map(({ status }) => status)).toEqual([503, 503, 503]);
  expect(refused[0]!.headers.get('retry-after')).toBe('10');
  expect(await refused[0]!.json()).toMatchObject({ code: 'too_busy' });

  // And again, as each form.
  const february = '?from=2026-02-01&to=2026-02-28';
  const report = (await (await call(path + february, { headers })).json()) as DailyReport;
  expect(report.days).toHaveLength(28);
  const book = await call(`${path}.xlsx${february}`, { headers });
  expect(book.headers.get('content-disposition')).toContain('district-2026-02-01_2026-02-28.xlsx');
  expect(Buffer.from(await book.arrayBuffer()).subarray(0, 2)).toEqual(Buffer.from('PK'));

  const ended = new Promise((resolve) => server?.once('exit', resolve));
  server?.kill('SIGTERM');
  expect(await ended).toBe(0);
}, 60_000);
