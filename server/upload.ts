import iconv from 'iconv-lite';
import { Problem } from '../shared/errors.ts';
import type { App } from './http.ts';

export const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
export const octets = 'application/octet-stream';

/** Routes whose body is a file as it is, in one of these forms or without a name for it. */
export function takesFiles(app: App, types: readonly string[], routes: (scope: App) => void): void {
  void app.register((scope, _, done) => {
    scope.addContentTypeParser(
      [...types, octets],
      { parseAs: 'buffer' },
      (_request, body, parsed) => parsed(null, body),
    );
    routes(scope);
    done();
  });
}

/** The file that was sent. @throws Problem `bad_input` where there is none */
export function fileIn({ body }: { readonly body: unknown }): Uint8Array {
  if (body instanceof Uint8Array) return body;
  throw new Problem('bad_input', 'The body is the file itself', {
    issues: [{ path: 'body', message: 'is missing' }],
  });
}

/** A text file as people save it: UTF-8, UTF-16 with its mark, else the Chinese encoding of offices. */
export function textIn(file: Uint8Array): string {
  if ((file[0] === 0xff && file[1] === 0xfe) || (file[0] === 0xfe && file[1] === 0xff))
    return iconv.decode(Buffer.from(file), 'utf-16');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(file);
  } catch {
    return iconv.decode(Buffer.from(file), 'gb18030');
  }
}
