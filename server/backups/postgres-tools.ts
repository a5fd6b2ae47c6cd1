import { spawn } from 'node:child_process';

/** One of PostgreSQL's own programs is missing, or failed. */
export class ToolFailed extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ToolFailed';
  }
}

export type Tool = 'pg_dump' | 'pg_restore';

/** One that takes longer hangs: the next backup would wait for it for ever. */
const longestMs = 2 * 60 * 60 * 1000;

/**
 * Runs one of PostgreSQL's own programs, found on PATH.
 *
 * @param url of the database; its password goes by the environment, where no list of processes shows it
 * @throws ToolFailed with what the program said
 */
export function runTool(tool: Tool, args: readonly string[], url?: string): Promise<string> {
  const { address, password } = url === undefined ? {} : withoutPassword(url);
  return new Promise((resolve, reject) => {
    const child = spawn(
      tool,
      [...args, ...(address === undefined ? [] : [`--dbname=${address}`])],
      {
        env: { ...process.env, ...(password === undefined ? {} : { PGPASSWORD: password }) },
        stdio: ['ignore', 'pipe', 'pipe'],
        timeout: longestMs,
      },
    );
    let out = '';
    let said = '';
    child.stdout.on('data', (part: Buffer) => (out += part.toString()));
    child.stderr.on('data', (part: Buffer) => (said = (said + part.toString()).slice(-2000)));
    child.on('error', (error) =>
      reject(
        new ToolFailed(
          (error as NodeJS.ErrnoException).code === 'ENOENT'
            ? `${tool} is not on PATH: install the client programs of PostgreSQL on this machine`
            : `${tool}: ${error.message}`,
        ),
      ),
    );
    child.on('close', (code) => {
      if (code === 0) resolve(out);
      else if (code === null) reject(new ToolFailed(`${tool} did not end within two hours`));
      else reject(new ToolFailed(`${tool} failed: ${said.trim()}`));
    });
  });
}

function withoutPassword(url: string): { address: string; password?: string } {
  const read = new URL(url);
  const { password } = read;
  read.password = '';
  // A space that is written as in a form is a plus sign to these programs.
  read.search = read.search.replaceAll('+', '%20');
  const address = read.toString();
  return password === '' ? { address } : { address, password: decodeURIComponent(password) };
}
