import { Client, expectDone } from '../measure/client.ts';

/**
 * Many who take tickets in one hall as fast as they are answered, from `begin` to `end`; forked by
 * `bench/region/storm.ts`, so that what they cost is not in the times of those who are measured.
 */
const [url, path, queue, token, count] = process.argv.slice(2) as [
  string,
  string,
  string,
  string,
  string,
];
const takers = Number(count);
const client = new Client(url, takers);
const run = Date.now();
let turn = 0;
let goes = false;
let storm: Promise<void[]> = Promise.resolve([]);
let [tickets, began] = [0, 0];

async function take(): Promise<void> {
  while (goes) {
    const key = `storm-${run}-${(turn += 1)}`;
    expectDone(await client.post(`${path}/tickets`, { queue }, token, key));
    tickets += 1;
  }
}

process.on('message', (word: 'begin' | 'end' | 'leave') => {
  if (word === 'begin') {
    [goes, tickets, began] = [true, 0, performance.now()];
    storm = Promise.all(Array.from({ length: takers }, take));
    // Once the first were answered it is a storm.
    setTimeout(() => process.send!('begun'), 100);
  } else if (word === 'end') {
    goes = false;
    void storm.then(() =>
      process.send!({ tickets, seconds: (performance.now() - began) / 1000 } satisfies Stormed),
    );
  } else {
    client.close();
    process.disconnect();
  }
});
process.send!('ready');

/** What a storm took, and in which time. */
export interface Stormed {
  readonly tickets: number;
  readonly seconds: number;
}
