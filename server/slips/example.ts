import type { ExampleSlip } from '../../shared/contract/slip.ts';
import type { Ticket } from '../../shared/contract/ticket.ts';
import { afterOf, firstStep } from '../../shared/rules/journey.ts';
import type { Instant } from '../../shared/rules/instants.ts';
import { windowsShown } from '../../shared/rules/serving.ts';
import type { WindowConfig, ZoneConfig } from '../hall/config.ts';
import type { SlipHall } from './hall.ts';

/**
 * A hall that is only written yet, as a slip needs it. Things have no ids there: their codes stand
 * for these.
 */
export function exampleHall({
  hall,
}: ExampleSlip): SlipHall & { windows: readonly WindowConfig[] } {
  const zones = hall.zones.map((zone): ZoneConfig => ({ ...zone, id: zone.code, retired: false }));
  const windows = hall.windows.flatMap((window): WindowConfig[] => {
    const zone = zones.find(({ code }) => code === window.zone);
    if (zone === undefined) return [];
    const serves = window.serves.map(({ queue, handicapMinutes }) => ({
      queueId: queue,
      handicapSeconds: handicapMinutes * 60,
    }));
    const { number, name, label = null } = window;
    return [{ id: String(number), number, label, name, zone, serves, retired: false }];
  });
  return {
    name: hall.name,
    place: {},
    logo: hall.logo ?? null,
    timezone: hall.timezone,
    settings: hall.settings,
    zones,
    windows,
    windowByNumber: new Map(windows.map((window) => [window.number, window])),
    categoryById: new Map(),
  };
}

/** The ticket that the first visitor of the day would have for a package, with nobody ahead. */
export function exampleTicket(
  { hall, package: pack, matters, language }: ExampleSlip,
  windows: readonly WindowConfig[],
  now: Instant,
): Ticket {
  const nameOf = new Map(matters.map(({ code, name }) => [code, name]));
  const steps = pack.steps.map((step, position): Ticket['steps'][number] => {
    const shown = windowsShown(windows, step.queue);
    const after = afterOf(step, position);
    return {
      position,
      queue: step.queue,
      queueName: hall.queues.find(({ code }) => code === step.queue)?.name ?? unnamed(step.queue),
      matters: step.matters,
      items: step.matters.map((code) => ({
        code,
        name: nameOf.get(code) ?? unnamed(code),
        done: null,
      })),
      status: after.length === 0 ? 'waiting' : 'blocked',
      ahead: after.length === 0 ? 0 : null,
      estimate: null,
      window: null,
      windows: shown.map(({ number }) => number).sort((a, b) => a - b),
      zones: [...new Set(shown.map(({ zone }) => zone.code))],
      openWindows: shown.length,
      holdKind: null,
      holdUntil: null,
      calls: 0,
      misses: 0,
      calledAt: null,
      startedAt: null,
      endedAt: null,
      rated: false,
      rateable: false,
      opens: null,
    };
  });
  const first = steps[pack.steps.indexOf(firstStep(pack.steps.map(withAfter)).of)] ?? steps[0]!;
  const prefix = hall.queues.find(({ code }) => code === first.queue)?.prefix ?? 'A';
  return {
    id: 'example',
    token: 'example',
    version: 0,
    hall: 'example',
    number: `${prefix}001`,
    package: pack.code,
    packageName: pack.name,
    packages: [{ code: pack.code, name: pack.name }],
    category: 'general',
    language,
    status: 'waiting',
    takenAt: now,
    treatedAsCameAt: now,
    appointment: null,
    steps,
    next: {
      queue: first.queue,
      name: first.queueName,
      zones: first.zones,
      windows: first.windows,
      openWindows: first.openWindows,
      ahead: 0,
      estimate: null,
      opens: null,
    },
    canReturn: false,
    canCancel: true,
    files: 1,
    agent: false,
    region: null,
  };
}

type Planned = ExampleSlip['package']['steps'][number];
const withAfter = (of: Planned, position: number) => ({ of, after: afterOf(of, position) });
const unnamed = (code: string): { 'zh-Hans': string } => ({ 'zh-Hans': code });
