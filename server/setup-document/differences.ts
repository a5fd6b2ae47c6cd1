import type { Package } from '../../shared/contract/catalogue.ts';
import type { SetupDifference, SetupDocument, SetupKind } from '../../shared/contract/setup.ts';
import { contentOf } from './content.ts';

type Fields = Readonly<Record<string, unknown>>;
interface Thing {
  readonly code: string;
  readonly name: string;
  readonly fields: Fields;
}
type Named = { readonly code: string; readonly name: { readonly 'zh-Hans': string } };

/**
 * What differs from one document to another, thing by thing, in the order of the second. Pure.
 *
 * @param day from which the second is in force: when a version began is of no matter once it has
 */
export function differencesOf(
  before: SetupDocument,
  after: SetupDocument,
  day: string,
): SetupDifference[] {
  const [was, is] = [thingsOf(before), thingsOf(after)];
  return [
    ...hallDifference(before, after),
    ...(Object.keys(is) as (keyof typeof is)[]).flatMap((kind) =>
      compared(kind, was[kind], is[kind]),
    ),
    ...packageDifferences(before.catalogue.packages, after.catalogue.packages, day),
  ];
}

function thingsOf({ hall, catalogue }: SetupDocument) {
  const named = <T extends Named>(list: readonly T[]): Thing[] =>
    list.map((item) => ({ code: item.code, name: item.name['zh-Hans'], fields: without(item) }));
  return {
    zone: named(hall.zones),
    queue: named(hall.queues),
    window: hall.windows.map(({ number, ...fields }) => ({
      code: String(number),
      name: fields.name['zh-Hans'],
      // What a window serves is a set: in which order it is written makes no difference.
      fields: {
        ...fields,
        serves: fields.serves.toSorted((a, b) => (a.queue < b.queue ? -1 : 1)),
      },
    })),
    category: named(hall.categories),
    duty: hall.duty.map(({ kind, ...fields }) => ({ code: kind, name: kind, fields })),
    region: named(hall.regions),
    notice: numbered(hall.notices, (notice) => notice['zh-Hans']),
    medium: numbered(hall.media, (medium) => medium.file).map((thing) => ({
      ...thing,
      name: String(thing.fields['name']),
    })),
    department: named(catalogue.departments),
    matter: named(catalogue.matters),
    direction: catalogue.directions.map(({ code, name }) => ({
      code,
      name: name['zh-Hans'],
      fields: { name },
    })),
    stage: catalogue.directions.flatMap((direction) =>
      direction.stages.map(({ code, name }) => ({
        code: `${direction.code}/${code}`,
        name: name['zh-Hans'],
        fields: { name },
      })),
    ),
  } satisfies Partial<Record<SetupKind, Thing[]>>;
}

function without({ code: _, ...fields }: Named): Fields {
  return fields;
}

/** Things without a code are known by what they say; the second that says the same, by its number, too. */
function numbered<T extends object>(list: readonly T[], key: (item: T) => string): Thing[] {
  const seen = new Map<string, number>();
  return list.map((item) => {
    const name = key(item);
    const nth = (seen.get(name) ?? 0) + 1;
    seen.set(name, nth);
    return { code: nth === 1 ? name : `${name} (${nth})`, name, fields: { ...item } as Fields };
  });
}

function compared(
  kind: SetupKind,
  before: readonly Thing[],
  after: readonly Thing[],
): SetupDifference[] {
  const was = new Map(before.map((thing) => [thing.code, thing]));
  const is = new Set(after.map((thing) => thing.code));
  return [
    ...after.flatMap(({ code, name, fields }): SetupDifference[] => {
      const old = was.get(code);
      if (old === undefined) return [{ kind, change: 'added', code, name, fields: [] }];
      const changed = fieldsOf(old.fields, fields);
      return changed.length === 0 ? [] : [{ kind, change: 'changed', code, name, fields: changed }];
    }),
    ...before.flatMap(({ code, name }): SetupDifference[] =>
      is.has(code) ? [] : [{ kind, change: 'retired', code, name, fields: [] }],
    ),
  ];
}

function fieldsOf(before: Fields, after: Fields): SetupDifference['fields'] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].flatMap((field) =>
    contentOf({ [field]: before[field] }) === contentOf({ [field]: after[field] })
      ? []
      : [{ field, before: before[field] ?? null, after: after[field] ?? null }],
  );
}

/** What has no list of its own, each rule by itself; and the order of lists. */
function hallDifference(before: SetupDocument, after: SetupDocument): SetupDifference[] {
  const fields = fieldsOf(hallFields(before), hallFields(after));
  for (const [list, codes] of Object.entries(orders(after))) {
    const had = orders(before)[list as 'queues'];
    const both = new Set(had.filter((code) => codes.includes(code)));
    const [was, is] = [had.filter((c) => both.has(c)), codes.filter((c) => both.has(c))];
    if (was.join() !== is.join()) fields.push({ field: `order.${list}`, before: was, after: is });
  }
  if (fields.length === 0) return [];
  const { code, name } = after.hall;
  return [{ kind: 'hall', change: 'changed', code, name: name['zh-Hans'], fields }];
}

