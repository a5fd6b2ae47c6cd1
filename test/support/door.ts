import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../bench/support/server-process.ts';
import { listens } from './services.ts';

/** One address with several servers behind it. */
interface Door {
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** nginx with a file of `ops`, without its certificate. @param text what stands in the file */
export async function nginxDoor(program: string, text: string): Promise<Door> {
  const folder = await mkdtemp(join(tmpdir(), 'yihaotong-nginx-'));
  const port = await freePort();
  const site = text
    .replace(/server \{\n {4}listen 80;[^}]*\}\n/, '')
    .replace(/listen 443 ssl http2;/, `listen 127.0.0.1:${port};`)
    .replace(/ *(listen \[::\]:443|ssl_)[^;]*;\n/g, '');
  const places = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((name) => `${name}_temp_path ${folder};`)
    .join(' ');
  const user = process.getuid?.() === 0 ? 'user root;' : '';
  await writeFile(
    join(folder, 'nginx.conf'),
    `daemon off; master_process on; worker_processes 1; ${user}
pid ${folder}/pid; error_log stderr error;
events {} http { access_log off; ${places}\n${site}\n}\n`,
  );
  const child: ChildProcess = spawn(program, ['-e', 'stderr', '-c', join(folder, 'nginx.conf')], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr!.on('data', (part: Buffer) => (said = (said + part.toString()).slice(-4000)));
  while (!(await listens(port))) {
    if (child.exitCode !== null) throw new Error(`nginx ended:\n${said}`);
    await new Promise((again) => setTimeout(again, 10));
  }
  return {
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}
