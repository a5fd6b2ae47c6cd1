import { z } from 'zod';
import { Text } from './text.ts';
import { Aliases, Package } from './catalogue.ts';
import { Category, HallFile, HallSettings, Hours, Queue, WindowServes } from './hall.ts';
import { Code, WindowNumber } from './primitives.ts';

/** Without the defaults of the file: what is not said stays as it is. */
const settings = Object.fromEntries(
  Object.entries(HallSettings.shape).map(([key, schema]) => [key, schema.unwrap().optional()]),
) as {
  [K in keyof typeof HallSettings.shape]: z.ZodOptional<
    ReturnType<(typeof HallSettings.shape)[K]['unwrap']>
  >;
};

/** A queue by its code; null takes a limit away. */
export const QueueChange = z
  .strictObject({
    code: Code,
    name: Text.optional(),
    serviceLevelMinutes: Queue.shape.serviceLevelMinutes.unwrap().optional(),
    dailyQuota: Queue.shape.dailyQuota.unwrap().nullable().optional(),
    slotCapacity: Queue.shape.slotCapacity.unwrap().nullable().optional(),
    slotMinutes: Queue.shape.slotMinutes.unwrap().nullable().optional(),
    appointmentKinds: Queue.shape.appointmentKinds,
    appointmentLink: Queue.shape.appointmentLink.unwrap().nullable().optional(),
  })
  .meta({ id: 'QueueChange' });

/** A window by its number; `serves` is the whole new list. */
export const WindowChange = z
  .strictObject({
    number: WindowNumber,
    name: Text.optional(),
    zone: Code.optional(),
    serves: z.array(WindowServes).max(60).optional(),
  })
  .meta({ id: 'WindowChange' });

export const CategoryChange = z.strictObject({
  code: Code,
  name: Text.optional(),
  creditMinutes: Category.shape.creditMinutes.unwrap().optional(),
  atKiosk: z.boolean().optional(),
});

const Papers = z.array(Text).max(30);

/** What is said about a version of a package: no part of what tickets are taken for. Null: no guide. */
export const PackageTexts = z.strictObject({
  code: Code,
  version: Package.shape.version,
  papers: Papers.optional(),
  guide: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .nullable()
    .optional(),
  aliases: Aliases.optional(),
});

export const MatterTexts = z.strictObject({
  code: Code,
  papers: Papers.optional(),
  aliases: Aliases.optional(),
});

/** A change of a hall's set-up: what is not said stays as it is, a list that is given is whole. */
export const HallChange = z
  .strictObject({
    name: Text.optional(),
    notices: HallFile.shape.notices.unwrap().optional(),
    media: HallFile.shape.media.unwrap().optional(),
    enforceHours: z.boolean().optional(),
    hours: z.array(Hours).max(40).optional(),
    settings: z.strictObject(settings).optional(),
    zones: z
      .array(z.strictObject({ code: Code, name: Text }))
      .min(1)
      .optional(),
    queues: z.array(QueueChange).min(1).optional(),
    windows: z.array(WindowChange).min(1).optional(),
    categories: z.array(CategoryChange).min(1).optional(),
    packages: z.array(PackageTexts).min(1).optional(),
    matters: z.array(MatterTexts).min(1).optional(),
  })
  .meta({ id: 'HallChange' });
export type HallChange = z.infer<typeof HallChange>;

const Changes = z.object({ added: z.array(Code), changed: z.array(Code) });

/** What a catalogue file changes: codes. Nothing else moves; open tickets keep what they were taken for. */
export const CatalogueRenewal = z
  .object({
    departments: Changes,
    directions: Changes,
    matters: Changes.extend({ retired: z.array(Code) }),
    packages: z.object({
      /** New ones and new versions. */
      added: z.array(z.object({ code: Code, version: z.number().int(), validFrom: z.string() })),
      unchanged: z.number().int(),
      /** Known versions with other papers to bring, another guide or other everyday words. */
      reworded: z.array(Code),
      /** Not in the file any more: over from today. */
      ended: z.array(Code),
    }),
  })
  .meta({ id: 'CatalogueRenewal' });
export type CatalogueRenewal = z.infer<typeof CatalogueRenewal>;
