import { Problem } from '../shared/errors.ts';
import type { App } from './http.ts';

/** Which methods an address knows: for one that was asked in another way. */
export class KnownMethods {
  private readonly routes = new Map<string, { pattern: RegExp; methods: Set<string> }>();

  /** Before any route is added. */
  constructor(app: App) {
    app.addHook('onRoute', ({ url, method }) => {
      const known = this.routes.get(url) ?? { pattern: patternOf(url), methods: new Set<string>() };
      for (const each of [method].flat()) known.methods.add(each);
      this.routes.set(url, known);
    });
  }

  /** What is told where no route was found: another method would be answered, or nothing is there. */
  problemOf(method: string, url: string): Problem {
    const [path = ''] = url.split('?');
    const found = [...this.routes].filter(([, { pattern }]) => pattern.test(path));
    // All that is no interface may be a file.
    const isInterface = /^\/(api|health|metrics)(\/|$)/.test(path);
    const named = found.filter(([route]) => !route.endsWith('/*') || !isInterface);
    const methods = new Set(named.flatMap(([, route]) => [...route.methods]));
    if (methods.size === 0 || methods.has(method)) return new Problem('not_found');
    const allowed = [...methods].sort();
    return new Problem('wrong_method', `${path} knows ${allowed.join(', ')}`, { allowed });
  }
}

function patternOf(url: string): RegExp {
  const parts = url.split('/').map((part) => {
    if (part === '*') return '.*';
    const named = part.split(/(:\w+)/);
    return named
      .map((p) => (p.startsWith(':') ? '[^/]+' : p.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')))
      .join('');
  });
  return new RegExp(`^${parts.join('/')}$`);
}
