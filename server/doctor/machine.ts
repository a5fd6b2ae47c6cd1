import { execFile } from 'node:child_process';
import { access, constants, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import type { Clock } from '../clock.ts';
import { aheadOf } from './ntp.ts';
import { fail, type Finding, ok, say, size, warn, wordsOf } from './finding.ts';

const GB = 1024 ** 3;
/** With less nothing can be stored soon, in bytes. */
const noBytes = 0.2 * GB;
/** Of the clock, in seconds. */
const [told, wrong] = [2, 30];
/** The time servers of China's national time service and of the public pool. */
const usualTimeServers = ['ntp.ntsc.ac.cn', 'pool.ntp.org'];

/** @param version as `process.versions.node` says it */
export function nodeVersion(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if ((major === 20 && minor >= 20) || major >= 22) return ok('node', say(version, version));
  return fail(
    'node',
    say(`${version}，本程序不支持`, `${version} is not supported`),
    say(
      '请安装 Node.js 20.20 以上的 20 版，或 22 以上版本。',
      'Install Node.js 20.20 or a later 20, or 22 and newer.',
    ),
  );
}

/** Room on the disk of the data, and whether it can be written. */
export async function disk(
  folder: string,
  there: { readonly free: number; readonly total: number; readonly low: boolean } | null,
): Promise<Finding[]> {
  try {
    await access(folder, constants.W_OK);
  } catch (error) {
    if ((error as { code?: unknown }).code === 'ENOENT')
      return [
        ok(
          'disk',
          say(`${folder} 尚未建立，首次启动时建立`, `${folder} is made at the first start`),
        ),
      ];
    return [
      fail(
        'disk',
        say(
          `${folder} 不可写：${wordsOf(error)}`,
          `${folder} cannot be written: ${wordsOf(error)}`,
        ),
        say(
          '请把该目录的所有者改为运行本程序的用户，并确认磁盘未挂载为只读。',
          'Give the folder to the user that runs the server, and see that the disk is not mounted read-only.',
        ),
      ),
    ];
  }
  if (there === null) return [];
  const found = say(
    `剩余 ${size(there.free)}，共 ${size(there.total)}`,
    `${size(there.free)} of ${size(there.total)} free`,
  );
  const toDo = say(
    '请清理旧备份和日志，或换更大的磁盘：磁盘写满后取号和呼叫都会停。',
    'Remove old backups and logs or use a larger disk: when it is full, no ticket and no call can be stored.',
  );
  if (there.free < noBytes) return [fail('disk', found, toDo)];
  return [there.low ? warn('disk', found, toDo) : ok('disk', found)];
}

/** The clock against the network's; where nobody answers, whether the system keeps it itself. */
export async function clockOf(
  clock: Pick<Clock, 'now'>,
  environment: NodeJS.ProcessEnv,
): Promise<Finding> {
  const nowMs = (): number => Date.parse(clock.now());
  const servers = (environment['NTP_SERVER'] ?? usualTimeServers.join(','))
    .split(',')
    .map((server) => server.trim())
    .filter((server) => server !== '');
  const answers = await Promise.all(servers.map((server) => aheadOf(server, nowMs)));
  const ahead = answers.find((answer) => answer !== null) ?? null;
  if (ahead === null) return unanswered(servers);
  const by = Math.abs(ahead).toFixed(1);
  const found =
    ahead > 0
      ? say(`比网络时间慢 ${by} 秒`, `${by} s behind the network's time`)
      : say(`比网络时间快 ${by} 秒`, `${by} s ahead of the network's time`);
  const toDo = say(
    '请打开自动对时（timedatectl set-ntp true）。大厅营业时不要大幅拨动时钟。',
    'Let the system keep it (timedatectl set-ntp true). Do not set it by much while the hall is open.',
  );
  if (Math.abs(ahead) > wrong) return fail('clock', found, toDo);
  return Math.abs(ahead) > told ? warn('clock', found, toDo) : ok('clock', found);
}

async function unanswered(servers: readonly string[]): Promise<Finding> {
  const synchronised = await promisify(execFile)(
    'timedatectl',
    ['show', '--property=NTPSynchronized', '--value'],
    { timeout: 3000 },
  ).then(
    ({ stdout }) => stdout.trim() === 'yes',
    () => false,
  );
  if (synchronised)
    return ok('clock', say('系统已自动对时', 'The system keeps it by a time server'));
  return warn(
    'clock',
    say(
      `没有可用的时间服务器（${servers.join('、')}），无法核对`,
      `No time server answers (${servers.join(', ')}): it cannot be compared`,
    ),
    say(
      '内网请让网管提供时间服务器并写入 NTP_SERVER 和系统设置；没有的话，每月与手机时间核对一次。',
      'Ask for a time server of your network and set NTP_SERVER and the system to it; where there is none, compare the clock with a telephone once a month.',
    ),
  );
}

/** Who else on this machine may read the file that opens sealed details. */
export async function keyFile(path: string, given: boolean): Promise<Finding> {
  const mode = await modeOf(path);
  if (mode === null) {
    return given
      ? fail(
          'key',
          say(`${path} 不存在`, `${path} does not exist`),
          say(
            '请从备份恢复该文件，或改正 KEY_FILE。',
            'Put it back from its backup, or correct KEY_FILE.',
          ),
        )
      : ok('key', say('尚未建立', 'None yet'));
  }
  if ((mode & 0o077) === 0)
    return ok('key', say(`${path}，仅本用户可读`, `${path}, for its user only`));
  return fail(
    'key',
    say(
      `${path} 的权限是 ${octal(mode)}，其他用户可以读取`,
      `${path} has mode ${octal(mode)}: others can read it`,
    ),
    say(`请执行 chmod 600 ${path}`, `Run chmod 600 ${path}`),
  );
}

/** A folder, or where it would be made: the nearest one above it that there is. */
export async function nearest(folder: string): Promise<string> {
  const above = dirname(folder);
  return above === folder || (await modeOf(folder)) !== null ? folder : nearest(above);
}

/** A folder beside the data that the server is told to write to. */
export async function place(check: 'copy' | 'log', folder: string): Promise<Finding> {
  try {
    if (!(await stat(folder)).isDirectory()) throw new Error('ENOTDIR');
    await access(folder, constants.W_OK);
    return ok(check, say(folder, folder));
  } catch (error) {
    return fail(
      check,
      say(
        `${folder} 不能写入：${wordsOf(error)}`,
        `${folder} cannot be written: ${wordsOf(error)}`,
      ),
      say(
        '请接上磁盘或挂载共享文件夹，把它的所有者改为运行本程序的用户；服务单元还要允许写入那里（/mnt、/media、/srv 之外要加 ReadWritePaths）。',
        'Plug the drive in or mount the share, and give the folder to the user that runs the server; its unit has to allow it, too (ReadWritePaths, for what is not below /mnt, /media or /srv).',
      ),
    );
  }
}

/** Whether others on this machine may read the data. */
export async function dataRights(folder: string): Promise<Finding[]> {
  const mode = await modeOf(folder);
  if (mode === null) return [];
  if ((mode & 0o007) === 0)
    return [ok('files', say(`${folder} 仅限本用户和本组`, `${folder} is closed to others`))];
  return [
    warn(
      'files',
      say(
        `${folder} 的权限是 ${octal(mode)}，本机其他用户可以进入`,
        `${folder} has mode ${octal(mode)}: others on this machine can enter`,
      ),
      say(`请执行 chmod 700 ${folder}`, `Run chmod 700 ${folder}`),
    ),
  ];
}

async function modeOf(path: string): Promise<number | null> {
  try {
    return (await stat(path)).mode & 0o777;
  } catch {
    return null;
  }
}

const octal = (mode: number): string => mode.toString(8).padStart(4, '0');
