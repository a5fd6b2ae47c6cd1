import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { pino } from 'pino';
import { io } from 'socket.io-client';
import { expect, it } from 'vitest';
import type { Device } from '../shared/contract/people.ts';
import type { Slots } from '../shared/contract/appointment.ts';
import type { VoicePack } from '../shared/voices.ts';
import { onBothDatabases, TestHall } from './support/hall.ts';

const district = '/api/halls/district';

interface Raw {
  readonly status: number;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly body: string;
}
/** As a browser or a proxy asks, with any head. */
function raw(
  hall: TestHall,
  method: string,
  path: string,
  { headers = {}, body }: { headers?: Record<string, string>; body?: string } = {},
): Promise<Raw> {
  return new Promise((resolve, reject) => {
    const sent = request(hall.url + path, { method, headers }, (answer) => {
      let text = '';
      answer.on('data', (chunk: Buffer) => (text += chunk.toString()));
      answer.on('end', () =>
        resolve({ status: answer.statusCode!, headers: answer.headers, body: text }),
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
const codeOf = ({ body }: Raw): unknown => (JSON.parse(body) as { code?: string }).code;

onBothDatabases('strangers, limits, rights', (fresh) => {
  it('faults T11: the log tells requests by their routes, and no token or code', async () => {
    const lines: string[] = [];
    const logger = pino({ level: 'info' }, { write: (line: string) => void lines.push(line) });
    const hall = await fresh({ app: { logger } });
    const ticket = await hall.take({ queue: 'tax' });
    await hall.follow(ticket);
    await hall.call('POST', `/api/tickets/${ticket.token}/rating`, { level: 5 }, { token: null });
    await hall.call('GET', `/api/tickets/${ticket.token}/nothing/here`);
    await hall.call('GET', `/api/tickets/${ticket.token}%zz`);
    await hall.call('GET', `${district}/appointments/ABCD2345`, undefined, { token: null });
    await hall.call('GET', `/kiosk/?pairingCode=K7QWERTY`);
    await hall.call('GET', `/phone/${ticket.token}/x/y`);
    await hall.call('GET', `${district}/tickets?q=zhangsan`);
    const log = lines.join('');
    for (const secret of [ticket.token, hall.admin, 'ABCD2345', 'K7QWERTY', 'zhangsan'])
      expect(log).not.toContain(secret);
    expect(log).toContain('"/api/tickets/:token/rating"');
    expect(log).toContain('"/api/halls/:hall/appointments/:code"');
  });

  it('faults T12: the cookie works for pages of this server only, by request and by line', async () => {
    const hall = await fresh({ app: { publicUrl: 'https://hall.gov.example' } });
    const { host } = new URL(hall.url);
    const cookie = `session=${hall.admin}`;
    const notices = JSON.stringify({ notices: [] });
    const ask = (origin: string | null, headers: Record<string, string> = {}): Promise<Raw> =>
      raw(hall, 'PATCH', district, {
        headers: {
          'content-type': 'application/json',
          cookie,
          ...(origin === null ? {} : { origin }),
          ...headers,
        },
        body: notices,
      });
    const line = (origin: string): Promise<string> =>
      new Promise((resolve) => {
        const socket = io(hall.url, {
          transports: ['websocket'],
          reconnection: false,
          extraHeaders: { origin, cookie },
        });
        const end = (what: string): void => {
          socket.disconnect();
          resolve(what);
        };
        socket.once('connect', () => end('open'));
        socket.once('connect_error', () => end('refused'));
      });
    const own = [`http://${host}`, 'https://hall.gov.example'];
    for (const origin of own)
      expect([(await ask(origin)).status, await line(origin)]).toEqual([200, 'open']);
    expect((await ask(null)).status).toBe(200);
    const foreign = [`http://127.0.0.1:1`, 'http://hall.example:8080', 'null', 'file://', 'x'];
    for (const origin of foreign) {
      const answer = await ask(origin);
      expect([origin, answer.status, codeOf(answer)]).toEqual([origin, 403, 'wrong_origin']);
      expect([origin, await line(origin)]).toEqual([origin, 'refused']);
    }
    // A proxy of this machine says what was asked; others are not believed. A token is no cookie.
    const through = { 'x-forwarded-host': 'hall.example:8080' };
    expect((await ask('http://hall.example:8080', through)).status).toBe(200);
    const byToken = {
      headers: { origin: 'http://hall.example', authorization: `Bearer ${hall.admin}` },
    };
    expect((await raw(hall, 'GET', `${district}/devices`, byToken)).status).toBe(200);
  });

  it('faults T18: a kiosk quicker than any hand is told to the manager, and nobody is refused', async () => {
    const hall = await fresh();
    await hall.ok('PATCH', district, { settings: { kioskTicketsAMinute: 5 } });
    const kiosk = await hall.device('kiosk');
    const alarms = async (): Promise<string[]> => {
      const { last } = await hall.watch({ topic: 'hall', hall: 'district' }, hall.admin);
      return last.alarms.filter((a) => a.code === 'kiosk-rate').map((a) => a.detail);
    };
    for (let i = 0; i < 5; i += 1) await hall.take({ queue: 'tax' }, { token: kiosk });
    await hall.hall.kiosks.tick();
    expect(await alarms()).toEqual([]);
    for (let i = 0; i < 30; i += 1) await hall.take({ queue: 'tax' }, { token: kiosk });
    await hall.hall.kiosks.tick();
    await hall.hall.kiosks.tick();
    expect(await alarms()).toEqual(['5']);
    const told = await hall.ok<unknown[]>('GET', `${district}/events?command=kiosk-alarm`);
    expect(told).toHaveLength(1);
    hall.clock.pass(14 * 60);
    await hall.hall.kiosks.tick();
    expect(await alarms()).toEqual(['5']);
    hall.clock.pass(2 * 60);
    await hall.hall.kiosks.tick();
    expect(await alarms()).toEqual([]);
  });

  it('faults T18: a kiosk can be given a limit of its own', async () => {
    const hall = await fresh();
    const kiosk = await hall.device('kiosk');
    const [device] = await hall.ok<Device[]>('GET', `${district}/devices`);
    const settings = { ticketsAMinute: 3 };
    await hall.ok('PATCH', `/api/devices/${device!.id}`, { settings });
    const take = (): Promise<{ status: number }> =>
      hall.call('POST', `${district}/tickets`, { queue: 'tax' }, { token: kiosk });
    const took = [await take(), await take(), await take(), await take()].map((a) => a.status);
    expect(took).toEqual([201, 201, 201, 429]);
    hall.clock.pass(20);
    expect((await take()).status).toBe(201);
    await hall.ok('PATCH', `/api/devices/${device!.id}`, { settings: {} });
    for (let i = 0; i < 10; i += 1) expect((await take()).status).toBe(201);
  });

  it('faults T18: a device ends by its date, or when nobody has seen it for too long', async () => {
    const hall = await fresh();
    const register = async (input: object): Promise<{ id: string; token: string }> => {
      const { device, pairingCode } = await hall.ok<{ device: Device; pairingCode: string }>(
        'POST',
        '/api/devices',
        { hall: 'district', kind: 'kiosk', ...input },
      );
      const { token } = await hall.ok<{ token: string }>('POST', '/api/devices/pair', {
        pairingCode,
      });
      return { id: device.id, token };
    };
    const day = 24 * 60 * 60;
    const fair = await register({ name: 'fair', expires: '2026-03-03T01:00:00Z' });
    const used = await register({ name: 'used' });
    const lost = await register({ name: 'lost' });
    const passed = { hall: 'district', kind: 'kiosk', name: 'x', expires: '2026-01-01T00:00:00Z' };
    expect((await hall.call('POST', '/api/devices', passed)).status).toBe(400);
    const works = async ({ token }: { token: string }): Promise<boolean> =>
      (await hall.call('GET', '/api/session', undefined, { token })).status === 200;
    const tick = async (): Promise<void> => {
      await hall.hall.seen.tick();
      await hall.hall.deviceEnds.tick();
    };
    expect(await works(fair)).toBe(true);
    hall.clock.pass(day);
    await tick();
    expect([await works(fair), await works(used)]).toEqual([false, true]);
    // Its date can be put off; it has to be paired anew all the same once it has ended.
    hall.clock.pass(178 * day);
    expect(await works(used)).toBe(true);
    await tick();
    hall.clock.pass(2 * day);
    hall.admin = await hall.signIn('admin', 'a long password');
    await tick();
    expect([await works(used), await works(lost)]).toEqual([true, false]);
    const listed = await hall.ok<Device[]>('GET', `${district}/devices`);
    expect(listed.map((d) => [d.name, d.paired])).toEqual([
      ['fair', false],
      ['lost', false],
      ['used', true],
    ]);
    const log = await hall.ok<{ data: { why?: string } }[]>(
      'GET',
      `${district}/events?command=end-device`,
    );
    expect(log.map((e) => e.data.why).sort()).toEqual(['date', 'unseen']);
  });

  it('faults T18: visits at home are limited a phone and a network a day', async () => {
    const hall = await fresh({ app: { limits: { homeVisitsAPhone: 2, homeVisitsANetwork: 4 } } });
    const ask = async (phone: string, matters = ['id-card'], token: string | null = null) => {
      const [matter] = (
        await hall.ok<{ matters: { code: string }[] }>('GET', `${district}/catalogue`)
      ).matters;
      const wish = matters[0] === 'none' ? ['none'] : [matter!.code];
      const body = { name: '王某', phone, address: '幸福路 8 号', matters: wish };
      return (await hall.call('POST', `${district}/home-visits`, body, { token })).status;
    };
    expect([await ask('13800138000'), await ask('138 0013 8000')]).toEqual([201, 201]);
    expect(await ask('13800138000')).toBe(429);
    // What is refused for another reason does not count.
    for (let i = 0; i < 3; i += 1) expect(await ask('13900139000', ['none'])).toBe(422);
    expect([await ask('13900139000'), await ask('13900139001')]).toEqual([201, 201]);
    expect(await ask('13900139002')).toBe(429);
    // What is only sent again has its answer, and counts for nothing.
    const again = { key: 'the same press' };
    const other = await fresh({ app: { limits: { homeVisitsAPhone: 1 } } });
    const [id] = (await other.ok<{ matters: { code: string }[] }>('GET', `${district}/catalogue`))
      .matters;
    const wish = {
      name: '王某',
      phone: '13800138000',
      address: '幸福路 8 号',
      matters: [id!.code],
    };
    const send = () =>
      other.call<{ token: string }>('POST', `${district}/home-visits`, wish, {
        token: null,
        ...again,
      });
    const [first, second] = [await send(), await send()];
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.body.token).toBe(first.body.token);
    // Nor is it one more while its first try is under way.
    const underway = () =>
      other.call<{ token: string }>(
        'POST',
        `${district}/home-visits`,
        { ...wish, phone: '13800138001' },
        { token: null, key: 'sent twice' },
      );
    const twice = await Promise.all([underway(), underway()]);
    expect(twice.map(({ status }) => status)).toEqual([201, 201]);
    expect(twice[0].body.token).toBe(twice[1].body.token);
    const guide = await hall.person('guide', 'guide');
    expect(await ask('13900139002', undefined, guide)).toBe(201);
  });

  it('faults T18: who books says how they are reached, and some places are given by staff only', async () => {
    const hall = await fresh({
      change: (file) => {
        const queues = file['queues'] as { code: string }[];
        const social = queues.find((q) => q.code === 'social')!;
        Object.assign(social, { slotCapacity: 5, slotMinutes: 30 });
      },
    });
    await hall.ok('PATCH', district, { settings: { staffPlacesPercent: 30 } });
    const slot = '2026-03-02T02:00:00.000Z';
    const book = async (who: object, token: string | null = null): Promise<unknown[]> => {
      const body = { queue: 'social', slot, ...who };
      const answer = await hall.call<{ code: string }>('POST', `${district}/appointments`, body, {
        token,
      });
      return [answer.status, answer.status < 300 ? '' : answer.body.code];
    };
    expect(await book({})).toEqual([422, 'contact_needed']);
    expect(await book({ name: '王某' })).toEqual([422, 'contact_needed']);
    const free = async (token: string | null): Promise<number> =>
      (
        await hall.ok<Slots>('GET', `${district}/slots?queue=social`, undefined, { token })
      ).slots.find((s) => s.from === slot)!.free;
    expect([await free(null), await free(hall.admin)]).toEqual([3, 5]);
    // What staff give comes out of the places kept for them.
    expect(await book({}, hall.admin)).toEqual([201, '']);
    expect([await free(null), await free(hall.admin)]).toEqual([3, 4]);
    for (const phone of ['13800138001', '13800138002', '13800138003'])
      expect(await book({ phone })).toEqual([201, '']);
    expect(await book({ phone: '13800138004' })).toEqual([409, 'slot_full']);
    expect(await book({}, hall.admin)).toEqual([201, '']);
    expect(await book({}, hall.admin)).toEqual([409, 'slot_full']);
    await hall.ok('PATCH', district, {
      settings: { staffPlacesPercent: 0, bookingNeedsContact: false },
    });
    expect(await book({})).toEqual([409, 'slot_full']);
  });

  it('faults T20: an upload that is cut off is no fault of the storage', async () => {
    const lines: string[] = [];
    const logger = pino({ level: 'info' }, { write: (line: string) => void lines.push(line) });
    const hall = await fresh({ app: { logger } });
    const { port } = new URL(hall.url);
    const cut = (head: string): Promise<void> =>
      new Promise((resolve) => {
        const socket = connect(Number(port), '127.0.0.1', () => {
          socket.write(
            `POST ${district}/tickets HTTP/1.1\r\nHost: hall\r\nContent-Type: application/json\r\n${head}\r\n{"queue":`,
            () => socket.resetAndDestroy(),
          );
        });
        socket.on('error', () => undefined);
        socket.on('close', () => resolve());
      });
    const as = `Authorization: Bearer ${hall.admin}\r\n`;
    for (let i = 0; i < 10; i += 1)
      for (const head of [`${as}Content-Length: 500\r\n`, `${as}Transfer-Encoding: chunked\r\n`])
        await cut(head);
    await hall.ok('GET', district);
    expect(lines.join('')).not.toMatch(/storage_unavailable|"level":50/);
  });

  it('faults T22: an address with what no database takes in it is refused, whatever it stands for', async () => {
    const hall = await fresh();
    const asked = hall.hall.routes.filter(
      ({ method, url }) => method !== 'HEAD' && url.includes(':'),
    );
    expect(asked.length).toBeGreaterThan(80);
    const broken: string[] = [];
    for (const { method, url } of asked) {
      const names = url.match(/:\w+/g)!;
      for (const name of names) {
        const path = url.replace(/:\w+/g, (each) =>
          each === name ? '%00' : each === ':hall' ? 'district' : each === ':window' ? '1' : 'x',
        );
        const headers = {
          authorization: `Bearer ${hall.admin}`,
          ...(method === 'GET' ? {} : { 'content-type': 'application/json' }),
        };
        const sent = { headers, ...(method === 'GET' ? {} : { body: '{}' }) };
        const { status } = await raw(hall, method, path, sent);
        if (status >= 500) broken.push(`${method} ${path}: ${status}`);
      }
    }
    expect(broken).toEqual([]);
  });

  it('faults T22: every refusal is a problem, with what would be answered', async () => {
    const hall = await fresh();
    const authorization = `Bearer ${hall.admin}`;
    const json = 'application/json';
    const body = '{"queue":"tax"}';
    const post = (headers: Record<string, string>): [string, string, object] => [
      'POST',
      `${district}/tickets`,
      { headers: { authorization, 'content-type': json, ...headers }, body },
    ];
    for (const [[method, path, sent], status, code] of [
      [['GET', '/api/halls/%zz', {}], 400, 'bad_input'],
      [['GET', `/api/halls/${'a'.repeat(200)}`, {}], 400, 'bad_input'],
      [['GET', `/api/tickets/${'a'.repeat(2000)}`, {}], 400, 'bad_input'],
      [['TRACE', '/api/halls', {}], 405, 'wrong_method'],
      [['PUT', '/api/halls', {}], 405, 'wrong_method'],
      [['DELETE', `${district}/tickets`, {}], 405, 'wrong_method'],
      [['PROPFIND', '/api/halls', {}], 405, 'wrong_method'],
      [['POST', '/api/nothing', {}], 404, 'not_found'],
      [post({ 'content-encoding': 'gzip' }), 415, 'wrong_media'],
      [post({ 'content-encoding': 'x-made-up' }), 415, 'wrong_media'],
      [post({ 'content-type': 'text/xml' }), 415, 'wrong_media'],
      [post({ 'content-type': `${json}; charset=gb2312` }), 415, 'wrong_media'],
      [post({ 'content-type': `${json}; charset=UTF-8` }), 201, undefined],
    ] as [[string, string, object], number, string | undefined][]) {
      const answer = await raw(hall, method, path, sent);
      expect([method, path, answer.status]).toEqual([method, path, status]);
      if (code === undefined) continue;
      expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
      expect([path, codeOf(answer)]).toEqual([path, code]);
    }
    expect((await raw(hall, 'TRACE', '/api/halls')).headers['allow']).toBe('GET, HEAD, POST');
    expect((await raw(hall, 'PUT', `${district}/tickets`)).headers['allow']).toBe(
      'GET, HEAD, POST',
    );
    const noMethod = await new Promise<string>((resolve) => {
      const socket = connect(Number(new URL(hall.url).port), '127.0.0.1', () =>
        socket.write('FOO /api/halls HTTP/1.1\r\nHost: hall\r\n\r\n'),
      );
      let text = '';
      socket.on('data', (chunk) => (text += chunk.toString()));
      socket.on('close', () => resolve(text));
    });
    expect(noMethod).toMatch(/^HTTP\/1\.1 405 [^]*application\/problem\+json[^]*"wrong_method"/);
  });

  it('faults T23: pages are held to their own host, and told to stay with TLS', async () => {
    const hall = await fresh();
    const { headers } = await raw(hall, 'GET', '/api/halls', {
      headers: { host: 'hall.example:81' },
    });
    const policy = String(headers['content-security-policy']);
    expect(policy).not.toContain('unsafe');
    expect(policy).toContain("connect-src 'self' ws://hall.example:81 wss://hall.example:81");
    expect(headers['permissions-policy']).toContain('geolocation=()');
    // But for the page that tells which halls are the nearest.
    const region = await raw(hall, 'GET', '/region/');
    expect(region.headers['permissions-policy']).toContain('geolocation=(self)');
    expect(headers['strict-transport-security']).toBeUndefined();
    const secure = await raw(hall, 'GET', '/api/halls', {
      headers: { 'x-forwarded-proto': 'https' },
    });
    expect(secure.headers['strict-transport-security']).toBe('max-age=31536000');
    const odd = await raw(hall, 'GET', '/api/halls', { headers: { host: 'x; script-src *' } });
    expect(String(odd.headers['content-security-policy'])).not.toContain('script-src *');
  });

  it('faults T25: a guide is a page on the web, whichever way it comes', async () => {
    const hall = await fresh();
    interface File {
      packages: { code: string; guide?: string }[];
    }
    const catalogue = await hall.ok<File>('GET', `${district}/catalogue`);
    for (const guide of ['javascript:alert(1)', 'data:text/html,x', 'ftp://hall.example/x']) {
      const packages = catalogue.packages.map((p, i) => (i === 0 ? { ...p, guide } : p));
      const answer = await hall.call('POST', `${district}/catalogue`, { ...catalogue, packages });
      expect([guide, answer.status]).toEqual([guide, 422]);
    }
    // One that came in before is not given on, and hides nothing else.
    const { code } = catalogue.packages[0]!;
    await hall.db.lanes.run('site', {
      run: async (tx) => {
        await tx
          .updateTable('packages')
          .set({ guide: 'javascript:alert(1)' })
          .where('code', '=', code)
          .execute();
        await tx
          .updateTable('halls')
          .set((e) => ({ config_version: e('config_version', '+', 1) }))
          .execute();
      },
    });
    const shown = (await hall.ok<File>('GET', `${district}/catalogue`)).packages;
    expect(shown).toHaveLength(catalogue.packages.length);
    expect(shown.find((p) => p.code === code)!.guide).toBeUndefined();
  });
});

it('faults T19: a voice pack holds sounds, is heard as sounds, and is there at once', async () => {
  const own = join(process.cwd(), 'test-output', `voices-${randomUUID()}`);
  const dataDirs = { bundled: 'data', own };
  const start = (): Promise<TestHall> => TestHall.start({ app: { dataDirs } });
  let hall = await start();
  try {
    const pack = await hall.ok<VoicePack>('GET', '/api/voices/yue');
    const copy = { ...pack, manifest: { ...pack.manifest, pack: 'copy' } };
    const name = Object.keys(copy.manifest.clips)[0]!;
    const withClip = (file: string, text: string): VoicePack => ({
      manifest: { ...copy.manifest, clips: { ...copy.manifest.clips, [name]: file } },
      clips: { ...copy.clips, [name]: Buffer.from(text).toString('base64') },
    });
    for (const [file, text] of [
      ['a.js', 'alert(1)'],
      ['b.html', '<script>alert(1)</script>'],
      ['c.mp3', '<html>'],
      ['d.svg', '<svg/>'],
      ['e.wav', 'RIFFxxxxAVI '],
    ] as const) {
      const answer = await hall.call<{ code: string; issues: { path: string }[] }>(
        'PUT',
        '/api/voices/copy',
        withClip(file, text),
      );
      expect([file, answer.status, answer.body.issues[0]!.path]).toEqual([
        file,
        400,
        `clips.${name}`,
      ]);
    }
    expect(existsSync(join(own, 'own-voices', 'copy'))).toBe(false);
    await hall.ok('PUT', '/api/voices/copy', copy);
    const clip = (which: string): string => `/voices/${which}/${copy.manifest.clips[name]!}`;
    const heard = await raw(hall, 'GET', clip('copy'));
    expect([heard.status, heard.headers['content-type']]).toEqual([200, 'audio/mpeg']);
    expect(heard.headers['content-security-policy']).toBe("default-src 'none'; sandbox");
    const tag = { headers: { 'if-none-match': String(heard.headers['etag']) } };
    expect((await raw(hall, 'GET', clip('copy'), tag)).status).toBe(304);
    expect((await raw(hall, 'GET', clip('bundled/yue'))).status).toBe(200);
    // What lies in a folder from before is no page of the hall.
    const folder = join(own, 'own-voices', 'copy');
    await writeFile(join(folder, 'x.html'), '<script>');
    await writeFile(join(folder, 'x.js'), 'alert(1)');
    for (const path of ['x.html', 'x.js', '..%2f..%2fhall.db', '.hidden.mp3'])
      expect((await raw(hall, 'GET', `/voices/copy/${path}`)).status).toBe(404);

    // Killed between old and new: whichever of the two stands, it is whole.
    const root = join(own, 'own-voices');
    const names = async (): Promise<unknown> =>
      (await hall.ok<{ pack: string; name: string }[]>('GET', '/api/voices'))
        .filter((p) => p.pack === 'copy')
        .map((p) => p.name);
    const old = copy.manifest.name;
    await mkdir(join(root, '.ready-copy'));
    for (const [id, file] of Object.entries(copy.manifest.clips))
      await writeFile(join(root, '.ready-copy', file), Buffer.from(copy.clips[id]!, 'base64'));
    await writeFile(
      join(root, '.ready-copy', 'manifest.json'),
      JSON.stringify({ ...copy.manifest, name: '新' }),
    );
    expect(await names()).toEqual([old]);
    await rename(join(root, 'copy'), join(root, '.before-copy'));
    await hall.stop();
    hall = await start();
    expect(await names()).toEqual(['新']);
    expect((await raw(hall, 'GET', clip('copy'))).status).toBe(200);
  } finally {
    await hall.stop();
    await rm(own, { recursive: true, force: true });
  }
});
