import type { Setup } from '../../shared/contract/setup.ts';
import { Code } from '../../shared/contract/primitives.ts';
import type { Issue } from '../../shared/errors.ts';
import { faultAt } from '../../shared/faults.ts';
import { guessQueue, type Named, namedOf } from '../../shared/rules/importing/guess.ts';
import { type Judged, listIn } from './judge.ts';

/** A set-up with what was brought in, to be checked and published like any other. */
export interface Drafted {
  readonly draft: Pick<Setup, 'revision' | 'hall' | 'catalogue'>;
  /** What is new or changed. */
  readonly taken: number;
  readonly faults: readonly Issue[];
}

type Base = Pick<Setup, 'revision' | 'hall' | 'catalogue'>;

/** Adds another system's services as queues; one that is here by its name or code stays as it is. Pure. */
export function withServices(base: Base, { good, mapping }: Judged): Drafted {
  const faults: Issue[] = [];
  const queues = [...base.hall.queues];
  const known = (): Named[] => queues.map(namedOf);
  let taken = 0;
  for (const { row, value } of good) {
    const at = (field: string): string => `${row}.${mapping.columns[field] ?? field}`;
    const name = value['name'] ?? '';
    if (name === '') {
      faults.push(faultAt(at('name'), 'missing'));
      continue;
    }
    if (guessQueue(name, known()) !== null) continue;
    const standard = value['standardMinutes'] ?? '';
    if (standard !== '' && !/^\d{1,3}$/.test(standard)) {
      faults.push(faultAt(at('standardMinutes'), 'not_whole_number'));
      continue;
    }
    const wanted = (value['prefix'] ?? '').toUpperCase();
    const isFree = /^[A-Z]{1,2}$/.test(wanted) && queues.every((q) => q.prefix !== wanted);
    queues.push({
      code: codeFor(
        value['code'] ?? '',
        queues.map((q) => q.code),
      ),
      name: { 'zh-Hans': name.slice(0, 60) },
      prefix: isFree ? wanted : freePrefix(queues.map((q) => q.prefix)),
      serviceLevelMinutes: standard === '' ? 15 : Math.min(600, Math.max(1, Number(standard))),
    });
    taken += 1;
  }
  return { draft: { ...base, hall: { ...base.hall, queues } }, taken, faults };
}

/** Adds another system's windows; one that has its number here gets its name and its services. Pure. */
export function withWindows(base: Base, { good, mapping, services }: Judged): Drafted {
  const faults: Issue[] = [];
  const windows = new Map(base.hall.windows.map((window) => [window.number, window]));
  const zones = base.hall.zones.map(namedOf);
  const queueOf = new Map(services.map(({ name, queue }) => [name, queue]));
  const seen = new Set<number>();
  for (const { row, value } of good) {
    const at = (field: string): string => `${row}.${mapping.columns[field] ?? field}`;
    const number = Number(/\d+/.exec(value['number'] ?? '')?.[0] ?? NaN);
    if (!Number.isInteger(number) || number < 1 || number > 999) {
      faults.push(faultAt(at('number'), 'not_whole_number'));
      continue;
    }
    if (seen.has(number)) {
      faults.push(faultAt(at('number'), 'stands_twice', { code: number }));
      continue;
    }
    seen.add(number);
    const named = listIn(value['services'] ?? '');
    const lost = named.find((name) => queueOf.get(name) === null);
    if (lost !== undefined) {
      faults.push(faultAt(at('services'), 'unknown_queue', { code: lost }));
      continue;
    }
    const zone = (value['zone'] ?? '') === '' ? null : guessQueue(value['zone']!, zones);
    if ((value['zone'] ?? '') !== '' && zone === null) {
      faults.push(faultAt(at('zone'), 'unknown_zone', { code: value['zone']! }));
      continue;
    }
    const before = windows.get(number);
    const label = (value['label'] ?? '').slice(0, 7);
    const name = (value['name'] ?? '').slice(0, 60);
    const codes = [...new Set(named.flatMap((each) => queueOf.get(each) || []))];
    windows.set(number, {
      ...(before ?? { number, zone: zone ?? zones[0]!.code, serves: [], name: { 'zh-Hans': '' } }),
      ...(zone === null ? {} : { zone }),
      ...(label === '' ? {} : { label }),
      name: name === '' ? (before?.name ?? { 'zh-Hans': `${number} 号窗口` }) : { 'zh-Hans': name },
      ...(codes.length === 0
        ? {}
        : { serves: codes.map((queue) => ({ queue, handicapMinutes: 0 })) }),
    });
  }
  const list = [...windows.values()].sort((a, b) => a.number - b.number);
  return {
    draft: { ...base, hall: { ...base.hall, windows: list } },
    taken: seen.size,
    faults,
  };
}

/** The code of the other system where it can be one here, else a number of its own. */
function codeFor(wanted: string, taken: readonly string[]): string {
  if (Code.safeParse(wanted).success && !taken.includes(wanted)) return wanted;
  for (let n = 1; ; n += 1) if (!taken.includes(`service-${n}`)) return `service-${n}`;
}

function freePrefix(taken: readonly string[]): string {
  const letters = [...'ABCDEFGHJKLMNPQRSTUVWXYZ'];
  const pairs = letters.flatMap((first) => letters.map((second) => first + second));
  return [...letters, ...pairs].find((prefix) => !taken.includes(prefix)) ?? 'ZZ';
}
