import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { api, ApiProblem, postSurely, Unreachable } from '../shared/ui/http.ts';

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** The address of a server that answers every request like this. */
async function answering(answer: (response: ServerResponse) => void): Promise<string> {
  const server = createServer((_request, response) => {
    answer(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

it('takes an answer that stops in its middle for no answer', async () => {
  const url = await answering((response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': 100 });
    response.write('{"number":');
  });
  await expect(api.get(url, { timeout: 100 })).rejects.toBeInstanceOf(Unreachable);
});

it('takes a page of something in between for no answer', async () => {
  const url = await answering((response) => response.end('<h1>Sign in to the network</h1>'));
  await expect(api.get(url)).rejects.toBeInstanceOf(Unreachable);
});

it('tells the server’s refusal, with its facts, from that of something in between', async () => {
  const refusing = await answering((response) =>
    response.writeHead(409, { 'content-type': 'application/problem+json; charset=utf-8' }).end(
      JSON.stringify({
        status: 409,
        detail: 'Open: A001',
        code: 'already_waiting',
        number: 'A001',
      }),
    ),
  );
  const refused = await api.get(refusing).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(ApiProblem);
  expect(refused).toMatchObject({
    status: 409,
    code: 'already_waiting',
    facts: { number: 'A001' },
  });

  const broken = await answering((response) => response.writeHead(502).end('<h1>Bad gateway</h1>'));
  await expect(api.get(broken)).rejects.toMatchObject({ status: 502, code: 'internal' });
});

it('asks again where something in between answered, and not after a fault of the server itself', async () => {
  let asked = 0;
  const inBetween = await answering((response) => {
    asked += 1;
    if (asked === 1) response.writeHead(502).end('<h1>Bad gateway</h1>');
    else response.writeHead(200, { 'content-type': 'application/json' }).end('{"number":"A001"}');
  });
  expect(await postSurely(inBetween, { idempotencyKey: 'k' })).toEqual({ number: 'A001' });
  expect(asked).toBe(2);

  let faults = 0;
  const faulty = await answering((response) => {
    faults += 1;
    response
      .writeHead(500, { 'content-type': 'application/problem+json' })
      .end(JSON.stringify({ status: 500, detail: 'Something went wrong here', code: 'internal' }));
  });
  const tried = postSurely(faulty, { idempotencyKey: 'k', attempts: 3 });
  await expect(tried).rejects.toMatchObject({ status: 500, code: 'internal' });
  expect(faults).toBe(1);
});

it('reads an empty answer as nothing', async () => {
  const url = await answering((response) => response.writeHead(204).end());
  expect(await api.delete(url)).toBeUndefined();
});

it('keeps the number of a fault, under which the server’s log tells of it', async () => {
  const broken = await answering((response) =>
    response
      .writeHead(500, { 'content-type': 'application/problem+json', 'x-request-id': '7KQM-3F' })
      .end(JSON.stringify({ status: 500, detail: 'Something went wrong here', code: 'internal' })),
  );
  await expect(api.get(broken)).rejects.toMatchObject({ code: 'internal', requestId: '7KQM-3F' });
});
