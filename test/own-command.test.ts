import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { commandIn } from '../server/own-command.ts';

const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

/** Where `systemd` is played: what was asked of it stands in `asked`, a line for each argument. */
function playedSystemd(knowsUnit: boolean): {
  readonly path: string;
  readonly asked: () => string[];
} {
  const folder = mkdtempSync(join(tmpdir(), 'yihaotong-systemd-'));
  ends.push(() => rmSync(folder, { recursive: true }));
  const program = (name: string, script: string): void =>
    writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  program('id', 'echo 0');
  program(
    'systemctl',
    `case "$*" in
    "cat yihaotong.service") exit ${knowsUnit ? 0 : 1} ;;
    *EnvironmentFiles*) printf '/etc/yihaotong.env (ignore_errors=yes)\\n/etc/more.env (ignore_errors=no)\\n' ;;
    *=Environment*) echo 'HOST=127.0.0.1 DATA_DIR=/srv/hall' ;;
    *=User*) echo hall ;;
    *=Group*) echo halls ;;
    esac`,
  );
  program('systemd-run', `printf '%s\\n' "$@" > "${folder}/asked"; exit 7`);
  const file = join(folder, 'asked');
  return {
    path: `${folder}:${process.env['PATH']}`,
    asked: () => (existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []),
  };
}

it('runs a command of the release as the service does, where there is one; and its end is the command’s', () => {
  const run = (path: string, env: Record<string, string> = {}) =>
    spawnSync('sh', ['ops/yihaotong', 'backup', '--with key'], {
      env: { PATH: path, ...env },
      encoding: 'utf8',
    });
  const service = playedSystemd(true);
  expect(run(service.path).status).toBe(7);
  expect(service.asked()).toEqual(
    expect.arrayContaining([
      ...['--property=User=hall', '--property=Group=halls', '--property=UMask=0077'],
      '--property=Environment=HOST=127.0.0.1 DATA_DIR=/srv/hall',
      ...[
        '--property=EnvironmentFile=-/etc/yihaotong.env',
        '--property=EnvironmentFile=/etc/more.env',
      ],
      ...['--wait', '--pipe', 'backup', '--with key'],
    ]),
  );
  // Without a service, or told which data: as whoever calls it. The sources have no such command.
  for (const [played, env] of [
    [playedSystemd(false), {}],
    [playedSystemd(true), { DATA_DIR: '/tmp/elsewhere' }],
    [playedSystemd(true), { DATABASE_URL: 'postgres://elsewhere' }],
  ] as const) {
    expect(run(played.path, env)).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('There is no command "backup"') as unknown,
    });
    expect(played.asked()).toEqual([]);
  }
});

it('tells whoever has no npm what to type there', () => {
  const folder = mkdtempSync(join(tmpdir(), 'yihaotong-release-'));
  ends.push(() => rmSync(folder, { recursive: true }));
  expect(commandIn(folder, 'restore', 'FILE')).toBe('npm run restore -- FILE');
  expect(commandIn(folder, 'backup')).toBe('npm run backup');
  writeFileSync(join(folder, 'yihaotong'), '');
  expect(commandIn(folder, 'restore', 'FILE')).toBe(`${folder}/yihaotong restore FILE`);
  expect(commandIn(folder, 'backup')).toBe(`${folder}/yihaotong backup`);
});

it('nobody who may have no npm is told to run it', () => {
  const told = [
    'server',
    'admin',
    'shared',
    'kiosk',
    'display',
    'window',
    'phone',
    'region',
    'home',
  ]
    .flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)),
    )
    .filter((file) => /\.(ts|vue)$/.test(file))
    .flatMap((file) =>
      readFileSync(file, 'utf8')
        .split('\n')
        .filter((line) => /npm (run|start)/.test(line) && !/^\s*(\*|\/\*|\/\/)/.test(line))
        .map((line) => `${file}: ${line.trim()}`),
    );
  expect(told).toEqual([expect.stringContaining('server/own-command.ts')]);
});
