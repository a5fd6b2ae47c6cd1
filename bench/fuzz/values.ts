import fc from 'fast-check';
import type { Seeded } from '../../shared/rules/simulation/chance.ts';
import type { Words } from './words.ts';

/** What the generator needs of JSON Schema, as the interface's own document uses it. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly pattern?: string;
  readonly format?: string;
}

export type Json = string | number | boolean | null | Json[] | { [member: string]: Json };

/** So deep a value is made; what could go on is left out. */
const mostDepth = 6;
/** Where nothing else is said, a list has so many at most. */
const usualItems = 3;
const samplesAPattern = 24;

/** What no form expects: each stands for a kind of mistake or malice. */
const hostile: readonly Json[] = [
  null,
  true,
  false,
  0,
  -1,
  0.5,
  -0.0000001,
  1e308,
  -1e308,
  2 ** 31,
  2 ** 53,
  -(2 ** 53) - 2,
  1e21,
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  '\udfff\ud800',
  '\ufeff',
  '\u202e12\u202c',
  '\u200b\u200d',
  'e\u0301'.repeat(30),
  '👨‍👩‍👧‍👦'.repeat(40),
  '龘'.repeat(200),
  'İ',
  'ß',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  "' or 1=1 --",
  '%',
  '_',
  '%25%00',
  '../../etc/passwd',
  '{{7*7}}',
  '<script>alert(1)</script>',
  '=1+1',
  'null',
  'NaN',
  'Infinity',
  '1e5',
  '0x10',
  '-0',
  '9999-12-31',
  '0000-01-01',
  '2026-02-30',
  '0000-01-01T00:00:00+23:59',
  '9999-12-31T23:59:59.999Z',
  '2026-03-02T01:00:00+99:99',
  'x'.repeat(5000),
  [],
  [[[[[[]]]]]],
  {},
  { __proto__x: 1 },
  { toString: 1, valueOf: null },
];

/** Makes values of a schema, and values that are nearly of it. */
export class Values {
  private readonly chance: Seeded;
  private readonly words: Words;
  private readonly schemas: Readonly<Record<string, Schema>>;
  private readonly ofPattern = new Map<string, readonly string[]>();

  /** @param schemas the document's `components.schemas` */
  constructor(chance: Seeded, words: Words, schemas: Readonly<Record<string, Schema>>) {
    this.chance = chance;
    this.words = words;
    this.schemas = schemas;
  }

  /**
   * A value of the form.
   *
   * @param name the member or parameter that it is for: known words of this name come first
   */
  valid(given: Schema, name: string, depth = 0): Json {
    const schema = this.resolved(given);
    const { chance } = this;
    if (schema.const !== undefined) return schema.const as Json;
    if (schema.enum !== undefined) return chance.pick(schema.enum) as Json;
    const choices = schema.anyOf ?? schema.oneOf;
    if (choices !== undefined) return this.valid(chance.pick(choices), name, depth);
    if (schema.allOf !== undefined)
      return Object.assign({}, ...schema.allOf.map((s) => this.valid(s, name, depth))) as Json;
    const type = Array.isArray(schema.type)
      ? chance.pick(schema.type as readonly string[])
      : (schema.type as string | undefined);
    switch (type) {
      case 'string':
        return this.text(schema, name);
      case 'integer':
      case 'number':
        return this.number(schema, type === 'integer', name);
      case 'boolean':
        return chance.chance(0.5);
      case 'null':
        return null;
      case 'array':
        return this.list(schema, name, depth);
      case 'object':
        return this.object(schema, depth);
      default:
        return chance.pick(hostile);
    }
  }

  /** The value with one thing in it broken. */
  broken(value: Json): Json {
    const copy = structuredClone(value);
    const places = placesIn(copy);
    if (places.length === 0) return this.hostile();
    const [holder, key] = this.chance.pick(places);
    const put = (to: Json | undefined): void => {
      if (Array.isArray(holder)) {
        if (to === undefined) holder.splice(key as number, 1);
        else holder[key as number] = to;
      } else if (to === undefined) delete holder[key as string];
      else holder[key as string] = to;
    };
    switch (this.chance.below(6)) {
      case 0:
        put(undefined);
        break;
      case 1:
        if (!Array.isArray(holder)) holder[this.chance.pick(['x', 'id', '', 'constructor'])] = 1;
        else holder.push(...structuredClone(holder).slice(0, 50));
        break;
      case 2:
        put(this.huge());
        break;
      default:
        put(this.hostile());
    }
    return copy;
  }

  hostile(): Json {
    return structuredClone(this.chance.pick(hostile));
  }

  /** Free garbage: no form in mind. */
  garbage(depth = 0): Json {
    const { chance } = this;
    if (depth > 4 || chance.chance(0.4)) return this.hostile();
    const several = Array.from({ length: chance.below(5) }, () => this.garbage(depth + 1));
    if (chance.chance(0.4)) return several;
    return Object.fromEntries(
      several.map((value) => [
        chance.chance(0.7) ? this.words.anyName(chance) : JSON.stringify(this.hostile()),
        value,
      ]),
    );
  }

