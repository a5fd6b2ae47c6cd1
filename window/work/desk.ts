import { computed } from 'vue';
import type { Hall } from '../../shared/contract/hall.ts';
import { followSetup } from '../../shared/ui/setup.ts';
import type { KeyAction } from './keys.ts';
import type { TerminalWork } from './terminal.ts';

/**
 * What every desk with a window has, whichever screen it is.
 *
 * @param renew asks for the page anew where the hall's set-up is another by now
 */
export function useDesk(work: TerminalWork, hall: Hall, renew: () => void) {
  const { state, asking, press } = work;
  followSetup(
    () => hall.setup,
    () => state.value?.setup,
    renew,
  );
  const pending = computed(() => work.outbox.kept.value.map(({ command }) => command));
  /** Somebody is served or asked: the page is not loaded anew now. */
  const busy = (): boolean =>
    (state.value?.ticket ?? null) !== null || asking.value !== null || pending.value.length > 0;

  function act(action: Exclude<KeyAction, 'consult'>): void {
    switch (action) {
      case 'next':
        press(work.forward.value);
        break;
      case 'start-finish':
        press(state.value?.ticket?.status === 'called' ? 'start' : 'finish');
        break;
      case 'pause':
        press(state.value?.status === 'paused' ? 'resume' : 'pause');
        break;
      case 'change':
      case 'not-done':
      case 'refer':
        work.askOfTicket(action);
        break;
      case 'help':
        asking.value = { kind: 'help' };
        break;
      default:
        press(action);
    }
  }
  return { pending, busy, act };
}
