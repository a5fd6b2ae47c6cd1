import { execFile } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, it } from 'vitest';
import { delivered, isAllowed, licenceTexts, withNeeds } from '../scripts/packages.mjs';
import { tellSystem, watchdogMs } from '../server/service-manager.ts';
import { onBothDatabases, TestHall } from './support/hall.ts';

const stops: (() => void)[] = [];
afterAll(() => {
  for (const stop of stops) stop();
});
const metricsToken = 'a-token-for-metrics';

/** Names of figures in an expression of Prometheus, without what its histograms add. */
function namesIn(expression: string): string[] {
  const names = expression.match(/\b(yihaotong|http|process|nodejs)_[a-z_]+/g) ?? [];
  return names.map((name) => name.replace(/_(bucket|sum|count)$/, ''));
}

interface Board {
  readonly panels: readonly {
    readonly id: number;
    readonly targets: readonly { expr: string }[];
  }[];
}

onBothDatabases({ name: 'figures', onFile: true }, (fresh) => {
  it('the board of Grafana and its alerts use figures that there are, and all of them of the product', async () => {
    const carrier = {
      tell: () => undefined,
      hear: () => undefined,
      onBack: () => undefined,
      connected: () => true,
      close: () => Promise.resolve(),
    };
    const hall = await fresh({ metricsToken, carrier, app: { version: '1.2.3' } });
    const kiosk = await hall.device('kiosk');
    const clerk = await hall.openWindow(1);
    await hall.connect(kiosk);
    await hall.connect();
    await hall.take({ queue: 'one-life' }, { token: kiosk });
    await hall.window(1, 'call-next', {}, clerk);
    expect((await hall.call('POST', '/api/halls/district/windows/1/nothing', {})).status).toBe(404);
    const text = await hall.ok<string>('GET', '/metrics', undefined, { token: metricsToken });
    const there = new Set([...text.matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name!));

    const board = JSON.parse(readFileSync('ops/grafana/yihaotong.json', 'utf8')) as Board;
    const used = new Set(
      board.panels.flatMap(({ targets }) => targets.flatMap(({ expr }) => namesIn(expr))),
    );
    expect(new Set(board.panels.map(({ id }) => id)).size).toBe(board.panels.length);
    const alerts = namesIn(readFileSync('ops/grafana/alerts.yml', 'utf8').replace(/^#.*$/gm, ''));
    const ofSqlite = 'yihaotong_wal_bytes';
    const isSqlite = hall.db.reopen?.kind === 'sqlite';
    for (const name of [...used, ...alerts])
      if (isSqlite || name !== ofSqlite) expect(there).toContain(name);
    for (const name of there) if (name.startsWith('yihaotong_')) expect(used).toContain(name);

    const line = (start: string): number =>
      Number(
        text
          .split('\n')
          .find((each) => each.startsWith(start))
          ?.split(' ')
          .at(-1),
      );
    expect(line('yihaotong_commands_total{command="take"}')).toBe(1);
    expect(line('yihaotong_commands_total{command="call-next"}')).toBe(1);
    expect(line('yihaotong_problems_total{code="not_found",status="404"}')).toBe(1);
    expect(line('yihaotong_sockets{kind="kiosk"}')).toBe(1);
    expect(line('yihaotong_sockets{kind="stranger"}')).toBe(1);
    expect(line('yihaotong_commit_seconds_count')).toBeGreaterThan(1);
    expect(line('yihaotong_transaction_commands_sum')).toBeGreaterThan(3);
    expect(line('yihaotong_database_bytes')).toBeGreaterThanOrEqual(4096);
    if (isSqlite) expect(line('yihaotong_wal_bytes')).toBeGreaterThan(4096);
    expect(line('yihaotong_redis_connected')).toBe(1);
    expect(text).toContain(
      `yihaotong_info{version="1.2.3",database="${isSqlite ? 'sqlite' : 'postgres'}"} 1`,
    );
  });

  it('a key that is sent again counts once', async () => {
    const hall = await fresh({ metricsToken });
    for (let i = 0; i < 3; i += 1) await hall.take({ queue: 'tax' }, { key: 'the same' });
    const text = await hall.ok<string>('GET', '/metrics', undefined, { token: metricsToken });
    expect(text).toContain('yihaotong_commands_total{command="take"} 1\n');
  });
});

it('nothing is delivered under a licence that forbids it, and a forbidden one is seen', () => {
  const inside = withNeeds(delivered());
  expect(inside.length).toBeGreaterThan(100);
  expect(inside.filter(({ license }) => !isAllowed(license))).toEqual([]);
  for (const [licence, is] of [
    ['MIT', true],
    ['(MIT OR GPL-3.0-only)', true],
    ['GPL-3.0-only OR AGPL-3.0-only', false],
    ['MIT AND GPL-2.0', false],
    ['(MIT AND BSD-3-Clause)', true],
    ['AGPL-3.0-or-later', false],
    ['LGPL-3.0', false],
    ['OFL-1.1', true],
    ['SEE LICENSE IN LICENSE.md', false],
    ['none', false],
  ] as const)
    expect([licence, isAllowed(licence)]).toEqual([licence, is]);
  const texts = licenceTexts(inside);
  for (const name of ['fastify', 'better-sqlite3', 'vue', 'socket.io'])
    expect(texts).toMatch(new RegExp(`^${name} \\d`, 'm'));
});

it('nothing in ops/ is left that its files name and that is not there', () => {
  const texts = readdirSync('ops', { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(md|service|timer|sh|yml|conf|mjs)$|Caddyfile|Dockerfile/.test(path))
    .map((path) => readFileSync(join('ops', path), 'utf8'));
  const docs = ['docs/operations.md', 'docs/operations.zh-CN.md'].map((path) =>
    readFileSync(path, 'utf8'),
  );
  const named = [...texts, ...docs].join('\n').match(/\bops\/[\w./@-]*\w/g) ?? [];
  // The administrator makes it of the example beside it.
  const made = 'ops/compose.env';
  for (const path of new Set(named))
    if (path !== made) expect([path, existsSync(path)]).toEqual([path, true]);
});

it('tells systemd that it lives, where it asks for that', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'yihaotong-notify-'));
  stops.push(() => rmSync(folder, { recursive: true }));
  const tool = join(folder, 'systemd-notify');
  writeFileSync(
    tool,
    `#!/bin/sh\necho "$NOTIFY_SOCKET $@" > ${folder}/heard.tmp\nmv ${folder}/heard.tmp ${folder}/heard\n`,
  );
  chmodSync(tool, 0o755);
  const before = process.env['PATH'];
  process.env['PATH'] = `${folder}:${before}`;
  process.env['NOTIFY_SOCKET'] = '/run/notify';
  try {
    tellSystem('READY=1');
    const heard = join(folder, 'heard');
    while (!existsSync(heard)) await new Promise((next) => setImmediate(next));
    expect(readFileSync(heard, 'utf8').trim()).toBe(`/run/notify --pid=${process.pid} READY=1`);
  } finally {
    process.env['PATH'] = before;
    delete process.env['NOTIFY_SOCKET'];
  }
  expect(watchdogMs({ NOTIFY_SOCKET: '/run/notify', WATCHDOG_USEC: '60000000' })).toBe(30_000);
  expect(watchdogMs({ WATCHDOG_USEC: '60000000' })).toBe(null);
  expect(watchdogMs({ NOTIFY_SOCKET: '/run/notify' })).toBe(null);
});

