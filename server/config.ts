import { z } from 'zod';
import type { DatabaseOptions } from './db/open.ts';
import { usualLimits } from './limits.ts';
import type { LogFile } from './log.ts';
import { Proxies } from './proxies.ts';
import type { TlsFiles } from './tls.ts';

const Environment = z
  .object({
    PORT: z.coerce.number().int().min(0).max(65535).default(3000),
    HOST: z.string().min(1).default('127.0.0.1'),
    DATA_DIR: z.string().min(1).optional(),
    DATABASE_URL: z
      .string()
      .regex(/^postgres(ql)?:\/\//, 'postgres://…')
      .optional(),
    REDIS_URL: z
      .string()
      .regex(/^rediss?:\/\//, 'redis://…')
      .optional(),
    ADMIN_PASSWORD: z.string().min(8, 'at least 8 characters').optional(),
    METRICS_TOKEN: z.string().min(16, 'at least 16 characters').optional(),
    PUBLIC_URL: z.url().optional(),
    TRUST_PROXY: z
      .string()
      .transform((text) => text.split(',').map((address) => address.trim()))
      .refine((addresses) => Proxies.can(addresses), 'addresses or networks, with commas between')
      .default([]),
    SOCKETS_PER_ADDRESS: z.coerce.number().int().min(1).default(usualLimits.socketsAnAddress),
    LOG_FILE: z.string().min(1).optional(),
    LOG_FILE_MB: z.coerce.number().positive().max(10_000).default(20),
    LOG_FILES: z.coerce.number().int().min(1).max(1000).default(14),
    TLS_CERT: z.string().min(1).optional(),
    TLS_KEY: z.string().min(1).optional(),
    LOG_LEVEL: z
      .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
      .default('info'),
  })
  .superRefine((e, context) => {
    for (const [has, lacks] of [
      ['TLS_CERT', 'TLS_KEY'],
      ['TLS_KEY', 'TLS_CERT'],
    ] as const)
      if (e[has] !== undefined && e[lacks] === undefined)
        context.addIssue({ code: 'custom', path: [lacks], message: `needed where ${has} is set` });
  });

export interface Config {
  readonly port: number;
  readonly host: string;
  readonly dataDir: string;
  readonly database: DatabaseOptions;
  readonly redisUrl: string | undefined;
  readonly adminPassword: string | undefined;
  readonly metricsToken: string | undefined;
  /** The address that phones reach the hall by; absent: that of the request. */
  readonly publicUrl: string | undefined;
  /** Proxies beside those of this machine whose word is taken for where a request comes from. */
  readonly proxies: readonly string[];
  /** Live connections of strangers from one address. */
  readonly socketsAnAddress: number;
  readonly logLevel: string;
  /** Where the log goes instead of the standard output. */
  readonly logFile: LogFile | undefined;
  /** https by these files; absent: http, as behind a proxy. */
  readonly tls: TlsFiles | undefined;
}

/** Reads the environment; names every mistake at once. @throws Error with one line a mistake */
export function readConfig(
  environment: Readonly<Record<string, string | undefined>>,
  defaultDataDir: string,
): Config {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  const read = Environment.safeParse(given);
  if (!read.success) {
    throw new Error(
      read.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('\n'),
    );
  }
  const e = read.data;
  const dataDir = e.DATA_DIR ?? defaultDataDir;
  return {
    port: e.PORT,
    host: e.HOST,
    dataDir,
    database:
      e.DATABASE_URL === undefined
        ? { kind: 'sqlite', file: `${dataDir}/hall.db` }
        : { kind: 'postgres', url: e.DATABASE_URL },
    redisUrl: e.REDIS_URL,
    adminPassword: e.ADMIN_PASSWORD,
    metricsToken: e.METRICS_TOKEN,
    publicUrl: e.PUBLIC_URL,
    proxies: e.TRUST_PROXY,
    socketsAnAddress: e.SOCKETS_PER_ADDRESS,
    logLevel: e.LOG_LEVEL,
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
