import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { readConfig } from '../server/config.ts';
import { Proxies } from '../server/proxies.ts';

/*
 * No container runs in the tests: what can be known of `ops/compose.yml` without one is that it agrees with
 * itself, with the image that it builds and with what the server reads.
 */
const compose = readFileSync('ops/compose.yml', 'utf8');
const dockerfile = readFileSync('ops/Dockerfile', 'utf8');
const door = readFileSync('ops/compose.Caddyfile', 'utf8');

/** The lines of a part that stand deeper than its name, which stands alone on its line. */
function part(text: string, name: RegExp): string[] {
  const lines = text.split('\n');
  const at = lines.findIndex((line) => name.test(line));
  expect([String(name), at]).not.toEqual([String(name), -1]);
  const depth = (line: string): number => line.search(/\S/);
  const rest = lines.slice(at + 1);
  const end = rest.findIndex((line) => line.trim() !== '' && depth(line) <= depth(lines[at]!));
  return (end === -1 ? rest : rest.slice(0, end)).filter((line) => !/^\s*(#|$)/.test(line));
}
const keyed = (lines: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    lines.map((line) => {
      const [, key, value] = /^\s*([\w.-]+):\s*(.*)$/.exec(line) ?? [];
      return [key!, value!.replace(/^'(.*)'$/, '$1')];
    }),
  );
/** As compose puts the values in. @param given what the file beside it says */
const filled = (text: string, given: Record<string, string>): string =>
  text.replace(/\$\{(\w+)(:\?|:-)?\}/g, (_, name: string, how: string | undefined) => {
    const value = given[name] ?? '';
    if (how === ':?') expect([name, value]).not.toEqual([name, '']);
    return value;
  });
const example = Object.fromEntries(
  readFileSync('ops/compose.env.example', 'utf8')
    .split('\n')
    .filter((line) => /^\w+=/.test(line))
    .map((line): [string, string] => {
      const at = line.indexOf('=');
      return [line.slice(0, at), line.slice(at + 1)];
    }),
);
const given = { ...example, POSTGRES_PASSWORD: 'of-the-database', ADMIN_PASSWORD: 'long enough' };
const server = keyed(part(compose, /^ {2}environment: &environment$/));
const services = part(compose, /^services:$/).filter((line) => /^ {2}\S/.test(line));

it('asks for nothing that the file beside it does not name, and names nothing that is not asked for', () => {
  // The first is for compose itself: what it puts before the names of its volumes.
  const asked = new Set(['COMPOSE_PROJECT_NAME']);
  for (const [, name] of compose.matchAll(/\$\{(\w+)/g)) asked.add(name!);
  expect([...asked].sort()).toEqual(Object.keys(example).sort());
});

it('gives the server an environment that it reads, and no name that it does not know', () => {
  const environment = Object.fromEntries(
    Object.entries(server).map(([name, value]) => [name, filled(value, given)]),
  );
  const known = readFileSync('server/config.ts', 'utf8');
  for (const name of Object.keys(environment))
    expect(known).toMatch(new RegExp(`^  ${name}: z`, 'm'));
  const image = keyed(
    (/^ENV NODE_ENV=.*$/m.exec(dockerfile)?.[0] ?? '')
      .split(' ')
      .slice(1)
      .map((each) => each.replace('=', ': ')),
  );
  const config = readConfig({ ...image, ...environment }, '/nowhere');
  expect(config).toMatchObject({
    host: '0.0.0.0',
    port: 3000,
    dataDir: '/var/lib/yihaotong',
    keyFile: '/var/lib/yihaotong/site.key',
    redisUrl: 'redis://redis:6379',
    publicUrl: 'https://hall.example',
    adminPassword: 'long enough',
  });
  expect(config.database).toMatchObject({ kind: 'postgres' });
  // The proxy of its own network is believed, and nobody else.
  const [network] = config.proxies;
  expect(compose).toContain(`subnet: ${network}`);
  expect(new Proxies(config.proxies).trusts('172.31.7.9')).toBe(true);
  expect(new Proxies(config.proxies).trusts('172.31.8.9')).toBe(false);
});

it('calls each service by a name that there is, with the password of its database', () => {
  const names = services.map((line) => line.trim().replace(':', ''));
  expect(names).toEqual(['one', 'two', 'proxy', 'postgres', 'redis']);
  const database = new URL(filled(server['DATABASE_URL']!, given));
  const postgres = keyed(part(part(compose, /^ {2}postgres:$/).join('\n'), /^ {4}environment:$/));
  expect([database.hostname, database.username, database.pathname]).toEqual([
    'postgres',
    postgres['POSTGRES_USER'],
    `/${postgres['POSTGRES_DB']}`,
  ]);
  expect(database.password).toBe(filled(postgres['POSTGRES_PASSWORD']!, given));
  expect(names).toContain(new URL(server['REDIS_URL']!).hostname);
  const behind = /reverse_proxy (.*) \{/.exec(door)![1]!.split(' ');
  expect(behind).toEqual(['one:3000', 'two:3000']);
  // All of one browser at one server, as docs/operations.md says it.
  expect(door).toContain('lb_policy ip_hash');
});

it('keeps what has to be kept, in volumes that are declared, where the programs write', () => {
  const declared = part(compose, /^volumes:$/).map((line) => line.trim().replace(':', ''));
  const used = [...compose.matchAll(/['\s-]+(\w+):(\/[\w/.-]+)(?::ro)?'?[\]\n]/g)].map(
    ([, name, path]) => [name!, path!],
  );
  expect(used).toEqual([
    ['site', '/var/lib/yihaotong'],
    ['certificates', '/data'],
    ['database', '/var/lib/postgresql/data'],
  ]);
  expect(used.map(([name]) => name).sort()).toEqual([...declared].sort());
  expect(dockerfile).toContain('VOLUME /var/lib/yihaotong');
});

it('asks for health where the server tells it, ends it as it ends well, within its time', () => {
  const path = /HEALTHCHECK[\s\S]*?'(\/health\/\w+)'/.exec(dockerfile)![1]!;
  expect(door).toContain(`health_uri ${path}`);
  expect(readFileSync('server/health/routes.ts', 'utf8')).toContain(`'${path}'`);
  expect(dockerfile).toMatch(/^STOPSIGNAL SIGTERM$/m);
  // The server gives itself ten seconds.
  const [, grace] = /stop_grace_period: (\d+)s/.exec(compose)!;
  const [, own] = /closeWithGrace\(\{ delay: ([\d_]+)/.exec(
    readFileSync('server/main.ts', 'utf8'),
  )!;
  expect(Number(grace) * 1000).toBeGreaterThan(Number(own!.replace('_', '')));
  // What runs in the image is what the release puts there.
  expect(dockerfile).toContain('ENTRYPOINT ["node", "start.mjs"]');
  expect(readFileSync('scripts/release.mjs', 'utf8')).toContain('start.mjs');
});
