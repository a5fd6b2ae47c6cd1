/**
 * Many screens in a process of their own:
 *
 *   node --import tsx bench/measure/screens.ts <url> <wishes.json>
 *
 * `wishes` is a list of what to watch, one socket each, `as` the token of who looks. Says `ready` when all of them have their
 * first state.
 */
import { readFile } from 'node:fs/promises';
import { io } from 'socket.io-client';

const [url, file] = process.argv.slice(2);
const wishes = JSON.parse(await readFile(file!, 'utf8')) as Wish[];
const together = 50;

interface Wish {
  readonly as?: string;
}

async function watch({ as: token, ...wish }: Wish): Promise<void> {
  const auth = token === undefined ? {} : { token };
  const socket = io(url, { transports: ['websocket'], forceNew: true, reconnection: false, auth });
  await new Promise<void>((connected, reject) => {
    socket.once('connect', connected);
    socket.once('connect_error', reject);
  });
  const { ok } = (await socket.emitWithAck('watch', wish)) as { ok: boolean };
  if (!ok) throw new Error(`refused: ${JSON.stringify(wish)}`);
  socket.on('state', () => undefined);
}

for (let i = 0; i < wishes.length; i += together)
  await Promise.all(wishes.slice(i, i + together).map(watch));
process.send?.('ready');
// Whoever measures may end before it said so.
process.once('disconnect', () => process.exit());
