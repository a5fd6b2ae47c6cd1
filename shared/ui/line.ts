import { io, type Socket } from 'socket.io-client';
import { ref } from 'vue';
import { at } from './base.ts';
import { noteBuild } from './build.ts';
import { serverNow } from './clock.ts';
import { noWait, type Pace, waitBefore } from './pace.ts';

/** Whether the server is heard, and since when (ms, the server's time) it is not. */
export const connected = ref(false);
export const disconnectedSince = ref<number | null>(null);

/** A line that stood for so long (ms) was well: the next wait is a first one. */
const steady = 5000;
/** After the network came back (ms): sooner than after a server's end, and still not all at once. */
const networkBack = 2000;

function onLost(): void {
  connected.value = false;
  disconnectedSince.value ??= serverNow();
}

/**
 * Opens the live line and keeps it open. The line is a WebSocket; where something on the way
 * refuses or swallows those, the next try at once goes by plain requests, and whichever way came
 * through is tried first the next time.
 *
 * Coming back is done here and not by socket.io: its waits turn into none after a thousand tries,
 * and it never comes back from a refused sign-in.
 */
export function openLine({
  pace,
  token,
  onOpen,
}: {
  readonly pace: Pace;
  /** The token to come with, asked anew at each connection. */
  readonly token: () => string | null;
  readonly onOpen: () => void;
}): Socket {
  let failed = 0;
  let openedAt = 0;
  let byRequests = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const socket = io({
    path: at('/socket.io'),
    auth: (give) => {
      const mine = token();
      give(mine === null ? {} : { token: mine });
    },
    transports: ['websocket'],
    reconnection: false,
    timeout: pace.connect,
  });

  function tryAfter(milliseconds: number): void {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (socket.connected) return;
      // A WebSocket takes over from the requests where it can.
      socket.io.opts.transports = byRequests ? ['polling', 'websocket'] : ['websocket'];
      socket.connect();
    }, milliseconds);
  }
  const again = (): void => {
    tryAfter(waitBefore(failed, pace));
    failed += 1;
  };

  socket.on('connect', () => {
    clearTimeout(timer);
    openedAt = performance.now();
    const { engine } = socket.io;
    byRequests = engine.transport.name === 'polling';
    engine.once('upgrade', () => {
      byRequests = false;
    });
    connected.value = true;
    disconnectedSince.value = null;
    onOpen();
  });
  socket.on('build', noteBuild);
  socket.on('disconnect', (why) => {
    onLost();
    if (performance.now() - openedAt > steady) failed = 0;
    // Let go by the page itself: it connects anew.
    if (why !== 'io client disconnect') again();
  });
  socket.on('connect_error', () => {
    onLost();
    // The line stands and the server could not take us in: the way was right.
    if (socket.io.engine.readyState === 'open') {
      again();
      return;
    }
    byRequests = !byRequests;
    if (byRequests) tryAfter(noWait);
    else again();
  });
  // The network is back, or somebody looks again at a page that slept: worth a try before its time.
  addEventListener('online', () => {
    if (!socket.connected) tryAfter(waitBefore(0, { ...pace, most: networkBack }));
  });
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible' && !socket.connected) tryAfter(noWait);
  });
  return socket;
}
