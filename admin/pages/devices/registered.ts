import { z } from 'zod';
import { Device } from '../../../shared/contract/people.ts';

/** A device with the code that pairs it, which is told once. */
export const Registered = z.object({ device: Device, pairingCode: z.string() });
export type Registered = z.infer<typeof Registered>;
