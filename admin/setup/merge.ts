/**
 * What two people made of one document, taken together: what `mine` changed stands, else what
 * `theirs` changed. Lists of things that have a code or a number are taken together thing by thing,
 * all other lists and values as a whole.
 */
export function merged<T>(base: T, mine: T, theirs: T): T {
  return mergedValue(base, mine, theirs) as T;
}

const alike = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

function mergedValue(base: unknown, mine: unknown, theirs: unknown): unknown {
  if (alike(base, mine)) return theirs;
  if (alike(base, theirs) || alike(mine, theirs)) return mine;
  if (isRecord(base) && isRecord(mine) && isRecord(theirs)) return mergedRecord(base, mine, theirs);
  if (isKnown(base) && isKnown(mine) && isKnown(theirs)) return mergedList(base, mine, theirs);
  return mine;
}

type Fields = Readonly<Record<string, unknown>>;
const isRecord = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function mergedRecord(base: Fields, mine: Fields, theirs: Fields): Fields {
  const names = [...new Set([...Object.keys(theirs), ...Object.keys(mine)])];
  return Object.fromEntries(
    names
      .map((name) => [name, mergedValue(base[name], mine[name], theirs[name])] as const)
      .filter(([, value]) => value !== undefined),
  );
}

/** By what a thing of a list is known; undefined: it is a value. */
function keyOf(value: unknown): string | undefined {
  if (!isRecord(value)) return undefined;
  const key = value['code'] ?? value['number'];
  return typeof key === 'string' || typeof key === 'number' ? String(key) : undefined;
}

function isKnown(value: unknown): value is readonly unknown[] {
  if (!Array.isArray(value)) return false;
  const keys = value.map(keyOf);
  return !keys.includes(undefined) && new Set(keys).size === keys.length;
}

/** In the order of who moved something; what only the other has is put at the end. */
function mergedList(
  base: readonly unknown[],
  mine: readonly unknown[],
  theirs: readonly unknown[],
): unknown[] {
  const [before, own, other] = [base, mine, theirs].map(
    (list) => new Map(list.map((value) => [keyOf(value), value])),
  ) as [Map<string, unknown>, Map<string, unknown>, Map<string, unknown>];
  const moved = !alike([...own.keys()], [...before.keys()]);
  const order = moved ? [...own.keys(), ...other.keys()] : [...other.keys(), ...own.keys()];
  return [...new Set(order)].flatMap((key) => {
    const value = mergedValue(before.get(key), own.get(key), other.get(key));
    return value === undefined ? [] : [value];
  });
}
