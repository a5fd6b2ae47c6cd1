// node start.mjs [command] [arguments]: the server, or what administrators call beside it
// (doctor, admin, backup, …). Node.js is all that it needs.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (!((major === 20 && minor >= 20) || major >= 22)) {
  console.error(
    `Node.js 20.20 or a later 20, or 22 and newer, is needed; this is ${process.versions.node}.`,
  );
  console.error(
    `需要 Node.js 20.20 以上的 20 版，或 22 以上版本；当前为 ${process.versions.node}。`,
  );
  process.exit(1);
}

const unit = 'yihaotong.service';
const usage = `yihaotong [command]
  (none)                  the server 启动服务
  doctor                  looks at all that the server stands on 检查服务器
  backup [--with-key]     a backup now 立即备份
  restore FILE            puts a backup in place of the data 恢复备份
  admin list | …          when nobody can sign in 无人能登录时
  archive --list | --year YEAR
  sums check | remake
  move --to postgres://…
  foresight …`;

const [, , first] = process.argv;
if (first === 'help' || first === '--help' || first === '-h') {
  console.log(usage);
  process.exit(0);
}
const command = first ?? 'main';
const program = new URL(`dist/server/${command}.js`, import.meta.url);
if (!/^[a-z][a-z-]*$/.test(command) || !existsSync(fileURLToPath(program))) {
  console.error(`There is no command "${command}". 没有“${command}”这个命令。\n\n${usage}`);
  process.exit(2);
}
if (process.getuid?.() === 0) asTheService();
else if (first !== undefined) notByAnybody(first);
process.argv.splice(2, first === undefined ? 0 : 1);
process.setSourceMapsEnabled(true);
await import(program.href);

/**
 * What root types runs as the service of systemd does, where there is one: as its user, with its
 * settings. So it finds the hall's data, and leaves nothing behind that the service cannot read. Other
 * data (DATA_DIR, DATABASE_URL) are none of the service's.
 */
function asTheService() {
  const user = shown('User');
  if (user === '' || shown('FragmentPath') === '') return;
  const settings = {
    ...assignments(shown('Environment')),
    ...fromFiles(shown('EnvironmentFiles')),
  };
  const { DATA_DIR: dataDir, DATABASE_URL: database } = process.env;
  if ((dataDir && dataDir !== settings['DATA_DIR']) || database) return;
  if (first === undefined) {
    console.error(`The service runs it: systemctl start ${unit}`);
    console.error(`服务由系统运行：systemctl start ${unit}（命令见 yihaotong help）`);
    process.exit(2);
  }
  const group = shown('Group') || user;
  Object.assign(process.env, settings, { USER: user, LOGNAME: user });
  delete process.env['HOME'];
  process.umask(0o077);
  process.initgroups(user, group);
  process.setgid(group);
  process.setuid(user);
}

/** The service's data are closed to others: where there is one, they are told who types it. @param {string} word */
function notByAnybody(word) {
  if (process.env['DATA_DIR'] || process.env['DATABASE_URL'] || shown('FragmentPath') === '')
    return;
  console.error(
    `Type it as root: sudo yihaotong ${word}\n请以 root 身份执行：sudo yihaotong ${word}`,
  );
  process.exit(2);
}

/** A property of the service; empty: it has none, or there is no systemd. @param {string} property */
function shown(property) {
  try {
    const args = ['show', `--property=${property}`, '--value', unit];
    const stdio = /** @type {const} */ (['ignore', 'pipe', 'ignore']);
    return execFileSync('systemctl', args, { encoding: 'utf8', stdio }).trim();
  } catch {
    return '';
  }
}

/** "NAME=value" and "\"NAME=a value\"", one after the other, as systemd shows them. @param {string} text */
function assignments(text) {
  return Object.fromEntries(
    [...text.matchAll(/"((?:\\.|[^"\\])*)"|(\S+)/g)].map(([, quoted, bare]) =>
      pair(quoted?.replace(/\\(.)/g, '$1') ?? bare ?? ''),
    ),
  );
}

/** The lines of such files: "/etc/yihaotong.env (ignore_errors=yes)". @param {string} list */
function fromFiles(list) {
  const files = list.split('\n').map((line) => line.replace(/ \(ignore_errors=\w+\)$/, ''));
  return Object.fromEntries(
    files
      .filter((file) => file !== '' && existsSync(file))
      .flatMap((file) => readFileSync(file, 'utf8').split('\n'))
      .map((line) => line.trim())
      .filter((line) => /^[A-Za-z_]\w*=/.test(line))
      .map((line) => {
        const [name, value] = pair(line);
        const [, quote, inside = value] = /^(["'])(.*)\1$/.exec(value) ?? [];
        if (quote === "'") return [name, inside];
        // As systemd does: quoted, only what a shell would need it for is escaped.
        return [name, inside.replace(quote === '"' ? /\\(["\\$`])/g : /\\(.)/g, '$1')];
      }),
  );
}

/** @param {string} text @returns {[string, string]} */
function pair(text) {
  const at = text.indexOf('=');
  return [text.slice(0, at), text.slice(at + 1)];
}
