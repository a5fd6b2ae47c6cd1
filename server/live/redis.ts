import { randomUUID } from 'node:crypto';
import { createClient } from 'redis';

/** What several server processes of one region tell each other by. */
export interface Carrier {
  /** Tells the others, if they can be told now; what they miss they find by comparing versions. */
  readonly tell: (kind: string, ...data: readonly unknown[]) => void;
  /** What the others told; never what this process told itself. */
  readonly hear: (kind: string, heard: (...data: never[]) => void) => void;
  /** Called when the others can be heard again after they could not. */
  readonly onBack: (back: () => void) => void;
  readonly connected: () => boolean;
  readonly close: () => Promise<void>;
}

export interface CarrierLog {
  readonly warn: (facts: object, message: string) => void;
  readonly info: (facts: object, message: string) => void;
}

interface Told {
  readonly from: string;
  readonly kind: string;
  readonly data: readonly unknown[];
}

const channel = 'yihaotong';
const mostWaitMs = 1000;
/** One that stands still is asked this often, and given up after two that it did not answer. */
const pingMs = 2000;

/**
 * Carries by Redis' publish and subscribe. It is never waited for: while Redis is away, at the start
 * or later, the hall works and every process still finds what it missed by comparing the halls'
 * versions. Said once when it goes and once when it is back.
 */
export function connectCarrier(url: string, log: CarrierLog): Carrier {
  const self = randomUUID();
  const listeners = new Map<string, (...data: never[]) => void>();
  const backs: (() => void)[] = [];
  const options = {
    url,
    // What cannot be told now is not told later: it would be old.
    disableOfflineQueue: true,
    commandsQueueMaxLength: 1000,
    pingInterval: pingMs,
    socket: {
      connectTimeout: pingMs,
      socketTimeout: 3 * pingMs,
      reconnectStrategy: (tries: number) => Math.min(mostWaitMs, 50 * 2 ** Math.min(tries, 10)),
    },
  };
  const telling = createClient(options);
  const hearing = createClient(options);
  let ended = false;
  let said: 'there' | 'away' | null = null;
  const say = (error: unknown): void => {
    if (ended || said === 'away') return;
    said = 'away';
    log.warn({ err: error }, 'Redis does not answer: screens of other processes follow later');
  };
  telling.on('error', say);
  hearing.on('error', say);
  const hear = (text: string): void => {
    const { from, kind, data } = JSON.parse(text) as Told;
    if (from !== self) listeners.get(kind)?.(...(data as never[]));
  };
  let subscribed = false;
  const subscribe = async (): Promise<void> => {
    // The client subscribes again by itself once it has.
    if (!subscribed) await hearing.subscribe(channel, hear);
    subscribed = true;
    if (said === 'away') log.info({}, 'Redis answers again');
    said = 'there';
    for (const back of backs) back();
  };
  hearing.on('ready', () => void subscribe().catch(say));
  // It tries again until it is there, or closed.
  void telling.connect().catch(say);
  void hearing.connect().catch(say);
  return {
    tell: (kind, ...data) => {
      if (!telling.isReady) return;
      const told: Told = { from: self, kind, data };
      void telling.publish(channel, JSON.stringify(told)).catch(say);
    },
    hear: (kind, heard) => void listeners.set(kind, heard),
    onBack: (back) => void backs.push(back),
    connected: () => telling.isReady && hearing.isReady && subscribed,
    close: async () => {
      ended = true;
      telling.destroy();
      hearing.destroy();
    },
  };
}
