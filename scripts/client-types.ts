import { createHash } from 'node:crypto';
import openapiTS, { astToString } from 'openapi-typescript';

/** What the types were made from is known by this line: a test compares it, which takes no seconds. */
export function madeFrom(document: object): string {
  return `// Made from the document ${createHash('sha256').update(inOrder(document)).digest('hex')}\n`;
}

/** The types of the interface, from its OpenAPI document, without what says nothing. */
export async function clientTypes(document: object): Promise<string> {
  const nodes = await openapiTS(JSON.stringify(document), {
    alphabetize: true,
    // What has a default may be left out.
    defaultNonNullable: false,
  });
  const absent =
    /^ *(query|header|path|cookie|parameters|requestBody|get|put|post|patch|delete|options|head|trace)\?: never;\n/gm;
  const text = astToString(nodes)
    .replace(/^ *\/\*\* @description Default Response \*\/\n/gm, '')
    .replace(/^ *headers: \{\n *\[name: string\]: unknown;\n *\};\n/gm, '')
    .replace(absent, '')
    .replace(/^ +/gm, (indent) => ' '.repeat(indent.length / 2));
  return `// npm run client makes this file; it is not changed by hand.\n${madeFrom(document)}\n${text}`;
}

/** In which order the parts of a document came to be says nothing. */
function inOrder(document: object): string {
  return JSON.stringify(document, (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [z]) => (a < z ? -1 : 1)))
      : value,
  );
}
