import { onScopeDispose, watch } from 'vue';
import { api } from '../shared/ui/http.ts';
import { screenFacts } from '../shared/ui/screen-facts.ts';
import { isPainted } from './painted.ts';

const every = 30_000;

/** Tells the console that this kiosk is up. A browser does not learn of paper: the printer's server does. */
export function signalHealth(onError: (error: unknown) => void): void {
  const signal = (): void => {
    api
      .post('/api/devices/health', { body: { online: true, screen: screenFacts() } })
      .catch(onError);
  };
  const timer = setInterval(signal, every);
  onScopeDispose(() => {
    clearInterval(timer);
  });
  watch(isPainted, (painted) => painted && signal(), { immediate: true });
}
