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

it('the built server computes reports in its worker thread, again and again, and ends cleanly', async () => {
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
  const report = async (query: string): Promise<DailyReport> =>
    (await call(`/api/halls/district/reports/daily${query}`, { headers })).json() as never;
  const [today, february] = await Promise.all([
    report(''),
    report('?from=2026-02-01&to=2026-02-28'),
  ]);
  expect(today).toMatchObject({ ok: true, total: { taken: 1, stillOpen: 1 } });
  expect(february.days).toHaveLength(28);
  const ended = new Promise((resolve) => server?.once('exit', resolve));
  server?.kill('SIGTERM');
  expect(await ended).toBe(0);
}, 60_000);
