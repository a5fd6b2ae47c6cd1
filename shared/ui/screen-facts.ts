import { onScopeDispose } from 'vue';
import type { ScreenFacts } from '../contract/people.ts';
import { ownBuild } from './build.ts';
import { api } from './http.ts';

/** So often a screen says that it is up (ms). */
export const signEveryMs = 60_000;

/** The build of this page and its size, for the console's list of devices. */
export function screenFacts(): ScreenFacts {
  const build = ownBuild();
  return {
    ...(build === null ? {} : { build }),
    width: Math.max(1, Math.round(innerWidth)),
    height: Math.max(1, Math.round(innerHeight)),
    ratio: devicePixelRatio,
  };
}

/** For a screen that has nothing else to say of itself: tells the console that it is up. */
export function signalScreen(): void {
  const signal = (): void => {
    // Said again in a minute; who is forgotten learns it by the line.
    api.post('/api/devices/health', { body: { online: true, screen: screenFacts() } }).catch(() => {
      // as above
    });
  };
  signal();
  const timer = setInterval(signal, signEveryMs);
  onScopeDispose(() => {
    clearInterval(timer);
  });
}
