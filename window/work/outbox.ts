import { computed, onScopeDispose, ref, shallowRef, watch, type Ref } from 'vue';
import { z } from 'zod';
import {
  commandInputs,
  type WindowState,
  type CommandInputs,
} from '../../shared/contract/window.ts';
import { windowCommands, type WindowCommand } from '../../shared/transitions.ts';
import { ApiProblem, newKey, postSurely } from '../../shared/ui/http.ts';
import { keptForGood } from '../../shared/ui/kept.ts';
import { readRemembered, remember } from '../../shared/ui/remembered.ts';

const Kept = z.object({
  path: z.string(),
  /** When it was pressed, by this machine's clock. */
  at: z.number(),
  key: z.string(),
  command: z.enum(windowCommands),
  body: z.record(z.string(), z.unknown()),
});
export type Kept = z.infer<typeof Kept>;

/** The same command twice running, within this many milliseconds of its answer: a double press. */
const debounce = 600;
/** What was pressed before a reload is still meant for so long. */
const meantFor = 120_000;

class LineBack extends Error {}
class Dropped extends Error {}

interface Options {
  /** `/api/halls/{hall}/windows/{window}` */
  readonly path: string;
  readonly online: Readonly<Ref<boolean>>;
  readonly take: (state: WindowState) => void;
  readonly refused: (problem: {
    command: WindowCommand;
    body: Kept['body'];
    error: unknown;
  }) => void;
  readonly dropped: (commands: WindowCommand[]) => void;
}

/**
 * The commands on their way to the server, one after the other. Each keeps its idempotency key
 * until it is answered, so that a lost line, a reload or a second press never does it twice.
 */
export function useOutbox({ path, online, take, refused, dropped }: Options) {
  const place = `yihaotong.window.outbox:${path}`;
  const kept = shallowRef<readonly Kept[]>([]);
  const troubled = ref(false);
  let lastDone: { readonly command: WindowCommand; readonly at: number } | null = null;
  let current: AbortController | null = null;
  let running = false;
  let stopped = false;

  const set = (next: readonly Kept[]): void => {
    kept.value = next;
    remember(keptForGood, place, next.length === 0 ? null : next);
  };

  const deliver = async (entry: Kept): Promise<void> => {
    for (;;) {
      current = new AbortController();
      try {
        const state = await postSurely<WindowState>(`${path}/${entry.command}`, {
          body: entry.body,
          idempotencyKey: entry.key,
          timeout: 4000,
          signal: current.signal,
          onTrouble: () => {
            troubled.value = true;
          },
        });
        lastDone = { command: entry.command, at: performance.now() };
        take(state);
        return;
      } catch (error) {
        // The line is back: ask again at once, with the same key, instead of waiting out the pause.
        if (!(error instanceof LineBack)) throw error;
      }
    }
  };

  const run = async (): Promise<void> => {
    if (running) return;
    running = true;
    for (let entry = kept.value[0]; entry !== undefined && !stopped; entry = kept.value[0]) {
      try {
        await deliver(entry);
        set(kept.value.slice(1));
      } catch (error) {
        if (stopped) break;
        // What was pressed after it was meant for the state that it should have brought about.
        const rest = kept.value.slice(1).map(({ command }) => command);
        set([]);
        if (!(error instanceof Dropped))
          refused({ command: entry.command, body: entry.body, error });
        if (rest.length > 0) dropped(rest);
        // Signing in again gives the same clerk the same window; nothing of this is meant any more.
        if (error instanceof ApiProblem && error.code === 'unauthorized') break;
      }
    }
    troubled.value = false;
    running = false;
  };

  /** Pressed again while it is under way or just done; after another press it is meant anew. */
  const isSecondPress = (command: WindowCommand): boolean => {
    const last = kept.value.at(-1);
    if (last !== undefined) return last.command === command;
    return lastDone?.command === command && performance.now() - lastDone.at < debounce;
  };

  /**
   * Sends the command; false where it is a second press of one that is under way or just done.
   * `meant`: it answers a question, which no second press does.
   */
  const send = <C extends WindowCommand>(
    command: C,
    body: CommandInputs[C],
    meant = false,
  ): boolean => {
    if (isSecondPress(command) && !(meant && kept.value.length === 0)) return false;
    set([
      ...kept.value,
      { path, at: Date.now(), key: newKey(), command, body: commandInputs[command].parse(body) },
    ]);
    void run();
    return true;
  };

  /** Takes back what has not been answered. What the server has done already will be seen. */
  const drop = (): void => {
    const commands = kept.value.map(({ command }) => command);
    if (commands.length === 0) return;
    set([]);
    current?.abort(new Dropped());
    dropped(commands);
  };

  watch(online, (now) => {
    if (now && troubled.value) current?.abort(new LineBack());
  });
  onScopeDispose(() => {
    stopped = true;
    current?.abort(new Dropped());
  });

  const before = readRemembered(keptForGood, place, z.array(Kept)) ?? [];
  set(before.filter(({ at }) => Math.abs(Date.now() - at) < meantFor));
  void run();

  return {
    kept: computed(() => kept.value),
    troubled: computed(() => troubled.value),
    send,
    isSecondPress,
    drop,
  };
}
