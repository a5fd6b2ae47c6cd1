import { execFileSync } from 'node:child_process';
import { createDecipheriv, createECDH, createPublicKey, hkdfSync, verify } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { IncomingHttpHeaders } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Pushed {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** A browser with a subscription: it alone can read what is pushed. */
export class FakeBrowser {
  private readonly pair = createECDH('prime256v1');
  private readonly auth = Buffer.alloc(16, 7);
  readonly endpoint: string;

  constructor(endpoint: string) {
    this.endpoint = endpoint;
    this.pair.generateKeys();
  }

  wish(language: string) {
    const [p256dh, auth] = [this.pair.getPublicKey('base64url'), this.auth.toString('base64url')];
    return { endpoint: this.endpoint, keys: { p256dh, auth }, language };
  }

  /** Decrypts a message as a browser does (RFC 8291): by the standard, not by the code that is tested. */
  read({ body }: Pick<Pushed, 'body'>): { kind: string; title: string; body: string } {
    const salt = body.subarray(0, 16);
    const length = body[20]!;
    const theirs = body.subarray(21, 21 + length);
    const shared = this.pair.computeSecret(theirs);
    const info = Buffer.concat([Buffer.from('WebPush: info\0'), this.pair.getPublicKey(), theirs]);
    const secret = Buffer.from(hkdfSync('sha256', shared, this.auth, info, 32));
    const part = (name: string, size: number) =>
      Buffer.from(hkdfSync('sha256', secret, salt, `Content-Encoding: ${name}\0`, size));
    const sealed = body.subarray(21 + length);
    const decipher = createDecipheriv('aes-128-gcm', part('aes128gcm', 16), part('nonce', 12));
    decipher.setAuthTag(sealed.subarray(-16));
    const plain = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
    return JSON.parse(plain.subarray(0, plain.lastIndexOf(2)).toString()) as never;
  }
}

/** Whether a push was signed for this service by whoever has a site's key (RFC 8292). @returns its claims */
export function vapidOf({ headers }: Pushed, key: string): Record<string, unknown> | null {
  const [, token, k] = /^vapid t=([^,]+), k=(.+)$/.exec(headers.authorization ?? '') ?? [];
  if (token === undefined || k !== key) return null;
  const [head, claims, signature] = token.split('.') as [string, string, string];
  const point = Buffer.from(key, 'base64url');
  const jwk = {
    ...{ kty: 'EC', crv: 'P-256' },
    x: point.subarray(1, 33).toString('base64url'),
    y: point.subarray(33).toString('base64url'),
  };
  const isSigned = verify(
    'sha256',
    Buffer.from(`${head}.${claims}`),
    { key: createPublicKey({ format: 'jwk', key: jwk }), dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  );
  return isSigned ? (JSON.parse(Buffer.from(claims, 'base64url').toString()) as never) : null;
}

/** The push service of a browser's maker, as far as senders see it. */
export class PushService {
  readonly got: Pushed[] = [];
  answer = 201;
  ca = '';
  private server!: Server;

  static async start(): Promise<PushService> {
    const service = new PushService();
    const folder = mkdtempSync(join(tmpdir(), 'yihaotong-push-'));
    const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
    const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
    const name = ['-subj', '/CN=push.example', '-addext', 'subjectAltName=DNS:push.example'];
    const to = ['-days', '2', '-keyout', key, '-out', cert];
    execFileSync('openssl', ['req', '-x509', ...curve, ...name, ...to], { stdio: 'ignore' });
    service.ca = readFileSync(cert, 'utf8');
    service.server = createServer(
      { cert: service.ca, key: readFileSync(key) },
      (request, reply) => {
        const chunks: Buffer[] = [];
        request.on('data', (chunk: Buffer) => chunks.push(chunk));
        request.on('end', () => {
          const { url: path = '', headers } = request;
          service.got.push({ path, headers, body: Buffer.concat(chunks) });
          reply.writeHead(service.answer).end();
        });
      },
    );
    rmSync(folder, { recursive: true });
    await new Promise<void>((done) => service.server.listen(0, '127.0.0.1', done));
    return service;
  }

  at(path: string): string {
    return `https://push.example:${(this.server.address() as AddressInfo).port}/${path}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }
}
