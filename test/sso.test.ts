import { afterAll, beforeAll, expect, it } from 'vitest';
import { readConfig } from '../server/config.ts';
import { readRoles, type SsoSettings } from '../server/sso-settings.ts';
import type { EventEntry } from '../shared/contract/events.ts';
import type { Actor, Staff } from '../shared/contract/people.ts';
import { onBothDatabases, type TestHall } from './support/hall.ts';
import { TestProvider } from './support/oidc.ts';

let provider: TestProvider;
beforeAll(async () => {
  provider = await TestProvider.start();
});
afterAll(() => provider.stop());

const base = 'https://hall.gov.example';
const settings = (change: Partial<SsoSettings> = {}): SsoSettings => ({
  issuer: new URL(provider.issuer),
  clientId: provider.clientId,
  clientSecret: provider.clientSecret,
  scope: 'openid profile',
  userClaim: 'preferred_username',
  groupsClaim: 'groups',
  roles: readRoles('hall-clerks=clerk, hall-leaders=manager+guide'),
  makesPeople: false,
  halls: ['district'],
  base,
  ...change,
});

interface Step {
  readonly location: string;
  readonly cookies: Readonly<Record<string, string>>;
}
/** One step of the browser's way, with what it keeps. */
async function step(hall: TestHall, path: string, cookie = ''): Promise<Step> {
  const answer = await fetch(hall.url + path, {
    redirect: 'manual',
    headers: cookie === '' ? {} : { cookie },
  });
  expect(answer.status).toBe(303);
  const cookies = answer.headers.getSetCookie().map((set) => {
    const [name = '', value = ''] = set.split(';')[0]!.split(/=(.*)/);
    return [name, value] as const;
  });
  return { location: answer.headers.get('location')!, cookies: Object.fromEntries(cookies) };
}
const pathOf = (location: string): string => {
  expect(location.startsWith(`${base}/`)).toBe(true);
  return location.slice(base.length);
};
/** Up to the moment when the provider sends the browser back. */
async function begun(hall: TestHall, to = '/window/'): Promise<{ back: string; cookie: string }> {
  const start = await step(hall, `/api/sso/start?to=${encodeURIComponent(to)}`);
  const sent = await fetch(start.location, { redirect: 'manual' });
  return { back: pathOf(sent.headers.get('location')!), cookie: `sso=${start.cookies['sso']}` };
}
/** The whole way; answers where it ends and who is signed in then. */
async function signIn(
  hall: TestHall,
  claims: object,
  strangeKey = false,
): Promise<{ at: string; actor: Actor | null }> {
  provider.next = { claims: { ...claims }, strangeKey };
  const { back, cookie } = await begun(hall);
  const end = await step(hall, back, cookie);
  const session = end.cookies['session'];
  if (session === undefined) return { at: pathOf(end.location), actor: null };
  const { actor } = await hall.ok<{ actor: Actor }>('GET', '/api/session', undefined, {
    token: session,
  });
  return { at: pathOf(end.location), actor };
}
const failed = (code: string) => ({ at: `/window/#sso=${code}`, actor: null });

