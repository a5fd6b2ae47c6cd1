import { lookup } from 'node:dns/promises';
import { type ClientRequest, type IncomingMessage, request as overHttp } from 'node:http';
import { request as overHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { networkInterfaces } from 'node:os';
import type { DeliveryError } from '../../shared/contract/webhooks.ts';
import { isOpenAddress } from '../../shared/rules/addresses.ts';

/** How others are reached. */
export interface Reach {
  /** Addresses of this machine and of private networks are told, too. */
  readonly allowLocal: boolean;
  /** Milliseconds for the whole of a try. */
  readonly timeoutMs: number;
  /** Who vouches for certificates beside those whom the machine trusts. */
  readonly ca?: string;
  /** The addresses of a name; absent: as the machine finds them. */
  readonly resolve?: (host: string) => Promise<readonly string[]>;
}

export interface Answer {
  readonly answered: number | null;
  /** Null: it went well. */
  readonly error: DeliveryError | null;
  /** The beginning of what was answered. */
  readonly said: string | null;
  readonly retryAfter: string | undefined;
}

/** Of an answer no more is read; of that so many signs are kept. */
const readBytes = 4096;
const keptSigns = 200;

class Refused extends Error {
  readonly code: DeliveryError;
  constructor(code: DeliveryError) {
    super(code);
    this.code = code;
  }
}

/**
 * Sends a message. The name is resolved once, its addresses are looked at, and the connection goes to one
 * of those and no other: a name that leads elsewhere a moment later leads nowhere. No redirect is
 * followed.
 *
 * @param signal ends it early; then it rejects
 */
export async function send(
  url: string,
  {
    headers,
    body,
  }: { readonly headers: Record<string, string>; readonly body: string | Uint8Array },
  reach: Reach,
  signal: AbortSignal,
): Promise<Answer> {
  const late = AbortSignal.timeout(reach.timeoutMs);
  const ends = AbortSignal.any([late, signal]);
  try {
    const target = new URL(url);
    const address = await unlessEnded(addressOf(target, reach), ends);
    return await post(target, { address, ca: reach.ca }, { headers, body }, ends);
  } catch (error) {
    if (signal.aborted) throw error;
    return failure(late.aborted ? 'timeout' : errorOf(error));
  }
}

const failure = (error: DeliveryError): Answer => ({
  ...{ answered: null, error, said: null },
  retryAfter: undefined,
});

function errorOf(error: unknown): DeliveryError {
  if (error instanceof Refused) return error.code;
  const code = String((error as { code?: unknown }).code);
  return /CERT|SELF_SIGNED|UNABLE_TO_|TLS/.test(code) ? 'certificate' : 'unreachable';
}

/** The one address that is connected to. @throws Refused */
async function addressOf(url: URL, { allowLocal, resolve }: Reach): Promise<string> {
  // Numbers in whatever form are written as an address by then: 0x7f.1 is 127.0.0.1.
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const found = isIP(host) > 0 ? [host] : await (resolve ?? byTheMachine)(host);
  const [first] = found;
  if (first === undefined) throw new Refused('unknown-host');
  if (allowLocal) return first;
  // One closed address among them: somebody wants the open one to be believed.
  const own = new Set(
    Object.values(networkInterfaces()).flatMap((list) => (list ?? []).map((one) => one.address)),
  );
  if (found.some((address) => !isOpenAddress(address) || own.has(address)))
    throw new Refused('forbidden-address');
  return first;
}

async function byTheMachine(host: string): Promise<string[]> {
  const found = await lookup(host, { all: true }).catch(() => []);
  return found.map(({ address }) => address);
}

function post(
  url: URL,
  { address, ca }: { readonly address: string; readonly ca: string | undefined },
  {
    headers,
    body,
  }: { readonly headers: Record<string, string>; readonly body: string | Uint8Array },
  signal: AbortSignal,
): Promise<Answer> {
  const found = [{ address, family: isIP(address) }];
  const pinned: LookupFunction = (_host, { all }, done) =>
    all === true ? done(null, found) : done(null, address, found[0]!.family);
  return new Promise((resolve, reject) => {
    const ask = url.protocol === 'https:' ? overHttps : overHttp;
    const request: ClientRequest = ask(
      url,
      {
        method: 'POST',
        // A connection of its own: one that was kept may lead to where the name led before.
        agent: false,
        lookup: pinned,
        signal,
        ...(ca === undefined ? {} : { ca }),
        headers: {
          'content-type': 'application/json',
          'user-agent': 'yihaotong-webhooks',
          ...headers,
          'content-length': Buffer.byteLength(body),
        },
      },
      (response) =>
        void beginningOf(response).then((said) => resolve(answerOf(response, said)), reject),
    );
    request.on('error', reject);
    request.end(body);
  });
}

function answerOf({ statusCode = 0, headers }: IncomingMessage, said: string): Answer {
  const wentWell = statusCode >= 200 && statusCode < 300;
  const redirects = statusCode >= 300 && statusCode < 400;
  return {
    answered: statusCode,
    error: wentWell ? null : redirects ? 'redirect' : 'status',
    said: said === '' ? null : said,
    retryAfter: headers['retry-after'],
  };
}

async function beginningOf(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    size += chunk.length;
    if (size >= readBytes) break;
  }
  response.destroy();
  const text = Buffer.concat(chunks).subarray(0, readBytes).toString('utf8');
  // No sign that a database, a log or a page could take for more than text.
  return [...text.replace(/[\p{C}\uFFFD]+/gu, ' ').trim()].slice(0, keptSigns).join('');
}

function unlessEnded<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const end = (): void => reject(new Refused('timeout'));
    if (signal.aborted) end();
    signal.addEventListener('abort', end, { once: true });
    work.then(resolve, reject);
  });
}
