import { computed } from 'vue';
import type { SetupDocument } from '../../shared/contract/setup.ts';
import type { FaultCode } from '../../shared/faults.ts';
import { useIssueText } from '../problems.ts';
import { draft } from './draft.ts';

/** The draft, for what is drawn only while there is one: to be read and written in place. */
export function useSetupDocument() {
  return computed((): SetupDocument => {
    const now = draft.document.value;
    if (now === null) throw new Error('a part of the set-up was drawn without a draft');
    return now;
  });
}

/**
 * What is hardly meant so at a place of the draft, in words; undefined: nothing. That a translation is
 * missing is said by its own field.
 */
export function useWarningAt(): (place: string) => string | undefined {
  const issueText = useIssueText();
  return (place) => {
    const first = draft
      .warningsAt(place)
      .find(({ code }) => code !== ('translation_missing' satisfies FaultCode));
    return first === undefined ? undefined : issueText(first);
  };
}

/** What is wrong at a place of the draft, in words: all, or of one kind; undefined: nothing. */
export function useFaultAt(): (place: string, only?: FaultCode) => string | undefined {
  const issueText = useIssueText();
  return (place, only) => {
    const first = draft.faultsAt(place).find(({ code }) => only === undefined || code === only);
    return first === undefined ? undefined : issueText(first);
  };
}
