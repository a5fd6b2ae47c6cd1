export const doctorLanguages = ['zh', 'en'] as const;
export type DoctorLanguage = (typeof doctorLanguages)[number];
export type Said = Readonly<Record<DoctorLanguage, string>>;

/** What was looked at: a stable name for programs, and how it is called. */
export const checks = {
  product: { zh: '程序', en: 'Product' },
  settings: { zh: '配置', en: 'Settings' },
  node: { zh: 'Node.js', en: 'Node.js' },
  database: { zh: '数据库', en: 'Database' },
  disk: { zh: '磁盘', en: 'Disk' },
  clock: { zh: '时钟', en: 'Clock' },
  port: { zh: '端口', en: 'Port' },
  proxy: { zh: '对外地址', en: 'Public address' },
  certificate: { zh: '证书', en: 'Certificate' },
  redis: { zh: 'Redis', en: 'Redis' },
  key: { zh: '密钥文件', en: 'Key file' },
  files: { zh: '文件权限', en: 'File rights' },
  voices: { zh: '语音包', en: 'Voices' },
  devices: { zh: '设备', en: 'Devices' },
  backup: { zh: '备份', en: 'Backup' },
  copy: { zh: '备份的第二个位置', en: 'Second place of backups' },
  log: { zh: '日志文件', en: 'Log file' },
  archive: { zh: '往年归档', en: 'Archives' },
} as const satisfies Record<string, Said>;
export type CheckName = keyof typeof checks;

/** One line of the doctor: what was found, and what to do where it is not well. */
export interface Finding {
  readonly check: CheckName;
  readonly state: 'ok' | 'warn' | 'fail';
  readonly found: Said;
  readonly toDo?: Said;
}

/** A text in both languages. */
export const say = (zh: string, en: string): Said => ({ zh, en });

export const ok = (check: CheckName, found: Said): Finding => ({ check, state: 'ok', found });
export const warn = (check: CheckName, found: Said, toDo: Said): Finding => ({
  check,
  state: 'warn',
  found,
  toDo,
});
export const fail = (check: CheckName, found: Said, toDo: Said): Finding => ({
  check,
  state: 'fail',
  found,
  toDo,
});

/** The words of an error, without its stack. */
export const wordsOf = (error: unknown): string =>
  error instanceof Error && error.message !== '' ? error.message : String(error);

/** Bytes as people read them. */
export function size(bytes: number): string {
  const units = ['B', 'KB', 'MB', 'GB', 'TB'];
  let [left, unit] = [bytes, 0];
  while (left >= 1024 && unit < units.length - 1) [left, unit] = [left / 1024, unit + 1];
  return `${left < 10 && unit > 0 ? left.toFixed(1) : Math.round(left)} ${units[unit]}`;
}
