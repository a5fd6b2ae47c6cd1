import { join } from 'node:path';
import { z } from 'zod';
import type { Every } from './backups/service.ts';
import type { DatabaseOptions } from './db/open.ts';
import { usualLimits } from './limits.ts';
import type { LogFile } from './log.ts';
import { Proxies } from './proxies.ts';
import type { LeastRoom } from './storage/disk.ts';
import type { Keep } from '../shared/rules/retention.ts';
import { readRoles, type SsoSettings } from './sso-settings.ts';
import type { TlsFiles } from './tls.ts';
import { WrongSettings } from './wrong-settings.ts';

const Environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  HOST: z.string().min(1).default('127.0.0.1'),
  DATA_DIR: z.string().min(1).optional(),
  KEY_FILE: z.string().min(1).optional(),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//)
    .optional(),
  REDIS_URL: z
    .string()
    .regex(/^rediss?:\/\//)
    .optional(),
  ADMIN_PASSWORD: z.string().min(8).optional(),
  METRICS_TOKEN: z.string().min(16).optional(),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/ })
    .transform((url) => url.replace(/\/+$/, ''))
    .optional(),
  TRUST_PROXY: z
    .string()
    .transform((text) => text.split(',').map((address) => address.trim()))
    .refine((addresses) => Proxies.can(addresses))
    .default([]),
  SOCKETS_PER_ADDRESS: z.coerce.number().int().min(1).default(usualLimits.socketsAnAddress),
  BACKUP_DIR: z.string().min(1).optional(),
  BACKUP_COPY_DIR: z.string().min(1).optional(),
  BACKUP_EVERY: z.enum(['hour', 'day', 'never']).default('hour'),
  BACKUP_KEEP_HOURS: z.coerce.number().int().min(1).max(1000).default(24),
  BACKUP_KEEP_DAYS: z.coerce.number().int().min(0).max(1000).default(14),
  BACKUP_KEEP_MONTHS: z.coerce.number().int().min(0).max(1000).default(12),
  REPORT_DIR: z.string().min(1).optional(),
  DISK_WARN_MB: z.coerce.number().min(0).default(1024),
  DISK_WARN_PERCENT: z.coerce.number().min(0).max(100).default(5),
  LOG_FILE: z.string().min(1).optional(),
  LOG_FILE_MB: z.coerce.number().positive().max(10_000).default(20),
  LOG_FILES: z.coerce.number().int().min(1).max(1000).default(14),
  TLS_CERT: z.string().min(1).optional(),
  TLS_KEY: z.string().min(1).optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  WEBHOOKS_ALLOW_LOCAL: z.enum(['0', '1']).default('0'),
  OIDC_ISSUER: z.url({ protocol: /^https?$/ }).optional(),
  OIDC_CLIENT_ID: z.string().min(1).optional(),
  OIDC_CLIENT_SECRET: z.string().min(1).optional(),
  OIDC_SCOPE: z.string().min(1).default('openid profile'),
  OIDC_USERNAME_CLAIM: z.string().min(1).default('preferred_username'),
  OIDC_GROUPS_CLAIM: z.string().min(1).default('groups'),
  OIDC_ROLES: z
    .string()
    .default('')
    .transform((text, context) => {
      try {
        return readRoles(text);
      } catch (error) {
        context.addIssue({ code: 'custom', message: (error as Error).message });
        return z.NEVER;
      }
    }),
  OIDC_CREATE_PEOPLE: z.enum(['0', '1']).default('0'),
  OIDC_HALLS: z
    .string()
    .default('')
    .transform((text) => text.split(',').flatMap((code) => code.trim() || [])),
});
/** What cannot do without another. What each setting is to be is said in `wrong-settings.ts`. */
const WholeEnvironment = Environment.superRefine((e, context) => {
  const needs = (name: string, is: boolean): void => {
    if (!is) context.addIssue({ code: 'custom', path: [name], message: 'needed' });
  };
  needs('TLS_KEY', e.TLS_CERT === undefined || e.TLS_KEY !== undefined);
  needs('TLS_CERT', e.TLS_KEY === undefined || e.TLS_CERT !== undefined);
  if (e.OIDC_ISSUER === undefined) return;
  needs('OIDC_CLIENT_ID', e.OIDC_CLIENT_ID !== undefined);
  // People are sent back to it.
  needs('PUBLIC_URL', e.PUBLIC_URL !== undefined);
  if (e.OIDC_CREATE_PEOPLE === '1') needs('OIDC_ROLES', e.OIDC_ROLES.size > 0);
});

