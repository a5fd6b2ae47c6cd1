import { Agent, request } from 'node:http';

export interface Timed<T> {
  readonly status: number;
  readonly body: T;
  /** From the key press to the whole answer, in milliseconds. */
  readonly ms: number;
}

/** A lean HTTP client with lines that stay open, so that the client costs little beside the server. */
export class Client {
  readonly url: string;
  private readonly agent: Agent;

  constructor(url: string, lines: number) {
    this.url = url;
    this.agent = new Agent({ keepAlive: true, maxSockets: lines });
  }

  /** @param key sent as `Idempotency-Key`, as every screen of the product does */
  post<T>(path: string, body: object, token: string, key?: string): Promise<Timed<T>> {
    const text = JSON.stringify(body);
    const began = performance.now();
    return new Promise((resolve, reject) => {
      const sent = request(
        this.url + path,
        {
          method: 'POST',
          agent: this.agent,
          headers: {
            authorization: `Bearer ${token}`,
            'content-type': 'application/json',
            'content-length': Buffer.byteLength(text),
            ...(key === undefined ? {} : { 'idempotency-key': key }),
          },
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('end', () => {
            const ms = performance.now() - began;
            const answer = JSON.parse(Buffer.concat(chunks).toString('utf8')) as T;
            resolve({ status: response.statusCode!, body: answer, ms });
          });
          response.on('error', reject);
        },
      );
      sent.on('error', reject);
      sent.end(text);
    });
  }

  close(): void {
    this.agent.destroy();
  }
}

/** @throws Error where the answer is not a success */
export function expectDone({ status, body }: Timed<unknown>): void {
  if (status >= 300) throw new Error(`${status}: ${JSON.stringify(body)}`);
}
