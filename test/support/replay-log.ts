import { Pair } from './random-hall.ts';

interface Logged {
  readonly at: string;
  readonly command: string;
  readonly data: Record<string, unknown>;
}

const ofWindows = [
  'open',
  'close',
  'pause',
  'resume',
  'call-next',
  'call',
  'recall',
  'start',
  'finish',
  'no-show',
  'put-back',
  'hold',
  'take-up',
  'transfer',
  'open-ticket',
  'undo',
];
/** What a command takes again, of what the log keeps of it. */
const inputs: Record<string, readonly string[]> = {
  pause: ['reason'],
  call: ['number', 'reason'],
  finish: ['matters', 'outcome', 'reason'],
  'put-back': ['reason'],
  hold: ['kind', 'until', 'reason'],
  'take-up': ['number'],
  'open-ticket': ['package', 'queue', 'category'],
  transfer: ['queue', 'place', 'reason'],
};

/** Plays a hall's log in a new hall and answers the calls that it makes, in order. */
export async function replayed(pair: Pair): Promise<string[]> {
  const events = await pair.hall.db.read
    .selectFrom('events')
    .innerJoin('halls', 'halls.id', 'events.hall_id')
    .select(['at', 'command', 'data'])
    .where('halls.code', '=', 'district')
    .orderBy('events.version')
    .execute();
  const again = await Pair.start(pair.random);
  try {
    for (const event of events)
      await repeat(again, { ...event, data: JSON.parse(event.data) as Logged['data'] });
    return again.calls;
  } finally {
    await again.stop();
  }
}

async function repeat(pair: Pair, { at, command, data }: Logged): Promise<void> {
  pair.hall.clock.set(at);
  if (command === 'take') {
    const { number: _, appointment, ...wish } = data;
    const booking = pair.bookings.find((b) => b.id === pair.bookedAs.get(appointment as string));
    if (booking !== undefined) {
      await pair.checkIn(booking);
      return;
    }
    const { body } = await pair.send<{ number: string; token: string }>(
      'POST',
      '/api/halls/district/tickets',
      wish,
      pair.hall.admin,
    );
    pair.tokens.set(body.number, body.token);
  } else if (command === 'return' || command === 'cancel') {
    await pair.send(
      'POST',
      `/api/tickets/${pair.tokens.get(data['number'] as string)!}/${command}`,
      {},
      '',
    );
  } else if (command === 'book') {
    const { queue, from, category } = data as Record<string, string>;
    const booking = await pair.bookAt(queue!, Date.parse(from!), category!);
    pair.bookedAs.set(data['appointment'] as string, booking!.id);
  } else if (command === 'change-category') {
    await pair.changeCategory(data['number'] as string, data['category'] as string);
  } else if (command === 'change-visit') {
    const path = `/api/halls/district/tickets/${data['number'] as string}`;
    await pair.change('PATCH', path, { ...(data['asked'] as object), reason: data['reason'] });
  } else if (command === 'move') {
    const { number, queue, reason } = data as Record<string, string>;
    const { queue: from } = data['before'] as { queue: string };
    const path = `/api/halls/district/tickets/${number!}/move`;
    await pair.change('POST', path, { queue, from, reason });
  } else if (command === 'later') {
    const { number, ...by } = data;
    await pair.change('POST', `/api/tickets/${pair.tokens.get(number as string)!}/later`, by);
  } else if (command === 'refer') {
    const to = await pair.refer(['district', data['number'] as string], 'q0');
    pair.referred = typeof to === 'string' ? null : to.number;
  } else if (command === 'refer-in') {
    const [queue] = data['queues'] as string[];
    await pair.refer(['town', pair.referred!], queue!);
  } else if (command === 'wake') {
    await pair.hall.hall.days.tick();
  } else if (ofWindows.includes(command)) {
    const input = Object.fromEntries(
      (inputs[command] ?? [])
        .filter((name) => data[name] !== undefined)
        .map((name) => [name, data[name]]),
    );
    if (data['to'] !== undefined) input['window'] = data['to'];
    await pair.command(data['window'] as number, command, input);
  }
}
