import { z } from 'zod';
import { clipTexts, optionalClips, patternOf } from './spoken.ts';

/** The folder of a pack, and its address: /voices/{pack}/manifest.json. */
export const PackCode = z
  .string()
  .regex(/^[a-z][a-zA-Z0-9-]{0,31}$/, 'letters, digits and hyphens, a small letter first');

const ClipName = z.string().regex(/^[A-Za-z0-9-]{1,32}$/);

/** What stands in a pack's `manifest.json`: which clip is which file, and where they come from. */
export const VoiceManifest = z
  .strictObject({
    pack: PackCode,
    /** What it speaks, as `speech.languages` names it: zh-Hans, yue, nan, en, … */
    language: z.string().min(2).max(16),
    name: z.string().trim().min(1).max(60),
    /** Made by a machine, not spoken by a person. */
    synthetic: z.boolean(),
    /** How and by whom it was made. */
    source: z.string().max(500).optional(),
    /** Clip name → file name beside the manifest. */
    clips: z.record(
      ClipName,
      z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, 'a plain file name'),
    ),
  })
  .meta({ id: 'VoiceManifest' });
export type VoiceManifest = z.infer<typeof VoiceManifest>;

/** A pack as the console lists it. */
export const ListedPack = VoiceManifest.pick({
  pack: true,
  language: true,
  name: true,
  synthetic: true,
})
  .extend({
    /** Came with the product, and cannot be replaced, only stood in for. */
    bundled: z.boolean(),
    /** Clips that the language needs and the pack lacks. */
    missing: z.array(z.string()),
  })
  .meta({ id: 'ListedVoicePack' });
export type ListedPack = z.infer<typeof ListedPack>;

/** A whole pack as one file, for import and export: clips as base64, by clip name. */
export const VoicePack = z
  .strictObject({
    manifest: VoiceManifest,
    clips: z.record(ClipName, z.base64().max(400_000)),
  })
  .refine((pack) => Object.keys(pack.manifest.clips).every((name) => name in pack.clips), {
    message: 'the manifest names a clip that is not in the file',
    path: ['clips'],
  })
  .meta({ id: 'VoicePack' });
export type VoicePack = z.infer<typeof VoicePack>;

/** The clips that the pack's language needs and that are not among `names`. */
export function missingClips(language: string, names: Iterable<string>): string[] {
  const there = new Set(names);
  return [...clipTexts(patternOf(language)).keys()].filter(
    (name) => !there.has(name) && !optionalClips.includes(name),
  );
}
