import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { io } from 'socket.io-client';
import { afterAll, expect, it } from 'vitest';
import { readConfig } from '../server/config.ts';
import { Tls } from '../server/tls.ts';
import { adminPassword, TestHall } from './support/hall.ts';

const folder = mkdtempSync(join(tmpdir(), 'yihaotong-tls-'));
afterAll(() => rmSync(folder, { recursive: true }));
const files = { cert: join(folder, 'cert.pem'), key: join(folder, 'key.pem') };

/** A certificate for a name, made by the openssl of this machine. */
function certify(name: string, into = files): void {
  execFileSync(
    'openssl',
    [
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'],
      ...['-days', '2', '-subj', `/CN=${name}`, '-keyout', into.key, '-out', into.cert],
    ],
    { stdio: 'ignore' },
  );
}

function nameAt(port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const line = connect({ port, host: '127.0.0.1', rejectUnauthorized: false }, () => {
      const { CN } = line.getPeerCertificate().subject;
      line.destroy();
      resolve(String(CN));
    });
    line.on('error', reject);
  });
}

it('speaks https by files, with live states and a Secure cookie, and takes up a renewed certificate', async () => {
  certify('old.example');
  const said: unknown[] = [];
  const tls = new Tls(files, (error) => said.push(error));
  // The hall's own start signs in by fetch, which trusts no such certificate.
  process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
  const hall = await TestHall.start({ app: { tls } });
  const port = Number(new URL(hall.url).port);
  try {
    expect(hall.url).toMatch(/^https:/);
    const cookie = await new Promise<string>((resolve, reject) => {
      const asked = request(
        `${hall.url}/api/session`,
        {
          method: 'POST',
          rejectUnauthorized: false,
          headers: { 'content-type': 'application/json' },
        },
        (answer) => {
          answer.resume();
          resolve(String(answer.headers['set-cookie']));
        },
      );
      asked.on('error', reject);
      asked.end(JSON.stringify({ username: 'admin', password: adminPassword }));
    });
    expect(cookie).toMatch(/session=.*Secure/);

    const socket = io(hall.url, { transports: ['websocket'], rejectUnauthorized: false });
    const answer = (await socket.emitWithAck('watch', { topic: 'board', hall: 'district' })) as {
      ok: boolean;
    };
    expect(answer.ok).toBe(true);

    expect(await nameAt(port)).toBe('old.example');
    certify('new.example');
    expect(tls.renew()).toBe(true);
    expect(await nameAt(port)).toBe('new.example');
    // Who is connected stays so.
    expect(socket.connected).toBe(true);

    // A key that does not fit is said, and the certificate before it stays.
    const other = { cert: join(folder, 'other.pem'), key: files.key };
    certify('other.example', other);
    expect(tls.renew()).toBe(false);
    expect(said).toHaveLength(1);
    writeFileSync(files.cert, 'no certificate');
    expect(tls.renew()).toBe(false);
    expect(await nameAt(port)).toBe('new.example');
    socket.disconnect();
  } finally {
    await hall.stop();
    tls.close();
    delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
  }
});

it('needs both files, and says which is missing', () => {
  expect(() => readConfig({ TLS_CERT: 'cert.pem' }, 'data')).toThrow(
    'TLS_KEY: needed where TLS_CERT is set',
  );
  expect(() => readConfig({ TLS_KEY: 'key.pem' }, 'data')).toThrow(
    'TLS_CERT: needed where TLS_KEY is set',
  );
  expect(readConfig({ TLS_CERT: 'a', TLS_KEY: 'b' }, 'data').tls).toEqual({ cert: 'a', key: 'b' });
});