  /** Much of one thing: long, wide or deep. */
  huge(): Json {
    switch (this.chance.below(4)) {
      case 0:
        return 'é'.repeat(20_000);
      case 1:
        return Array.from({ length: 3000 }, (_, i) => i);
      case 2:
        return Object.fromEntries(Array.from({ length: 2000 }, (_, i) => [`k${i}`, null]));
      default: {
        let deep: Json = 0;
        for (let i = 0; i < 200; i += 1) deep = [deep];
        return deep;
      }
    }
  }

  private resolved(schema: Schema): Schema {
    if (schema.$ref === undefined) return schema;
    return this.schemas[schema.$ref.split('/').at(-1)!] ?? {};
  }

  private text({ pattern, format, minLength = 0, maxLength = 40 }: Schema, name: string): string {
    const { chance } = this;
    const known = this.words.known(name, chance);
    const expression = pattern === undefined ? null : new RegExp(pattern);
    if (known !== null && chance.chance(0.75) && (expression?.test(known) ?? true)) return known;
    if (name === 'host') return '127.0.0.1';
    if (format === 'date-time') return this.instant();
    if (format === 'date') return this.instant().slice(0, 10);
    if (format === 'uri') return chance.pick(['https://hall.example/x', 'http://127.0.0.1/']);
    if (expression !== null) return chance.pick(this.samplesOf(pattern!));
    const length = chance.chance(0.2)
      ? chance.pick([minLength, maxLength])
      : minLength + chance.below(Math.min(20, Math.max(1, maxLength - minLength)));
    const alphabet = chance.pick(['abc0123', '办事大厅一号', 'é😀ß', ' a']);
    return Array.from({ length }, () => chance.pick([...alphabet]))
      .join('')
      .slice(0, maxLength);
  }

  private instant(): string {
    const days = this.chance.pick([-400, -1, 0, 0, 1, 2, 7, 30, 365, 20_000]);
    const ms = this.words.now() + days * 86_400_000 + this.chance.below(1440) * 60_000;
    return new Date(ms).toISOString();
  }

  private samplesOf(pattern: string): readonly string[] {
    let samples = this.ofPattern.get(pattern);
    if (samples === undefined) {
      const seed = this.ofPattern.size + 1;
      try {
        samples = fc.sample(fc.stringMatching(new RegExp(pattern)), {
          seed,
          numRuns: samplesAPattern,
        });
      } catch {
        // Not every expression can be run backwards.
        samples = ['a', 'A001', '1'];
      }
      this.ofPattern.set(pattern, samples);
    }
    return samples;
  }

  private number(schema: Schema, whole: boolean, name: string): number {
    const { chance } = this;
    const known = this.words.known(name, chance);
    if (known !== null && /^\d+$/.test(known) && chance.chance(0.7)) return Number(known);
    // The document has what fits into a double as the bounds of a whole number.
    const least = schema.minimum ?? (schema.exclusiveMinimum ?? -1) + 1;
    const most = Math.min(schema.maximum ?? 1000, 2 ** 53 - 1);
    if (chance.chance(0.25)) return chance.pick([least, most]);
    const value = least + chance.next() * Math.min(60, most - least);
    return whole ? Math.floor(value) : value;
  }

  private list({ items = {}, minItems = 0, maxItems }: Schema, name: string, depth: number): Json {
    const most = Math.max(minItems, Math.min(maxItems ?? usualItems, usualItems));
    const length = depth > mostDepth ? minItems : minItems + this.chance.below(most - minItems + 1);
    return Array.from({ length }, () => this.valid(items, singular(name), depth + 1));
  }

  private object(
    { properties = {}, required = [], additionalProperties }: Schema,
    depth: number,
  ): Json {
    const { chance } = this;
    const share = chance.pick([0.15, 0.5, 0.9]);
    const members = Object.entries(properties)
      .filter(([name]) => required.includes(name) || (depth < mostDepth && chance.chance(share)))
      .map(([name, schema]): [string, Json] => [name, this.valid(schema, name, depth + 1)]);
    if (typeof additionalProperties === 'object')
      for (let i = chance.below(3); i > 0; i -= 1)
        members.push([
          this.words.known('code', chance) ?? `k${i}`,
          this.valid(additionalProperties, '', depth + 1),
        ]);
    return Object.fromEntries(members);
  }
}

function singular(name: string): string {
  return name.endsWith('ies') ? `${name.slice(0, -3)}y` : name.replace(/s$/, '');
}

type Holder = Json[] | { [member: string]: Json };

/** Every place of a value, with what holds it. */
function placesIn(value: Json): [Holder, string | number][] {
  if (value === null || typeof value !== 'object') return [];
  const keys: (string | number)[] = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
  return keys.flatMap((key): [Holder, string | number][] => [
    [value, key],
    ...placesIn((value as Record<string | number, Json>)[key]!),
  ]);
}
