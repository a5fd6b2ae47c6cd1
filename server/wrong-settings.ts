import { Refusal } from './refusal.ts';

interface Said {
  readonly zh: string;
  readonly en: string;
}
const whole = (from: number, to: number): Said => ({
  zh: `${from} 到 ${to} 的整数`,
  en: `a whole number from ${from} to ${to}`,
});
const oneOf = (...words: readonly string[]): Said => ({
  zh: `${words.slice(0, -1).join('、')} 或 ${words.at(-1)}`,
  en: `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`,
});
const neededWith = (other: string): Said => ({
  zh: `设置了 ${other} 就必须设置`,
  en: `needed where ${other} is set`,
});

/** What each setting is to be, for whoever does not know the rules of a program (`config.ts`). */
const wants: Readonly<Record<string, Said>> = {
  PORT: whole(0, 65535),
  PUBLIC_URL: {
    zh: '完整地址，如 https://hall.example（设置了 OIDC_ISSUER 就必须设置）',
    en: 'a whole address, such as https://hall.example (needed where OIDC_ISSUER is set)',
  },
  DATABASE_URL: { zh: 'postgres://… 开头的地址', en: 'an address that begins with postgres://' },
  REDIS_URL: { zh: 'redis://… 开头的地址', en: 'an address that begins with redis://' },
  TRUST_PROXY: {
    zh: 'IP 地址或网段，用逗号分开，如 10.0.0.5, 172.31.7.0/24',
    en: 'addresses or networks with commas between, such as 10.0.0.5, 172.31.7.0/24',
  },
  ADMIN_PASSWORD: { zh: '至少 8 个字符', en: 'at least 8 characters' },
  METRICS_TOKEN: { zh: '至少 16 个字符', en: 'at least 16 characters' },
  SOCKETS_PER_ADDRESS: { zh: '1 以上的整数', en: 'a whole number from 1 on' },
  BACKUP_EVERY: oneOf('hour', 'day', 'never'),
  BACKUP_KEEP_HOURS: whole(1, 1000),
  BACKUP_KEEP_DAYS: whole(0, 1000),
  BACKUP_KEEP_MONTHS: whole(0, 1000),
  DISK_WARN_MB: { zh: '0 以上的数', en: 'a number from 0 on' },
  DISK_WARN_PERCENT: { zh: '0 到 100 的数', en: 'a number from 0 to 100' },
  LOG_FILE_MB: { zh: '大于 0、不超过 10000 的数', en: 'a number above 0, 10000 at most' },
  LOG_FILES: whole(1, 1000),
  LOG_LEVEL: oneOf('fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'),
  TLS_CERT: neededWith('TLS_KEY'),
  TLS_KEY: neededWith('TLS_CERT'),
  WEBHOOKS_ALLOW_LOCAL: oneOf('0', '1'),
  OIDC_ISSUER: {
    zh: '完整地址，如 https://id.example',
    en: 'a whole address, such as https://id.example',
  },
  OIDC_CLIENT_ID: neededWith('OIDC_ISSUER'),
  OIDC_CREATE_PEOPLE: oneOf('0', '1'),
};

/** Settings that cannot be used, each with what it is to be: never with what it is, which may be secret. */
export class WrongSettings extends Refusal {
  /** @param wrong each with what the rule says, for one that is told nothing better of */
  constructor(wrong: readonly { readonly name: string; readonly said: string }[]) {
    const lines = (language: keyof Said, colon: string): string =>
      wrong
        .map(({ name, said }) => `\n    ${name}${colon}${wants[name]?.[language] ?? said}`)
        .join('');
    super('settings', {
      chinese: `以下设置不能使用，请改正后再启动（服务的设置在 /etc/yihaotong.env）：${lines('zh', '：')}`,
      english: `These settings cannot be used; correct them and start again (those of the service are in /etc/yihaotong.env):${lines('en', ': ')}`,
    });
    this.name = 'WrongSettings';
  }
}
