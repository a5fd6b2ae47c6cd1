import type { App } from './http.ts';

/** What a page of this server may do, but for the addresses that its own host has. */
const directives = [
  "default-src 'self'",
  "base-uri 'self'",
  "font-src 'self'",
  "form-action 'self'",
  "frame-ancestors 'self'",
  "img-src 'self' data: blob:",
  "media-src 'self' blob:",
  "object-src 'none'",
  "script-src 'self'",
  "script-src-attr 'none'",
];
/** The microphone is for recording a voice pack, the serial port for key boxes; nothing else of the machine is needed. */
const permissions = [
  'camera=()',
  'display-capture=()',
  'geolocation=()',
  'hid=()',
  'microphone=(self)',
  'midi=()',
  'payment=()',
  'serial=(self)',
  'usb=()',
].join(', ');
/** Of the region's page: which halls are the nearest to a phone. */
const permissionsWithPlace = permissions.replace('geolocation=()', 'geolocation=(self)');
const yearSeconds = 365 * 24 * 60 * 60;

/**
 * What browsers are told to hold pages to. Styles are files, or inline ones that the build made
 * (`styles`: their hashes); a line goes to the server that the page came from.
 *
 * @param docs the page of the interface, whose library writes its styles into the page
 * @param region the page that asks for the place of a phone
 */
export function secureHeaders(
  app: App,
  d: { styles: readonly string[]; docs: string; region: string },
): void {
  const policies = new Map<string, { pages: string; docs: string }>();
  const policyOf = (host: string): { pages: string; docs: string } => {
    const known = policies.get(host);
    if (known !== undefined) return known;
    // Older Safari does not count the line to one's own host as one's own.
    const line = /^[\w.:[\]-]{1,255}$/.test(host) ? ` ws://${host} wss://${host}` : '';
    const styles = ["'self'", ...d.styles.map((hash) => `'${hash}'`)].join(' ');
    const withStyles = (from: string): string =>
      [...directives, `style-src ${from}`, `connect-src 'self'${line}`].join(';');
    const policy = { pages: withStyles(styles), docs: withStyles("'self' 'unsafe-inline'") };
    // Whoever asks by made-up names is answered, and remembered for nothing.
    if (policies.size < 20) policies.set(host, policy);
    return policy;
  };
  app.addHook('onRequest', (request, reply, done) => {
    const policy = policyOf(request.host);
    void reply
      .header(
        'content-security-policy',
        request.url.startsWith(d.docs) ? policy.docs : policy.pages,
      )
      .header(
        'permissions-policy',
        request.url.startsWith(d.region) ? permissionsWithPlace : permissions,
      );
    if (request.protocol === 'https')
      void reply.header('strict-transport-security', `max-age=${yearSeconds}`);
    done();
  });
}
