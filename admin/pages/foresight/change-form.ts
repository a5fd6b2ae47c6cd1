import { computed, reactive } from 'vue';
import type { WhatIfChange } from '../../../shared/contract/what-if.ts';

export const changeKinds = ['none', 'serve', 'close', 'open', 'credits', 'book'] as const;

interface Form {
  kind: (typeof changeKinds)[number];
  window: number;
  queue: string;
  category: string;
  from: string;
  to: string;
  only: boolean;
  /** Minutes. */
  handicap: number;
  credit: number;
  /** Per cent. */
  share: number;
}

/** What is typed of the one thing that is changed. */
export function useChangeForm(first: Pick<Form, 'window' | 'queue' | 'category'>) {
  const form = reactive<Form>({
    kind: 'close',
    ...first,
    from: '12:00',
    to: '',
    only: false,
    handicap: 0,
    credit: 10,
    share: 50,
  });
  const change = computed((): WhatIfChange | null => {
    const { kind, window, queue, from, to, only, handicap, category, credit, share } = form;
    switch (kind) {
      case 'none':
        return null;
      case 'serve':
        return { kind, window, queue, handicapMinutes: handicap, only };
      case 'close':
        return { kind, window, from, ...(to === '' ? {} : { to }) };
      case 'open':
        return { kind, window, from, to };
      case 'credits':
        return { kind, credits: { [category]: credit } };
      case 'book':
        return { kind, queue, share: share / 100 };
    }
  });
  return { form, change };
}
