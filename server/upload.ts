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
    routes(scope as App);
    done();
  });
}