it('faults M11: what still comes while the server ends is answered in the form of every answer', async () => {
  const hall = await TestHall.start();
  const { server } = hall.hall.app;
  const arrived = new Promise<Socket>((resolve) => server.once('connection', resolve));
  const line = connect(Number(new URL(hall.url).port), '127.0.0.1');
  let heard = '';
  line.on('data', (part: Buffer) => void (heard += String(part)));
  const ended = new Promise((resolve) => line.once('close', resolve));
  // A request of which the end is on its way.
  line.write('GET /api/halls HTTP/1.1\r\nHost: hall\r\n');
  const there = await arrived;
  while (there.bytesRead === 0) await new Promise((next) => setImmediate(next));
  const stopped = hall.stop();
  line.write('Connection: close\r\n\r\n');
  await ended;
  await stopped;
  expect(heard).toContain('HTTP/1.1 503');
  expect(heard.toLowerCase()).toContain('application/problem+json');
  expect(heard.toLowerCase()).toMatch(/retry-after: \d/);
  expect(heard).toContain('"shutting_down"');
});

it.skipIf(!existsSync('release'))('the archive holds what it needs and no more', async () => {
  const archive = readdirSync('release').find((name) => name.endsWith('.tar.gz'));
  if (archive === undefined) return;
  const { stdout } = await promisify(execFile)('tar', ['-tzf', join('release', archive)], {
    maxBuffer: 64 * 1024 * 1024,
  });
  const paths = stdout.split('\n').map((path) => path.replace(/^[^/]+\//, ''));
  for (const needed of [
    'start.mjs',
    'yihaotong',
    'dist/server/main.js',
    'dist/server/doctor.js',
    'dist/web/home/index.html',
    'data/hall.json',
    'ops/systemd/yihaotong.service',
    'THIRD-PARTY-LICENSES',
    'sbom.cdx.json',
    'SHA256SUMS',
    'LICENSE',
    'node_modules/better-sqlite3/build/Release/better_sqlite3.node',
  ])
    expect(paths).toContain(needed);
  for (const path of paths)
    expect(path).not.toMatch(
      /node_modules\/(vite|typescript|vitest|echarts|esbuild)\/|\.db$|site\.key/,
    );
});
