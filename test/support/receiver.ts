import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { HallEvent } from '../../shared/contract/webhooks.ts';

export interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly id: string;
  readonly event: Omit<HallEvent, 'id'>;
}

/** How a receiver answers; absent: with 204. */
export type Answering = (got: Received, response: ServerResponse) => void;

/** Another system that is told by webhooks: it keeps what it gets, and answers as the test wants. */
export class Receiver {
  readonly got: Received[] = [];
  answering: Answering = (_got, response) => void response.writeHead(204).end();
  private readonly server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      const got: Received = {
        path: request.url ?? '',
        headers: request.headers,
        body,
        id: String(request.headers['webhook-id']),
        event: JSON.parse(body) as Received['event'],
      };
      this.got.push(got);
      this.answering(got, response);
    });
  });
  port = 0;

  static async start(): Promise<Receiver> {
    const receiver = new Receiver();
    await new Promise<void>((resolve) => receiver.server.listen(0, '127.0.0.1', resolve));
    receiver.port = (receiver.server.address() as AddressInfo).port;
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}/told`;
  }

  /** What it was told, in order: type and number. */
  told(): string[] {
    return this.got.map(({ event }) => `${event.type} ${event.data.ticket?.number ?? ''}`.trim());
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

/** Whether a message was signed with a secret, as Standard Webhooks says. */
export function isSigned({ headers, body }: Received, secret: string): boolean {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const text = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`;
  return (
    headers['webhook-signature'] === `v1,${createHmac('sha256', key).update(text).digest('base64')}`
  );
}