onBothDatabases('single sign-on', (fresh) => {
  it('lets in who is known here, by the subject from then on; the name is nobody else’s', async () => {
    const hall = await fresh({ app: { sso: settings() } });
    await hall.person('wang.jing', 'clerk');
    expect(await hall.ok('GET', '/api/sso', undefined, { token: null })).toEqual({ enabled: true });
    const { at, actor } = await signIn(hall, { sub: 's1', preferred_username: 'wang.jing' });
    expect(at).toBe('/window/');
    expect(actor).toMatchObject({ kind: 'staff', username: 'wang.jing', roles: ['clerk'] });
    // Another name at the provider: the same person. Their old name with another subject: nobody.
    const renamed = await signIn(hall, { sub: 's1', preferred_username: 'wang.jing2' });
    expect(renamed.actor).toMatchObject({ username: 'wang.jing' });
    const other = { sub: 's2', preferred_username: 'wang.jing' };
    expect(await signIn(hall, other)).toEqual(failed('sso_unknown_person'));
    await hall.ok('DELETE', '/api/staff/wang.jing/sso');
    expect((await signIn(hall, other)).actor).toMatchObject({ username: 'wang.jing' });
    const log = await hall.ok<EventEntry[]>('GET', '/api/events?limit=100');
    const told = log.filter((e) => ['sign-in', 'refuse-sso'].includes(e.command));
    expect(told.filter((e) => e.data['way'] === 'sso')).toHaveLength(3);
    expect(told.filter((e) => e.command === 'refuse-sso').map((e) => e.data)).toEqual([
      { username: 'wang.jing', why: 'sso_unknown_person' },
    ]);
    await hall.ok('PATCH', '/api/staff/wang.jing', { active: false });
    expect(await signIn(hall, other)).toEqual(failed('sso_unknown_person'));
    for (const claims of [{ sub: 's3', preferred_username: 'nobody' }, { sub: 's4' }])
      expect(await signIn(hall, claims)).toEqual(failed('sso_unknown_person'));
  });

  it('W6: comes back below a folder of a shared domain, with what the browser kept', async () => {
    const below = `${base}/queue`;
    const hall = await fresh({ app: { publicUrl: below, sso: settings({ base: below }) } });
    await hall.person('wang.jing', 'clerk');
    provider.next = { claims: { sub: 's1', preferred_username: 'wang.jing' }, strangeKey: false };
    const start = await fetch(`${hall.url}/queue/api/sso/start?to=%2Fwindow%2F`, {
      redirect: 'manual',
    });
    const [kept = ''] = start.headers.getSetCookie();
    // A browser sends it to every address below the folder.
    expect(kept).toMatch(/; Path=\/;/);
    const sent = await fetch(start.headers.get('location')!, { redirect: 'manual' });
    const { pathname, search } = new URL(sent.headers.get('location')!);
    expect(pathname).toBe('/queue/api/sso/callback');
    const end = await step(hall, pathname + search, kept.split(';')[0]);
    expect(end.location).toBe(`${below}/window/`);
    expect(end.cookies['session']).toBeDefined();
  });

  it('makes people where that is set, with the roles of their groups as they are now', async () => {
    const hall = await fresh({ app: { sso: settings({ makesPeople: true }) } });
    const li = { sub: 'li', preferred_username: 'li.na', name: '李娜' };
    expect(await signIn(hall, { ...li, groups: ['others'] })).toEqual(failed('sso_no_role'));
    const made = await signIn(hall, { ...li, groups: ['others', 'hall-clerks'] });
    expect(made.actor).toMatchObject({ name: '李娜', roles: ['clerk'], halls: ['district'] });
    const promoted = await signIn(hall, { ...li, groups: 'hall-leaders' });
    expect(promoted.actor).toMatchObject({ roles: ['guide', 'manager'] });
    expect(await signIn(hall, { ...li, groups: [] })).toEqual(failed('sso_no_role'));
    // Nobody knows a password of theirs.
    const { status } = await hall.call('POST', '/api/session', {
      username: 'li.na',
      password: 'x',
    });
    expect(status).toBe(401);
    // Roles that an administrator gave stay: groups decide about those whom they made.
    await hall.person('boss', 'admin');
    const boss = await signIn(hall, {
      sub: 'b',
      preferred_username: 'boss',
      groups: ['hall-clerks'],
    });
    expect(boss.actor).toMatchObject({ roles: ['admin'] });
    const people = await hall.ok<Staff[]>('GET', '/api/staff');
    expect(people.map((p) => p.username).sort()).toEqual(['admin', 'boss', 'li.na']);
  });

  it('believes no token that is not for this sign-in, from this provider, and of now', async () => {
    const hall = await fresh({ app: { sso: settings() } });
    await hall.person('zhao', 'clerk');
    const zhao = { sub: 'z', preferred_username: 'zhao' };
    const past = Math.floor(Date.now() / 1000) - 3600;
    for (const wrong of [
      { nonce: 'of another sign-in' },
      { aud: 'another program' },
      { exp: past, iat: past - 300 },
      { iss: 'https://other.example' },
    ])
      expect([wrong, await signIn(hall, { ...zhao, ...wrong })]).toEqual([
        wrong,
        failed('sso_failed'),
      ]);
    expect(await signIn(hall, zhao, true)).toEqual(failed('sso_failed'));
    expect((await signIn(hall, zhao)).actor).toMatchObject({ username: 'zhao' });
  });

  it('takes an answer once, from the browser that asked, and in time', async () => {
    const hall = await fresh({ app: { sso: settings() } });
    await hall.person('sun', 'clerk');
    provider.next = { claims: { sub: 'sun', preferred_username: 'sun' } };
    const expired = async (back: string, cookie: string): Promise<void> => {
      const asked = provider.codes.length;
      const end = await step(hall, back, cookie);
      expect(end.location).toMatch(/#sso=sso_expired$/);
      expect(end.cookies['session']).toBeUndefined();
      expect(provider.codes).toHaveLength(asked);
    };
    const [mine, others] = [await begun(hall), await begun(hall)];
    await expired(mine.back, '');
    await expired(mine.back, others.cookie);
    await expired(mine.back, 'sso=made-up');
    expect((await step(hall, mine.back, mine.cookie)).cookies['session']).toBeDefined();
    await expired(mine.back, mine.cookie);
    hall.clock.pass(16 * 60);
    await expired(others.back, others.cookie);
    const refusedThere = await begun(hall);
    const state = new URLSearchParams(refusedThere.back.split('?')[1]).get('state')!;
    const denied = `/api/sso/callback?error=access_denied&state=${state}`;
    const end = await step(hall, denied, refusedThere.cookie);
    expect(pathOf(end.location)).toBe('/window/#sso=sso_failed');
  });

  it('says in words when the provider is away, and tries again', async () => {
    const away = await TestProvider.start();
    const hall = await fresh({ app: { sso: settings({ issuer: new URL(away.issuer) }) } });
    await away.stop();
    for (let i = 0; i < 2; i += 1)
      expect(pathOf((await step(hall, '/api/sso/start')).location)).toBe(
        '/admin/#sso=sso_unavailable',
      );
    for (const to of ['https://evil.example', '//evil.example', '/admin@evil.example', '/kiosk/'])
      expect([
        to,
        (await hall.call('GET', `/api/sso/start?to=${encodeURIComponent(to)}`)).status,
      ]).toEqual([to, 400]);
  });

  it('is not there where it is not set up', async () => {
    const hall = await fresh();
    expect(await hall.ok('GET', '/api/sso', undefined, { token: null })).toEqual({
      enabled: false,
    });
    expect((await hall.call('GET', '/api/sso/start')).status).toBe(404);
  });
});

it('reads its settings from the environment, and names what is missing', () => {
  const read = (more: Record<string, string>) =>
    readConfig({ OIDC_ISSUER: 'https://id.gov.example', ...more }, 'data').sso;
  expect(() => read({})).toThrow(/OIDC_CLIENT_ID: [^]*PUBLIC_URL: /);
  const whole = { OIDC_CLIENT_ID: 'c', PUBLIC_URL: 'https://hall.gov.example/queue/' };
  expect(read(whole)).toMatchObject({ base: 'https://hall.gov.example/queue', makesPeople: false });
  expect(() => read({ ...whole, OIDC_CREATE_PEOPLE: '1' })).toThrow(/OIDC_ROLES: /);
  expect(() => read({ ...whole, OIDC_ROLES: 'g=king' })).toThrow(/OIDC_ROLES: "g=king"/);
  const roles = read({ ...whole, OIDC_ROLES: 'b=clerk, ou=x=guide' })?.roles;
  expect([roles?.get('b'), roles?.get('ou=x')]).toEqual([['clerk'], ['guide']]);
  expect(readConfig({}, 'data').sso).toBeUndefined();
});
