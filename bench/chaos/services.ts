import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { freePort } from '../support/server-process.ts';

/** A PostgreSQL and a Redis of one's own, on ports of their own, to be ended and begun again. */
export interface Service {
  readonly url: string;
  /** Ends it as a power cut would. */
  readonly kill: () => Promise<void>;
  readonly begin: () => Promise<void>;
  readonly remove: () => Promise<void>;
}

/** @throws Error where there is no redis-server */
export async function ownRedis(): Promise<Service> {
  const port = await freePort();
  let child: ChildProcess | null = null;
  const service: Service = {
    url: `redis://127.0.0.1:${port}`,
    kill: async () => {
      const gone = once(child!, 'exit');
      child!.kill('SIGKILL');
      await gone;
    },
    begin: async () => {
      const options = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly'];
      child = spawn('redis-server', [...options, 'no'], { stdio: ['ignore', 'pipe', 'inherit'] });
      for await (const chunk of child.stdout!) if (/Ready to accept/.test(String(chunk))) break;
      child.stdout!.resume();
    },
    remove: () => service.kill(),
  };
  await service.begin();
  return service;
}

/** @throws Error where PostgreSQL's programs are not found */
export async function ownPostgres(): Promise<Service> {
  const programs = binaries();
  const port = await freePort();
  // It refuses to run as root, and its user has to come to its folder.
  const owner = process.getuid?.() === 0 ? idsOf('postgres') : {};
  const isOpen = (at: string): boolean => (statSync(at).mode & 0o001) !== 0;
  const place = owner.uid === undefined || isOpen(tmpdir()) ? tmpdir() : '/var/tmp';
  const dir = mkdtempSync(join(place, 'yihaotong-pg-'));
  if (owner.uid !== undefined) chownSync(dir, owner.uid, owner.gid!);
  chmodSync(dir, 0o700);
  const run = { ...owner, cwd: dir, stdio: 'ignore' as const };
  execFileSync(
    join(programs, 'initdb'),
    ['-D', dir, '-U', 'chaos', '-A', 'trust', '-E', 'UTF8', '--no-sync'],
    run,
  );
  let child: ChildProcess | null = null;
  const url = `postgres://chaos@127.0.0.1:${port}/postgres`;
  const service: Service = {
    url,
    kill: async () => {
      const gone = once(child!, 'exit');
      // Immediate: nothing is written any more, and its children end with it.
      child!.kill('SIGQUIT');
      await gone;
    },
    begin: async () => {
      const options = [
        '-D',
        dir,
        '-p',
        String(port),
        '-k',
        dir,
        '-c',
        'listen_addresses=127.0.0.1',
      ];
      child = spawn(join(programs, 'postgres'), [...options, '-c', 'max_connections=60'], run);
      while (!(await answers(url))) await new Promise((again) => setTimeout(again, 50));
    },
    remove: async () => {
      await service.kill();
      rmSync(dir, { recursive: true, force: true });
    },
  };
  await service.begin();
  return service;
}

function binaries(): string {
  const all = '/usr/lib/postgresql';
  const versions = existsSync(all) ? readdirSync(all).sort((a, b) => Number(b) - Number(a)) : [];
  if (versions.length === 0) throw new Error(`No PostgreSQL under ${all}`);
  return join(all, versions[0]!, 'bin');
}

function idsOf(name: string): { uid?: number; gid?: number } {
  const id = (flag: string): number =>
    Number(execFileSync('id', [flag, name], { encoding: 'utf8' }).trim());
  return { uid: id('-u'), gid: id('-g') };
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 1000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('select 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}
