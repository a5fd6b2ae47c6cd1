import { z } from 'zod';
import { secondsBetween } from '../../shared/rules/instants.ts';
import type { Reader } from '../db/open.ts';
import { type Finding, ok, say, warn } from './finding.ts';
import { pairedDevices } from './store.ts';
import { ownCommand } from '../own-command.ts';

const minute = 60;
const hour = 60 * minute;
/** Devices say every minute that they live. */
const lately = 15 * minute;
/** One night that failed is told in the morning. */
const oldBackup = 26 * hour;

/** A pack of voices, and which clips it lacks. */
export interface SeenPack {
  readonly pack: string;
  readonly missing: readonly string[];
}

export function voices(packs: readonly SeenPack[]): Finding {
  const names = packs.map(({ pack }) => pack);
  if (names.length === 0)
    return warn(
      'voices',
      say('没有语音包，叫号没有声音', 'There is none: calls make no sound'),
      say('请恢复程序目录下的 data/voices。', "Put data/voices of the product's folder back."),
    );
  const lacking = packs.filter(({ missing }) => missing.length > 0);
  if (lacking.length === 0) return ok('voices', say(names.join('、'), names.join(', ')));
  const list = lacking.map(({ pack, missing }) => `${pack} (${missing.length})`);
  return warn(
    'voices',
    say(`缺少片段：${list.join('、')}`, `Clips are missing: ${list.join(', ')}`),
    say(
      '请在管理端“语音”页补录，缺少的内容由下一种语音代读。',
      'Record them at the console under voices; meanwhile they are not spoken.',
    ),
  );
}

const Health = z.looseObject({
  audio: z.string().optional(),
  printer: z.string().optional(),
  paper: z.string().optional(),
});

/** Devices: seen lately, and what they say of paper, printer and sound. */
export async function devices(db: Reader, now: string): Promise<Finding[]> {
  const all = await pairedDevices(db);
  if (all.length === 0)
    return [
      warn(
        'devices',
        say('尚未配对任何设备', 'None is paired'),
        say(
          '请在管理端“设备”页登记取号机和显示屏。',
          'Register kiosks and boards at the console under devices.',
        ),
      ),
    ];
  const away = all.filter(
    ({ lastSeenAt }) => lastSeenAt === null || secondsBetween(lastSeenAt, now) > lately,
  );
  const troubles = all.flatMap((device) =>
    troublesOf(device.health).map((trouble) => ({ device, trouble })),
  );
  const found: Finding[] = [];
  if (away.length > 0) {
    const names = away.map(({ name }) => name);
    found.push(
      warn(
        'devices',
        say(
          `${all.length} 台中 ${away.length} 台最近 15 分钟没有消息：${names.join('、')}`,
          `${away.length} of ${all.length} were not seen in the last 15 minutes: ${names.join(', ')}`,
        ),
        say(
          '营业时间内请检查这些设备的电源和网络；下班后属正常。',
          'While the hall is open, look at their power and network; at night this is as usual.',
        ),
      ),
    );
  }
  for (const { device, trouble } of troubles)
    found.push(
      warn(
        'devices',
        say(`${device.name}：${trouble.zh}`, `${device.name}: ${trouble.en}`),
        say('请到设备前处理，恢复后自动消除。', 'See to it at the device; it goes by itself then.'),
      ),
    );
  if (found.length > 0) return found;
  return [ok('devices', say(`${all.length} 台，均在线`, `${all.length}, all seen lately`))];
}

function troublesOf(text: string): { zh: string; en: string }[] {
  let read: z.infer<typeof Health>;
  try {
    read = Health.parse(JSON.parse(text));
  } catch {
    return [];
  }
  const { audio, printer, paper } = read;
  return [
    ...(paper === 'out' ? [say('打印机缺纸', 'no paper')] : []),
    ...(paper === 'low' ? [say('打印纸将尽', 'paper is low')] : []),
    ...(printer === undefined || printer === 'ok'
      ? []
      : [say(`打印机异常（${printer}）`, `printer: ${printer}`)]),
    ...(audio === 'blocked' || audio === 'failed' ? [say('没有声音', 'no sound')] : []),
  ];
}

/** How old the newest backup is. */
export function backups(folder: string, newest: string | undefined, now: string): Finding {
  if (newest === undefined)
    return warn(
      'backup',
      say(`${folder} 里没有备份`, `There is none in ${folder}`),
      say(
        `请执行 ${ownCommand('backup')}；BACKUP_EVERY 不设为 never 时，服务器每小时自动备份。`,
        `Run ${ownCommand('backup')}; the server makes one an hour unless BACKUP_EVERY is never.`,
      ),
    );
  const seconds = Math.max(0, secondsBetween(newest, now));
  const hours = Math.round(seconds / hour);
  const found = say(
    `最近一次在 ${hours} 小时前（${newest}）`,
    `The newest is ${hours} hours old (${newest})`,
  );
  if (seconds <= oldBackup) return ok('backup', found);
  return warn(
    'backup',
    found,
    say('请查看日志，找出昨晚没有备份的原因。', 'See in the log why there was none last night.'),
  );
}
