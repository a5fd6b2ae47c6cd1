import { computed, onScopeDispose, readonly, shallowRef, watch, type Ref } from 'vue';
import type { HelpCall } from '../shared/contract/help.ts';
import { serverNow } from '../shared/ui/clock.ts';
import { ApiProblem, api, newKey } from '../shared/ui/http.ts';

/** What is said of a call for help: how the call stands, or why there is none. */
export type HelpState =
  | { readonly at: 'none' | 'asking' | 'often' | 'away' }
  | { readonly at: HelpCall['status']; readonly call: HelpCall };

const none: HelpState = { at: 'none' };
const state = shallowRef<HelpState>(none);
/** The hall of the call that stands. */
let base = '';

/** The newest answer counts, and none that comes after its visitor has left. */
let turn = 0;
async function ask(
  send: () => Promise<HelpCall>,
  onFault: (error: unknown) => HelpState | null,
  onLate: (call: HelpCall) => void = () => undefined,
): Promise<void> {
  const mine = (turn += 1);
  try {
    const call = await send();
    if (mine === turn) state.value = { at: call.status, call };
    else onLate(call);
  } catch (error) {
    const said = onFault(error);
    if (mine === turn && said !== null) state.value = said;
  }
}

function whyNot(error: unknown): HelpState {
  const often = error instanceof ApiProblem && error.code === 'too_many_requests';
  return { at: often ? 'often' : 'away' };
}

/** Calls the guide's desk; a call that stands is not made twice. */
async function call(hall: string): Promise<void> {
  if (['asking', 'ringing', 'taken'].includes(state.value.at)) return;
  state.value = { at: 'asking' };
  base = `/api/halls/${encodeURIComponent(hall)}/help`;
  await ask(() => api.post<HelpCall>(base, { idempotencyKey: newKey() }), whyNot, takeBack);
}

/** Nobody is needed any more. */
function withdraw(): void {
  const was = state.value;
  turn += 1;
  state.value = none;
  if (was.at !== 'ringing' && was.at !== 'taken') return;
  takeBack(was.call);
}

/** Unheard, the call ends by itself after its time. */
function takeBack({ id }: HelpCall): void {
  api.post(`${base}/${id}/withdraw`).catch(() => undefined);
}

/** The visitor has gone. Who is on the way to them is not called back. */
function leave(): void {
  if (state.value.at === 'ringing') withdraw();
  turn += 1;
  state.value = none;
}

const coming = computed(() => state.value.at === 'ringing' || state.value.at === 'taken');

export function useHelp() {
  return {
    state: readonly(state),
    /** Somebody is being called, or on the way. */
    coming,
    call,
    withdraw,
    leave,
  };
}

const every = 5000;

/**
 * Follows the call that stands, whenever the hall moves and every few seconds. Call once, in the root.
 *
 * @param version moves with the hall
 */
export function followHelp(version: Ref<number | undefined>): void {
  const look = (): void => {
    const { value } = state;
    if (value.at !== 'ringing') return;
    void ask(
      () => api.get<HelpCall>(`${base}/${value.call.id}`),
      // The line is away: whoever has heard the call comes all the same, until its time is over.
      () => (serverNow() > Date.parse(value.call.until) ? { at: 'away' } : null),
    );
  };
  watch(version, look);
  const timer = setInterval(look, every);
  onScopeDispose(() => {
    clearInterval(timer);
  });
}
