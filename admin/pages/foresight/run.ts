import { onScopeDispose, shallowRef } from 'vue';
import type { RunProgress } from '../../../shared/contract/staffing.ts';
import { api, ApiProblem, newKey } from '../../../shared/ui/http.ts';
import { session } from '../../../shared/ui/session.ts';

/** Milliseconds between two looks at how far it is. */
const lookMs = 700;
/** Milliseconds: others may be simulated first. */
const patience = 180_000;

/** Something that the server works on for a while: how far it is, and an end for it. */
export function useRun(hall: () => string) {
  const running = shallowRef(false);
  /** 0 … 1 */
  const done = shallowRef(0);
  const stopped = shallowRef(false);
  const error = shallowRef<unknown>(null);
  let asking = new AbortController();
  let name = '';
  const path = (): string => `/api/halls/${hall()}/runs/${name}`;

  async function look(mine: AbortController): Promise<void> {
    while (!mine.signal.aborted) {
      await new Promise((resolve) => setTimeout(resolve, lookMs));
      if (mine.signal.aborted) return;
      try {
        const { done: now } = await api.get<RunProgress>(path(), { signal: mine.signal });
        if (now !== null && !mine.signal.aborted) done.value = now;
      } catch {
        // It is told with the answer itself.
      }
    }
  }

  /** @param ask asks for the answer; @returns null where there was none, which `error` or `stopped` says */
  async function run<T>(
    ask: (run: string, request: { signal: AbortSignal; timeout: number }) => Promise<T>,
  ): Promise<T | null> {
    asking.abort();
    const mine = (asking = new AbortController());
    name = newKey();
    running.value = true;
    done.value = 0;
    stopped.value = false;
    error.value = null;
    const looking = new AbortController();
    void look(looking);
    try {
      return await ask(name, { signal: mine.signal, timeout: patience });
    } catch (cause) {
      if (mine.signal.aborted) return null;
      if (cause instanceof ApiProblem && cause.code === 'run_stopped') stopped.value = true;
      else {
        session.noteError(cause);
        error.value = cause;
      }
      return null;
    } finally {
      looking.abort();
      if (asking === mine) running.value = false;
    }
  }

  /** The server is told, and nobody waits for it any more. */
  function stop(): void {
    void api.delete(path()).catch(() => undefined);
    asking.abort();
    running.value = false;
    stopped.value = true;
  }
  onScopeDispose(() => {
    if (running.value) stop();
  });
  return { running, done, stopped, error, run, stop };
}
