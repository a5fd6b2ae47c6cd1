import { createHash, randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';

/** Who signs in at the provider next, and what of its answer is made wrong. */
export interface Next {
  claims: JWTPayload;
  /** Signed by a key that the provider does not publish. */
  strangeKey?: boolean;
}

interface Asked {
  readonly nonce: string;
  readonly challenge: string;
  readonly redirect: string;
}

/** An OpenID provider as small as one can be, with tokens that are really signed. */
export class TestProvider {
  readonly issuer: string;
  readonly clientId = 'yihaotong';
  readonly clientSecret = 'a secret of the client: & %';
  next: Next = { claims: {} };
  /** What the token endpoint was asked, in order. */
  readonly codes: string[] = [];
  private readonly server: Server;
  private readonly asked = new Map<string, Asked>();
  private readonly keys: Awaited<ReturnType<typeof generateKeyPair>>;
  private readonly strange: Awaited<ReturnType<typeof generateKeyPair>>;

  private constructor(
    server: Server,
    keys: TestProvider['keys'],
    strange: TestProvider['strange'],
  ) {
    this.server = server;
    this.keys = keys;
    this.strange = strange;
    this.issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  static async start(): Promise<TestProvider> {
    const [keys, strange] = [await generateKeyPair('RS256'), await generateKeyPair('RS256')];
    const server = createServer();
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const provider = new TestProvider(server, keys, strange);
    server.on('request', (request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        void provider
          .answer(new URL(request.url!, provider.issuer), new URLSearchParams(body), {
            authorization: request.headers.authorization ?? '',
          })
          .then(({ status = 200, json, location }) => {
            response.writeHead(status, {
              'content-type': 'application/json',
              ...(location === undefined ? {} : { location }),
            });
            response.end(JSON.stringify(json ?? {}));
          });
      });
    });
    return provider;
  }

  stop(): Promise<void> {
    return new Promise((closed) => {
      this.server.close(() => closed());
      this.server.closeAllConnections();
    });
  }

  private async answer(
    url: URL,
    body: URLSearchParams,
    head: { authorization: string },
  ): Promise<{ status?: number; json?: unknown; location?: string }> {
    const { issuer } = this;
    switch (url.pathname) {
      case '/.well-known/openid-configuration':
        return {
          json: {
            issuer,
            authorization_endpoint: `${issuer}/authorize`,
            token_endpoint: `${issuer}/token`,
            jwks_uri: `${issuer}/keys`,
            response_types_supported: ['code'],
            subject_types_supported: ['public'],
            id_token_signing_alg_values_supported: ['RS256'],
            code_challenge_methods_supported: ['S256'],
          },
        };
      case '/keys':
        return {
          json: { keys: [{ ...(await exportJWK(this.keys.publicKey)), kid: 'k', alg: 'RS256' }] },
        };
      case '/authorize': {
        const asked = (name: string): string => url.searchParams.get(name) ?? '';
        const code = randomUUID();
        this.asked.set(code, {
          nonce: asked('nonce'),
          challenge: asked('code_challenge'),
          redirect: asked('redirect_uri'),
        });
        const back = new URL(asked('redirect_uri'));
        back.search = new URLSearchParams({ code, state: asked('state') }).toString();
        return { status: 302, location: back.href };
      }
      case '/token':
        return this.token(body, head.authorization);
      default:
        return { status: 404 };
    }
  }

  private async token(
    body: URLSearchParams,
    authorization: string,
  ): Promise<{ status?: number; json: unknown }> {
    const code = body.get('code') ?? '';
    this.codes.push(code);
    const asked = this.asked.get(code);
    this.asked.delete(code);
    const [id, secret] = Buffer.from(authorization.replace('Basic ', ''), 'base64')
      .toString()
      .split(':')
      .map((part) => decodeURIComponent(part.replaceAll('+', ' ')));
    const verifier = createHash('sha256')
      .update(body.get('code_verifier') ?? '')
      .digest('base64url');
    if (
      asked === undefined ||
      asked.challenge !== verifier ||
      asked.redirect !== body.get('redirect_uri') ||
      id !== this.clientId ||
      secret !== this.clientSecret
    )
      return { status: 400, json: { error: 'invalid_grant' } };
    const now = Math.floor(Date.now() / 1000);
    const claims: JWTPayload = {
      iss: this.issuer,
      aud: this.clientId,
      iat: now,
      exp: now + 300,
      nonce: asked.nonce,
      ...this.next.claims,
    };
    const key = this.next.strangeKey === true ? this.strange : this.keys;
    const token = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'RS256', kid: 'k' })
      .sign(key.privateKey);
    return {
      json: { access_token: randomUUID(), token_type: 'Bearer', expires_in: 300, id_token: token },
    };
  }
}