function hallFields({ hall }: SetupDocument): Fields {
  const { name, timezone, enforceHours, hours, logo, accent, settings, proposed } = hall;
  const { kind, parent, address, lat, lon } = hall;
  return {
    ...{ name, timezone, enforceHours, hours, accent, kind, parent, address },
    coordinates: lat === undefined ? undefined : `${lat}, ${lon}`,
    // A picture says nothing as text: its kind and length are enough to see that it is another.
    logo: logo === undefined ? undefined : `${logo.type} ${digest(logo.data)}`,
    proposed: proposed.length === 0 ? undefined : [...proposed].sort(),
    ...Object.fromEntries(
      Object.entries(settings).map(([rule, value]) => [`settings.${rule}`, value]),
    ),
  };
}

/** Short, and another where the text is another: enough to tell two pictures apart. */
function digest(text: string): string {
  let hash = 0;
  for (let i = 0; i < text.length; i += 1) hash = (Math.imul(hash, 31) + text.charCodeAt(i)) | 0;
  return `${text.length}-${(hash >>> 0).toString(16)}`;
}

function orders({ hall, catalogue }: SetupDocument) {
  const codes = (list: readonly { readonly code: string }[]): string[] => list.map((x) => x.code);
  return {
    zones: codes(hall.zones),
    queues: codes(hall.queues),
    categories: codes(hall.categories),
    regions: codes(hall.regions),
    notices: numbered(hall.notices, (n) => n['zh-Hans']).map((n) => n.code),
    media: numbered(hall.media, (m) => m.file).map((m) => m.code),
    departments: codes(catalogue.departments),
    directions: codes(catalogue.directions),
    stages: thingsOf({ hall, catalogue }).stage.map((s) => s.code),
    matters: codes(catalogue.matters),
    packages: [...new Set(codes(catalogue.packages))],
  };
}

/** Versions of one code are told by their content; what is left, one after the other. */
function packageDifferences(
  before: readonly Package[],
  after: readonly Package[],
  day: string,
): SetupDifference[] {
  const [was, is] = [byCode(before), byCode(after)];
  const kind = 'package' as const;
  const changes: SetupDifference[] = [];
  for (const [code, versions] of is) {
    const old = was.get(code);
    const name = versions.at(-1)!.name['zh-Hans'];
    if (old === undefined) {
      changes.push({ kind, change: 'added', code, name, fields: [] });
      continue;
    }
    const fields = versionDifferences(old, versions, day);
    if (fields.length > 0) changes.push({ kind, change: 'changed', code, name, fields });
  }
  for (const [code, versions] of was)
    if (!is.has(code))
      changes.push({
        ...{ kind, change: 'retired', code },
        ...{ name: versions.at(-1)!.name['zh-Hans'], fields: [] },
      });
  return changes;
}

function versionDifferences(
  before: readonly Package[],
  after: readonly Package[],
  day: string,
): SetupDifference['fields'] {
  const fieldsIn = ({ code: _c, version: _v, ...fields }: Package): Fields => fields;
  const told = ({ validFrom, ...fields }: Fields): Fields => ({
    ...fields,
    validFrom: String(validFrom) <= day ? 'begun' : validFrom,
  });
  const left = [...before];
  const fresh = after.filter((version) => {
    const content = contentOf(told(fieldsIn(version)));
    const same = left.findIndex((old) => contentOf(told(fieldsIn(old))) === content);
    if (same !== -1) left.splice(same, 1);
    return same === -1;
  });
  return fresh
    .flatMap((version, i): SetupDifference['fields'] => {
      const old = left[i];
      if (old === undefined)
        return [{ field: 'versions', before: null, after: { validFrom: version.validFrom } }];
      const fields = fieldsOf(fieldsIn(old), fieldsIn(version));
      const bothBegan = old.validFrom <= day && version.validFrom <= day;
      return fields.filter(({ field }) => field !== 'validFrom' || !bothBegan);
    })
    .concat(
      left
        .slice(fresh.length)
        // One that goes on until another begins is in the document again by itself.
        .filter((old) => old.validFrom > day || after.every((v) => v.validFrom <= day))
        .map(({ validFrom }) => ({ field: 'versions', before: { validFrom }, after: null })),
    );
}

function byCode(packages: readonly Package[]): Map<string, Package[]> {
  const groups = new Map<string, Package[]>();
  for (const pack of [...packages].sort((a, b) => a.version - b.version))
    groups.set(pack.code, [...(groups.get(pack.code) ?? []), pack]);
  return groups;
}
