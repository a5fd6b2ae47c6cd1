import { z } from 'zod';
import { NewStaff } from './people.ts';
import { ProblemAnswer } from './primitives.ts';

/** A list has so many people at the most, and its file so many bytes. */
export const mostPeople = 500;
export const mostListBytes = 2 * 1024 * 1024;

const Person = NewStaff.omit({ mustChange: true }).required({ halls: true });

/** People who are added together: whole or not at all, each to choose a password at the first sign-in. */
export const StaffImport = z
  .strictObject({ people: z.array(Person).min(1).max(mostPeople) })
  .meta({ id: 'StaffImport' });
export type StaffImport = z.infer<typeof StaffImport>;

/**
 * What a list says: those who can be added, and each fault with its sheet and cell ("人员!B3"). Who
 * has no start password in the list gets one here, to be shown or printed once.
 */
export const StaffList = z
  .object({
    people: z.array(
      z.object({
        /** Where it stands in the list, from 1; the heads are the first row. */
        row: z.number().int(),
        generated: z.boolean(),
        person: Person,
      }),
    ),
    faults: z.array(ProblemAnswer.shape.issues.unwrap().element),
  })
  .meta({ id: 'StaffList' });
export type StaffList = z.infer<typeof StaffList>;

export const StaffImported = z.object({ added: z.number().int() }).meta({ id: 'StaffImported' });
export type StaffImported = z.infer<typeof StaffImported>;
