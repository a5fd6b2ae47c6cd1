import { computed, ref, shallowRef, toRaw, watch } from 'vue';
import { z } from 'zod';
import type {
  publishTimes,
  Setup,
  SetupCheck,
  SetupDifference,
  SetupDocument,
  SetupRetired,
  SetupRevisions,
  SetupRevisionWhole,
} from '../../shared/contract/setup.ts';
import type { Issue } from '../../shared/errors.ts';
import { api, ApiProblem } from '../../shared/ui/http.ts';
import { keptForGood } from '../../shared/ui/kept.ts';
import { readRemembered, remember } from '../../shared/ui/remembered.ts';
import { session } from '../../shared/ui/session.ts';
import { halls } from '../hall.ts';
import { merged } from './merge.ts';

function noneRetired(): SetupRetired {
  return {
    ...{ zones: [], queues: [], windows: [], categories: [] },
    ...{ departments: [], directions: [], stages: [], matters: [], packages: [] },
  };
}

/**
 * The hall's set-up as it is being edited: one document for all pages that change it. What was typed
 * is kept by this browser for its person and hall until it is published or given up.
 */
const code = shallowRef<string | null>(null);
/** What the draft was made from, while somebody else has published something newer. */
let basis: number | null = null;
/** What the server has. */
const published = shallowRef<Setup | null>(null);
const document = ref<SetupDocument | null>(null);
/** What the server has retired before: it can come back. */
const retired = shallowRef<SetupRetired>(noneRetired());
const dirty = shallowRef(false);
/** What the last check found; null: it is not known yet. */
const checked = shallowRef<SetupCheck | null>(null);
const checking = shallowRef(false);
/** Somebody else published meanwhile: what they changed. Until one has chosen, nothing is published. */
const others = shallowRef<{ revision: number; differences: readonly SetupDifference[] } | null>(
  null,
);
/** Why it could not be loaded or checked. */
const trouble = shallowRef<unknown>(null);

const Kept = z.object({
  person: z.string(),
  /** That the draft was made from. */
  revision: z.number().int(),
  document: z.object({ hall: z.looseObject({}), catalogue: z.looseObject({}) }),
});
/** Characters; a browser keeps about five million for all of the site. */
const mostKept = 1_500_000;
/** So many of others' revisions are told in words: who was away longer looks into the history. */
const mostTold = 20;
const placeOf = (hall: string): string => `yihaotong.admin.setup.${hall}`;
const who = (): string => session.person.value?.username ?? '';

const address = (rest = ''): string => `/api/halls/${code.value ?? ''}/setup${rest}`;
const copyOf = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;
const documentOf = ({ hall, catalogue }: SetupDocument): SetupDocument => ({ hall, catalogue });
const alike = (one: SetupDocument, other: SetupDocument): boolean =>
  JSON.stringify(documentOf(one)) === JSON.stringify(documentOf(other));

/** Reads the set-up of a hall, and the draft of it that this browser kept. */
async function load(hall: string): Promise<void> {
  const other = code.value !== hall;
  code.value = hall;
  if (other) forget();
  trouble.value = null;
  try {
    const [setup, gone] = await Promise.all([
      api.get<Setup>(address()),
      api.get<SetupRetired>(address('/retired')),
    ]);
    if (code.value !== hall) return;
    retired.value = gone;
    const kept = readRemembered(keptForGood, placeOf(hall), Kept);
    const mine = kept?.person === who() ? kept : null;
    published.value = setup;
    basis = mine === null || mine.revision === newest(setup) ? null : mine.revision;
    take(mine === null ? setup : (mine.document as unknown as SetupDocument));
    await noteOthers();
  } catch (error) {
    session.noteError(error);
    trouble.value = error;
  }
}
function forget(): void {
  published.value = null;
  retired.value = noneRetired();
  document.value = null;
  checked.value = null;
  others.value = null;
  basis = null;
  dirty.value = false;
}

/** The number that a publication has to name: that which waits counts too. */
const newest = (setup: Setup): number => Math.max(setup.revision, setup.next?.revision ?? 0);

/** Puts a document into the draft: a revision, a file, a merge. */
function take(next: SetupDocument): void {
  document.value = copyOf(documentOf(next));
}

/** Finds out what others published since the draft was begun. */
async function noteOthers(): Promise<void> {
  const setup = published.value;
  const from = basis;
  if (setup === null || document.value === null || from === null) return;
  if (from === newest(setup) || alike(setup, toRaw(document.value))) {
    basis = null;
    return;
  }
  const { revisions } = await api.get<SetupRevisions>(address('/revisions'));
  const since = revisions.filter(({ revision }) => revision > from).map((each) => each.revision);
  const told = since.sort((a, b) => a - b).slice(-mostTold);
  const wholes = await Promise.all(
    told.map((n) => api.get<SetupRevisionWhole>(address(`/revisions/${n}`))),
  );
  others.value = {
    revision: newest(setup),
    differences: wholes.flatMap(({ differences }) => differences),
  };
}

