import { afterAll, expect, it } from 'vitest';
import { z } from 'zod';
import { TestHall } from './support/hall.ts';

const hall = await TestHall.start();
afterAll(() => hall.stop());

interface Schema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly $defs?: Readonly<Record<string, Schema>>;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
}

/** The places of a schema that take members which they do not know. */
function loosePlaces(schema: Schema, path: string): string[] {
  const { properties = {}, items, $defs = {} } = schema;
  const here =
    schema.type === 'object' &&
    schema.properties !== undefined &&
    schema.additionalProperties !== false
      ? [path]
      : [];
  return [
    ...here,
    ...Object.entries(properties).flatMap(([name, s]) => loosePlaces(s, `${path}.${name}`)),
    ...Object.values($defs).flatMap((s) => loosePlaces(s, path)),
    ...(items === undefined ? [] : loosePlaces(items, `${path}[]`)),
    ...[schema.anyOf, schema.oneOf, schema.allOf].flatMap((several) =>
      (several ?? []).flatMap((s) => loosePlaces(s, path)),
    ),
  ];
}

it('faults T21: no body and no query takes a member that it does not know', () => {
  const loose = hall.hall.routes.flatMap(({ method, url, schema }) =>
    method === 'HEAD'
      ? []
      : (['body', 'querystring'] as const).flatMap((part) => {
          const given = schema?.[part];
          if (!(given instanceof z.ZodType)) return [];
          const json = z.toJSONSchema(given, {
            io: 'input',
            unrepresentable: 'any',
            reused: 'inline',
          });
          return loosePlaces(json as Schema, `${method} ${url} ${part}`);
        }),
  );
  expect(loose).toEqual([]);
});
