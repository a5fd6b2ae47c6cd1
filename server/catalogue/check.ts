import type { Issue } from '../../shared/errors.ts';
import type { Catalogue } from '../../shared/contract/catalogue.ts';
import type { HallFile } from '../../shared/contract/hall.ts';
import { afterOf, circleIn } from '../rules/journey.ts';

/** Every fault of a catalogue that is well formed, with its place. Pure. */
export function catalogueFaults(catalogue: Catalogue, queueCodes: ReadonlySet<string>): Issue[] {
  const faults: Issue[] = [];
  const fault = (path: string, message: string): void => void faults.push({ path, message });
  const departments = new Set(catalogue.departments.map((d) => d.code));
  const matters = new Map(catalogue.matters.map((m) => [m.code, m]));
  doubled(catalogue.departments, 'departments', (d) => d.code, fault);
  doubled(catalogue.matters, 'matters', (m) => m.code, fault);
  doubled(catalogue.directions, 'directions', (d) => d.code, fault);
  doubled(catalogue.packages, 'packages', (p) => `${p.code} version ${p.version}`, fault);
  catalogue.directions.forEach((d, i) =>
    doubled(d.stages, `directions.${i}.stages`, (s) => s.code, fault),
  );

  catalogue.matters.forEach((matter, i) => {
    if (!departments.has(matter.department))
      fault(`matters.${i}.department`, `unknown department "${matter.department}"`);
    if (matter.queue !== undefined && !queueCodes.has(matter.queue))
      fault(`matters.${i}.queue`, `unknown queue "${matter.queue}"`);
    if (matter.mode === 'hall' && matter.queue === undefined)
      fault(`matters.${i}.queue`, 'a matter done in the hall needs a queue');
  });

  catalogue.packages.forEach((pack, i) => {
    const at = `packages.${i}`;
    const direction = catalogue.directions.find((d) => d.code === pack.direction);
    if (direction === undefined) fault(`${at}.direction`, `unknown direction "${pack.direction}"`);
    else if (!direction.stages.some((s) => s.code === pack.stage))
      fault(`${at}.stage`, `unknown stage "${pack.stage}"`);
    if (!departments.has(pack.lead)) fault(`${at}.lead`, `unknown department "${pack.lead}"`);
    if (pack.validTo !== undefined && pack.validTo < pack.validFrom)
      fault(`${at}.validTo`, 'ends before it begins');
    const seen = new Set<string>();
    pack.steps.forEach((step, s) => {
      if (!queueCodes.has(step.queue))
        fault(`${at}.steps.${s}.queue`, `unknown queue "${step.queue}"`);
      step.matters.forEach((code, m) => {
        const place = `${at}.steps.${s}.matters.${m}`;
        if (seen.has(code)) fault(place, `matter "${code}" stands twice in this package`);
        seen.add(code);
        const matter = matters.get(code);
        if (matter === undefined) fault(place, `unknown matter "${code}"`);
        else if (matter.mode !== 'hall')
          fault(place, `matter "${code}" is ${matter.mode}: it belongs under "also"`);
      });
      step.after?.forEach((before, a) => {
        if (before >= pack.steps.length)
          fault(`${at}.steps.${s}.after.${a}`, `there is no step ${before}`);
      });
    });
    const circle = circleIn(pack.steps.map((step, s) => ({ after: afterOf(step, s) })));
    if (circle !== null)
      fault(`${at}.steps.${circle}.after`, 'the steps wait for each other in a circle');
    pack.also?.forEach((item, a) => {
      if (!departments.has(item.department))
        fault(`${at}.also.${a}.department`, `unknown department "${item.department}"`);
    });
  });
  return faults;
}

/** Every fault of a hall's file that is well formed, with its place. Pure. */
export function hallFaults(hall: HallFile): Issue[] {
  const faults: Issue[] = [];
  const fault = (path: string, message: string): void => void faults.push({ path, message });
  const zones = new Set(hall.zones.map((z) => z.code));
  const queues = new Set(hall.queues.map((q) => q.code));
  doubled(hall.zones, 'zones', (z) => z.code, fault);
  doubled(hall.queues, 'queues', (q) => q.code, fault);
  doubled(hall.queues, 'queues', (q) => `prefix ${q.prefix}`, fault);
  doubled(hall.windows, 'windows', (w) => `number ${w.number}`, fault);
  doubled(hall.categories, 'categories', (c) => c.code, fault);
  try {
    new Intl.DateTimeFormat('en', { timeZone: hall.timezone });
  } catch {
    fault('timezone', `unknown time zone "${hall.timezone}"`);
  }
  hall.hours.forEach((h, i) => {
    // 00:00 as an end is the midnight that ends the day.
    if (h.from >= h.to && h.to !== '00:00') fault(`hours.${i}`, 'ends before it begins');
  });
  if (!hall.categories.some((c) => c.code === 'general'))
    fault('categories', 'the category "general" is missing');
  hall.windows.forEach((w, i) => {
    if (!zones.has(w.zone)) fault(`windows.${i}.zone`, `unknown zone "${w.zone}"`);
    w.serves.forEach((s, j) => {
      if (!queues.has(s.queue))
        fault(`windows.${i}.serves.${j}.queue`, `unknown queue "${s.queue}"`);
    });
    doubled(w.serves, `windows.${i}.serves`, (s) => s.queue, fault);
  });
  return faults;
}

function doubled<T>(
  list: readonly T[],
  path: string,
  key: (item: T) => string,
  fault: (path: string, message: string) => void,
): void {
  const seen = new Set<string>();
  list.forEach((item, i) => {
    const k = key(item);
    if (seen.has(k)) fault(`${path}.${i}`, `"${k}" stands twice`);
    seen.add(k);
  });
}
