import { z } from 'zod';
import { plateOf } from '../plate.ts';

/** A plate as people write it; kept in one form. */
export const Plate = z
  .string()
  .max(20)
  .refine((text) => plateOf(text) !== null, 'a plate such as 苏B12345')
  .transform((text) => plateOf(text)!);

/** The plate of a visitor's car; null takes it back. */
export const PlateChange = z.strictObject({ plate: Plate.nullable() });
export type PlateChange = z.infer<typeof PlateChange>;

export const TicketPlate = z.object({ plate: z.string().nullable() }).meta({ id: 'TicketPlate' });
export type TicketPlate = z.infer<typeof TicketPlate>;
