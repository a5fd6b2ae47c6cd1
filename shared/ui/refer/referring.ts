import { computed, onMounted, reactive, ref, shallowRef, watch } from 'vue';
import type { HallSummary, QueueState } from '../../contract/hall.ts';
import type { Ticket } from '../../contract/ticket.ts';
import { type Text, textIn } from '../../languages.ts';
import { byName } from '../../natural-order.ts';
import { api, ApiProblem, newKey } from '../http.ts';
import { useProblemText, useSharedTexts } from '../i18n.ts';
import { nameSearchOf } from '../search.ts';

/** More than these are looked for by a word of their name. */
const fewHalls = 8;

const pathOf = (hall: string): string => `/api/halls/${encodeURIComponent(hall)}`;

/**
 * To another hall: which one, for which of its queues, and the ticket that came of it. What the visitor has
 * still to do goes along by itself; a queue is said where the other hall has nothing of the same name.
 */
export function useReferring(hall: string, number: string) {
  const { t, language } = useSharedTexts();
  const problemText = useProblemText();
  const halls = shallowRef<readonly HallSummary[] | null>(null);
  const queues = shallowRef<readonly QueueState[]>([]);
  const query = ref('');
  const find = shallowRef<((query: string) => readonly string[]) | null>(null);
  const to = reactive({ hall: '', queue: '' });
  const made = shallowRef<Ticket | null>(null);
  const fault = ref<string | null>(null);
  const busy = ref(false);
  const key = ref(newKey());

  onMounted(async () => {
    try {
      const all = await api.get<HallSummary[]>('/api/halls');
      halls.value = all.filter(({ code }) => code !== hall);
      if (halls.value.length === 1) to.hall = halls.value[0]!.code;
    } catch (error) {
      fault.value = problemText(error);
    }
  });
  const many = computed(() => (halls.value?.length ?? 0) > fewHalls);
  const ordered = computed(() =>
    byName(halls.value ?? [], ({ name }) => textIn(name, language.value)),
  );
  /** What fits the query, best first; all by name where nothing is asked. */
  const shown = computed(() => {
    const asked = query.value.trim();
    if (asked === '' || find.value === null) return ordered.value;
    const byCode = new Map(ordered.value.map((each) => [each.code, each]));
    return find.value(asked).flatMap((code) => byCode.get(code) ?? []);
  });
  watch(query, async (typed) => {
    if (typed.trim() === '' || find.value !== null) return;
    find.value = await nameSearchOf(
      (halls.value ?? []).map(({ code, name }) => ({ code, name, aliases: [code] })),
    );
  });
  // What was chosen and is shown no more is not sent unseen.
  watch(shown, (now) => {
    if (!now.some(({ code }) => code === to.hall)) to.hall = '';
  });
  watch(
    () => to.hall,
    async (code) => {
      to.queue = '';
      queues.value = [];
      fault.value = null;
      if (code === '') return;
      try {
        const read = await api.get<QueueState[]>(`${pathOf(code)}/queues`);
        if (to.hall === code) queues.value = read;
      } catch {
        // Without them it goes to the same queue, which is what is mostly wanted.
      }
    },
  );
  // Another wish is another request.
  watch([() => to.hall, () => to.queue], () => (key.value = newKey()));

  /** What of the ticket the other hall does not have, by name; null: it was something else. */
  function missingIn(error: unknown): string | null {
    const missing = error instanceof ApiProblem ? error.facts['missing'] : undefined;
    if (!Array.isArray(missing)) return null;
    const names = (missing as { name: Text }[]).map(({ name }) => textIn(name, language.value));
    return t('ui.refer.missing', { names: names.join(language.value === 'en' ? ', ' : '、') });
  }

  /** Refers with a reason; what came of it stands in `made` or `fault`. */
  async function send(reason: string): Promise<void> {
    if (busy.value || to.hall === '') return;
    busy.value = true;
    fault.value = null;
    try {
      made.value = await api.post<Ticket>(
        `${pathOf(hall)}/tickets/${encodeURIComponent(number)}/refer`,
        {
          body: { hall: to.hall, reason, ...(to.queue === '' ? {} : { queue: to.queue }) },
          idempotencyKey: key.value,
        },
      );
    } catch (error) {
      fault.value = missingIn(error) ?? problemText(error);
      // Refused for good under this key: the next press asks anew.
      if (error instanceof ApiProblem) key.value = newKey();
    }
    busy.value = false;
  }

  const hallName = computed(() => {
    const found = halls.value?.find(({ code }) => code === to.hall);
    return found === undefined ? to.hall : textIn(found.name, language.value);
  });
  return { halls, many, query, shown, queues, to, made, fault, busy, hallName, send };
}
export type Referring = ReturnType<typeof useReferring>;
