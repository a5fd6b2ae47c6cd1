import { z } from 'zod';

/** How an appointment is held: one comes to the window, is called, or is met by video. */
export const appointmentKinds = ['window', 'telephone', 'video'] as const;
export type AppointmentKind = (typeof appointmentKinds)[number];

/** Where a video appointment is held: an address, or the number of a meeting. */
export const AppointmentLink = z
  .string()
  .trim()
  .min(3)
  .max(300)
  .refine((text) => !/^[a-z][a-z0-9+.-]*:/i.test(text) || /^https:\/\//i.test(text), {
    message: 'an address that begins with https://, or a number',
  });

/** What became of one that is not held at the window. */
export const appointmentOutcomes = ['done', 'not-reached'] as const;
