import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { commandIn } from '../server/own-command.ts';

const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

interface Said {
  readonly uid: number;
  readonly umask: number;
  readonly dataDir: string | null;
  readonly password: string | null;
  readonly reports: string | null;
  readonly args: readonly string[];
}

/** A release with one command, which says as whom it runs and with what; and a systemd that has its service. */
function playedRelease(service: { readonly user: string; readonly group: string } | null) {
  // Not where the tests keep theirs: others have to read it.
  const open = ['/tmp', '/var/tmp', '/dev/shm'].find((at) => (statSync(at).mode & 0o005) === 0o005);
  const folder = mkdtempSync(join(open ?? '/var/tmp', 'yihaotong-played-'));
  ends.push(() => rmSync(folder, { recursive: true }));
  chmodSync(folder, 0o755);
  const put = (path: string, text: string): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text, { mode: 0o755 });
  };
  for (const name of ['start.mjs', 'yihaotong']) put(name, readFileSync(`ops/${name}`, 'utf8'));
  put('package.json', '{"type":"module"}');
  put(
    'dist/server/backup.js',
    `const { DATA_DIR: dataDir = null, ADMIN_PASSWORD: password = null, REPORT_DIR: reports = null } = process.env;
     console.log(JSON.stringify({ uid: process.getuid(), umask: process.umask(), dataDir, password, reports, args: process.argv.slice(2) }));`,
  );
  put('dist/server/main.js', `console.log('{"args":["the server"]}');`);
  const settings = join(folder, 'settings.env');
  const { user, group } = service ?? { user: '', group: '' };
  put(
    'bin/systemctl',
    `#!/bin/sh
    case "$*" in
    *=FragmentPath*) echo '${service === null ? '' : '/etc/systemd/system/yihaotong.service'}' ;;
    *=EnvironmentFiles*) printf '${settings} (ignore_errors=yes)\\n/nowhere.env (ignore_errors=yes)\\n' ;;
    *=Environment*) echo 'HOST=127.0.0.1 "DATA_DIR=/srv/a hall"' ;;
    *=User*) echo '${user}' ;;
    *=Group*) echo '${group}' ;;
    esac\n`,
  );
  put(
    'settings.env',
    `# of the hall\nADMIN_PASSWORD="50% of \\"it\\""\nnonsense\nREPORT_DIR=/srv/it\\'s#1\n`,
  );
  chmodSync(settings, 0o600);
  return (args: readonly string[], env: Record<string, string> = {}, uid?: number) => {
    const path = `${join(folder, 'bin')}:${process.env['PATH']}`;
    const ran = spawnSync(join(folder, 'yihaotong'), args, {
      ...(uid === undefined ? {} : { uid, cwd: folder }),
      env: { PATH: path, ...env },
      encoding: 'utf8',
    });
    return { ...ran, said: ran.stdout.startsWith('{') ? (JSON.parse(ran.stdout) as Said) : null };
  };
}

it.runIf(process.getuid?.() === 0)(
  'what root types runs as the service does, where there is one: as its user, with its settings',
  () => {
    const run = playedRelease({ user: 'nobody', group: 'nogroup' });
    const asService = {
      uid: 65534,
      umask: 0o077,
      dataDir: '/srv/a hall',
      password: '50% of "it"',
      reports: "/srv/it's#1",
      args: ['--with key'],
    };
    expect(run(['backup', '--with key'])).toMatchObject({ status: 0, said: asService });
    // The service's own data, said by hand, too; others, and without a service, as whoever calls.
    expect(run(['backup', '--with key'], { DATA_DIR: '/srv/a hall' }).said).toEqual(asService);
    const asCaller = { uid: 0, password: null, args: [] };
    expect(run(['backup'], { DATA_DIR: '/tmp/try' }).said).toMatchObject(asCaller);
    expect(run(['backup'], { DATABASE_URL: 'postgres://x' }).said).toMatchObject(asCaller);
    expect(playedRelease(null)(['backup']).said).toMatchObject(asCaller);
    // Anybody else would look into a folder without data.
    const other = run(['backup'], {}, 65534);
    expect([other.status, other.said]).toEqual([2, null]);
    expect(other.stderr).toContain('sudo yihaotong backup');
    expect(run(['backup'], { DATA_DIR: '/srv/a hall' }, 65534).said?.uid).toBe(65534);
  },
);

it.runIf(process.getuid?.() === 0)(
  'no server is started by the way beside the service, and none by a word that is no command',
  () => {
    const run = playedRelease({ user: 'nobody', group: 'nogroup' });
    expect(run([])).toMatchObject({ status: 2, said: null });
    expect(run([]).stderr).toContain('systemctl start yihaotong');
    for (const help of ['help', '--help', '-h'])
      expect(run([help])).toMatchObject({
        status: 0,
        stdout: expect.stringContaining('restore FILE') as unknown,
      });
    for (const word of ['--port', '../main', 'start', ''])
      expect(run([word])).toMatchObject({
        status: 2,
        said: null,
        stderr: expect.stringContaining('no command') as unknown,
      });
    // By hand, with data of its own, and where there is no service.
    expect(run([], { DATA_DIR: '/tmp/try' }).said?.args).toEqual(['the server']);
    expect(playedRelease(null)([]).said?.args).toEqual(['the server']);
  },
);

it('the service may do what the product does: ask for addresses, write where disks are mounted', () => {
  for (const name of ['yihaotong', 'yihaotong-doctor']) {
    const unit = readFileSync(`ops/systemd/${name}.service`, 'utf8');
    const families = /^RestrictAddressFamilies=(.*)$/m.exec(unit)![1]!.split(' ');
    // Without it `os.networkInterfaces` throws: no HOST=0.0.0.0, no webhook.
    expect(families).toContain('AF_NETLINK');
    const writes = /^ReadWritePaths=(.*)$/m.exec(unit)![1]!.split(' ');
    expect(writes).toEqual(expect.arrayContaining(['-/mnt', '-/media', '-/srv']));
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
