import { shallowRef } from 'vue';
import { keptForGood } from '../shared/ui/kept.ts';

/** What staff set up on this machine; it stays on this machine. */
export interface Config {
  /** Inches, 5 to 100. */
  readonly diagonal: number;
  /** Millimetres from the floor to the lower edge of the picture, 0 to 2000. */
  readonly floor: number;
  readonly paper: 58 | 80;
  /** Salted SHA-256 of the staff code. */
  readonly staffCode: string | null;
  /** Until when (ms) a first staff code may be chosen, and for which pairing. */
  readonly setup: { readonly device: string; readonly until: number } | null;
}

const place = 'yihaotong.kiosk.config';
const usual: Config = { diagonal: 21.5, floor: 850, paper: 80, staffCode: null, setup: null };

const within = (least: number, most: number) => (value: unknown) =>
  typeof value === 'number' && value >= least && value <= most;
const fits: Record<keyof Config, (value: unknown) => boolean> = {
  diagonal: within(5, 100),
  floor: within(0, 2000),
  paper: (value) => value === 58 || value === 80,
  staffCode: (value) => value === null || typeof value === 'string',
  setup: (value) => typeof value === 'object',
};

/** The set-up with what is given in its place; what a machine cannot have stays as it was. */
function changed(config: Config, given: object): Config {
  const fitting = Object.entries(given).filter(
    ([name, value]) => Object.hasOwn(fits, name) && fits[name as keyof Config](value),
  );
  return { ...config, ...Object.fromEntries(fitting) };
}

function load(): Config {
  try {
    return changed(usual, JSON.parse(keptForGood.get(place) ?? '{}') as object);
  } catch {
    return usual;
  }
}

/** `?diagonal=32&floor=700&paper=58` sets up a machine by its address, too. */
function fromAddress(config: Config): Config {
  const address = new URLSearchParams(location.search);
  const given = ['diagonal', 'floor', 'paper'].flatMap((name) => {
    const value = address.get(name);
    return value === null ? [] : [[name, Number(value)] as const];
  });
  return changed(config, Object.fromEntries(given));
}

const config = shallowRef(fromAddress(load()));

export function useConfig() {
  const change = (part: Partial<Config>): void => {
    config.value = changed(config.value, part);
    keptForGood.set(place, JSON.stringify(config.value));
  };
  return { config, change };
}
