import { connectCrowd } from '../measure/crowd.ts';
import type { Costs } from '../scale/costs.ts';
import type { Meter } from './meter.ts';
import type { Region } from './region.ts';

interface Wish {
  readonly meter: Meter;
  readonly region: Region;
  readonly url: string;
  readonly count: number;
}

const calls = 40;
/** Whoever stands far back hears every five seconds: of so many calls, spread over their time. */
const restMs = 250;

/**
 * Phones that follow their tickets in one hall: what each takes of memory, and what a message to one
 * costs, from calls with all of them looking on less calls with none.
 */
export async function measurePhones({ meter, region, url, count }: Wish): Promise<Costs['phone']> {
  const hall = 2;
  const slowly = async (): Promise<void> => {
    for (let n = 0; n < calls; n += 1) {
      await region.callIn(hall);
      await new Promise((later) => setTimeout(later, restMs));
    }
  };
  const tokens: string[] = [];
  for (let n = 0; n < count + 2 * calls; n += 1) tokens.push(await region.token(hall));
  const alone = await meter.during(slowly);
  const followed = tokens.slice(-count);
  const answer = await fetch(`${url}/api/tickets/${followed[0]!}`);
  const bytes = (await answer.text()).length + 60;
  const before = meter.megabytes();
  const end = await connectCrowd(
    url,
    followed.map((token) => ({ topic: 'ticket', token })),
    2,
  );
  try {
    const kilobytes = Math.max(0, ((meter.megabytes() - before) * 1024) / count);
    const looked = await meter.during(slowly);
    // One message to each phone every five seconds, at most.
    const messages = count * Math.max(1, looked.seconds / 5);
    return {
      kilobytes,
      pushMs: Math.max(0, (1000 * (looked.server - alone.server)) / messages),
      bytes,
    };
  } finally {
    await end();
  }
}
