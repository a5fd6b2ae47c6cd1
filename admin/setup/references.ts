import type { Queue, Window } from '../../shared/contract/hall.ts';
import type { z } from 'zod';
import type { SetupDocument } from '../../shared/contract/setup.ts';
import { freePrefix } from './codes.ts';

type HallQueue = z.infer<typeof Queue>;
type HallWindow = z.infer<typeof Window>;

/** A thing gets another code while it is new: what points at it follows. */
export function renameQueue({ hall, catalogue }: SetupDocument, from: string, to: string): void {
  for (const { serves } of hall.windows)
    for (const each of serves) if (each.queue === from) each.queue = to;
  for (const duty of hall.duty)
    duty.queues = duty.queues.map((code) => (code === from ? to : code));
  for (const matter of catalogue.matters) if (matter.queue === from) matter.queue = to;
  for (const { steps } of catalogue.packages)
    for (const step of steps) if (step.queue === from) step.queue = to;
}

/** A category gets another code while it is new: stations and the clients' category follow. */
export function renameCategory({ hall }: SetupDocument, from: string, to: string): void {
  for (const queue of hall.queues) if (queue.category === from) queue.category = to;
  if (hall.settings.clientCategory === from) hall.settings.clientCategory = to;
}

export function renameZone({ hall }: SetupDocument, from: string, to: string): void {
  for (const window of hall.windows) if (window.zone === from) window.zone = to;
  for (const each of [...hall.notices, ...hall.media])
    if (each.zones !== undefined)
      each.zones = each.zones.map((code) => (code === from ? to : code));
}

/** A window gets another number while it is new. */
export function renumber({ hall }: SetupDocument, from: number, to: number): void {
  for (const duty of hall.duty) duty.windows = duty.windows.map((n) => (n === from ? to : n));
}

/**
 * A queue is offered no more: windows and periods of duty let it go. Matters and steps keep it, as
 * a fault: somebody has to say where they are handled now.
 */
export function retireQueue({ hall }: SetupDocument, code: string): void {
  hall.queues = hall.queues.filter((queue) => queue.code !== code);
  for (const window of hall.windows)
    window.serves = window.serves.filter(({ queue }) => queue !== code);
  for (const duty of hall.duty) duty.queues = duty.queues.filter((queue) => queue !== code);
}

/**
 * It is offered again, at the windows that have served it. The prefix that it had is another's by now:
 * then it gets one that is free.
 */
export function bringQueueBack(
  { hall }: SetupDocument,
  queue: HallQueue,
  windows: readonly HallWindow[],
): void {
  const taken = hall.queues.map(({ prefix }) => prefix);
  const isFree = queue.prefix !== '' && !taken.includes(queue.prefix);
  const prefix = isFree ? queue.prefix : freePrefix(taken);
  hall.queues.push({ ...structuredClone(queue), prefix });
  for (const window of hall.windows) {
    const served = windows
      .find(({ number }) => number === window.number)
      ?.serves.find((each) => each.queue === queue.code);
    if (served !== undefined) window.serves.push({ ...served });
  }
}

/** A window stands again where it stood; what it served is kept where the hall still has it. */
export function bringWindowBack(document: SetupDocument, window: HallWindow): void {
  const { zones, queues } = document.hall;
  const zone = zones.find(({ code }) => code === window.zone) ?? zones[0];
  putWindow(document, {
    ...structuredClone(window),
    zone: zone?.code ?? window.zone,
    serves: window.serves
      .filter(({ queue }) => queues.some(({ code }) => code === queue))
      .map((each) => ({ ...each })),
  });
}

export function retireWindows({ hall }: SetupDocument, numbers: readonly number[]): void {
  hall.windows = hall.windows.filter(({ number }) => !numbers.includes(number));
  for (const duty of hall.duty) duty.windows = duty.windows.filter((n) => !numbers.includes(n));
}

/** Where a window with this number belongs: after the last one that is smaller, else at the end. */
export function putWindow({ hall }: SetupDocument, window: HallWindow): void {
  const index = hall.windows.findIndex(({ number }) => number > window.number);
  if (index === -1) hall.windows.push(window);
  else hall.windows.splice(index, 0, window);
}

/** Sets what may be absent: with undefined it is absent. */
export function put<T extends object>(thing: T, key: keyof T & string, value: unknown): void {
  const fields = thing as Record<string, unknown>;
  if (value === undefined) Reflect.deleteProperty(fields, key);
  else fields[key] = value;
}
