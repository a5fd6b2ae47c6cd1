import { shallowRef } from 'vue';
import { z } from 'zod';

/** What staff set up on this machine; it stays on this machine. */
const Config = z.object({
  /** Inches; 0: not said, 21.5 is taken. */
  diagonal: z.number().min(5).max(100),
  /** Millimetres from the floor to the lower edge of the picture. */
  floor: z.number().min(0).max(2000),
  paper: z.union([z.literal(58), z.literal(80)]),
  /** Salted SHA-256 of the staff code. */
  staffCode: z.string().nullable(),
  /** Until when (ms) a first staff code may be chosen, and for which pairing. */
  setup: z.object({ device: z.string(), until: z.number() }).nullable(),
});
export type Config = z.infer<typeof Config>;

const place = 'yihaotong.kiosk.config';
const usual: Config = { diagonal: 21.5, floor: 850, paper: 80, staffCode: null, setup: null };

function load(): Config {
  const stored = localStorage.getItem(place);
  if (stored === null) return usual;
  try {
    return Config.parse({ ...usual, ...(JSON.parse(stored) as object) });
  } catch {
    return usual;
  }
}

/** `?diagonal=32&floor=700&paper=58` sets up a machine by its address, too. */
function fromAddress(config: Config): Config {
  const address = new URLSearchParams(location.search);
  const given = Object.fromEntries(
    (['diagonal', 'floor', 'paper'] as const).flatMap((name) => {
      const value = address.get(name);
      return value === null ? [] : [[name, Number(value)]];
    }),
  );
  const parsed = Config.safeParse({ ...config, ...given });
  return parsed.success ? parsed.data : config;
}

const config = shallowRef(fromAddress(load()));

export function useConfig() {
  const change = (part: Partial<Config>): void => {
    config.value = Config.parse({ ...config.value, ...part });
    localStorage.setItem(place, JSON.stringify(config.value));
  };
  return { config, change };
}
