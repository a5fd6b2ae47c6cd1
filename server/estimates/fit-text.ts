import { z } from 'zod';
import type { HallFit, PastTicket } from '../../shared/rules/foresight/fit.ts';
import { halfHours, ratesOf, usualGamma } from '../../shared/rules/foresight/rates.ts';
import type { Turns } from '../../shared/rules/foresight/waits.ts';

/** A hall's fit, and how long its visits take from call to call. */
export interface Foresight {
  readonly fit: HallFit;
  readonly turns: ReadonlyMap<string, Turns>;
}

const Numbers = z.array(z.number());
const Text = z.object({
  rate: z.number(),
  gamma: z.number().default(usualGamma),
  bands: z.array(Numbers),
  queues: z.record(
    z.string(),
    z.object({
      calls: z.number(),
      busyCalls: Numbers,
      busyMinutes: Numbers,
      /** Ahead, minute, wait, usual, base of each past ticket, one after another. */
      past: Numbers,
      /** Windows that were open, and that were planned, by half-hour. */
      open: Numbers.default([]),
      planned: Numbers.default([]),
      turns: z.tuple([z.number(), z.number()]),
    }),
  ),
});

const rounded = (value: number): number => Math.round(value * 100) / 100;

export function foresightText({ fit, turns }: Foresight): string {
  return JSON.stringify({
    rate: fit.rate,
    gamma: fit.gamma,
    bands: fit.bands.map((band) => band.map((ratio) => Math.round(ratio * 1e4) / 1e4)),
    queues: Object.fromEntries(
      [...fit.queues].map(([id, { calls, busy, past, open, planned }]) => {
        const { count, minutes } = turns.get(id) ?? { count: 0, minutes: 0 };
        return [
          id,
          {
            calls,
            busyCalls: [...busy.calls],
            busyMinutes: [...busy.minutes].map(rounded),
            past: past.flatMap((t) => [t.ahead, t.minute, t.wait, t.usual, t.base].map(rounded)),
            turns: [count, rounded(minutes)],
            open: [...open].map(rounded),
            planned: planned.map(rounded),
          },
        ];
      }),
    ),
  } satisfies z.infer<typeof Text>);
}

export function foresightIn(text: string, none: HallFit): Foresight {
  const { rate, gamma, bands, queues } = Text.parse(JSON.parse(text));
  const turns = new Map<string, Turns>();
  const fits = Object.entries(queues).map(([id, own]) => {
    const busy = {
      calls: Float64Array.from(own.busyCalls),
      minutes: Float64Array.from(own.busyMinutes),
    };
    turns.set(id, { count: own.turns[0], minutes: own.turns[1] });
    return [
      id,
      {
        ...{ calls: own.calls, busy, rates: ratesOf(busy, rate), past: pastIn(own.past) },
        ...{ open: Float64Array.from({ length: halfHours }, (_, i) => own.open[i] ?? 0) },
        planned: own.planned,
      },
    ] as const;
  });
  return { fit: { ...none, queues: new Map(fits), bands, rate, gamma }, turns };
}

function pastIn(numbers: readonly number[]): PastTicket[] {
  return Array.from({ length: numbers.length / 5 }, (_, i) => {
    const [ahead = 0, minute = 0, wait = 0, usual = 0, base = 0] = numbers.slice(5 * i, 5 * i + 5);
    return { ahead, minute, wait, usual, base };
  });
}
