import { createSocket } from 'node:dgram';

const patienceMs = 1500;
/** From 1900, where the network's time begins, to 1970, in seconds. */
const epochSeconds = 2_208_988_800;
const bytes = 48;

/**
 * By how many seconds a time server of the network is ahead of this machine (SNTP, RFC 4330); null:
 * it does not answer.
 *
 * @param server `host` or `host:port`
 * @param nowMs this machine's time
 */
export function aheadOf(server: string, nowMs: () => number): Promise<number | null> {
  const [host = '', port = '123'] = server.split(':');
  return new Promise((resolve) => {
    const socket = createSocket('udp4');
    const done = (ahead: number | null): void => {
      clearTimeout(timer);
      socket.close();
      resolve(ahead);
    };
    const timer = setTimeout(() => done(null), patienceMs);
    const sentMs = nowMs();
    socket.once('error', () => done(null));
    socket.once('message', (answer) => {
      // A server that is not set itself says so by stratum 0.
      if (answer.length < bytes || answer.readUInt8(1) === 0) {
        done(null);
        return;
      }
      const seconds = answer.readUInt32BE(40) - epochSeconds + answer.readUInt32BE(44) / 2 ** 32;
      const here = (sentMs + nowMs()) / 2 / 1000;
      done(seconds - here);
    });
    const question = Buffer.alloc(bytes);
    // Version 4, a client.
    question.writeUInt8(0x23, 0);
    socket.send(question, Number(port), host, (error) => {
      if (error !== null) done(null);
    });
  });
}
