import type { Seeded } from '../../shared/rules/simulation/chance.ts';
import { type RecordedDay, recordedZone } from './recorded-day.ts';

/** A window of the replayed hall: each serves one service. */
export interface ReplayWindow {
  readonly number: number;
  /** The service by its place in the recorded day. */
  readonly service: number;
}

/** A made journey: its steps as services, and whether they follow each other or are free. */
export interface Journey {
  readonly code: string;
  readonly services: readonly number[];
  readonly free: boolean;
}

export interface HallOfDay {
  readonly hall: object;
  readonly catalogue: object;
  readonly windows: readonly ReplayWindow[];
  readonly journeys: readonly Journey[];
}

export const hallCode = 'replay';
export const queueCode = (service: number): string => `q${service + 1}`;

/**
 * A hall for a recorded day: one queue a service, and as many windows for it as were ever open at
 * once that day, without handicaps.
 *
 * @param chance where given, journeys over several services are made too
 */
export function hallOfDay(day: RecordedDay, chance?: Seeded): HallOfDay {
  const windows: ReplayWindow[] = day.services.flatMap(({ tickets }, service) => {
    const most = Math.max(...tickets.map((t) => t.openWindows));
    return Array.from({ length: most }, () => ({ service, number: 0 }));
  });
  const numbered = windows.map((window, i) => ({ ...window, number: i + 1 }));
  const journeys = chance === undefined ? [] : makeJourneys(day, chance);
  const named = (text: string): object => ({ 'zh-Hans': text, en: text });
  return {
    windows: numbered,
    journeys,
    hall: {
      code: hallCode,
      name: named('Replay'),
      timezone: recordedZone,
      enforceHours: false,
      hours: [],
      zones: [{ code: 'A', name: named('A') }],
      queues: day.services.map(({ name }, service) => ({
        code: queueCode(service),
        name: named(name),
        prefix: prefixOf(service),
      })),
      windows: numbered.map(({ number, service }) => ({
        number,
        name: named(day.services[service]!.name),
        zone: 'A',
        serves: [{ queue: queueCode(service) }],
      })),
      categories: Object.entries(credits).map(([code, creditMinutes]) => ({
        code,
        name: named(code),
        creditMinutes,
      })),
    },
    catalogue: {
      directions: [
        { code: 'all', name: named('All'), stages: [{ code: 'all', name: named('All') }] },
      ],
      departments: [{ code: 'office', name: named('Office') }],
      matters: day.services.map(({ name }, service) => ({
        code: `m${service + 1}`,
        name: named(name),
        department: 'office',
        queue: queueCode(service),
      })),
      packages: journeys.map(({ code, services, free }) => ({
        code,
        name: named(code),
        version: 1,
        validFrom: '2000-01-01',
        direction: 'all',
        stage: 'all',
        lead: 'office',
        steps: services.map((service) => ({
          queue: queueCode(service),
          matters: [`m${service + 1}`],
          ...(free ? { after: [] } : {}),
        })),
      })),
    },
  };
}

/** The default categories with their head starts in minutes (rules.md). */
const credits = {
  general: 0,
  senior: 10,
  disabled: 10,
  veteran: 10,
  expectant: 10,
  green: 60,
} as const;
export const otherCategories = ['disabled', 'veteran', 'expectant', 'green'] as const;

/** A, B … Z, AA, AB … */
function prefixOf(service: number): string {
  const letter = (n: number): string => String.fromCharCode('A'.charCodeAt(0) + n);
  return service < 26
    ? letter(service)
    : letter(Math.floor(service / 26) - 1) + letter(service % 26);
}

/** For each service four journeys of two or three, that go on where many people go. */
function makeJourneys(day: RecordedDay, chance: Seeded): Journey[] {
  const crowd = day.services.flatMap(({ tickets }, service) => tickets.map(() => service));
  return day.services.flatMap((_, first) =>
    [0, 1, 2, 3].map((n): Journey => {
      const services = new Set([first]);
      const wanted = Math.min(n < 2 ? 2 : 3, day.services.length);
      while (services.size < wanted) services.add(chance.pick(crowd));
      return { code: `p${first + 1}-${n + 1}`, services: [...services], free: n % 2 === 1 };
    }),
  );
}
