import { createAdapter } from '@socket.io/redis-streams-adapter';
import { createClient } from 'redis';
import type { LiveLog } from './live.ts';

/** What several server processes of one region talk through. */
export interface Carrier {
  readonly adapter: ReturnType<typeof createAdapter>;
  readonly close: () => Promise<void>;
}

/**
 * Connects to Redis. While it is away the processes still heal each other's screens by comparing
 * the halls' versions.
 */
export async function connectCarrier(url: string, log: LiveLog): Promise<Carrier> {
  const client = createClient({ url });
  client.on('error', (error: unknown) => log.error({ err: error }, 'Redis does not answer'));
  await client.connect();
  return { adapter: createAdapter(client), close: async () => void (await client.close()) };
}