/** What others changed is taken into the draft; where both changed the same, the draft's stands. */
async function takeIn(): Promise<void> {
  const setup = published.value;
  const mine = document.value;
  if (setup === null || mine === null || basis === null) return;
  const [before, theirs] = await Promise.all([
    api.get<SetupRevisionWhole>(address(`/revisions/${basis}`)),
    api.get<SetupRevisionWhole>(address(`/revisions/${newest(setup)}`)),
  ]);
  basis = null;
  others.value = null;
  take(merged(documentOf(before), copyOf(toRaw(mine)), documentOf(theirs)));
}

/** Gives the draft up for what the server has. */
function reset(): void {
  if (published.value === null) return;
  basis = null;
  others.value = null;
  take(published.value);
}

function keep(): void {
  const hall = code.value;
  const setup = published.value;
  const now = document.value;
  if (hall === null || setup === null || now === null) return;
  dirty.value = !alike(setup, toRaw(now));
  const kept = { person: who(), revision: basis ?? newest(setup), document: toRaw(now) };
  const fits = dirty.value && JSON.stringify(kept).length <= mostKept;
  remember(keptForGood, placeOf(hall), fits ? kept : null);
}

let timer: ReturnType<typeof setTimeout> | undefined;
let asked: AbortController | null = null;
/** Milliseconds after the last key until the server is asked. */
const restMs = 500;

watch(
  document,
  () => {
    if (document.value === null) return;
    keep();
    checkSoon();
  },
  { deep: true, flush: 'post' },
);
function checkSoon(): void {
  clearTimeout(timer);
  asked?.abort();
  checking.value = true;
  timer = setTimeout(() => void check(), restMs);
}

/** Asks the server at once what the draft would do and what is wrong with it. */
async function check(): Promise<void> {
  const setup = published.value;
  if (setup === null || document.value === null) return;
  clearTimeout(timer);
  asked?.abort();
  const mine = new AbortController();
  asked = mine;
  checking.value = true;
  try {
    checked.value = await api.post<SetupCheck>(address('/check'), {
      body: { revision: newest(setup), ...toRaw(document.value) },
      signal: mine.signal,
      timeout: 30_000,
    });
    trouble.value = null;
  } catch (error) {
    if (mine.signal.aborted) return;
    session.noteError(error);
    trouble.value = error;
  }
  if (asked === mine) checking.value = false;
}

/**
 * @throws ApiProblem `bad_setup`, `in_use` (with what holds), `setup_changed` (then `others` says
 *   what they changed), Unreachable
 */
async function publish(from: (typeof publishTimes)[number], note: string): Promise<void> {
  const setup = published.value;
  if (setup === null || document.value === null) return;
  try {
    await api.put(address(), {
      body: {
        revision: newest(setup),
        ...toRaw(document.value),
        from,
        ...(note.trim() === '' ? {} : { note: note.trim() }),
      },
      timeout: 60_000,
    });
  } catch (error) {
    if (error instanceof ApiProblem && error.code === 'setup_changed') await renew();
    throw error;
  }
  await followPublished();
}

/** What waits for the next service day is taken back: the present set-up is published again. */
async function withdraw(): Promise<void> {
  const setup = published.value;
  if (setup === null) return;
  const mine = dirty.value && document.value !== null ? copyOf(toRaw(document.value)) : null;
  await api.put(address(), {
    body: { revision: newest(setup), ...documentOf(setup), from: 'now' },
    timeout: 60_000,
  });
  await followPublished();
  if (mine !== null) take(mine);
}

/** After a publication the draft is what the server has, and so is what the console shows. */
async function followPublished(): Promise<void> {
  published.value = await api.get<Setup>(address());
  retired.value = await api.get<SetupRetired>(address('/retired'));
  reset();
  keep();
  await halls.renew();
}

/** The server has another set-up by now: a draft without changes follows, one with changes asks. */
async function renew(): Promise<void> {
  const setup = published.value;
  if (setup === null) return;
  const follows = !dirty.value;
  const now = await api.get<Setup>(address());
  if (newest(now) === newest(setup) && now.revision === setup.revision) return;
  if (!follows) basis ??= newest(setup);
  published.value = now;
  retired.value = await api.get<SetupRetired>(address('/retired'));
  if (follows) take(now);
  await noteOthers();
  keep();
}

const isBelow = (path: string, place: string): boolean =>
  path === place || path.startsWith(`${place}.`);
/** What is wrong at a place of the document: `hall.queues.2.prefix`. */
const faultsAt = (place: string): readonly Issue[] =>
  (checked.value?.faults ?? []).filter(({ path }) => path === place);
const warningsAt = (place: string): readonly Issue[] =>
  (checked.value?.warnings ?? []).filter(({ path }) => path === place);
/** How much is wrong at a place and below it: for a tab, or a row of a list. */
const faultsBelow = (place: string): number =>
  (checked.value?.faults ?? []).filter(({ path }) => isBelow(path, place)).length;

export const draft = {
  code,
  published,
  document,
  retired,
  dirty,
  checked,
  checking,
  others,
  trouble,
  warnings: computed((): readonly Issue[] => checked.value?.warnings ?? []),
  faults: computed((): readonly Issue[] => checked.value?.faults ?? []),
  changes: computed((): readonly SetupDifference[] => checked.value?.changes ?? []),
  holds: computed((): readonly Issue[] => checked.value?.holds ?? []),
  faultsAt,
  warningsAt,
  faultsBelow,
  load,
  take,
  takeIn,
  reset,
  check,
  publish,
  withdraw,
  renew,
};
