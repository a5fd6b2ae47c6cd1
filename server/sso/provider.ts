import * as oidc from 'openid-client';
import { Problem } from '../../shared/errors.ts';
import type { SsoSettings } from '../sso-settings.ts';

/** What ties an answer to the browser that asked. */
export interface Secrets {
  readonly state: string;
  readonly nonce: string;
  /** Of PKCE (RFC 7636). */
  readonly verifier: string;
}

export type Claims = Readonly<Record<string, unknown>> & { readonly sub: string };

/** Clocks of two machines may differ by so much. */
const toleranceSeconds = 30;
const patienceSeconds = 10;

/**
 * The single sign-on as OpenID Connect has it: code flow with PKCE, state and nonce, the token's
 * signature checked by the provider's keys. The times in a token are compared with the machine's
 * clock. Nothing else talks to the provider.
 */
export class Provider {
  private readonly settings: SsoSettings;
  private known: Promise<oidc.Configuration> | null = null;

  constructor(settings: SsoSettings) {
    this.settings = settings;
  }

  get callback(): string {
    return `${this.settings.base}/api/sso/callback`;
  }

  /** Where somebody signs in. @throws Problem `sso_unavailable` */
  async address(secrets: Secrets): Promise<URL> {
    const config = await this.config();
    return oidc.buildAuthorizationUrl(config, {
      redirect_uri: this.callback,
      scope: this.settings.scope,
      state: secrets.state,
      nonce: secrets.nonce,
      code_challenge: await oidc.calculatePKCECodeChallenge(secrets.verifier),
      code_challenge_method: 'S256',
    });
  }

  /**
   * Whom the provider says that it was.
   *
   * @param search of the address that the browser came back with
   * @throws Problem `sso_failed`, with what was wrong as its cause; `sso_unavailable`
   */
  async claims(search: string, secrets: Secrets): Promise<Claims> {
    const config = await this.config();
    try {
      const tokens = await oidc.authorizationCodeGrant(config, new URL(this.callback + search), {
        expectedState: secrets.state,
        expectedNonce: secrets.nonce,
        pkceCodeVerifier: secrets.verifier,
        idTokenExpected: true,
      });
      const claims = tokens.claims()!;
      const wanted = [this.settings.userClaim, this.settings.groupsClaim];
      if (wanted.every((name) => claims[name] !== undefined)) return claims;
      // Some providers tell more of a person only where they are asked for it.
      if (config.serverMetadata().userinfo_endpoint === undefined) return claims;
      return { ...(await oidc.fetchUserInfo(config, tokens.access_token, claims.sub)), ...claims };
    } catch (error) {
      throw caused(isAway(error) ? 'sso_unavailable' : 'sso_failed', error);
    }
  }

  /** What the provider says of itself: asked once, and again where it did not answer. */
  private config(): Promise<oidc.Configuration> {
    this.known ??= this.discover().catch((error: unknown) => {
      this.known = null;
      throw caused('sso_unavailable', error);
    });
    return this.known;
  }

  private discover(): Promise<oidc.Configuration> {
    const { issuer, clientId, clientSecret } = this.settings;
    const metadata = { [oidc.clockTolerance]: toleranceSeconds };
    const execute = [oidc.enableNonRepudiationChecks];
    // A provider inside the administration's own network, where its administrator wrote it so.
    if (issuer.protocol === 'http:') execute.push(oidc.allowInsecureRequests);
    return oidc.discovery(issuer, clientId, metadata, authentication(clientSecret), {
      execute,
      timeout: patienceSeconds,
    });
  }
}

/** As the provider takes the secret: in the form where it says so, else in the head. */
function authentication(secret: string | undefined): oidc.ClientAuth {
  if (secret === undefined) return oidc.None();
  const [inForm, inHead] = [oidc.ClientSecretPost(secret), oidc.ClientSecretBasic(secret)];
  return (server, client, body, headers) => {
    const ways = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
    (ways.includes('client_secret_post') ? inForm : inHead)(server, client, body, headers);
  };
}

/** Whether the provider did not answer, and not: answered something else. */
function isAway(error: unknown): boolean {
  if (error instanceof TypeError) return true;
  return error instanceof Error && ['OAUTH_TIMEOUT', 'OAUTH_ABORT'].includes(codeOf(error));
}

function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : '';
}

function caused(code: 'sso_failed' | 'sso_unavailable', error: unknown): Problem {
  const problem = new Problem(code);
  problem.cause = error;
  return problem;
}
