import { codesIn, combinedCode, firstOfCombined, joinedName } from '../../shared/packages.ts';
import type { Text } from '../../shared/languages.ts';
import type { Cut } from '../../shared/contract/throughput.ts';
import type { Period } from '../../shared/rules/calendar.ts';
import { hoursOfDays } from '../../shared/rules/local-hour.ts';
import type { Known } from '../../shared/rules/sums/dimensions.ts';
import type { HallConfig } from '../hall/config.ts';

/** Who is named beside the set-up, by id. */
export interface People {
  readonly staff: ReadonlyMap<string, { readonly username: string; readonly name: string }>;
  /** The hall's clients of stewards; none where no figure names them. */
  readonly clients: ReadonlyMap<string, { readonly code: string; readonly name: string }>;
}

/** What the set-up says of the ids in the lines; what it knows no more is known by its id. */
export function knownOf(
  hall: HallConfig,
  { staff, clients }: People,
  periods: ReadonlyMap<string, readonly Period[]>,
): Known {
  return {
    hall: hall.code,
    hoursOf: hoursOfDays(hall.timezone),
    queue: (id) => hall.queueById.get(id)?.code ?? id,
    window: (id) => String(hall.windowById.get(id)?.number ?? id),
    zoneOfWindow: (id) => hall.windowById.get(id)?.zone.code ?? null,
    clerk: (id) => staff.get(id)?.username ?? id,
    package: (id) => combinedCode(id, (each) => hall.packageById.get(each)?.code ?? each),
    stageOfPackage: (id) => hall.packageById.get(firstOfCombined(id))?.stage ?? null,
    directionOfPackage: (id) => hall.packageById.get(firstOfCombined(id))?.direction ?? null,
    category: (id) => hall.categoryById.get(id)?.code ?? id,
    client: (id) => clients.get(id)?.code ?? id,
    departmentOfMatter: (id) => hall.matterById.get(id)?.department ?? null,
    periods,
  };
}

/** How a row is called. */
export interface Named {
  readonly name: Text;
  readonly label?: string | null;
}

/** What a row is called: by its key, or of a combination of packages by those in it. */
export function namedIn(names: ReadonlyMap<string, Named>, key: string | null): Named | undefined {
  if (key === null) return undefined;
  const known = names.get(key);
  const codes = codesIn(key);
  if (known !== undefined || codes.length === 1) return known;
  const name = joinedName(codes.map((code) => names.get(code)?.name ?? { 'zh-Hans': code }));
  return name === null ? undefined : { name };
}

/** The names of the rows of a cut, by key, in the hall's order; what is not in it is its own name. */
export function namesOf(
  by: Cut,
  hall: HallConfig,
  { staff, clients }: People,
): ReadonlyMap<string, Named> {
  const coded = (list: Iterable<{ readonly code: string; readonly name: Text }>) =>
    new Map([...list].map(({ code, name }) => [code, { name }] as const));
  switch (by) {
    case 'queue':
      return coded(hall.queueById.values());
    case 'zone':
      return coded(hall.zoneById.values());
    case 'category':
      return coded(hall.categoryById.values());
    case 'department':
      return coded(hall.departmentById.values());
    case 'direction':
      return coded(hall.directionById.values());
    case 'stage':
      return coded([...hall.directionById.values()].flatMap((d) => d.stages));
    case 'package':
      return coded(hall.packages);
    case 'step':
      return new Map(hall.packages.flatMap((pack) => stepNames(hall, pack)));
    case 'window':
      return new Map(
        [...hall.windowById.values()]
          .sort((a, b) => a.number - b.number)
          .map(({ number, name, label }) => [String(number), { name, label }]),
      );
    case 'clerk':
      return new Map(
        [...staff.values()]
          .sort((a, b) => (a.username < b.username ? -1 : 1))
          .map(({ username, name }) => [username, { name: { 'zh-Hans': name } }]),
      );
    case 'client':
      return coded(
        [...clients.values()]
          // Of one that was erased the code is left.
          .map(({ code, name }) => ({ code, name: { 'zh-Hans': name === '' ? code : name } }))
          .sort((a, b) => (a.code < b.code ? -1 : 1)),
      );
    case 'region':
      return coded(hall.regions);
    case 'day':
    case 'week':
    case 'month':
    case 'weekday':
    case 'hour':
    case 'language':
    case 'duty':
      return new Map();
    case 'hall':
      return coded([hall]);
  }
}

/** "新生儿出生 2 公安户籍": a step by its package, its place and its queue. */
function stepNames(
  hall: HallConfig,
  { code, name, steps }: HallConfig['packages'][number],
): [string, Named][] {
  return steps.map(({ queue }, i) => {
    const of = hall.queueById.get(queue)?.name;
    const said = (language: keyof Text): string =>
      `${name[language] ?? name['zh-Hans']} ${i + 1} ${of?.[language] ?? of?.['zh-Hans'] ?? ''}`;
    const text: Text = { 'zh-Hans': said('zh-Hans') };
    for (const language of ['zh-Hant', 'en'] as const)
      if (name[language] !== undefined) text[language] = said(language);
    return [`${code}/${i + 1}`, { name: text }];
  });
}