export interface Config {
  readonly port: number;
  readonly host: string;
  readonly dataDir: string;
  /** Where the site's key is kept, outside of the database. */
  readonly keyFile: string;
  readonly database: DatabaseOptions;
  readonly redisUrl: string | undefined;
  readonly adminPassword: string | undefined;
  readonly metricsToken: string | undefined;
  /** Webhooks reach this machine and private networks, too. */
  readonly webhooksAllowLocal: boolean;
  /** The address that phones reach the hall by; absent: that of the request. */
  readonly publicUrl: string | undefined;
  /** Proxies beside those of this machine whose word is taken for where a request comes from. */
  readonly proxies: readonly string[];
  /** Live connections of strangers from one address. */
  readonly socketsAnAddress: number;
  /** Where backups go, how often one is made and how many are kept. */
  readonly backups: {
    readonly dir: string;
    readonly copyDir: string | undefined;
    readonly every: Every;
    readonly keep: Keep;
  };
  /** Where the report of each evening goes; absent: nowhere. */
  readonly reportDir: string | undefined;
  /** Says how far the site has come, beside its data. */
  readonly markFile: string;
  /** With less room on a disk than this it is told. */
  readonly leastRoom: LeastRoom;
  readonly logLevel: string;
  /** The administration's own accounts; absent: people sign in with passwords only. */
  readonly sso: SsoSettings | undefined;
  /** Where the log goes instead of the standard output. */
  readonly logFile: LogFile | undefined;
  /** https by these files; absent: http, as behind a proxy. */
  readonly tls: TlsFiles | undefined;
}

/** Reads the environment; names every mistake at once. @throws WrongSettings with a line for each */
export function readConfig(
  environment: Readonly<Record<string, string | undefined>>,
  defaultDataDir: string,
): Config {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  const read = WholeEnvironment.safeParse(given);
  if (!read.success)
    throw new WrongSettings(
      read.error.issues.map(({ path, message }) => ({ name: path.join('.'), said: message })),
    );
  const e = read.data;
  const dataDir = e.DATA_DIR ?? defaultDataDir;
  return {
    port: e.PORT,
    host: e.HOST,
    dataDir,
    keyFile: e.KEY_FILE ?? `${dataDir}/site.key`,
    database:
      e.DATABASE_URL === undefined
        ? { kind: 'sqlite', file: `${dataDir}/hall.db` }
        : { kind: 'postgres', url: e.DATABASE_URL },
    redisUrl: e.REDIS_URL,
    adminPassword: e.ADMIN_PASSWORD,
    metricsToken: e.METRICS_TOKEN,
    webhooksAllowLocal: e.WEBHOOKS_ALLOW_LOCAL === '1',
    publicUrl: e.PUBLIC_URL,
    proxies: e.TRUST_PROXY,
    socketsAnAddress: e.SOCKETS_PER_ADDRESS,
    backups: {
      dir: e.BACKUP_DIR ?? join(dataDir, 'backups'),
      copyDir: e.BACKUP_COPY_DIR,
      every: e.BACKUP_EVERY,
      keep: {
        hours: e.BACKUP_KEEP_HOURS,
        days: e.BACKUP_KEEP_DAYS,
        months: e.BACKUP_KEEP_MONTHS,
      },
    },
    reportDir: e.REPORT_DIR,
    markFile: join(dataDir, e.DATABASE_URL === undefined ? 'hall.db.mark' : 'site.mark'),
    leastRoom: { bytes: e.DISK_WARN_MB * 1024 * 1024, percent: e.DISK_WARN_PERCENT },
    logLevel: e.LOG_LEVEL,
    sso: ssoOf(e),
    logFile:
      e.LOG_FILE === undefined
        ? undefined
        : { path: e.LOG_FILE, megabytes: e.LOG_FILE_MB, files: e.LOG_FILES },
    tls:
      e.TLS_CERT === undefined || e.TLS_KEY === undefined
        ? undefined
        : { cert: e.TLS_CERT, key: e.TLS_KEY },
  };
}

function ssoOf(e: z.infer<typeof Environment>): SsoSettings | undefined {
  if (e.OIDC_ISSUER === undefined) return undefined;
  return {
    issuer: new URL(e.OIDC_ISSUER),
    clientId: e.OIDC_CLIENT_ID!,
    clientSecret: e.OIDC_CLIENT_SECRET,
    scope: e.OIDC_SCOPE,
    userClaim: e.OIDC_USERNAME_CLAIM,
    groupsClaim: e.OIDC_GROUPS_CLAIM,
    roles: e.OIDC_ROLES,
    makesPeople: e.OIDC_CREATE_PEOPLE === '1',
    halls: e.OIDC_HALLS,
    base: e.PUBLIC_URL!,
  };
}
