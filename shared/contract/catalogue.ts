import { z } from 'zod';
import { Text } from './text.ts';
import { Code, Day, Named } from './primitives.ts';

/** `automatic` needs no visit, `online` is done on the web, `offsite` elsewhere; none is queued. */
export const matterModes = ['hall', 'online', 'offsite', 'automatic'] as const;

/** What people say for it, in everyday words: found by search, shown nowhere else. */
export const Aliases = z.array(z.string().trim().min(1).max(20)).max(20);

/** Working days of the hall's calendar, the day of acceptance not counted. */
export const PromisedDays = z.number().int().min(1).max(365);

export const Matter = Named.extend({
  aliases: Aliases.optional(),
  department: Code,
  queue: Code.optional(),
  mode: z.enum(matterModes).default('hall'),
  place: Text.optional(),
  /** Papers to bring, one a line. */
  papers: z.array(Text).optional(),
  /** Within so many working days it is promised to be decided (承诺办结时限); 1 is 即办. */
  promisedWorkingDays: PromisedDays.optional(),
  /** It is handled for other regions, too (跨省通办). */
  regions: z.boolean().optional(),
}).meta({ id: 'Matter' });
export type Matter = z.infer<typeof Matter>;

export const PackageStep = z.object({
  queue: Code,
  matters: z.array(Code).min(1),
  /** Positions (from 0) of the steps that come before; absent: the step before this one. */
  after: z.array(z.number().int().min(0)).optional(),
});

export const AlsoItem = z.object({
  name: Text,
  department: Code,
  mode: z.enum(['online', 'offsite', 'automatic']),
  place: Text.optional(),
});

export type AlsoItem = z.infer<typeof AlsoItem>;

export const Package = Named.extend({
  aliases: Aliases.optional(),
  version: z.number().int().min(1),
  validFrom: Day,
  validTo: Day.optional(),
  direction: Code,
  stage: Code,
  lead: Code,
  /** Departments that take part beside the one that leads. */
  coDepartments: z.array(Code).max(40).optional(),
  steps: z.array(PackageStep).min(1),
  also: z.array(AlsoItem).optional(),
  /** A page with the whole guide, shown as a QR code. */
  guide: z.url({ protocol: /^https?$/ }).optional(),
  papers: z.array(Text).optional(),
}).meta({ id: 'Package' });
export type Package = z.infer<typeof Package>;

export const Direction = Named.extend({ stages: z.array(Named).min(1) });

/** The file format of a catalogue, as in `data/catalogue.json`, and the answer of the API. */
export const Catalogue = z
  .object({
    source: z.string().optional(),
    directions: z.array(Direction),
    departments: z.array(Named),
    matters: z.array(Matter),
    packages: z.array(Package),
  })
  .meta({ id: 'Catalogue' });
export type Catalogue = z.infer<typeof Catalogue>;

/** What people come for most, best first: the empty page of a search. */
export const Popular = z
  .array(z.object({ kind: z.enum(['package', 'matter']), code: Code }))
  .meta({ id: 'Popular' });
export type Popular = z.infer<typeof Popular>;
