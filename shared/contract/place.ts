import { z } from 'zod';
import { hallKinds } from '../hall-kinds.ts';
import { Code } from './primitives.ts';
import { Text } from './text.ts';

/** Where a hall is, as its document has it; a part that is absent is not known. */
export const placeMembers = {
  kind: z.enum(hallKinds).optional(),
  /** The code of the hall above it. */
  parent: Code.optional(),
  address: Text.optional(),
  /** Degrees, WGS 84; both or neither. */
  lat: z.number().min(-90).max(90).optional(),
  lon: z.number().min(-180).max(180).optional(),
};
export const HallPlace = z.object(placeMembers);
export type HallPlace = z.infer<typeof HallPlace>;

/** The parts of something that has a place, without those that are not known. */
export function placeOf(of: {
  readonly [K in keyof HallPlace]?: HallPlace[K] | null;
}): HallPlace {
  const members = Object.keys(placeMembers) as (keyof HallPlace)[];
  return Object.fromEntries(
    members.flatMap((member) =>
      of[member] === undefined || of[member] === null ? [] : [[member, of[member]]],
    ),
  );
}
