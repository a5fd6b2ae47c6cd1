/**
 * The floors that the product is measured against: Fastify, one zod check, a durable write, and a push
 * of a board's size; nothing is decided. Run as a process of its own:
 *
 *   node --import tsx bench/measure/floor-server.ts <file> <port> <one transaction> <what is written>
 *
 * `single`: one transaction a request; `grouped`: requests that arrive together share one.
 * `insert`: a ticket and its event, two rows; `ticket`: all statements of a ticket, in a hall's file.
 */
import SqliteDatabase from 'better-sqlite3';
import Fastify from 'fastify';
import { randomUUID } from 'node:crypto';
import { Server } from 'socket.io';
import {
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from 'fastify-type-provider-zod';
import { z } from 'zod';
import { type Taken, ticketsByHand } from './ticket-by-hand.ts';

const [file, port, mode, what] = process.argv.slice(2);
const db = new SqliteDatabase(file);
db.pragma('journal_mode = wal');
db.pragma('synchronous = full');

function insertOnly(): (queues: readonly string[]) => readonly Taken[] {
  db.exec(`
  create table if not exists tickets (
    id text primary key, queue text not null, taken_at text not null, status text not null) strict;
  create table if not exists events (
    version integer primary key, at text not null, command text not null, ticket_id text not null,
    data text not null) strict;
`);
  const ticket = db.prepare('insert into tickets values (?, ?, ?, ?)');
  const event = db.prepare('insert into events (at, command, ticket_id, data) values (?, ?, ?, ?)');
  const take = (queue: string): Taken => {
    const taken = { id: randomUUID(), queue, takenAt: new Date().toISOString() };
    ticket.run(taken.id, queue, taken.takenAt, 'waiting');
    event.run(taken.takenAt, 'take', taken.id, JSON.stringify({ queue }));
    return taken;
  };
  return (queues) => queues.map(take);
}

const take = what === 'ticket' ? ticketsByHand(db) : insertOnly();
const together = db.transaction(take);
let group: { readonly queue: string; readonly done: (taken: Taken) => void }[] = [];

function grouped(queue: string): Promise<Taken> {
  return new Promise((done) => {
    group.push({ queue, done });
    if (group.length > 1) return;
    setImmediate(() => {
      const now = group;
      group = [];
      const taken = together.immediate(now.map((one) => one.queue));
      now.forEach((one, i) => one.done(taken[i]!));
    });
  });
}

const app = Fastify().withTypeProvider<ZodTypeProvider>();
app.setValidatorCompiler(validatorCompiler);
app.setSerializerCompiler(serializerCompiler);
const io = new Server(app.server);
io.on('connection', (socket) => {
  socket.on('watch', (_wish: object, answer: (given: object) => void) => answer({ ok: true }));
});
const board = { filling: 'x'.repeat(4000) };
app.post(
  '/tickets',
  {
    schema: {
      body: z.object({
        queue: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/),
        language: z.enum(['zh-Hans', 'zh-Hant', 'en']).default('zh-Hans'),
      }),
      response: { 200: z.object({ id: z.string(), queue: z.string(), takenAt: z.string() }) },
    },
  },
  async (request) => {
    const { queue } = request.body;
    const taken = mode === 'grouped' ? await grouped(queue) : together.immediate([queue])[0]!;
    if (io.engine.clientsCount > 0) io.emit('state', { id: taken.id, board });
    return taken;
  },
);
await app.listen({ port: Number(port), host: '127.0.0.1' });
process.send?.('listening');
