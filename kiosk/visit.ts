import { computed, type Ref } from 'vue';
import type { TakeTicket } from '../shared/contract/ticket.ts';
import { asked } from './asked.ts';
import { client } from './client.ts';
import { texts } from './texts/index.ts';
import { endModes, modes } from './modes.ts';
import { usePerson } from './person.ts';
import { useHelp } from './help.ts';
import { useTap } from './tap.ts';
import { useTrail } from './trail.ts';
import type { Language } from '../shared/languages.ts';
import type { Ticket } from '../shared/contract/ticket.ts';

const language = texts.global.locale as unknown as Ref<Language>;
const usual: Language = 'zh-Hans';

/** One visitor at the machine, from the first touch to the slip. */
export function useVisit() {
  const trail = useTrail();
  const tap = useTap();
  const person = usePerson();
  const help = useHelp();

  const follow = async (answer: Promise<Ticket>, reached: 'go' | 'become'): Promise<void> => {
    trail[reached]({ at: 'sending' });
    try {
      const ticket = await answer;
      trail.become({ at: 'slip', ticket });
    } catch (error) {
      if (error instanceof DOMException && error.name === 'AbortError') return;
      trail.become({ at: 'refused', error });
    }
  };
  return {
    /** Somebody has done something here: nothing of it is taken away without a warning. */
    begun: computed(
      () =>
        trail.place.value.at !== 'home' ||
        person.paper.value !== null ||
        language.value !== usual ||
        asked.value !== null ||
        client.value !== null ||
        Object.values(modes).includes(true),
    ),
    take: (hall: string, what: Omit<TakeTicket, 'language' | 'idNumber'>): Promise<void> =>
      follow(
        tap.take(hall, {
          ...what,
          language: language.value,
          ...(client.value === null ? {} : { client: client.value }),
          ...(person.paper.value === null ? {} : { idNumber: person.paper.value.number }),
        }),
        'go',
      ),
    resume: (hall: string): void => {
      const answer = tap.resume(hall);
      if (answer !== null) void follow(answer, 'go');
    },
    /** The next visitor finds a fresh machine. */
    end: (): void => {
      tap.giveUp();
      person.forget();
      help.leave();
      endModes();
      asked.value = null;
      client.value = null;
      language.value = usual;
      trail.restart();
    },
  };
}
